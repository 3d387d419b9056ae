/** The outcome of a vote at an instant: docs/rules/voting.md, rules 9, 10 and 12, over the ballots that live and what they add up to. */
import { lesser } from '../../kernel/amounts.ts';
import { asked, type LiveBallot, type LiveBallots, liveBallots } from './ballots.ts';
import { holdsAny } from './places.ts';
import { countQuorum, type Decision, isVetoed, quorumHolds, settle } from './tally.ts';
import type { DecidingRole, Outcome, ReasonCode, Rule, Tally, Vote } from './vote.ts';

/** What remains of an outcome once the counts, which every outcome has, are put aside. */
type Verdict = Pick<Outcome, 'outcome' | 'reason'> & { readonly amount?: bigint };

/** Judges the vote as it stands at `vote.now`, and replays nothing (rule 12). Pure; takes any vote whose roster names each member once. */
export function judge(vote: Vote): Outcome {
  const ballots = liveBallots(vote);
  const { eligible, live, closesAt } = ballots;
  const quorum = countQuorum(vote.rule, eligible.length, live);
  const closed = vote.now >= closesAt;
  const verdict = closed ? atTheClose(vote, live, quorumHolds(quorum)) : beforeTheClose(vote, ballots, quorumHolds(quorum));
  const { outcome, reason, amount } = verdict;
  return {
    outcome,
    ...(vote.motion.kind === 'limit' && amount !== undefined ? { approvedAmount: amount } : {}),
    early: !closed && (outcome === 'approved' || outcome === 'rejected'),
    reason,
    quorum,
    tally: tallyOf(ballots),
    refused: ballots.refused,
    // Rule 9: "one window later" is the input's own window, counted from the close in force.
    closesAt: outcome === 'extended' ? closesAt + (vote.closesAt - vote.opensAt) : closesAt,
  };
}

function tallyOf({ live, recused, silent }: LiveBallots): Tally {
  const count = (choice: LiveBallot['choice']): number => live.filter((b) => b.choice === choice).length;
  return { approve: count('approve'), reject: count('reject'), abstain: count('abstain'), recused, silent: silent.length };
}

/** Rule 9. */
function atTheClose(vote: Vote, live: readonly LiveBallot[], quorum: boolean): Verdict {
  const { rule } = vote;
  if (quorum) return verdictOf(settle(rule, live));
  if (rule.noQuorum === 'lapse') return { outcome: 'lapsed', reason: 'no-quorum' };
  if (rule.noQuorum === 'extend') return { outcome: vote.extended ? 'lapsed' : 'extended', reason: 'no-quorum' };
  return decidedByRole(rule, rule.noQuorum, live);
}

/**
 * Rule 9, a role in place of the quorum, in the order in which the rule lists its cases: a veto does not reject where no holder
 * speaks at all (lapsed). Rejections count as they were cast: the amount is then the lowest one, so that nobody is overruled by it.
 */
function decidedByRole(rule: Rule, { role }: DecidingRole, live: readonly LiveBallot[]): Verdict {
  const holders = live.filter((b) => b.member.roles.includes(role) && b.choice !== 'abstain');
  if (holders.length === 0) return { outcome: 'lapsed', reason: 'no-quorum-role-silent' };
  if (holders.some((b) => b.choice === 'reject')) return { outcome: 'rejected', reason: 'rejected-by-role' };
  const rejections = live.filter((b) => b.choice === 'reject');
  if (isVetoed(rule, rejections)) return { outcome: 'rejected', reason: 'vetoed' };
  if (holders.every((b) => b.member.proposer === true)) return { outcome: 'lapsed', reason: 'no-quorum-role-is-proposer' };
  const weighing = live.filter((b) => b.choice === 'approve' && (b.member.roles.includes(role) || holdsAny(b.member, rule.veto)));
  const amount = weighing.map((b) => b.upTo).reduce(lesser);
  return { outcome: 'approved', reason: 'approved-by-role', amount };
}

/** Rule 10: approved or rejected early, else open with what it waits for. */
function beforeTheClose(vote: Vote, ballots: LiveBallots, quorum: boolean): Verdict {
  const open = (reason: ReasonCode): Verdict => ({ outcome: 'open', reason });
  if (vote.now < vote.opensAt) return open('not-open-yet');
  if (!quorum) return open('quorum-awaited');
  if (vote.now < vote.opensAt + vote.rule.minimumOpen) return open('minimum-open');
  return isDecided(vote, ballots) ? verdictOf(settle(vote.rule, ballots.live)) : open('undecided');
}

/**
 * Rule 10: whether every way of filling in the silent members' ballots gives one outcome and one amount. Two fillings are enough,
 * "all reject" and "all approve what is asked", however many members are silent:
 * - More ballots never undo a quorum that holds: presence and roles only grow, and the eligible stay the same. So each filling is judged
 *   by rules 5 to 8, where abstaining and silence weigh the same.
 * - At one amount X, a filling makes each silent member approve, reject or neither (an approval up to less than X rejects X). Rules 5 to 7
 *   are monotone in each of them, rejection ≤ neither ≤ approval: for the veto, two thirds, unanimity and "someone other than the proposer"
 *   at once; for a majority, approved means approvals ≥ rejections, so one approval more or one rejection less makes approvals > rejections
 *   and no tie is left to break.
 * - So "X is approved" holds in any filling if it holds when all reject, and only if it holds when all approve what is asked, at every X at once.
 * - The approved amount is the largest X of all that is approved, not only of those on ballots: whether X is approved changes only where X
 *   passes some approving ballot's amount, and above them all nothing is. The amounts that a filling adds are thus no loophole, down to the floor
 *   or below, and the amount of any filling lies between those of the two.
 */
function isDecided(vote: Vote, { live, silent }: LiveBallots): boolean {
  const filled = (choice: 'approve' | 'reject'): Decision =>
    settle(vote.rule, [...live, ...silent.map((member) => ({ member, voter: member.id, choice, upTo: asked(vote.motion) }))]);
  const least = filled('reject');
  const most = filled('approve');
  if (!least.approved || !most.approved) return least.approved === most.approved;
  return least.amount === most.amount;
}

function verdictOf(decision: Decision): Verdict {
  return decision.approved
    ? { outcome: 'approved', reason: decision.reason, amount: decision.amount }
    : { outcome: 'rejected', reason: decision.reason };
}
