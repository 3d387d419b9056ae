/** The trace of an account in the store: what was said, sent, agreed and noted about a debtor, and the files that belong to it. */
import type { Day } from '../dates.ts';
import type { Exchange, ExchangeKind, NewExchange } from '../history/exchange.ts';

export interface ExchangeFilter {
  readonly debtorIds?: readonly number[];
  readonly kinds?: readonly ExchangeKind[];
  /** Days on which it took place, both included. */
  readonly from?: Day;
  readonly to?: Day;
  /** Folded words that the text must hold, all of them. */
  readonly words?: readonly string[];
  readonly limit?: number;
}

/** A step of an account's scenario, as its history tells it. */
export interface HandledStep {
  readonly debtorId: number;
  readonly currency: string;
  /** When it was handled. */
  readonly on: Day;
  /** The step's day in its scenario. */
  readonly day: number;
  /** The overdue day that it was done for; the day itself when the entry does not say. */
  readonly due: Day;
  /** False when nobody was reached. */
  readonly reached: boolean;
}

export interface HistoryReads {
  /** Newest first, by day and then in the order of writing. */
  find(filter: ExchangeFilter): Promise<readonly Exchange[]>;
  byKey(key: string): Promise<Exchange | undefined>;
  /** Steps of dunning that were handled from a day on: what the agenda must not ask for again (entries whose data names a `step`). */
  steps(from: Day, debtorIds?: readonly number[]): Promise<readonly HandledStep[]>;
}

export interface HistoryWrites {
  /** Adds one entry and returns its id; undefined when one with the same key is there already. */
  add(entry: NewExchange): Promise<number | undefined>;
}

/** What is known of a kept file without its bytes. */
export interface KeptFileInfo {
  readonly id: number;
  /** What it belongs to: `dispute:12`, `motion:7`, `exchange:4`. */
  readonly subject: string;
  readonly debtorId: number | null;
  readonly name: string;
  readonly mime: string;
  readonly size: number;
  /** Hex. */
  readonly sha256: string;
  readonly at: number;
  readonly actor: string;
}

export interface NewKeptFile extends Omit<KeptFileInfo, 'id' | 'size' | 'sha256'> {
  readonly bytes: Uint8Array;
}

export interface FileReads {
  /** Oldest first. */
  of(subject: string): Promise<readonly KeptFileInfo[]>;
  /** Everything kept for a debtor, oldest first. */
  ofDebtor(debtorId: number): Promise<readonly KeptFileInfo[]>;
  info(id: number): Promise<KeptFileInfo | undefined>;
  bytes(id: number): Promise<Uint8Array | undefined>;
}

export interface FileWrites {
  /** Keeps a file (at most a few MB: it passes through memory) and returns its id; the same content under the same name for the same subject is kept once. */
  keep(file: NewKeptFile): Promise<number>;
}
