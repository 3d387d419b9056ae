/** To whom a dispute goes, and why: the debtor's own person, then whoever stands in, then the team's default, then the manager, else the credit manager; never nobody. */
import { ownEmail } from '../../debtors/owners.ts';
import type { Person } from '../../desk/people-ports.ts';
import type { Policy, Role } from '../../desk/policy.ts';
import { isPresent, personByEmail, type Roster, standInOf } from '../../desk/roster.ts';
import type { Debtor } from '../../ledger/parties.ts';
import { disputePolicy } from './dispute-policy.ts';

/** One reason on the way to the owner, said on the card. `who` is a name. */
export type RouteStep =
  /** The debtor's file names the person for this role. */
  | { readonly step: 'own'; readonly role: Role }
  /** The debtor's file names nobody, or this role is not the debtor's. */
  | { readonly step: 'team'; readonly role: Role }
  | { readonly step: 'away'; readonly who: string; readonly until: number | undefined }
  | { readonly step: 'left'; readonly who: string }
  | { readonly step: 'backup'; readonly of: string }
  | { readonly step: 'manager'; readonly of: string }
  /** No rule fits: the credit manager. */
  | { readonly step: 'credit-manager' }
  /** Passed on by a person, with what they wrote. */
  | { readonly step: 'passed'; readonly by: string; readonly why: string };

export interface Route {
  readonly role: Role;
  readonly steps: readonly RouteStep[];
}

export interface Routed {
  readonly owner: Person;
  readonly route: Route;
}

/** Roles that may take what no rule assigns, in this order, when there is no credit manager. */
const LAST_RESORT: readonly Role[] = ['credit-manager', 'admin', 'finance', 'director', 'collector'];

/** The owner for a role and a debtor. Undefined only when nobody on the roster has any role. */
export function routeTo(role: Role, debtor: Debtor, roster: Roster, policy: Policy): Routed | undefined {
  const steps: RouteStep[] = [];
  const email = ownEmail(debtor, role);
  const own = personByEmail(roster, email);
  if (email !== null) steps.push({ step: 'own', role });
  const found = own && standIn(own, roster, steps);
  if (email !== null && !own) steps.push({ step: 'left', who: email });
  const owner = found ?? teamDefault(role, roster, policy, steps) ?? managerOf(own, roster, steps) ?? lastResort(roster, steps);
  return owner && { owner, route: { role, steps } };
}

/** The person, or the backup when the person is away or has left. */
export function standIn(person: Person, roster: Roster, steps: RouteStep[]): Person | undefined {
  const found = standInOf(roster, person);
  if (found === person) return person;
  if (person.roles.length === 0) steps.push({ step: 'left', who: person.name });
  else steps.push({ step: 'away', who: person.name, until: roster.away.get(person.id) });
  if (found) steps.push({ step: 'backup', of: person.name });
  return found;
}

function teamDefault(role: Role, roster: Roster, policy: Policy, steps: RouteStep[]): Person | undefined {
  const named = personByEmail(roster, disputePolicy(policy).teams[role] ?? null);
  const present = named && isPresent(roster, named) ? named : undefined;
  const owner = present ?? roster.people.find((p) => p.roles.includes(role) && isPresent(roster, p));
  if (owner) steps.push({ step: 'team', role });
  return owner;
}

function managerOf(own: Person | undefined, roster: Roster, steps: RouteStep[]): Person | undefined {
  const manager = own && personByEmail(roster, own.manager);
  if (!own || !manager || !isPresent(roster, manager)) return undefined;
  steps.push({ step: 'manager', of: own.name });
  return manager;
}

/** Present first; when everyone is away, an absent credit manager is still better than nobody. */
function lastResort(roster: Roster, steps: RouteStep[]): Person | undefined {
  steps.push({ step: 'credit-manager' });
  const candidates = LAST_RESORT.flatMap((role) => roster.people.filter((p) => p.roles.includes(role)));
  return candidates.find((p) => isPresent(roster, p)) ?? candidates[0] ?? roster.people.find((p) => p.roles.length > 0);
}

/** Of sales and sales administration, whoever does not own the case is told too: both, when the owner is of neither. */
export function alsoTold(owner: Person, debtor: Debtor, roster: Roster): readonly Person[] {
  const told = [personByEmail(roster, debtor.salesperson), personByEmail(roster, debtor.salesAdmin)].flatMap((person) => {
    const present = person && standIn(person, roster, []);
    return present && present.id !== owner.id ? [present] : [];
  });
  return [...new Map(told.map((p) => [p.id, p])).values()];
}

/** The owner's manager, else the credit manager: who hears of a case without an answer. */
export function superiorOf(owner: Person, roster: Roster): Person | undefined {
  return managerOf(owner, roster, []) ?? lastResort({ ...roster, people: roster.people.filter((p) => p.id !== owner.id) }, []);
}
