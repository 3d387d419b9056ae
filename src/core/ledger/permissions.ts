/** Who may bring in files. */
import type { PermissionSpecs } from '../desk/policy.ts';

export const ledgerPermissions = {
  import: {
    roles: ['admin', 'credit-manager'],
    en: 'import a file dropped into the conversation with the bot',
    fr: 'importer un fichier déposé dans la conversation avec le bot',
  },
} as const satisfies PermissionSpecs;

type Own = typeof ledgerPermissions;
declare module '../desk/policy.ts' {
  interface Permissions extends Own {}
}
