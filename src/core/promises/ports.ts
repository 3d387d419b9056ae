/** Promises to pay in the store. */
import { partOfStore } from '../desk/store.ts';
import type { Day } from '../kernel/dates.ts';
import type { PaymentPromise, PromiseLine, PromiseStatus } from './promise.ts';

/** A promise must fit all that is given; lines are always whole. */
export interface PromiseFilter {
  readonly ids?: readonly number[];
  readonly debtorIds?: readonly number[];
  /** The account's collector when it was made, by e-mail. */
  readonly collector?: string;
  /** Some line stands so. */
  readonly statuses?: readonly PromiseStatus[];
  /** Some line was judged on that day or later. */
  readonly judgedFrom?: Day;
  /** Made by the end of that day. */
  readonly madeTo?: Day;
}

export interface PromiseReads {
  /** By number. */
  find(filter: PromiseFilter): Promise<readonly PaymentPromise[]>;
  /**
   * Cash of debtors in a span of days (both included), summed by debtor, currency and day, in minor units: payments, items that a list says were settled, part payments that a
   * list shows. Negative: taken back. Items that vanished are no cash.
   */
  cash(
    debtorIds: readonly number[],
    from: Day,
    to: Day,
  ): Promise<readonly { readonly debtorId: number; readonly currency: string; readonly day: Day; readonly minor: bigint }[]>;
}

export type NewPromise = Omit<PaymentPromise, 'id' | 'lines'> & { readonly lines: readonly Pick<PromiseLine, 'minor' | 'dueDay'>[] };

export interface PromiseWrites {
  /** Keeps other writers from this debtor's promises until the end of the unit of work. */
  lock(debtorId: number): Promise<void>;
  /** Returns its number. */
  add(promise: NewPromise): Promise<number>;
  /** Promises with an open line that one person looks after, by e-mail, are another's; returns their numbers. */
  passOn(from: string, to: string): Promise<readonly number[]>;
  /** Moves a line on; false when it does not stand as `from` any more, and nothing is changed. */
  move(
    line: Pick<PromiseLine, 'id' | 'status'>,
    to: { readonly status: PromiseStatus; readonly judgedDay: Day | undefined; readonly received: bigint },
  ): Promise<boolean>;
}

export const promisesIn = partOfStore<PromiseReads, PromiseWrites>('promises');
