/** Whether a policy's rule can reach its quorum at all: one that cannot would let every motion fail, so it is refused at start (docs/rules/voting.md, rule 4). */
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
  | { readonly code: 'too-few-of-role'; readonly role: string; readonly needed: number; readonly voters: number };

/**
 * Everything that keeps the quorum out of reach before anyone is recused; empty when it can be reached. The best case is that every
 * member casts their own ballot: no vote has more persons present, nor more ballots of a role. The proposer is taken from the roster
 * when it names one; a policy's roster names none, since anyone may propose.
 */
export function quorumFaults(rule: Rule, roster: readonly Member[]): QuorumFault[] {
  const voters = roster.filter((m) => rule.voters.includes(m.role) && (rule.proposerVotes || m.proposer !== true));
  if (voters.length === 0) return [{ code: 'no-voters' }];
  const everyone = voters.map((member) => ({ member, voter: member.id, choice: 'abstain' as const, upTo: 0n }));
  const quorum = countQuorum(rule, voters.length, everyone);
  const roles = quorum.missingRoles.map((role): QuorumFault => {
    if (!rule.voters.includes(role)) return { code: 'role-without-ballot', role };
    const holders = voters.filter((m) => m.role === role).length;
    return { code: 'too-few-of-role', role, needed: rule.quorum.roles?.[role] ?? 0, voters: holders };
  });
  if (quorum.present >= quorum.needed) return roles;
  return [{ code: 'too-few-voters', needed: quorum.needed, voters: voters.length }, ...roles];
}
