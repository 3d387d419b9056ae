/** Disputes in figures: what is open, how long it takes, how much of it is on time; by reason, owner, department and month. All from the cases, nothing stored. */
import type { Person } from '../../desk/people-ports.ts';
import type { Reads } from '../../desk/store.ts';
import { overdue, total } from '../../kernel/buckets.ts';
import { civil, type Day, startOfMonth } from '../../kernel/dates.ts';
import { groupBy } from '../../kernel/group-by.ts';
import { ratio } from '../../kernel/money.ts';
import { type DisputedItem, ledgerIn } from '../../ledger/ports.ts';
import { type Dispute, heldLines, type Outcome, onTime, sumOf } from '../case/dispute.ts';
import { disputesIn } from '../case/ports.ts';

/** One row of a breakdown. */
export interface Share {
  readonly key: string;
  /** Open now (not decided). */
  readonly open: number;
  readonly amount: bigint;
  /** Opened within the period. */
  readonly opened: number;
  /** Decided within the period. */
  readonly settled: number;
  readonly onTime: number;
}

export interface CurrencyFigures {
  readonly currency: string;
  readonly open: { readonly count: number; readonly amount: bigint };
  /** Founded, waiting for their credit note. */
  readonly expecting: { readonly count: number; readonly amount: bigint };
  /** Everything disputed (files' marks without a case too) over everything owed; undefined when nothing is owed. */
  readonly share: string | undefined;
  readonly disputed: bigint;
  readonly overdue: bigint;
  readonly overdueUndisputed: bigint;
  readonly byReason: readonly Share[];
  readonly byOwner: readonly Share[];
  readonly byDepartment: readonly Share[];
  readonly byMonth: readonly (Share & { readonly reasons: Readonly<Record<string, number>> })[];
}

/** How quickly cases are answered. */
export interface Times {
  /** Hours, one decimal; undefined when none was taken. */
  readonly hoursToAcknowledge: string | undefined;
  /** Business days of the owners' clocks, one decimal. */
  readonly daysToSettle: string | undefined;
  readonly settled: number;
  readonly onTime: number;
  readonly onTimeRate: string | undefined;
}

export interface DisputeFigures extends Times {
  readonly asOf: Day;
  readonly from: Day;
  readonly outcomes: Readonly<Partial<Record<Outcome, number>>>;
  readonly currencies: readonly CurrencyFigures[];
}

/** The figures at a date over so many calendar months, the last one to date. */
export async function disputeFigures(read: Reads, asOf: Day, months: number): Promise<DisputeFigures> {
  const [all, people, aged, held] = await Promise.all([
    disputesIn(read).find({}),
    read.people.all(),
    ledgerIn(read).agedTotal(asOf),
    ledgerIn(read).disputedOpen(asOf),
  ]);
  const from = startOfMonth(asOf, 1 - months);
  const cases = all.filter((d) => d.openedDay <= asOf).map((d) => asKnownOn(d, asOf));
  const decided = cases.filter((d) => within(d.settledDay, from, asOf));
  const currencies = [...new Set([...aged.map((row) => row.currency), ...cases.map((d) => d.currency)])].sort();
  return {
    asOf,
    from,
    ...timesOf(cases, from, asOf),
    outcomes: Object.fromEntries([...groupBy(decided, (d) => d.outcome ?? 'paid')].map(([outcome, of]) => [outcome, of.length])),
    currencies: currencies.map((currency) => {
      const row = aged.find((r) => r.currency === currency);
      const own = cases.filter((d) => d.currency === currency);
      const parts = held.filter((item) => item.currency === currency);
      return { currency, ...currencyFigures(own, people, from, asOf), ...amounts(row, parts, asOf) };
    }),
  };
}

/** Of the cases opened (until they are taken) and decided (from their opening on) in a span of days. */
export function timesOf(cases: readonly Dispute[], from: Day, asOf: Day): Times {
  const decided = cases.filter((d) => within(d.settledDay, from, asOf));
  const taken = cases.filter((d) => d.acknowledgedAt !== undefined && within(d.openedDay, from, asOf));
  const punctual = decided.filter((d) => onTime(d)).length;
  return {
    hoursToAcknowledge: mean(
      taken.reduce((sum, d) => sum + BigInt((d.acknowledgedAt ?? 0) - d.openedAt), 0n),
      BigInt(taken.length) * 3_600_000n,
    ),
    daysToSettle: mean(
      decided.reduce((sum, d) => sum + BigInt(d.elapsed), 0n),
      BigInt(decided.length),
    ),
    settled: decided.length,
    onTime: punctual,
    onTimeRate: ratio(BigInt(punctual), BigInt(decided.length), 4),
  };
}

