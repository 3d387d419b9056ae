/** What live ballots add up to: docs/rules/voting.md, rules 3 to 8 and 11. */
import { descending } from '../../kernel/amounts.ts';
import type { LiveBallot } from './ballots.ts';
import { fillPlaces, holdsAny } from './places.ts';
import type { DecidingRole, Member, QuorumCount, ReasonCode, Rule, Share } from './vote.ts';

/** A settled question. `amount` is the approved one (0 where no amount was asked). */
export type Decision =
  | { readonly approved: true; readonly amount: bigint; readonly reason: ReasonCode }
  | { readonly approved: false; readonly reason: ReasonCode };

/** A live ballot read at one amount. */
interface Weighed {
  readonly member: Member;
  readonly choice: 'approve' | 'reject' | 'abstain';
}

/** Rules 3, 4 and 14. Roles ask for members' ballots, whoever cast them; count and share for persons. */
export function countQuorum(rule: Rule, eligible: number, live: readonly LiveBallot[]): QuorumCount {
  const present = new Set(live.map((b) => b.voter)).size;
  const shortages = fillPlaces(
    rule,
    live.map((b) => b.member),
  );
  const missingRoles = shortages.map(({ role }) => role);
  return { needed: quorumNeeded(rule, eligible), present, eligible, missingRoles };
}

/** Rule 4: the larger of the count and the share rounded up, never below 1. The share is of those eligible now, so that a recusal lowers it. */
export function quorumNeeded(rule: Rule, eligible: number): number {
  const { count, share } = rule.quorum;
  return Math.max(count ?? 0, share ? shareOf(share, eligible) : 0, 1);
}

function shareOf(share: Share, eligible: number): number {
  return Number((share.numerator * BigInt(eligible) + share.denominator - 1n) / share.denominator);
}

export function quorumHolds(quorum: QuorumCount): boolean {
  return quorum.present >= quorum.needed && quorum.missingRoles.length === 0;
}

/**
 * Rule 8: the largest amount among the approving ballots' for which rules 5 to 7 approve. Without one, the reason is taken where
 * approval was nearest: at 0, below every ballot's amount. A motion without amounts has that one candidate.
 */
export function settle(rule: Rule, live: readonly LiveBallot[]): Decision {
  const amounts = [...new Set(live.filter((b) => b.choice === 'approve').map((b) => b.upTo))].sort(descending);
  for (const amount of amounts) {
    const decision = decideAt(rule, live, amount);
    if (decision.approved) return decision;
  }
  return decideAt(rule, live, 0n);
}

/** Rules 5 to 7 at one amount. */
function decideAt(rule: Rule, live: readonly LiveBallot[], amount: bigint): Decision {
  const weighed = live.map((b) => weigh(b, amount));
  const approvals = weighed.filter((b) => b.choice === 'approve');
  const rejections = weighed.filter((b) => b.choice === 'reject');
  if (isVetoed(rule, rejections)) return { approved: false, reason: 'vetoed' };
  // Rule 11: no votes cast, whatever the threshold says of 0 against 0.
  if (approvals.length + rejections.length === 0) return { approved: false, reason: 'nobody-decided' };
  const reason = count(rule, approvals.length, rejections.length) ?? breakTie(rule.tie, weighed);
  if (!APPROVING.has(reason)) return { approved: false, reason };
  // Rule 5, last sentence. "In every case": a tie that a role breaks is one of them. The member counts, not the person who cast the ballot.
  if (approvals.every((b) => b.member.proposer === true)) return { approved: false, reason: 'only-the-proposer' };
  return { approved: true, amount, reason };
}

const APPROVING: ReadonlySet<ReasonCode> = new Set(['threshold-reached', 'tie-approved-by-role']);

/** Rule 8: an approval up to less than the amount is a rejection of it. */
function weigh(ballot: LiveBallot, amount: bigint): Weighed {
  const { member, choice, upTo } = ballot;
  return { member, choice: choice === 'approve' && upTo < amount ? 'reject' : choice };
}

/** Rule 7. */
export function isVetoed(rule: Rule, rejections: readonly { readonly member: Member }[]): boolean {
  return rejections.some((b) => holdsAny(b.member, rule.veto));
}

/** Rule 5, over votes cast; undefined for rule 6's tie. */
function count(rule: Rule, approvals: number, rejections: number): ReasonCode | undefined {
  switch (rule.threshold) {
    case 'majority':
      if (approvals === rejections) return undefined;
      return approvals > rejections ? 'threshold-reached' : 'threshold-missed';
    case 'two-thirds':
      return 3 * approvals >= 2 * (approvals + rejections) ? 'threshold-reached' : 'threshold-missed';
    case 'unanimity':
      return rejections === 0 ? 'threshold-reached' : 'threshold-missed';
  }
}

/** Rule 6. A holder's ballot is the live one, also when a substitute cast it; abstaining holders leave it to the others, and to nobody means rejected. */
function breakTie(tie: 'reject' | DecidingRole, weighed: readonly Weighed[]): ReasonCode {
  if (tie === 'reject') return 'tie-rejected';
  const deciding = weighed.filter((b) => b.member.roles.includes(tie.role) && b.choice !== 'abstain');
  return deciding.length > 0 && deciding.every((b) => b.choice === 'approve') ? 'tie-approved-by-role' : 'tie-rejected-by-role';
}
