/** Who may do what with disputes. */
import { type PermissionSpecs, ROLES } from '../desk/policy.ts';

export const disputePermissions = {
  'dispute.open': { roles: [...ROLES], means: 'open a dispute' },
  'dispute.work': {
    roles: ['admin', 'credit-manager', 'sales', 'sales-admin', 'finance', 'director', 'accounting'],
    means: 'take, ask, wait and pass on disputes of others; an owner always may',
  },
  'dispute.settle': {
    roles: ['credit-manager', 'sales', 'sales-admin', 'finance', 'director'],
    means: 'settle disputes of others; an owner always may, and whoever opened one may withdraw it',
  },
} as const satisfies PermissionSpecs;

type Own = typeof disputePermissions;
declare module '../desk/policy.ts' {
  interface Permissions extends Own {}
}
