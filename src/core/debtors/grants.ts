/** Limits that were granted for a time: while one is in force, it stands above the debtors file's. */
import { partOfStore } from '../desk/store.ts';
import type { Day } from '../kernel/dates.ts';
import type { Debtor } from '../ledger/parties.ts';

/** A limit that the committee granted, as long as it is in force. */
export interface Grant {
  readonly motionId: number;
  readonly debtorId: number;
  readonly minor: bigint;
  readonly currency: string;
  readonly untilDay: Day | null;
}

export interface GrantReads {
  /** Limits in force on a day: of each debtor the one that was granted last. */
  inForce(day: Day, debtorId?: number): Promise<readonly Grant[]>;
}

/** To be read only: what decides on limits writes them. */
export const grantsIn = partOfStore<GrantReads, object>('grants');

/** The debtor with the limit that the committee granted, while one is in force: it stands above the file's until sales administration has entered it. */
export function withGrant(debtor: Debtor, grant: Grant | undefined): Debtor {
  return grant ? { ...debtor, limit: { minor: grant.minor, currency: grant.currency } } : debtor;
}
