/** Who holds which role, and which places of a quorum the members present can fill between them: docs/rules/voting.md, rule 14. */
import type { Member, Rule } from './vote.ts';

/** Whether one of these is a role of theirs. */
export function holdsAny(member: Pick<Member, 'roles'>, roles: readonly string[]): boolean {
  return member.roles.some((role) => roles.includes(role));
}

/** Rule 1, as far as roles go. */
export function holdsBallot(rule: Pick<Rule, 'voters'>, member: Pick<Member, 'roles'>): boolean {
  return holdsAny(member, rule.voters);
}

/** The same rule with the places of its quorum in the alphabet's order: the one that a log and a record can keep, whose keys are sorted. */
export function inOrder<R extends Pick<Rule, 'quorum'>>(rule: R): R {
  const { roles } = rule.quorum;
  if (!roles) return rule;
  const sorted = Object.entries(roles).sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...rule, quorum: { ...rule.quorum, roles: Object.fromEntries(sorted) } };
}

/** A role with a place that nobody is left for. */
export interface Shortage {
  readonly role: string;
  /** The role, and those whose places its holders would have to leave: together they have more places than holders. */
  readonly among: ReadonlySet<string>;
}

/**
 * Seats different members on the places that the rule's roles ask for, each on one at most, and as many as can be; the rule's earlier places first. A place
 * is filled by a member who has none, or by one who leaves theirs to another, and that to a third (augmenting paths): a place once filled stays so. The places
 * that are filled are thus the most that can be, and of all such choices the earliest, whatever the order of the members.
 */
export function fillPlaces({ quorum }: Pick<Rule, 'quorum'>, present: readonly Member[]): readonly Shortage[] {
  const placed = new Map<Member, string>();
  const fill = (role: string, asked: Set<string>): boolean => {
    asked.add(role);
    const holders = present.filter((m) => m.roles.includes(role) && placed.get(m) !== role);
    const one = holders.find((m) => !placed.has(m)) ?? holders.find((m) => isFreed(m, asked));
    if (one) placed.set(one, role);
    return one !== undefined;
  };
  const isFreed = (member: Member, asked: Set<string>): boolean => {
    const place = placed.get(member);
    return place !== undefined && !asked.has(place) && fill(place, asked);
  };
  return Object.entries(quorum.roles ?? {}).flatMap(([role, places]) => {
    for (let n = 0; n < places; n++) {
      const among = new Set<string>();
      if (!fill(role, among)) return [{ role, among }];
    }
    return [];
  });
}
