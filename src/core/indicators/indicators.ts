/** The indicators of a date, rebuilt from the ledger: sums from the store, figures by the formulas, and the debtors behind them. */
import type { Day } from '../dates.ts';
import { groupBy } from '../group-by.ts';
import { addBuckets, type Buckets, bucketOf, EMPTY_BUCKETS, overdue, total } from '../ledger/aging.ts';
import { ratio } from '../money.ts';
import type { Policy } from '../policy.ts';
import type { Debtor, DisputedItem, Flows, LedgerFilter, Position, Reads } from '../ports.ts';
import { type Basis, type Figures, figuresOf } from './formulas.ts';
import { monthsBack, type Period, periodOf, yearBack } from './period.ts';
import { concentrationOf, type DisputeReason, reasonsOf, type TopDebtor, topByAge, topByAmount } from './rankings.ts';

/** What firms leave out of receivables, each by choice (domain.md, section 5); the answer says what was. */
export const LEFT_OUT = ['disputed', 'doubtful', 'unallocated'] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

export interface Asked {
  readonly asOf: Day;
  /** Calendar months of the period; the policy's when left out. */
  readonly months?: number;
  readonly filter?: LedgerFilter;
  readonly without?: readonly LeftOut[];
}

export interface Indicators {
  readonly basis: Basis;
  readonly figures: Figures;
  readonly topByAmount: readonly TopDebtor[];
  readonly topByAge: readonly TopDebtor[];
  readonly disputeReasons: readonly DisputeReason[];
  /** Share of the largest 1, 5 and 10 debtors in what is owed, fractions with four decimals; null when nothing is. */
  readonly concentration: { readonly top1: string | null; readonly top5: string | null; readonly top10: string | null };
}

export interface IndicatorsAt {
  readonly period: Period;
  readonly without: readonly LeftOut[];
  /** The last day of the ledger; the figures of a later date miss what happened since. */
  readonly ledgerDay: Day | undefined;
  /** The company's own currency first. */
  readonly currencies: readonly Indicators[];
}

/** Month sales are read so far back at once; further back only for a count-back that needs it. */
const MONTHS_AT_ONCE = 6;
const MONTHS_AT_MOST = 60;

type Settings = Pick<Policy, 'indicators' | 'country' | 'currency'>;

/** The sums alone, per currency: what figures are made of, without the debtors behind them. */
export async function basesAt(
  read: Reads,
  asked: Asked,
  policy: Settings,
): Promise<{ bases: Basis[]; positions: Position[]; disputed: readonly DisputedItem[] }> {
  const { asOf, without = [] } = asked;
  const period = periodOf(asOf, asked.months ?? policy.indicators.months);
  const filter = without.includes('doubtful') ? { ...asked.filter, withoutAccount: doubtful(policy) } : (asked.filter ?? {});
  const beyondDays = policy.indicators.unpaidDays;
  const known = Math.max(MONTHS_AT_ONCE, asked.months ?? policy.indicators.months);
  const span = { asOf, from: period.from, beyondDays, paidFrom: yearBack(asOf) };
  const recent = monthsBack(asOf, known);
  const [rows, flows, disputed] = await Promise.all([
    read.indicators.positions(asOf, beyondDays, filter),
    read.indicators.flows({ ...span, months: recent }, filter),
    read.ledger.disputedOpen(asOf, filter),
  ]);
  const marks = groupBy(disputed, (d) => `${d.debtorId}/${d.currency}`);
  const positions = rows.map((row) => adjusted(row, marks.get(`${row.debtorId}/${row.currency}`) ?? [], asOf, beyondDays, without));
  const counted = without.includes('disputed') ? [] : disputed;
  const currencies = [...new Set([...positions, ...flows].map((row) => row.currency))].sort(
    (a, b) => Number(b === policy.currency) - Number(a === policy.currency) || (a < b ? -1 : 1),
  );
  const bases = currencies.map((currency) => {
    const mine = positions.filter((row) => row.currency === currency);
    const flow = flows.find((row) => row.currency === currency);
    const marked = counted.filter((row) => row.currency === currency);
    return basisOf(currency, period, mine, marked, flow, recent, beyondDays);
  });
  const short = bases.filter((b) => b.months.reduce((left, m) => left - m.sales, total(b.buckets)) > 0n);
  const older = short.length === 0 ? [] : monthsBack(asOf, MONTHS_AT_MOST - known, known);
  const past = older.length === 0 ? [] : await read.indicators.flows({ ...span, months: older }, filter);
  return { bases: bases.map((b) => withHistory(b, flows, short.includes(b) ? past : [], older)), positions, disputed: counted };
}

/** Accounts of doubtful customers: 416, in Belgium 407. */
function doubtful(policy: Pick<Policy, 'country'>): string {
  return policy.country === 'BE' ? '407' : '416';
}

