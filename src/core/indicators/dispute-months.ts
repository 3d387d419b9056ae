/** How the reasons for not paying evolve: what was in dispute at the end of each of the last months, reason by reason, as data, picture and table. */
import type { Block } from '../desk/card.ts';
import { NO_FIGURE } from '../desk/chart-format.ts';
import type { ChartSpec } from '../desk/chart-spec.ts';
import type { Reads } from '../desk/store.ts';
import { type Day, endOfMonth, startOfMonth } from '../kernel/dates.ts';
import * as format from '../kernel/format.ts';
import type { Locale } from '../kernel/locale.ts';
import { type LedgerFilter, ledgerIn } from '../ledger/ports.ts';
import { reasonName } from './indicators.card.ts';
import { indicatorTexts } from './indicators.text.ts';
import { type DisputeReason, reasonsOf } from './rankings.ts';

const MONTHS = 12;
/** Reasons with a line and a column of their own; the rest together: a picture tells four lines apart. */
const REASONS = 3;

export interface DisputeMonths {
  readonly currency: string;
  /** Oldest first. */
  readonly ends: readonly { readonly day: Day; readonly reasons: readonly DisputeReason[] }[];
}

/** Ends of the months up to a date, the date itself last. */
export function monthEnds(asOf: Day, count = MONTHS): Day[] {
  return Array.from({ length: count }, (_, i) => (i === count - 1 ? asOf : endOfMonth(startOfMonth(asOf, i + 1 - count))));
}

/** Per currency; empty when nothing was in dispute at any of the months' ends. */
export async function disputeMonths(read: Reads, asOf: Day, filter?: LedgerFilter): Promise<DisputeMonths[]> {
  const days = monthEnds(asOf);
  const open = await Promise.all(days.map((day) => ledgerIn(read).disputedOpen(day, filter)));
  const currencies = [...new Set(open.flat().map((d) => d.currency))].sort();
  return currencies.map((currency) => ({
    currency,
    ends: days.map((day, i) => ({ day, reasons: reasonsOf((open[i] ?? []).filter((d) => d.currency === currency)) })),
  }));
}

interface Line {
  readonly name: string;
  readonly amounts: readonly bigint[];
}

/** The heaviest reasons over all months, then the others as one. */
function linesOf({ ends }: DisputeMonths, locale: Locale): Line[] {
  const amount = (reasons: readonly DisputeReason[], names: ReadonlySet<string>): bigint =>
    reasons.filter((r) => names.has(r.reason)).reduce((sum, r) => sum + r.amount, 0n);
  const weights = new Map<string, bigint>();
  for (const { reasons } of ends) for (const r of reasons) weights.set(r.reason, (weights.get(r.reason) ?? 0n) + r.amount);
  const ordered = [...weights].sort(([a, x], [b, y]) => (x > y ? -1 : x < y ? 1 : a < b ? -1 : 1)).map(([reason]) => reason);
  const own = ordered.length > REASONS + 1 ? ordered.slice(0, REASONS) : ordered;
  const rest = ordered.slice(own.length);
  return [
    ...own.map((reason) => ({ name: reasonName(reason, locale), amounts: ends.map((end) => amount(end.reasons, new Set([reason]))) })),
    ...(rest.length > 0
      ? [{ name: indicatorTexts(locale).otherReasons, amounts: ends.map((end) => amount(end.reasons, new Set(rest))) }]
      : []),
  ];
}

export function disputeMonthsSpec(months: DisputeMonths, locale: Locale): ChartSpec {
  return {
    kind: 'lines',
    locale,
    title: indicatorTexts(locale).charts.disputeMonths(months.currency),
    unit: 'money',
    currency: months.currency,
    labels: months.ends.map((end) => format.shortDate(end.day, locale)),
    series: linesOf(months, locale).map(({ name, amounts }) => ({ name, values: amounts })),
  };
}

/** A row for each month end, a column for each reason. */
export function disputeMonthsTable(months: DisputeMonths, locale: Locale): Block {
  const lines = linesOf(months, locale);
  return {
    type: 'table',
    columns: [{ title: indicatorTexts(locale).charts.date }, ...lines.map(({ name }) => ({ title: name, align: 'right' as const }))],
    rows: months.ends.map((end, i) => [
      format.shortDate(end.day, locale),
      ...lines.map(({ amounts }) => {
        const amount = amounts[i] ?? 0n;
        return amount === 0n ? NO_FIGURE : format.money(amount, months.currency, locale);
      }),
    ]),
  };
}
