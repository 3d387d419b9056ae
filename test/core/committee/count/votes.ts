/** Short ways to write a vote down for a test: the example of docs/rules/voting.md, and ballots by the hour. */
import { judge } from '../../../../src/core/committee/count/judge.ts';
import type { Outcome } from '../../../../src/core/committee/count/vote.ts';
import type { WrittenBallot, WrittenMember, WrittenRule, WrittenVote } from './oracle.ts';
import { CLOSES, OPENS, voteOf } from './written.ts';

/** A rule that asks for nothing but a majority; the changes say the rest. */
export function ruleWith(changes: Partial<WrittenRule> = {}): WrittenRule {
  return {
    voters: ['credit-manager', 'finance', 'sales'],
    quorum: {},
    threshold: 'majority',
    veto: [],
    tie: 'reject',
    proposerVotes: false,
    minimumOpen: 'PT4H',
    noQuorum: 'lapse',
    ...changes,
  };
}

/** Five members, none of them the proposer. */
export const FIVE: WrittenMember[] = [
  { id: 'anne', role: 'credit-manager' },
  { id: 'farid', role: 'finance' },
  { id: 'fatou', role: 'finance' },
  { id: 'sofia', role: 'sales' },
  { id: 'luc', role: 'sales' },
];

/** A vote on a limit of 80,000, judged at its close. */
export function voteWith(changes: Partial<WrittenVote> & { said?: Omit<WrittenBallot, 'at'>[] } = {}): WrittenVote {
  const { said = [], ...rest } = changes;
  return {
    motion: { kind: 'limit', amount: '80000.00', floor: '40000.01', currency: 'EUR' },
    rule: ruleWith(),
    roster: FIVE,
    opensAt: OPENS,
    closesAt: CLOSES,
    now: CLOSES,
    ballots: said.map((b, i) => ({ at: `2026-11-23T${10 + i}:00:00+01:00`, ...b })),
    ...rest,
  };
}

export function yes(voter: string, upTo?: string): Omit<WrittenBallot, 'at'> {
  return { voter, choice: 'approve', ...(upTo === undefined ? {} : { upTo }) };
}

export function no(voter: string): Omit<WrittenBallot, 'at'> {
  return { voter, choice: 'reject', reason: 'two broken promises' };
}

export function abstains(voter: string): Omit<WrittenBallot, 'at'> {
  return { voter, choice: 'abstain' };
}

export function recuses(voter: string): Omit<WrittenBallot, 'at'> {
  return { voter, choice: 'recuse' };
}

export function outcomeOf(vote: WrittenVote): Outcome {
  return judge(voteOf(vote));
}

/** "approved 60000", "rejected", "approved early 80000"… */
export function inShort(vote: WrittenVote): string {
  const { outcome, approvedAmount, early } = outcomeOf(vote);
  const amount = approvedAmount === undefined ? '' : ` ${Number(approvedAmount) / 100}`;
  return `${outcome}${early ? ' early' : ''}${amount}`;
}
