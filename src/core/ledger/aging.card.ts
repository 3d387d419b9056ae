/** The aged balance as people see it: today's table, and the week's picture with what moved and because of whom. */
import { ledgerLine, target } from '../agenda/agenda.card.ts';
import type { Block, Card, Locale } from '../card.ts';
import { bucketName, exactPercent, NO_FIGURE } from '../chart-format.ts';
import type { ChartSpec } from '../chart-spec.ts';
import type { Day } from '../dates.ts';
import { ratio } from '../money.ts';
import type { Policy } from '../policy.ts';
import type { AgedRow, Debtor, Reads } from '../ports.ts';
import * as format from '../text/format.ts';
import { texts } from '../text/texts.ts';
import { BUCKETS, type Buckets, EMPTY_BUCKETS, overdue, total } from './aging.ts';

const WEEKS = 12;
const MOVERS = 3;

function bucketTable(row: AgedRow, locale: Locale): Block {
  const t = texts(locale);
  const sum = total(row);
  const line = (name: string, amount: bigint): string[] => {
    return [name, format.exactMoney(amount, row.currency, locale), sum > 0n ? exactPercent(locale, amount, sum) : NO_FIGURE];
  };
  const [age = '', amount = '', share = ''] = t.aging.columns;
  return {
    type: 'table',
    columns: [{ title: age }, { title: amount, align: 'right' }, { title: share, align: 'right' }],
    rows: [
      ...BUCKETS.map((b) => line(bucketName(locale, b), row[b])),
      line(bucketName(locale, 'unallocated'), row.unallocated),
      line(t.total, sum),
    ],
  };
}

function overdueLine(row: AgedRow, policy: Policy, locale: Locale): Block {
  const amount = format.money(overdue(row), row.currency, locale);
  return {
    type: 'text',
    text: texts(locale).aging.overdueLine(amount, exactPercent(locale, overdue(row), total(row)), target(policy, locale)),
  };
}

/** The aged balance at a date, currency by currency. */
export function agingCard(rows: readonly AgedRow[], asOf: Day, ledgerDay: Day | undefined, policy: Policy, locale: Locale): Card {
  const t = texts(locale);
  const title = t.aging.title(format.longDate(asOf, locale));
  const blocks: Block[] = rows.flatMap((row) => [bucketTable(row, locale), overdueLine(row, policy, locale)]);
  if (blocks.length === 0) blocks.push({ type: 'text', text: t.aging.empty });
  return { title, subtitle: ledgerLine(ledgerDay, asOf, locale), blocks, fallback: title, amounts: true, locale };
}

/** What the week's post is made of, for one currency. */
export interface AgingWeek {
  readonly asOf: Day;
  readonly ledgerDay: Day | undefined;
  readonly currency: string;
  /** The last WEEKS weeks, oldest first, `asOf` last. */
  readonly points: readonly { readonly day: Day; readonly buckets: Buckets }[];
  /** The debtors whose overdue amount changed most over the week, largest change first. */
  readonly movers: readonly { readonly debtor: Debtor; readonly change: bigint }[];
}

/** Rebuilds the last twelve weeks from the ledger, per currency; empty when nothing is or was owed. */
export async function agingWeeks(read: Reads, asOf: Day): Promise<readonly AgingWeek[]> {
  const days = Array.from({ length: WEEKS }, (_, i) => asOf - 7 * (WEEKS - 1 - i));
  const [totals, now, before, debtors, ledgerDay] = await Promise.all([
    Promise.all(days.map((day) => read.ledger.agedTotal(day))),
    read.ledger.agedByDebtor(asOf),
    read.ledger.agedByDebtor(asOf - 7),
    read.debtors.all(),
    read.ledger.ledgerDay(),
  ]);
  const byId = new Map(debtors.map((d) => [d.id, d]));
  const currencies = [...new Set(totals.flat().map((row) => row.currency))].sort();
  return currencies.map((currency) => ({
    asOf,
    ledgerDay,
    currency,
    points: days.map((day, i) => ({ day, buckets: totals[i]?.find((row) => row.currency === currency) ?? EMPTY_BUCKETS })),
    movers: moversOf(now, before, currency, byId),
  }));
}

function moversOf(
  now: readonly AgedRow[],
  before: readonly AgedRow[],
  currency: string,
  byId: ReadonlyMap<number, Debtor>,
): AgingWeek['movers'] {
  const changes = new Map<number, bigint>();
  for (const row of now) if (row.currency === currency) changes.set(row.debtorId, overdue(row));
  for (const row of before) if (row.currency === currency) changes.set(row.debtorId, (changes.get(row.debtorId) ?? 0n) - overdue(row));
  const size = (n: bigint): bigint => (n < 0n ? -n : n);
  return [...changes]
    .flatMap(([id, change]) => {
      const debtor = byId.get(id);
      return debtor && change !== 0n ? [{ debtor, change }] : [];
    })
    .sort((a, b) => (size(b.change) > size(a.change) ? 1 : size(b.change) < size(a.change) ? -1 : a.debtor.code < b.debtor.code ? -1 : 1))
    .slice(0, MOVERS);
}

/** The twelve weeks as a picture. */
export function chartOf(week: AgingWeek, policy: Policy, locale: Locale): ChartSpec {
  return {
    kind: 'aged-balance',
    locale,
    title: texts(locale).aging.chartTitle(week.currency),
    currency: week.currency,
    points: week.points.map(({ day, buckets }) => {
      // For drawing only, and finer than what is written beside it: a rate of four decimals would be rounded a second time.
      const rate = ratio(overdue(buckets), total(buckets), 8);
      return { ...buckets, label: format.shortDate(day, locale), overdueRate: rate === undefined ? null : Number(rate) };
    }),
    target: policy.overdueTarget / 10_000,
  };
}

function movedText(week: AgingWeek, locale: Locale): string | undefined {
  const t = texts(locale);
  const last = week.points.at(-1);
  const previous = week.points.at(-2);
  if (!last || !previous) return undefined;
  const change = overdue(last.buckets) - overdue(previous.buckets);
  const signed = (n: bigint): string =>
    n < 0n ? t.aging.down(format.money(-n, week.currency, locale)) : t.aging.up(format.money(n, week.currency, locale));
  const amount = (b: Buckets): string => format.money(overdue(b), week.currency, locale);
  const movers = week.movers.map((m) => `${m.debtor.name} ${signed(m.change)}`).join(', ');
  return [
    t.aging.moved(signed(change), amount(previous.buckets), amount(last.buckets)),
    ...(movers ? [t.aging.debtorsMoved(movers)] : []),
  ].join(' ');
}

/** The week's post: the picture, what moved and because of whom, the table, and the tie-out with the ledger. */
export function weekCard(weeks: readonly AgingWeek[], policy: Policy, locale: Locale): Card | undefined {
  const [first] = weeks;
  if (!first) return undefined;
  const t = texts(locale);
  const title = t.aging.week(format.longDate(first.asOf, locale));
  const blocks: Block[] = [];
  for (const week of weeks) {
    const last = week.points.at(-1);
    if (!last) continue;
    const row: AgedRow = { ...last.buckets, debtorId: 0, currency: week.currency };
    const moved = movedText(week, locale);
    blocks.push({ type: 'chart', spec: chartOf(week, policy, locale) }, overdueLine(row, policy, locale));
    if (moved !== undefined) blocks.push({ type: 'text', text: moved });
    blocks.push(bucketTable(row, locale));
  }
  return { title, subtitle: ledgerLine(first.ledgerDay, first.asOf, locale), blocks, fallback: title, amounts: true, locale };
}
