/** Who may collect. */
import type { PermissionSpecs } from '../desk/policy.ts';

export const promisePermissions = {
  collect: {
    roles: ['credit-manager', 'collector', 'sales', 'sales-admin', 'finance', 'director'],
    en: 'take down promises to pay, and handle actions of the agenda that are not one’s own',
    fr: 'noter les promesses de paiement, et traiter les actions de l’agenda qui ne sont pas les siennes',
  },
} as const satisfies PermissionSpecs;

type Own = typeof promisePermissions;
declare module '../desk/policy.ts' {
  interface Permissions extends Own {}
}
