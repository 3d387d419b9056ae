/** Who and what stands behind the figures: the latest debtors by amount and by age, the reasons of disputes, and how much hangs on a few. */
import { overdue, total } from '../kernel/buckets.ts';
import { civil } from '../kernel/dates.ts';
import { groupBy } from '../kernel/group-by.ts';
import { ratio } from '../kernel/money.ts';
import type { Debtor } from '../ledger/parties.ts';
import type { DisputedItem } from '../ledger/ports.ts';
import type { Figure } from './formulas.ts';
import type { Position } from './ports.ts';

export interface TopDebtor {
  readonly debtor: Debtor;
  /** Overdue, less the credits that are due. */
  readonly amount: bigint;
  /** Of the oldest overdue item. */
  readonly daysLate: number;
  /** Of the currency's overdue amount, a fraction with four decimals. */
  readonly share: string | null;
  /** Habit of the last twelve months, days with one decimal. */
  readonly paidDaysLate: string | null;
}

function compare<T extends bigint | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The largest overdue amounts; ties by debtor id, so that the order never depends on the store. */
export function topByAmount(positions: readonly Position[], count: number): Position[] {
  return positions
    .filter((p) => overdue(p) > 0n)
    .sort((a, b) => compare(overdue(b), overdue(a)) || compare(a.debtorId, b.debtorId))
    .slice(0, count);
}

/** The oldest overdue items among debtors who owe at least `floor` overdue. */
export function topByAge(positions: readonly Position[], floor: bigint, count: number): Position[] {
  return positions
    .flatMap((p) => (p.oldestDue !== null && overdue(p) > 0n && overdue(p) >= floor ? [{ p, due: p.oldestDue }] : []))
    .sort((a, b) => compare(a.due, b.due) || compare(overdue(b.p), overdue(a.p)) || compare(a.p.debtorId, b.p.debtorId))
    .slice(0, count)
    .map(({ p }) => p);
}

export interface DisputeReason {
  readonly reason: string;
  readonly count: number;
  readonly amount: bigint;
  /** By the month (`YYYY-MM`) since which they are disputed, oldest first. */
  readonly months: readonly { readonly month: string; readonly count: number; readonly amount: bigint }[];
}

/** Open disputes by reason, largest amount first. */
export function reasonsOf(disputed: readonly DisputedItem[]): DisputeReason[] {
  const sum = (items: readonly DisputedItem[]): bigint => items.reduce((all, d) => all + d.amount, 0n);
  const rows = [...groupBy(disputed, (d) => d.reason)].map(([reason, items]) => ({
    reason,
    count: items.length,
    amount: sum(items),
    months: [...groupBy(items, (d) => monthOf(d.since))]
      .map(([month, some]) => ({ month, count: some.length, amount: sum(some) }))
      .sort((a, b) => (a.month < b.month ? -1 : 1)),
  }));
  return rows.sort((a, b) => compare(b.amount, a.amount) || (a.reason < b.reason ? -1 : 1));
}

/** `YYYY-MM`. */
export function monthOf(day: number): string {
  const { year, month } = civil(day);
  return `${year}-${String(month).padStart(2, '0')}`;
}

/** Share of the largest 1, 5 and 10 debtors in what is owed, fractions with four decimals, null when nothing is; `largest` is the first one's, exact. */
export interface Concentration {
  readonly top1: string | null;
  readonly top5: string | null;
  readonly top10: string | null;
  readonly largest: Figure;
}

export function concentrationOf(positions: readonly Position[], owed: bigint): Concentration {
  const amounts = positions.map(total).sort((a, b) => compare(b, a));
  const share = (count: number): Figure => {
    const numerator = amounts.slice(0, count).reduce((all, a) => all + (a > 0n ? a : 0n), 0n);
    const value = owed > 0n ? ratio(numerator, owed, 4) : undefined;
    return value === undefined ? { value: null, gap: 'nothing-owed' } : { value, parts: { numerator, denominator: owed } };
  };
  const largest = share(1);
  return { top1: largest.value, top5: share(5).value, top10: share(10).value, largest };
}
