/** The indicators of a date, rebuilt from the ledger: sums from the store, figures by the formulas, and the debtors behind them. */
import type { Policy } from '../desk/policy.ts';
import type { Reads } from '../desk/store.ts';
import { bucketOf, emptyBuckets, overdue, total } from '../kernel/buckets.ts';
import { type Day, yearBack } from '../kernel/dates.ts';
import { groupBy } from '../kernel/group-by.ts';
import { ratio } from '../kernel/money.ts';
import { type Debtor, debtorsIn } from '../ledger/parties.ts';
import { type DisputedItem, type LedgerFilter, ledgerIn } from '../ledger/ports.ts';
import { type KeptRate, keptRate } from '../promises/promise.ts';
import { withHistory } from './count-back.ts';
import { type Basis, type Figures, figuresOf } from './formulas.ts';
import { indicatorPolicy } from './indicators-policy.ts';
import { monthsBack, type Period, periodOf } from './period.ts';
import { indicatorsIn, type Movements, type Position, type PositionAges } from './ports.ts';
import { promisesJudged } from './promises-judged.ts';
import { type Concentration, concentrationOf, type DisputeReason, reasonsOf, type TopDebtor, topByAge, topByAmount } from './rankings.ts';

/** What firms leave out of receivables, each by choice (docs/rules/indicators.md); the answer says what was. */
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
  readonly concentration: Concentration;
}

export interface IndicatorsAt {
  readonly period: Period;
  readonly without: readonly LeftOut[];
  /** True when it is about some debtors only. */
  readonly narrowed: boolean;
  /** The last day of the ledger; the figures of a later date miss what happened since. */
  readonly ledgerDay: Day | undefined;
  /** The company's own currency first. */
  readonly currencies: readonly Indicators[];
}

/** Month sales are read so far back at first; further back only for a count-back that needs it. */
const MONTHS_AT_ONCE = 4;
/** Concentration names the largest ten. */
const LARGEST = 10;
/** No debtor is asked for. */
const NOBODY = { top: 0, floor: 0n };

type Ages = Required<PositionAges>;
type Settings = Pick<Policy, 'country' | 'currency' | 'buckets'>;

interface Sums {
  readonly bases: readonly Basis[];
  /** The debtors that rank. */
  readonly debtors: readonly Position[];
  readonly disputed: readonly DisputedItem[];
}

async function sumsAt(read: Reads, asked: Asked, policy: Settings): Promise<Sums> {
  const { asOf, without = [] } = asked;
  const { unpaidDays, top, ageFloor } = indicatorPolicy(policy);
  const length = asked.months ?? indicatorPolicy(policy).months;
  const period = periodOf(asOf, length);
  const filter = filterOf(asked, policy);
  const recent = monthsBack(asOf, Math.max(MONTHS_AT_ONCE, length));
  // What is left out may change who ranks: then every debtor is asked for.
  const ranking = without.length > 0 ? undefined : { top: Math.max(top, LARGEST), floor: ageFloor };
  const ages = { bounds: policy.buckets, beyondDays: unpaidDays };
  const span = { asOf, from: period.from, months: recent, beyondDays: unpaidDays, paidFrom: yearBack(asOf) };
  const [found, movements, disputed, promises] = await Promise.all([
    indicatorsIn(read).positions(asOf, ages, filter, ranking),
    indicatorsIn(read).movements(span, filter),
    ledgerIn(read).disputedOpen(asOf, filter),
    promisesJudged(read, { from: period.from, to: asOf }, asked.filter),
  ]);
  const marks = groupBy(disputed, (d) => `${d.debtorId}/${d.currency}`);
  const totals = adjustedTotals(found.totals, disputed, asOf, ages, without);
  const counted = without.includes('disputed') ? [] : disputed;
  const currencies = [...new Set([...totals, ...movements].map((row) => row.currency))].sort(
    (a, b) => Number(b === policy.currency) - Number(a === policy.currency) || (a < b ? -1 : 1),
  );
  const openings = await openingsOf(read, found.totals, movements, period, ages, filter, without);
  const bases = currencies.map((currency) => {
    const of = <T extends { readonly currency: string }>(rows: readonly T[]): T | undefined =>
      rows.find((row) => row.currency === currency);
    const moved = of(movements);
    const months = recent.map((m, i) => ({ ...m, sales: moved?.sales[i] ?? 0n }));
    const mine = counted.filter((d) => d.currency === currency);
    const kept = keptRate(
      promises.filter((p) => p.currency === currency),
      { from: period.from, to: asOf },
    );
    return basisOf(currency, period, of(totals), mine, openings.get(currency) ?? 0n, moved, months, ages, kept);
  });
  return {
    bases: await withHistory(read, bases, asOf, filter),
    debtors: found.debtors.map((row) => adjusted(row, marks.get(`${row.debtorId}/${row.currency}`) ?? [], asOf, ages, without)),
    disputed: counted,
  };
}

function adjustedTotals(
  totals: readonly Position[],
  disputed: readonly DisputedItem[],
  asOf: Day,
  ages: Ages,
  without: readonly LeftOut[],
): Position[] {
  const all = groupBy(disputed, (d) => d.currency);
  return totals.map((row) => adjusted(row, all.get(row.currency) ?? [], asOf, ages, without));
}

