/** Who may write in the history of an account. */
import { type PermissionSpecs, ROLES } from '../desk/policy.ts';

export const historyPermissions = {
  note: { roles: [...ROLES], means: 'write in an account’s history' },
} as const satisfies PermissionSpecs;

type Own = typeof historyPermissions;
declare module '../desk/policy.ts' {
  interface Permissions extends Own {}
}