/** The case as it stood at the end of a day: what was decided later is not decided yet. */
function asKnownOn(dispute: Dispute, asOf: Day): Dispute {
  const decided = dispute.settledDay !== undefined && dispute.settledDay <= asOf;
  if (decided)
    return dispute.closedDay !== undefined && dispute.closedDay > asOf
      ? { ...dispute, status: 'expecting', closedDay: undefined }
      : dispute;
  if (dispute.settledDay === undefined) return dispute;
  return { ...dispute, status: 'acknowledged', outcome: undefined, settledDay: undefined, settledAt: undefined, closedDay: undefined };
}

function within(day: Day | undefined, from: Day, to: Day): boolean {
  return day !== undefined && day >= from && day <= to;
}

function mean(sum: bigint, count: bigint): string | undefined {
  return ratio(sum, count, 1);
}

function isOpen(dispute: Dispute): boolean {
  return dispute.status !== 'closed' && dispute.status !== 'expecting';
}

/** What the case has in dispute at the date, as far as its parts tell. */
function amountAt(dispute: Dispute, asOf: Day): bigint {
  const then = dispute.lines.filter((line) => line.fromDay <= asOf && line.untilDay > asOf);
  return sumOf(then.length > 0 ? then : heldLines(dispute));
}

function currencyFigures(cases: readonly Dispute[], people: readonly Person[], from: Day, asOf: Day) {
  const byId = new Map(people.map((p) => [p.id, p]));
  const open = cases.filter(isOpen);
  const expecting = cases.filter((d) => d.status === 'expecting');
  const sum = (of: readonly Dispute[]): bigint => of.reduce((all, d) => all + amountAt(d, asOf), 0n);
  const shares = (key: (d: Dispute) => string): Share[] =>
    [...groupBy(cases, key)]
      .map(([name, of]) => shareOf(name, of, from, asOf))
      .filter((share) => share.open + share.opened + share.settled > 0)
      .sort((a, b) => b.open + b.settled - (a.open + a.settled) || (a.key < b.key ? -1 : 1));
  return {
    open: { count: open.length, amount: sum(open) },
    expecting: { count: expecting.length, amount: sum(expecting) },
    byReason: shares((d) => d.reason),
    byOwner: shares((d) => byId.get(d.ownerId)?.email ?? ''),
    byDepartment: shares((d) => byId.get(d.ownerId)?.department ?? ''),
    byMonth: monthsOf(from, asOf).map((month) => monthShare(month, cases, asOf)),
  };
}

function shareOf(key: string, of: readonly Dispute[], from: Day, asOf: Day): Share {
  const open = of.filter(isOpen);
  const settled = of.filter((d) => within(d.settledDay, from, asOf));
  return {
    key,
    open: open.length,
    amount: open.reduce((all, d) => all + amountAt(d, asOf), 0n),
    opened: of.filter((d) => within(d.openedDay, from, asOf)).length,
    settled: settled.length,
    onTime: settled.filter((d) => onTime(d)).length,
  };
}

/** First days of the calendar months from `from` to the one of `asOf`. */
function monthsOf(from: Day, asOf: Day): readonly Day[] {
  const months: Day[] = [];
  for (let month = from; month <= asOf; month = startOfMonth(month, 1)) months.push(month);
  return months;
}

function monthShare(month: Day, cases: readonly Dispute[], asOf: Day): Share & { readonly reasons: Readonly<Record<string, number>> } {
  const end = Math.min(startOfMonth(month, 1) - 1, asOf);
  const { year, month: number } = civil(month);
  const opened = cases.filter((d) => within(d.openedDay, month, end));
  const openThen = cases.filter((d) => d.openedDay <= end && (d.settledDay === undefined || d.settledDay > end));
  return {
    ...shareOf(`${year}-${String(number).padStart(2, '0')}`, cases, month, end),
    open: openThen.length,
    amount: openThen.reduce((all, d) => all + amountAt(d, end), 0n),
    reasons: Object.fromEntries([...groupBy(opened, (d) => d.reason)].map(([reason, of]) => [reason, of.length])),
  };
}

function amounts(row: Parameters<typeof total>[0] | undefined, held: readonly DisputedItem[], asOf: Day) {
  const sum = (of: readonly DisputedItem[]): bigint => of.reduce((all, item) => all + item.amount, 0n);
  const disputed = sum(held);
  const late = row ? overdue(row) : 0n;
  return {
    share: row ? ratio(disputed, total(row), 4) : undefined,
    disputed,
    overdue: late,
    overdueUndisputed: late - sum(held.filter((item) => item.dueDay < asOf)),
  };
}
