/** Who may write to debtors. */
import type { PermissionSpecs } from '../desk/policy.ts';

export const letterPermissions = {
  letter: {
    roles: ['credit-manager', 'collector', 'finance', 'director', 'legal'],
    means: 'write to debtors: letters and e-mails',
  },
} as const satisfies PermissionSpecs;

type Own = typeof letterPermissions;
declare module '../desk/policy.ts' {
  interface Permissions extends Own {}
}