/** Receivables before the period: those of its end less what changed. What is left out of its end is left out of them too, or it would count as collected. */
async function openingsOf(
  read: Reads,
  totals: readonly Position[],
  movements: readonly Movements[],
  period: Period,
  ages: Ages,
  filter: LedgerFilter,
  without: readonly LeftOut[],
): Promise<ReadonlyMap<string, bigint>> {
  if (without.includes('disputed') || without.includes('unallocated')) {
    const before = period.from - 1;
    const [found, disputed] = await Promise.all([
      indicatorsIn(read).positions(before, ages, filter, NOBODY),
      ledgerIn(read).disputedOpen(before, filter),
    ]);
    return new Map(adjustedTotals(found.totals, disputed, before, ages, without).map((row) => [row.currency, total(row)]));
  }
  const openings = new Map(totals.map((row) => [row.currency, total(row)]));
  for (const { currency, change } of movements) openings.set(currency, (openings.get(currency) ?? 0n) - change);
  return openings;
}

/** The debtors and accounts that are asked about. */
export function filterOf({ filter = {}, without = [] }: Asked, policy: Pick<Policy, 'country'>): LedgerFilter {
  return without.includes('doubtful') ? { ...filter, withoutAccount: doubtful(policy) } : filter;
}

/** Accounts of doubtful customers: 416, in Belgium 407. */
function doubtful(policy: Pick<Policy, 'country'>): string {
  return policy.country === 'BE' ? '407' : '416';
}

function basisOf(
  currency: string,
  period: Period,
  position: Position | undefined,
  disputed: readonly DisputedItem[],
  opening: bigint,
  moved: Movements | undefined,
  months: Basis['months'],
  { bounds, beyondDays }: Ages,
  { kept, broken }: KeptRate,
): Basis {
  const disputedSince = (late: number): bigint =>
    disputed.filter((d) => period.asOf - d.dueDay > late).reduce((all, d) => all + d.amount, 0n);
  return {
    currency,
    period,
    buckets: position ?? emptyBuckets(bounds),
    lateWeight: position?.lateWeight ?? 0n,
    beyond: position?.beyond ?? 0n,
    items: position?.debits ?? 0,
    lateItems: position?.lateDebits ?? 0,
    disputed: {
      total: disputed.reduce((all, d) => all + d.amount, 0n),
      overdue: disputedSince(0),
      beyond: disputedSince(beyondDays),
      count: disputed.length,
    },
    promises: { kept, broken },
    opening,
    sales: months.filter((m) => m.from >= period.from).reduce((all, m) => all + m.sales, 0n),
    cash: moved?.cash ?? 0n,
    bounced: moved?.bounced ?? 0n,
    paid: moved?.paid ?? 0n,
    paidWeight: moved?.paidWeight ?? 0n,
    months,
  };
}

/** A position without what is left out of it. */
function adjusted(
  row: Position,
  disputed: readonly DisputedItem[],
  asOf: Day,
  { bounds, beyondDays }: Ages,
  without: readonly LeftOut[],
): Position {
  let position = row;
  if (without.includes('unallocated')) position = { ...position, unallocated: 0n, unallocatedDue: 0n };
  if (!without.includes('disputed')) return position;
  for (const { dueDay, amount, whole } of disputed) {
    const bucket = bucketOf(asOf, dueDay, bounds);
    const late = Math.max(0, asOf - dueDay);
    position = {
      ...position,
      debits: position.debits - (whole ? 1 : 0),
      lateDebits: position.lateDebits - (whole && late > 0 ? 1 : 0),
      [bucket]: (position[bucket] ?? 0n) - amount,
      lateWeight: position.lateWeight - amount * BigInt(late),
      beyond: position.beyond - (late > beyondDays ? amount : 0n),
    };
  }
  return position;
}

/** Every indicator at a date, each currency apart. A date without anything in the ledger has no currency. */
export async function indicatorsAt(read: Reads, asked: Asked, policy: Settings): Promise<IndicatorsAt> {
  const [{ bases, debtors: ranked, disputed }, ledgerDay] = await Promise.all([
    sumsAt(read, asked, policy),
    ledgerIn(read).ledgerDay(asked.filter?.companyId),
  ]);
  const { top, ageFloor } = indicatorPolicy(policy);
  const chosen = bases.map(({ currency }) => {
    const mine = ranked.filter((row) => row.currency === currency);
    return { currency, mine, amount: topByAmount(mine, top), age: topByAge(mine, ageFloor, top) };
  });
  const ids = [...new Set(chosen.flatMap((c) => [...c.amount, ...c.age].map((row) => row.debtorId)))];
  const [debtors, habits] = await Promise.all([
    debtorsIn(read).byIds(ids),
    ids.length === 0 ? [] : indicatorsIn(read).habits(asked.asOf, yearBack(asked.asOf), { debtorIds: ids }),
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
  const period = periodOf(asked.asOf, asked.months ?? indicatorPolicy(policy).months);
  const narrowed = Object.keys(asked.filter ?? {}).length > 0;
  return { period, without: asked.without ?? [], narrowed, ledgerDay, currencies };
}

function topOf(row: Position, debtor: Debtor | undefined, paidDaysLate: string | null, basis: Basis): TopDebtor[] {
  if (!debtor) return [];
  const daysLate = row.oldestDue === null ? 0 : basis.period.asOf - row.oldestDue;
  const share = ratio(overdue(row), overdue(basis.buckets), 4) ?? null;
  return [{ debtor, amount: overdue(row), daysLate, share, paidDaysLate }];
}