function basisOf(
  currency: string,
  period: Period,
  positions: readonly Position[],
  disputed: readonly DisputedItem[],
  flow: Flows | undefined,
  months: ReturnType<typeof monthsBack>,
  beyondDays: number,
): Basis {
  const sum = (of: (p: Position) => bigint): bigint => positions.reduce((all, p) => all + of(p), 0n);
  const disputedSince = (late: number): bigint =>
    disputed.filter((d) => period.asOf - d.dueDay > late).reduce((all, d) => all + d.amount, 0n);
  const sales = months.map((m, i) => ({ ...m, sales: flow?.sales[i] ?? 0n }));
  return {
    currency,
    period,
    buckets: positions.reduce<Buckets>(addBuckets, EMPTY_BUCKETS),
    lateWeight: sum((p) => p.lateWeight),
    beyond: sum((p) => p.beyond),
    disputed: {
      total: disputed.reduce((all, d) => all + d.amount, 0n),
      overdue: disputedSince(0),
      beyond: disputedSince(beyondDays),
      count: disputed.length,
    },
    opening: flow?.opening ?? 0n,
    sales: sales.filter((m) => m.from >= period.from).reduce((all, m) => all + m.sales, 0n),
    cash: flow?.cash ?? 0n,
    bounced: flow?.bounced ?? 0n,
    paid: flow?.paid ?? 0n,
    paidWeight: flow?.paidWeight ?? 0n,
    months: sales,
  };
}

/** Adds older months, and ends the history where the ledger's sales begin: an empty month before them is unknown, not a month without sales. */
function withHistory(b: Basis, flows: readonly Flows[], past: readonly Flows[], older: ReturnType<typeof monthsBack>): Basis {
  const first = flows.find((row) => row.currency === b.currency)?.firstSale ?? null;
  const more = past.find((row) => row.currency === b.currency);
  const all = [...b.months, ...older.flatMap((m, i) => (more ? [{ ...m, sales: more.sales[i] ?? 0n }] : []))];
  return { ...b, months: first === null ? [] : all.filter((m) => m.to >= first) };
}

/** A position without what is left out of it. */
function adjusted(row: Position, disputed: readonly DisputedItem[], asOf: Day, beyondDays: number, without: readonly LeftOut[]): Position {
  let position = row;
  if (without.includes('unallocated')) position = { ...position, unallocated: 0n, unallocatedDue: 0n };
  if (!without.includes('disputed')) return position;
  for (const { dueDay, amount } of disputed) {
    const bucket = bucketOf(asOf, dueDay);
    const late = Math.max(0, asOf - dueDay);
    position = {
      ...position,
      [bucket]: position[bucket] - amount,
      lateWeight: position.lateWeight - amount * BigInt(late),
      beyond: position.beyond - (late > beyondDays ? amount : 0n),
    };
  }
  return position;
}

/** Every indicator at a date, each currency apart. A date without anything in the ledger has no currency. */
export async function indicatorsAt(read: Reads, asked: Asked, policy: Settings): Promise<IndicatorsAt> {
  const [{ bases, positions, disputed }, ledgerDay] = await Promise.all([
    basesAt(read, asked, policy),
    read.ledger.ledgerDay(asked.filter?.companyId),
  ]);
  const { top, ageFloor } = policy.indicators;
  const chosen = bases.map(({ currency }) => {
    const mine = positions.filter((row) => row.currency === currency);
    return { currency, mine, amount: topByAmount(mine, top), age: topByAge(mine, ageFloor, top) };
  });
  const ids = [...new Set(chosen.flatMap((c) => [...c.amount, ...c.age].map((row) => row.debtorId)))];
  const [debtors, habits] = await Promise.all([
    read.debtors.byIds(ids),
    ids.length === 0 ? [] : read.indicators.habits(asked.asOf, yearBack(asked.asOf), { debtorIds: ids }),
  ]);
  const byId = new Map(debtors.map((d) => [d.id, d]));
  const habit = new Map(habits.map((h) => [`${h.debtorId}/${h.currency}`, ratio(h.paidWeight, h.paid, 1) ?? null]));
  const named = (rows: readonly Position[], of: Basis): TopDebtor[] =>
    rows.flatMap((row) => topOf(row, byId.get(row.debtorId), habit.get(`${row.debtorId}/${row.currency}`) ?? null, of));
  const currencies = bases.map((basis, i) => ({
    basis,
    figures: figuresOf(basis),
    topByAmount: named(chosen[i]?.amount ?? [], basis),
    topByAge: named(chosen[i]?.age ?? [], basis),
    disputeReasons: reasonsOf(disputed.filter((d) => d.currency === basis.currency)),
    concentration: concentrationOf(chosen[i]?.mine ?? [], total(basis.buckets)),
  }));
  const period = periodOf(asked.asOf, asked.months ?? policy.indicators.months);
  return { period, without: asked.without ?? [], ledgerDay, currencies };
}

function topOf(row: Position, debtor: Debtor | undefined, paidDaysLate: string | null, basis: Basis): TopDebtor[] {
  if (!debtor) return [];
  const daysLate = row.oldestDue === null ? 0 : basis.period.asOf - row.oldestDue;
  const share = ratio(overdue(row), overdue(basis.buckets), 4) ?? null;
  return [{ debtor, amount: overdue(row), daysLate, share, paidDaysLate }];
}
