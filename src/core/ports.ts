/** What the core asks of the outside: a clock, ids, a store with transactions, and platforms that deliver cards. Implementations live at the rim. */
import type { AgendaReads, AgendaWrites } from './ports/agenda.ts';
import type { AuditReads, AuditWrites } from './ports/audit.ts';
import type { DisputeReads, DisputeWrites } from './ports/disputes.ts';
import type { FileReads, FileWrites, HistoryReads, HistoryWrites } from './ports/history.ts';
import type { IndicatorReads, IndicatorWrites } from './ports/indicators.ts';
import type { LedgerReads, LedgerWrites } from './ports/ledger.ts';
import type { LetterTableReads, LetterWrites } from './ports/letters.ts';
import type { MandateReads, MandateWrites } from './ports/mandates.ts';
import type { MotionReads, MotionWrites } from './ports/motions.ts';
import type { ImportReads, ImportWrites, InboundKeys, JobReads, JobWrites } from './ports/once.ts';
import type { OutboxReads, OutboxWrites } from './ports/outbox.ts';
import type { DebtorReads, DebtorWrites, PeopleReads, PeopleWrites } from './ports/parties.ts';
import type { PromiseReads, PromiseWrites } from './ports/promises.ts';
import type { ScoreReads, ScoreWrites } from './ports/scores.ts';
import type { UploadReads, UploadWrites } from './ports/uploads.ts';

export * from './ports/agenda.ts';
export * from './ports/audit.ts';
export * from './ports/disputes.ts';
export * from './ports/evidence.ts';
export * from './ports/history.ts';
export * from './ports/indicators.ts';
export * from './ports/ledger.ts';
export * from './ports/letters.ts';
export * from './ports/local.ts';
export * from './ports/mandates.ts';
export * from './ports/motions.ts';
export * from './ports/once.ts';
export * from './ports/outbox.ts';
export * from './ports/parties.ts';
export * from './ports/promises.ts';
export * from './ports/scores.ts';
export * from './ports/teams.ts';
export * from './ports/uploads.ts';

export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
}

export interface Ids {
  /** A new unguessable id (UUID). */
  next(): string;
}

/** The store: `read` sees committed data without waiting for writers; `transact` runs one short unit of work, retried whole on a lost race, so it must not act outside of its Tx. */
export interface Store {
  readonly read: Reads;
  /** `bulk` is for imports: rows refer only to what the same unit of work looked up or made, so that a database may leave that unchecked. */
  transact<T>(work: (tx: Tx) => Promise<T>, bulk?: 'bulk'): Promise<T>;
  close(): Promise<void>;
}

export interface Reads {
  readonly ledger: LedgerReads;
  readonly indicators: IndicatorReads;
  readonly debtors: DebtorReads;
  readonly people: PeopleReads;
  readonly imports: ImportReads;
  readonly outbox: OutboxReads;
  readonly jobs: JobReads;
  readonly audit: AuditReads;
  readonly disputes: DisputeReads;
  readonly motions: MotionReads;
  readonly history: HistoryReads;
  readonly mandates: MandateReads;
  readonly scores: ScoreReads;
  readonly files: FileReads;
  readonly letters: LetterTableReads;
  readonly promises: PromiseReads;
  readonly agenda: AgendaReads;
  readonly uploads: UploadReads;
}

export interface Tx {
  readonly ledger: LedgerReads & LedgerWrites;
  readonly indicators: IndicatorReads & IndicatorWrites;
  readonly debtors: DebtorReads & DebtorWrites;
  readonly people: PeopleReads & PeopleWrites;
  readonly imports: ImportReads & ImportWrites;
  readonly outbox: OutboxReads & OutboxWrites;
  readonly jobs: JobReads & JobWrites;
  readonly inbound: InboundKeys;
  readonly audit: AuditReads & AuditWrites;
  readonly disputes: DisputeReads & DisputeWrites;
  readonly motions: MotionReads & MotionWrites;
  readonly history: HistoryReads & HistoryWrites;
  readonly mandates: MandateReads & MandateWrites;
  readonly scores: ScoreReads & ScoreWrites;
  readonly files: FileReads & FileWrites;
  readonly letters: LetterTableReads & LetterWrites;
  readonly promises: PromiseReads & PromiseWrites;
  readonly agenda: AgendaReads & AgendaWrites;
  readonly uploads: UploadReads & UploadWrites;
}
