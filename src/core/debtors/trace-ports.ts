/** The trace of an account in the store: what was said, sent, agreed and noted about a debtor, and the files that belong to it. */
import { partOfStore } from '../desk/store.ts';
import type { Day } from '../kernel/dates.ts';
import type { Exchange, ExchangeKind, NewExchange } from './exchange.ts';

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

export const historyIn = partOfStore<HistoryReads, HistoryWrites>('history');
