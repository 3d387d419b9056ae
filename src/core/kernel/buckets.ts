/** The aged balance: what is owed at a date, by days past the due date. The sums are made by the store in one statement; this file holds their meaning. */
import type { Day } from './dates.ts';
import { ratio } from './money.ts';

/** Days late with which the buckets end, one after the other; what is later is in a last one without an end. Whole days above 0 that rise (docs/rules/ledger.md, rule 20). */
export type Bounds = readonly number[];
/** A picture tells no more ages apart, nor fits more columns. */
export const MOST_BOUNDS = 6;

/** A bucket of late debits, named by its days: `d31_60`, `over120`. */
export type Age = `d${number}_${number}` | `over${number}`;
export type Bucket = 'notDue' | Age;
/** As the aged balance is shown: the buckets of debits, then the credits. */
export type Column = Bucket | 'unallocated';

/** Debits by days late; `unallocated` holds credits and payments (negative). They add up to the total, always. Minor units. What was kept under other bounds bears its own ages. */
export interface Buckets {
  readonly notDue: bigint;
  readonly [age: Age]: bigint;
  readonly unallocated: bigint;
  /** The part of `unallocated` whose own date is past: it lowers the overdue amount. */
  readonly unallocatedDue: bigint;
}

/** The last bucket, without an end. */
export function lastAge(bounds: Bounds): Age {
  return `over${bounds.at(-1) ?? 0}`;
}

/** The buckets that end so, youngest first. */
export function agesWithin(bounds: Bounds): readonly Age[] {
  return [...bounds.map((to, i): Age => `d${(bounds[i - 1] ?? 0) + 1}_${to}`), lastAge(bounds)];
}

/** The first and the last day late that a bucket holds; the last one has no end. */
interface Span {
  readonly from: number;
  readonly to: number | undefined;
}

/** Names that were read before, of buckets and of others: sums over many accounts ask for each of them again and again. */
const spans = new Map<string, Span | null>();

function spanIn(name: string): Span | null {
  const known = spans.get(name);
  if (known !== undefined) return known;
  const [is, from, to, over] = /^(?:d(\d+)_(\d+)|over(\d+))$/.exec(name) ?? [];
  const span = over === undefined ? { from: Number(from), to: Number(to) } : { from: Number(over) + 1, to: undefined };
  spans.set(name, is === undefined ? null : span);
  return spanIn(name);
}

function isAge(name: string): name is Age {
  return spanIn(name) !== null;
}

export function spanOf(age: Age): Span {
  const span = spanIn(age);
  if (span === null) throw new RangeError(`not a bucket: ${age}`);
  return span;
}

/** The buckets that a row has, youngest first. */
export function agesIn(b: Buckets): readonly Age[] {
  return Object.keys(b)
    .filter(isAge)
    .sort((x, y) => spanOf(x).from - spanOf(y).from);
}

/** What adds up to the total, in the order in which it is shown. */
export function columnsOf(b: Buckets): readonly (readonly [column: Column, minor: bigint])[] {
  return [['notDue', b.notDue], ...agesIn(b).map((age) => [age, b[age] ?? 0n] as const), ['unallocated', b.unallocated]];
}

export function emptyBuckets(bounds: Bounds): Buckets {
  return { notDue: 0n, ...Object.fromEntries(agesWithin(bounds).map((age) => [age, 0n])), unallocated: 0n, unallocatedDue: 0n };
}

/** The bucket of a debit that is `asOf − dueDay` days late: 0 or less is not due. */
export function bucketOf(asOf: Day, dueDay: Day, bounds: Bounds): Bucket {
  const late = asOf - dueDay;
  if (late <= 0) return 'notDue';
  return agesWithin(bounds)[bounds.findIndex((to) => late <= to)] ?? lastAge(bounds);
}

/** Debits that are more than so many days late; `days` is 0 or where a bucket ends. */
export function lateBeyond(b: Buckets, days: number): bigint {
  let sum = 0n;
  for (const name in b) if (isAge(name) && spanOf(name).from > days) sum += b[name] ?? 0n;
  return sum;
}

export function total(b: Buckets): bigint {
  return b.notDue + lateBeyond(b, 0) + b.unallocated;
}

/** Overdue debits less the credits that are due by their own date (docs/rules/ledger.md, rule 21). */
export function overdue(b: Buckets): bigint {
  return lateBeyond(b, 0) + b.unallocatedDue;
}

/** What is late of one account once its unallocated credits cover the oldest debits (docs/rules/ledger.md, rule 27). */
export function afterCredits(b: Buckets): bigint {
  const left = lateBeyond(b, 0) + b.unallocated;
  return left > 0n ? left : 0n;
}

/** Overdue / total with four decimals, half up ("0.5455"); undefined when nothing is owed, or credits outweigh debits: a share of what is not owed says nothing. */
export function overdueRate(b: Buckets): string | undefined {
  return total(b) > 0n ? ratio(overdue(b), total(b), 4) : undefined;
}

/** Bucket by bucket; one that only one of them has is kept. */
export function addBuckets(a: Buckets, b: Buckets): Buckets {
  const ages = [...new Set([...agesIn(a), ...agesIn(b)])];
  return {
    notDue: a.notDue + b.notDue,
    ...Object.fromEntries(ages.map((age) => [age, (a[age] ?? 0n) + (b[age] ?? 0n)])),
    unallocated: a.unallocated + b.unallocated,
    unallocatedDue: a.unallocatedDue + b.unallocatedDue,
  };
}
