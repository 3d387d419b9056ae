/** What the core asks of the outside: a clock, ids, and a store with transactions. What a feature keeps is its own part of the store, asked for with its own key (`partOfStore`). */
import type { AuditReads, AuditWrites } from './audit-ports.ts';
import type { InboxReads, InboxWrites } from './inbox.ts';
import type { FileReads, FileWrites } from './kept-files.ts';
import type { InboundKeys, JobReads, JobWrites } from './once.ts';
import type { OutboxReads, OutboxWrites } from './outbox.ts';
import { partOf } from './part.ts';
import type { PeopleReads, PeopleWrites } from './people-ports.ts';

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
  /** Throws NotNow when the database stayed away: whether the work was done is then unknown. */
  transact<T>(work: (tx: Tx) => Promise<T>, kind?: UnitKind): Promise<T>;
  close(): Promise<void>;
}

/** `bulk` is for imports: rows refer only to what the same unit of work looked up or made, so that a database may leave that unchecked. `sure` is on the disk when it is over, also when the power fails. */
export type UnitKind = 'bulk' | 'sure';

/** What is committed; what the desk itself keeps is named here. */
export interface Reads {
  readonly people: PeopleReads;
  readonly outbox: OutboxReads;
  readonly jobs: JobReads;
  readonly audit: AuditReads;
  readonly files: FileReads;
  readonly inbox: InboxReads;
}

/** One unit of work. What is written into the audit chain and the outbox goes through the one act (act.ts). */
export interface Tx {
  readonly people: PeopleReads & PeopleWrites;
  readonly outbox: OutboxReads;
  readonly jobs: JobReads & JobWrites;
  readonly inbound: InboundKeys;
  readonly audit: AuditReads;
  readonly files: FileReads;
  readonly inbox: InboxReads & InboxWrites;
}

/** A room's own part of the store: to read from what is committed, to read and write within a unit of work. */
export interface PartOfStore<Read, Write> {
  (tx: Tx): Read & Write;
  (read: Reads): Read;
  /** The name under which the store provides it. */
  readonly part: string;
}

export function partOfStore<Read, Write>(name: string): PartOfStore<Read, Write> {
  return Object.assign(partOf<Read & Write>(name), { part: name });
}

/** The audit chain, for the one act alone. */
export const auditIn = partOfStore<AuditReads, AuditWrites>('audit');

/** Kept files, for the one act, which notes each in the chain. */
export const keptIn = partOfStore<FileReads, FileWrites>('files');

/** The outbox, for the one act, which says, and for the worker, which delivers. */
export const outboxIn = partOfStore<OutboxReads, OutboxWrites>('outbox');
