/** Who may bring in files, and say what they would say of a debtor. */
import type { PermissionSpecs } from '../desk/policy.ts';

export const ledgerPermissions = {
  import: {
    roles: ['admin', 'credit-manager'],
    means: 'import a file dropped into the conversation with the bot, and change a debtor’s record by hand',
  },
} as const satisfies PermissionSpecs;

type Own = typeof ledgerPermissions;
declare module '../desk/policy.ts' {
  interface Permissions extends Own {}
}
