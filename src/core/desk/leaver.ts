/** The rules of leaving: who takes over, and whose roles may not be left without anybody (docs/rules/people.md). */
import type { Person } from './people-ports.ts';
import type { Role } from './policy.ts';
import { personByEmail, type Roster } from './roster.ts';

/** Without one of these nobody could answer for the house any more. */
const INDISPENSABLE: readonly Role[] = ['admin', 'credit-manager'];

/** Everybody who could take over from somebody: those with a role, in the order in which they are thought of. */
export function successorsOf({ people }: Pick<Roster, 'people'>, person: Person): readonly Person[] {
  const named = [person.backup, person.manager].flatMap((email) => personByEmail({ people }, email) ?? []);
  const holding = (role: Role): readonly Person[] => people.filter((p) => p.roles.includes(role));
  const all = [...named, ...INDISPENSABLE.toReversed().flatMap(holding), ...people];
  return [...new Set(all)].filter((p) => p.id !== person.id && p.roles.length > 0);
}

/** Who takes over when nobody is named: the substitute, the manager, the credit manager, an administrator; undefined when there is none of them. */
export function successorOf(roster: Pick<Roster, 'people'>, person: Person): Person | undefined {
  const [first] = successorsOf(roster, person);
  const known = first && (first.email === person.backup || first.email === person.manager);
  return first && (known || INDISPENSABLE.some((role) => first.roles.includes(role))) ? first : undefined;
}

/** The indispensable roles that nobody else holds. */
export function soleRolesOf({ people }: Pick<Roster, 'people'>, person: Person): readonly Role[] {
  return INDISPENSABLE.filter((role) => person.roles.includes(role) && !people.some((p) => p.id !== person.id && p.roles.includes(role)));
}
