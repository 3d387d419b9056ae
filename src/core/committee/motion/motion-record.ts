/** A motion as it is kept: what was asked, frozen at its opening with the voters and the rule, and everything that was cast on it. */
import type { Day } from '../../kernel/dates.ts';
import { isOwn, liveBallots } from '../count/ballots.ts';
import { judge } from '../count/judge.ts';
import { holdsBallot } from '../count/places.ts';
import type { Ballot, Member, Outcome, RefusalCode, Vote } from '../count/vote.ts';
import type { Check, CommitteeRule, MotionKind } from './committee-policy.ts';
import type { Dossier, FactChange } from './dossier.ts';
import { type Proposal, votedMotion } from './proposal.ts';

export type MotionStatus = 'open' | 'approved' | 'rejected' | 'lapsed';

export interface MotionRecord {
  /** Its number. */
  readonly id: number;
  readonly kind: MotionKind;
  readonly debtorId: number | null;
  readonly status: MotionStatus;
  readonly proposal: Proposal;
  readonly rule: CommitteeRule;
  /** By which the rule was found: uninsured exposure after the decision, or what is sent to litigation. */
  readonly weight: bigint;
  readonly warnings: readonly Check[];
  readonly proposedBy: string;
  /** Decided within the proposer's own power, without a vote. */
  readonly delegated: boolean;
  readonly opensAt: number;
  /** Before any late change of facts moves it (docs/rules/voting.md, rule 13); judge() gives the close in force. */
  readonly closesAt: number;
  readonly extended: boolean;
  /** The last import whose figures were looked at. */
  readonly reviewed: number;
  /** How often its card was drawn anew. */
  readonly edition: number;
}

export interface VoterRecord extends Member {
  readonly name: string;
  readonly personId: number;
}

export interface BallotRecord extends Ballot {
  readonly seq: number;
  /** Of a secret vote: what the audit chain's commitment to it was made with. */
  readonly salt?: string;
}

export interface FactsRecord {
  /** From 1: the dossier at the opening. */
  readonly number: number;
  readonly at: number;
  readonly hash: string;
  /** Null for a motion about nobody's account. */
  readonly dossier: Dossier | null;
  /** What changed since the facts before; empty at the opening. */
  readonly changes: readonly FactChange[];
}

/** A motion with all that belongs to it. */
export interface MotionFile {
  readonly motion: MotionRecord;
  readonly voters: readonly VoterRecord[];
  /** In the order in which they arrived. */
  readonly ballots: readonly BallotRecord[];
  /** Oldest first, never empty. */
  readonly facts: readonly FactsRecord[];
}

/** Where a decision stands on its way: not asked for, waiting to be entered in the accounting system, seen in the debtors' file, over. */
export type Carrying = 'none' | 'entering' | 'entered' | 'ended';

export interface DecisionRecord {
  readonly motionId: number;
  readonly kind: MotionKind;
  readonly debtorId: number | null;
  readonly at: number;
  readonly day: Day;
  readonly outcome: 'approved' | 'rejected' | 'lapsed';
  readonly reason: Outcome['reason'] | 'delegated';
  readonly early: boolean;
  readonly tally: Outcome['tally'];
  readonly quorum: Outcome['quorum'];
  /** Minor units of the proposal's currency: an approved limit, or what goes to litigation. */
  readonly approved: bigint | null;
  readonly currency: string;
  /** An approved limit is in force from the day of the decision to this one, included; null when it does not end. */
  readonly untilDay: Day | null;
  /** Who carries it out, and by when. */
  readonly ownerId: number | null;
  readonly dueDay: Day;
  readonly carrying: Carrying;
  /** The last of the policy's days after the decision at which somebody looked at it again. */
  readonly followed: number;
  /** Its end was announced. */
  readonly warned: boolean;
  /** The audit chain's head with the close in it, as printed in the minutes. */
  readonly headSeq: number;
  readonly headHash: string;
}

/** The vote of docs/rules/voting.md as it stands at an instant; `now` is the close's own for a motion that is decided. */
export function voteOf({ motion, voters, ballots, facts }: MotionFile, now: number): Vote {
  return {
    motion: votedMotion(motion.proposal),
    rule: motion.rule,
    roster: voters,
    // Who enters a ballot is asked for the chair's role as they do it, as whoever closes is: the role may pass to another while a vote is open.
    chairs: ballots.flatMap(({ by }) => by ?? []),
    opensAt: motion.opensAt,
    closesAt: motion.closesAt,
    now,
    ballots,
    facts: facts.map(({ at, hash }) => ({ at, hash })),
    extended: motion.extended,
  };
}

/** Members whose ballot is missing, or waits to be confirmed, at an instant. */
export function silentAt(file: MotionFile, now: number): ReadonlySet<string> {
  return new Set(liveBallots(voteOf(file, now)).silent.map(({ id }) => id));
}

/** Why the rules give a person no voice in an open vote, whatever they would cast; undefined for those who have one (docs/rules/voting.md, rule 1). */
export function withoutVoice(file: MotionFile, person: string): RefusalCode | undefined {
  const { rule } = file.motion;
  const seat = file.voters.find(({ id }) => id === person);
  if (!seat) return 'not-on-roster';
  const has = holdsBallot(rule, seat) && (rule.proposerVotes || !seat.proposer) && !isRecused(file, seat);
  return has ? undefined : 'not-eligible';
}

/** Eligible members who have not spoken themselves, so that another may for them (docs/rules/voting.md, rules 2 and 15). */
export function unspoken(file: MotionFile): readonly VoterRecord[] {
  return file.voters.filter(({ id }) => !withoutVoice(file, id) && !file.ballots.some((b) => isOwn(b) && b.voter === id));
}

/** For whom a person may still cast the ballot as their named substitute (docs/rules/voting.md, rule 2). */
export function representedBy(file: MotionFile, person: string): readonly VoterRecord[] {
  const seat = file.voters.find(({ id }) => id === person);
  const mayNot = seat !== undefined && (isRecused(file, seat) || (seat.proposer && !file.motion.rule.proposerVotes));
  return mayNot ? [] : unspoken(file).filter(({ substitute }) => substitute === person);
}

function isRecused({ ballots }: Pick<MotionFile, 'ballots'>, { id, recused }: VoterRecord): boolean {
  return recused === true || ballots.some(({ choice, voter }) => choice === 'recuse' && voter === id);
}

/** A motion as it was judged at an instant, so that whoever draws it or carries it on judges nothing again. */
export interface Judged {
  readonly file: MotionFile;
  /** Undefined once it is decided: what counts is its decision. */
  readonly outcome: Outcome | undefined;
}

export function judgedAt(file: MotionFile, now: number): Judged {
  return { file, outcome: file.motion.status === 'open' ? judge(voteOf(file, now)) : undefined };
}

export function newestFacts(file: Pick<MotionFile, 'facts'>): FactsRecord {
  const newest = file.facts.at(-1);
  if (!newest) throw new Error('a motion has the facts of its opening');
  return newest;
}
