/** The figures' pictures as data: twelve weeks of the aged balance and of the DSO, rankings, disputes by reason; for the whole or for one debtor. */
import type { Block } from '../desk/card.ts';
import { type ChartSpec, colourOf } from '../desk/chart-spec.ts';
import type { Policy } from '../desk/policy.ts';
import type { Reads } from '../desk/store.ts';
import { agesWithin, type Bounds, type Buckets, bucketOf, emptyBuckets, overdue, total } from '../kernel/buckets.ts';
import type { Day } from '../kernel/dates.ts';
import * as format from '../kernel/format.ts';
import type { Locale } from '../kernel/locale.ts';
import { ratio } from '../kernel/money.ts';
import { bucketTable } from '../ledger/aging.card.ts';
import type { Debtor } from '../ledger/parties.ts';
import { type LedgerFilter, ledgerIn } from '../ledger/ports.ts';
import type { PastFigure } from '../ledger/sums-ports.ts';
import type { ChartKind } from './chart-kinds.ts';
import { disputeMonths, disputeMonthsSpec, disputeMonthsTable } from './dispute-months.ts';
import { figureText, reasonName, reasonsTable, topTable } from './indicators.card.ts';
import { indicatorTexts } from './indicators.text.ts';
import { type Indicators, indicatorsAt } from './indicators.ts';
import { indicatorPolicy } from './indicators-policy.ts';
import { periodOf } from './period.ts';
import { indicatorsIn } from './ports.ts';
import type { TopDebtor } from './rankings.ts';

export const WEEKS = 12;

/** The dates of the last twelve weeks, oldest first, `asOf` last. */
export function weekDays(asOf: Day): Day[] {
  return Array.from({ length: WEEKS }, (_, i) => asOf - 7 * (WEEKS - 1 - i));
}

export interface AgedWeeks {
  readonly currency: string;
  readonly points: readonly { readonly day: Day; readonly buckets: Buckets }[];
}

/** The aged balance of the last twelve weeks, per currency; empty when nothing is or was owed. */
export async function agedWeeks(read: Reads, asOf: Day, bounds: Bounds, debtorId?: number): Promise<AgedWeeks[]> {
  const days = weekDays(asOf);
  const rows = await Promise.all(
    days.map((day) =>
      debtorId === undefined ? ledgerIn(read).agedTotal(day, { bounds }) : ledgerIn(read).agedByDebtor(day, { debtorId, bounds }),
    ),
  );
  const currencies = [...new Set(rows.flat().map((row) => row.currency))].sort();
  return currencies.map((currency) => ({
    currency,
    points: days.map((day, i) => ({ day, buckets: rows[i]?.find((row) => row.currency === currency) ?? emptyBuckets(bounds) })),
  }));
}

export interface DsoPoint {
  readonly day: Day;
  /** Elapsed days of the period whose sales the figure counts. */
  readonly days: number;
  readonly figure: PastFigure;
}

export interface DsoWeeks {
  readonly currency: string;
  readonly points: readonly DsoPoint[];
}

/** What the DSO of the last twelve weeks is made of, per currency. */
export function dsoWeeks(read: Reads, asOf: Day, months: number, filter?: LedgerFilter): Promise<DsoWeeks[]> {
  return dsoPoints(read, weekDays(asOf), months, filter);
}

/** The same for any dates. */
export async function dsoPoints(read: Reads, days: readonly Day[], months: number, filter?: LedgerFilter): Promise<DsoWeeks[]> {
  const periods = days.map((day) => periodOf(day, months));
  const past = await indicatorsIn(read).past(periods, filter);
  const currencies = [...new Set(past.flat().map((row) => row.currency))].sort();
  return currencies.map((currency) => ({
    currency,
    points: periods.map((period, i) => ({
      day: period.asOf,
      days: period.days,
      figure: past[i]?.find((row) => row.currency === currency) ?? { currency, total: 0n, overdue: 0n, sales: 0n },
    })),
  }));
}

/** Days with one decimal; null without sales, or when the balance is a credit. */
export function dsoOf({ figure, days }: DsoPoint): string | null {
  if (figure.sales <= 0n || figure.total < 0n) return null;
  return ratio(figure.total * BigInt(days), figure.sales, 1) ?? null;
}

function bestOf({ figure, days }: DsoPoint): string | null {
  if (figure.sales <= 0n) return null;
  return ratio((figure.total - figure.overdue) * BigInt(days), figure.sales, 1) ?? null;
}

function whose(debtor: Debtor | undefined, locale: Locale): string {
  return debtor ? indicatorTexts(locale).charts.whose(debtor.name) : '';
}

export function agingSpec(weeks: AgedWeeks, policy: Pick<Policy, 'overdueTarget'>, locale: Locale, debtor?: Debtor): ChartSpec {
  return {
    kind: 'aged-balance',
    locale,
    title: indicatorTexts(locale).charts.aging(whose(debtor, locale), weeks.currency),
    currency: weeks.currency,
    points: weeks.points.map(({ day, buckets }) => {
      // For drawing only, and finer than what is written beside it: a rate of four decimals would be rounded a second time.
      const rate = total(buckets) > 0n ? ratio(overdue(buckets), total(buckets), 8) : undefined;
      return { ...buckets, label: format.shortDate(day, locale), overdueRate: rate === undefined ? null : Number(rate) };
    }),
    target: policy.overdueTarget / 10_000,
  };
}

