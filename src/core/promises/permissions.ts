/** Who may collect. */
import type { PermissionSpecs } from '../desk/policy.ts';

export const promisePermissions = {
  collect: {
    roles: ['credit-manager', 'collector', 'sales', 'sales-admin', 'finance', 'director'],
    means: 'take down promises to pay, and handle actions of the agenda that are not one’s own',
  },
} as const satisfies PermissionSpecs;

type Own = typeof promisePermissions;
declare module '../desk/policy.ts' {
  interface Permissions extends Own {}
}
