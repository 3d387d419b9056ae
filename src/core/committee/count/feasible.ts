/** Whether a policy's rule can reach its quorum at all: one that cannot would let every motion fail, so it is refused at start (docs/rules/voting.md, rule 4). */
import { fillPlaces, holdsAny, holdsBallot, type Shortage } from './places.ts';
import { countQuorum } from './tally.ts';
import type { Member, Rule } from './vote.ts';

/** Why a quorum is out of reach, with figures for a sentence. */
export type QuorumFault =
  /** Nobody on the roster has a role that votes. */
  | { readonly code: 'no-voters' }
  /** More persons are asked for than hold a ballot. */
  | { readonly code: 'too-few-voters'; readonly needed: number; readonly voters: number }
  /** A role must be there that holds no ballot. */
  | { readonly code: 'role-without-ballot'; readonly role: string }
  /** More members of a role must be there than there are. */
  | { readonly code: 'too-few-of-role'; readonly role: string; readonly needed: number; readonly voters: number }
  /** Roles that the same people hold: nobody takes two places (rule 14). */
  | { readonly code: 'shared-roles'; readonly roles: readonly string[]; readonly needed: number; readonly voters: number };

/**
 * Everything that keeps the quorum out of reach before anyone is recused; empty when it can be reached. The best case is that every
 * member casts their own ballot: no vote has more persons present, nor more ballots of a role. The proposer is taken from the roster
 * when it names one; a policy's roster names none, since anyone may propose.
 */
export function quorumFaults(rule: Rule, roster: readonly Member[]): QuorumFault[] {
  const voters = roster.filter((m) => holdsBallot(rule, m) && (rule.proposerVotes || m.proposer !== true));
  if (voters.length === 0) return [{ code: 'no-voters' }];
  const everyone = voters.map((member) => ({ member, voter: member.id, choice: 'abstain' as const, upTo: 0n }));
  const quorum = countQuorum(rule, voters.length, everyone);
  const roles = fillPlaces(rule, voters).map((shortage) => faultOf(rule, voters, shortage));
  if (quorum.present >= quorum.needed) return roles;
  return [{ code: 'too-few-voters', needed: quorum.needed, voters: voters.length }, ...roles];
}

function faultOf(rule: Rule, voters: readonly Member[], { role, among }: Shortage): QuorumFault {
  const places = rule.quorum.roles ?? {};
  const holders = (roles: readonly string[]): number => voters.filter((m) => holdsAny(m, roles)).length;
  const needed = places[role] ?? 0;
  if (holders([role]) < needed)
    return rule.voters.includes(role)
      ? { code: 'too-few-of-role', role, needed, voters: holders([role]) }
      : { code: 'role-without-ballot', role };
  const roles = Object.keys(places).filter((one) => among.has(one));
  return { code: 'shared-roles', roles, needed: roles.reduce((sum, one) => sum + (places[one] ?? 0), 0), voters: holders(roles) };
}
