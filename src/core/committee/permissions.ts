/** Who may put a question to the committee. */
import type { PermissionSpecs } from '../desk/policy.ts';

export const committeePermissions = {
  'motion.propose': {
    roles: ['credit-manager', 'collector', 'sales', 'sales-admin', 'finance', 'director', 'legal'],
    means: 'put a question to the committee',
  },
} as const satisfies PermissionSpecs;

type Own = typeof committeePermissions;
declare module '../desk/policy.ts' {
  interface Permissions extends Own {}
}
