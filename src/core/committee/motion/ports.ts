/** Motions, ballots and decisions in the store. */
import { partOfStore } from '../../desk/store.ts';
import type { Day } from '../../kernel/dates.ts';
import type {
  BallotRecord,
  Carrying,
  DecisionRecord,
  FactsRecord,
  MotionFile,
  MotionRecord,
  MotionStatus,
  VoterRecord,
} from './motion-record.ts';

export interface DecisionFilter {
  readonly motionId?: number;
  readonly debtorId?: number;
  readonly carrying?: readonly Carrying[];
  readonly from?: Day;
  readonly to?: Day;
}

export interface MotionReads {
  file(id: number): Promise<MotionFile | undefined>;
  /** Newest first. */
  find(filter: { readonly status?: MotionStatus; readonly debtorId?: number; readonly limit: number }): Promise<readonly MotionRecord[]>;
  /** Oldest first. */
  decisions(filter: DecisionFilter): Promise<readonly DecisionRecord[]>;
  /** Heads of the audit chain that minutes print. */
  heads(): Promise<readonly { readonly motionId: number; readonly seq: number; readonly hash: string }[]>;
}

export interface MotionWrites {
  /** The motion with all that belongs to it, kept from other writers until the end of the unit of work. */
  lock(id: number): Promise<MotionFile | undefined>;
  /** Its number; undefined when the same question is open already. */
  add(motion: Omit<MotionRecord, 'id'>, question: string, voters: readonly VoterRecord[], facts: FactsRecord): Promise<number | undefined>;
  /** Everything that moves while a motion lives: status, close, extension, review, edition. A motion that is no longer open frees its question. */
  save(motion: MotionRecord): Promise<void>;
  /** Adds a ballot as the one that lives for its member, a secret one with a salt, and returns it as it is kept; the one before stays on file. */
  cast(motionId: number, ballot: BallotRecord, secret: boolean): Promise<BallotRecord>;
  addFacts(motionId: number, facts: FactsRecord): Promise<void>;
  decide(decision: DecisionRecord): Promise<void>;
  setDecision(
    motionId: number,
    change: Partial<Pick<DecisionRecord, 'carrying' | 'followed' | 'warned' | 'ownerId' | 'headSeq' | 'headHash'>>,
  ): Promise<void>;
}

export const motionsIn = partOfStore<MotionReads, MotionWrites>('motions');
