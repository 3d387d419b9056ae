/** Who may do what with disputes. */
import { type PermissionSpecs, ROLES } from '../desk/policy.ts';

export const disputePermissions = {
  'dispute.open': { roles: [...ROLES], en: 'open a dispute', fr: 'ouvrir un litige' },
  'dispute.work': {
    roles: ['admin', 'credit-manager', 'sales', 'sales-admin', 'finance', 'director', 'accounting'],
    en: 'take, ask, wait and pass on disputes of others; an owner always may',
    fr: 'prendre, demander, attendre et passer les litiges des autres ; leur responsable le peut toujours',
  },
  'dispute.settle': {
    roles: ['credit-manager', 'sales', 'sales-admin', 'finance', 'director'],
    en: 'settle disputes of others; an owner always may, and whoever opened one may withdraw it',
    fr: 'trancher les litiges des autres ; leur responsable le peut toujours, et qui en a ouvert un peut le retirer',
  },
} as const satisfies PermissionSpecs;

type Own = typeof disputePermissions;
declare module '../desk/policy.ts' {
  interface Permissions extends Own {}
}
