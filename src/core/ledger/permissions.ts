/** Who may bring in files. */
import type { PermissionSpecs } from '../desk/policy.ts';

export const ledgerPermissions = {
  import: {
    roles: ['admin', 'credit-manager'],
    means: 'import a file dropped into the conversation with the bot',
  },
} as const satisfies PermissionSpecs;

type Own = typeof ledgerPermissions;
declare module '../desk/policy.ts' {
  interface Permissions extends Own {}
}
