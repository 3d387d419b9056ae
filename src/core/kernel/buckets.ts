/** The aged balance: what is owed at a date, by days past the due date. The sums are made by the store in one statement; this file holds their meaning. */
import type { Day } from './dates.ts';
import { ratio } from './money.ts';

/** Debits by days late; `unallocated` holds credits and payments (negative). The seven add up to the total, always. Minor units. */
export interface Buckets {
  readonly notDue: bigint;
  readonly d1_30: bigint;
  readonly d31_60: bigint;
  readonly d61_90: bigint;
  readonly d91_120: bigint;
  readonly over120: bigint;
  readonly unallocated: bigint;
  /** The part of `unallocated` whose own date is past: it lowers the overdue amount. */
  readonly unallocatedDue: bigint;
}

export type Bucket = 'notDue' | 'd1_30' | 'd31_60' | 'd61_90' | 'd91_120' | 'over120';
export const BUCKETS: readonly Bucket[] = ['notDue', 'd1_30', 'd31_60', 'd61_90', 'd91_120', 'over120'];

export const EMPTY_BUCKETS: Buckets = {
  notDue: 0n,
  d1_30: 0n,
  d31_60: 0n,
  d61_90: 0n,
  d91_120: 0n,
  over120: 0n,
  unallocated: 0n,
  unallocatedDue: 0n,
};

/** The bucket of a debit that is `asOf − dueDay` days late: 0 or less is not due. */
export function bucketOf(asOf: Day, dueDay: Day): Bucket {
  const late = asOf - dueDay;
  if (late <= 0) return 'notDue';
  if (late <= 30) return 'd1_30';
  if (late <= 60) return 'd31_60';
  if (late <= 90) return 'd61_90';
  return late <= 120 ? 'd91_120' : 'over120';
}

export function total(b: Buckets): bigint {
  return b.notDue + b.d1_30 + b.d31_60 + b.d61_90 + b.d91_120 + b.over120 + b.unallocated;
}

/** Overdue debits less the credits that are due by their own date (docs/rules/ledger.md, rule 21). */
export function overdue(b: Buckets): bigint {
  return b.d1_30 + b.d31_60 + b.d61_90 + b.d91_120 + b.over120 + b.unallocatedDue;
}

/** What is late of one account once its unallocated credits cover the oldest debits (docs/rules/ledger.md, rule 27). */
export function afterCredits(b: Buckets): bigint {
  const left = overdue(b) - b.unallocatedDue + b.unallocated;
  return left > 0n ? left : 0n;
}

/** Overdue / total with four decimals, half up ("0.5455"); undefined when nothing is owed, or credits outweigh debits: a share of what is not owed says nothing. */
export function overdueRate(b: Buckets): string | undefined {
  return total(b) > 0n ? ratio(overdue(b), total(b), 4) : undefined;
}

export function addBuckets(a: Buckets, b: Buckets): Buckets {
  return {
    notDue: a.notDue + b.notDue,
    d1_30: a.d1_30 + b.d1_30,
    d31_60: a.d31_60 + b.d31_60,
    d61_90: a.d61_90 + b.d61_90,
    d91_120: a.d91_120 + b.d91_120,
    over120: a.over120 + b.over120,
    unallocated: a.unallocated + b.unallocated,
    unallocatedDue: a.unallocatedDue + b.unallocatedDue,
  };
}