export function dsoSpec(weeks: DsoWeeks, locale: Locale, debtor?: Debtor): ChartSpec {
  const t = indicatorTexts(locale).charts;
  const numbers = (of: (point: DsoPoint) => string | null): (number | null)[] =>
    weeks.points.map((point) => {
      const value = of(point);
      return value === null ? null : Number(value);
    });
  return {
    kind: 'lines',
    locale,
    title: t.dso(whose(debtor, locale), weeks.currency),
    unit: 'days',
    labels: weeks.points.map((point) => format.shortDate(point.day, locale)),
    series: [
      { name: t.dsoSeries, values: numbers(dsoOf) },
      { name: t.bestSeries, values: numbers(bestOf) },
    ],
  };
}

function topSpec(found: Indicators, kind: 'top' | 'age', bounds: Bounds, locale: Locale): ChartSpec {
  const t = indicatorTexts(locale).charts;
  const { currency, period } = found.basis;
  const colour = (row: TopDebtor) => colourOf(bucketOf(period.asOf, period.asOf - row.daysLate, bounds), agesWithin(bounds));
  if (kind === 'top') {
    const rows = found.topByAmount;
    const bars = rows.map((row) => ({ label: row.debtor.name, value: row.amount, colour: colour(row) }));
    return { kind: 'bars', locale, title: t.top(rows.length, currency), unit: 'money', currency, bars };
  }
  const rows = found.topByAge;
  const bars = rows.map((row) => ({ label: row.debtor.name, value: row.daysLate, colour: colour(row) }));
  return { kind: 'bars', locale, title: t.age(rows.length, currency), unit: 'days', bars };
}

export function disputesSpec(found: Indicators, locale: Locale): ChartSpec {
  const { currency } = found.basis;
  const bars = found.disputeReasons.map((row) => ({ label: reasonName(row.reason, locale), value: row.amount }));
  return { kind: 'bars', locale, title: indicatorTexts(locale).charts.disputes(currency), unit: 'money', currency, bars };
}

/** A picture and, for platforms that show no table of it themselves, its latest figures as one. */
export interface Picture {
  readonly spec: ChartSpec;
  readonly table: Block;
}

/** The pictures of a kind, one per currency, the company's own first; empty when there is nothing to draw. */
export async function picturesOf(
  read: Reads,
  kind: ChartKind,
  asOf: Day,
  policy: Policy,
  locale: Locale,
  debtor?: Debtor,
): Promise<Picture[]> {
  const ownFirst = <T extends { readonly currency: string }>(rows: readonly T[]): T[] =>
    [...rows].sort((a, b) => Number(b.currency === policy.currency) - Number(a.currency === policy.currency));
  if (kind === 'aging') {
    const weeks = ownFirst(await agedWeeks(read, asOf, policy.buckets, debtor?.id));
    return weeks.map((w) => ({
      spec: agingSpec(w, policy, locale, debtor),
      table: bucketTable({ ...(w.points.at(-1)?.buckets ?? emptyBuckets(policy.buckets)), debtorId: 0, currency: w.currency }, locale),
    }));
  }
  if (kind === 'dso') {
    const filter = debtor ? { debtorIds: [debtor.id] } : {};
    const weeks = ownFirst(await dsoWeeks(read, asOf, indicatorPolicy(policy).months, filter));
    return weeks.map((w) => ({ spec: dsoSpec(w, locale, debtor), table: dsoTable(w, locale) }));
  }
  const { currencies } = await indicatorsAt(read, { asOf }, policy);
  const months = kind === 'disputes' ? await disputeMonths(read, asOf) : [];
  return currencies.flatMap((found): Picture[] => {
    const { basis } = found;
    const past = months.find((m) => m.currency === basis.currency);
    if (kind === 'disputes')
      return [
        { spec: disputesSpec(found, locale), table: reasonsTable(found.disputeReasons, basis.currency, locale) },
        ...(past ? [{ spec: disputeMonthsSpec(past, locale), table: disputeMonthsTable(past, locale) }] : []),
      ];
    return [
      {
        spec: topSpec(found, kind, policy.buckets, locale),
        table: topTable(kind === 'top' ? found.topByAmount : found.topByAge, basis, locale),
      },
    ];
  });
}

/** Days of a point as people read them. */
export function dsoText(point: DsoPoint, locale: Locale): string {
  return figureText('dsoSimple', { value: dsoOf(point) }, locale);
}

/** Weeks back that the DSO's table shows; the picture's own table has all twelve. */
const DSO_ROWS = [0, 1, 4, 11];

export function dsoTable(weeks: DsoWeeks, locale: Locale): Block {
  const t = indicatorTexts(locale).charts;
  const points = DSO_ROWS.flatMap((back) => weeks.points.at(-1 - back) ?? []);
  return {
    type: 'table',
    columns: [{ title: t.date }, { title: t.dsoSeries, align: 'right' }, { title: t.bestSeries, align: 'right' }],
    rows: points.map((p) => [
      format.shortDate(p.day, locale),
      dsoText(p, locale),
      figureText('bestPossibleDso', { value: bestOf(p) }, locale),
    ]),
  };
}
