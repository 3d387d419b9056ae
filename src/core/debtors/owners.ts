/** Who acts: the person that the debtor's file names for a role, the backup while that person is away, else the first of the role, else the credit manager. */
import type { Person } from '../desk/people-ports.ts';
import type { Role } from '../desk/policy.ts';
import { type Roster, standInOf } from '../desk/roster.ts';
import type { Debtor } from '../ledger/parties.ts';

export interface Owners {
  /** E-mail; undefined when nobody on the roster could. */
  of(role: Role, debtor: Debtor): string | undefined;
}

/** The person that the debtor's file names for a role; null for roles that belong to no debtor. */
export function ownEmail(debtor: Debtor, role: Role): string | null {
  if (role === 'sales') return debtor.salesperson;
  if (role === 'sales-admin') return debtor.salesAdmin;
  if (role === 'collector') return debtor.collector;
  return null;
}

export function ownersOf(roster: Roster): Owners {
  const byEmail = new Map(roster.people.map((p) => [p.email, p]));
  const present = (person: Person | undefined): string | undefined => person && standInOf(roster, person)?.email;
  const first = (role: Role): string | undefined => {
    const all = roster.people.filter((p) => p.roles.includes(role));
    return present(all.find((p) => present(p) === p.email)) ?? present(all[0]) ?? all[0]?.email;
  };
  const manager = first('credit-manager');
  // An account without a collector is the credit manager's until somebody is named.
  const defaults = new Map<Role, string | undefined>([['collector', manager ?? first('collector')]]);
  const named = new Map<string, string | undefined>();
  const ofRole = (role: Role): string | undefined => {
    if (!defaults.has(role)) defaults.set(role, first(role) ?? manager);
    return defaults.get(role);
  };
  return {
    of(role, debtor) {
      const email = ownEmail(debtor, role);
      if (email === null) return ofRole(role);
      if (!named.has(email)) named.set(email, present(byEmail.get(email)));
      return named.get(email) ?? ofRole(role);
    },
  };
}
