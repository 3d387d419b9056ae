/** Uses of delegated powers in the store, and the changes that holders propose. */
import { partOfStore } from '../desk/store.ts';
import type { Day } from '../kernel/dates.ts';
import type { Power } from './power.ts';
import type { Hold, MandateUse, MandateWish, UseStatus } from './use.ts';

/** A use must fit all that is given. */
export interface UseFilter {
  readonly ids?: readonly number[];
  readonly debtorIds?: readonly number[];
  readonly powers?: readonly Power[];
  readonly statuses?: readonly UseStatus[];
  /** Days from which they count, both included. */
  readonly from?: Day;
  readonly to?: Day;
}

export interface MandateReads {
  /** By number. */
  find(filter: UseFilter): Promise<readonly MandateUse[]>;
  byKey(key: string): Promise<MandateUse | undefined>;
  /** Extra days in force on a day, for all debtors: what reminders leave out (`heldUntil` tells it for one item). */
  heldUntil(date: Day): Promise<readonly Hold[]>;
  /** Proposed on these days, both included; oldest first. */
  wishes(from: Day, to: Day): Promise<readonly MandateWish[]>;
}

export interface MandateWrites {
  /** Keeps other writers from using powers for this debtor until the end of the unit of work. */
  lock(debtorId: number): Promise<void>;
  /** Returns its number; undefined when a use with that key is there already. */
  add(use: Omit<MandateUse, 'id'>, key: string): Promise<number | undefined>;
  save(use: MandateUse): Promise<void>;
  /** False when a wish with that key is there already. */
  addWish(wish: Omit<MandateWish, 'id'>, key: string): Promise<boolean>;
}

export const mandatesIn = partOfStore<MandateReads, MandateWrites>('mandates');
