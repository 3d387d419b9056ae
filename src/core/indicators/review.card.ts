/** The month's review as cards, each on a page of its own: the summary by portfolio and the whole, then each portfolio. */
import type { Block, Card, Column } from '../desk/card.ts';
import type { ChartSpec } from '../desk/chart-spec.ts';
import type { Policy } from '../desk/policy.ts';
import { overdue, total } from '../kernel/buckets.ts';
import * as format from '../kernel/format.ts';
import type { Locale } from '../kernel/locale.ts';
import { ratio } from '../kernel/money.ts';
import { bucketTable, overdueLine } from '../ledger/aging.card.ts';
import { ledgerLine } from '../ledger/ledger.words.ts';
import { agingSpec, dsoSpec } from './charts.ts';
import { disputeMonthsSpec, disputeMonthsTable } from './dispute-months.ts';
import { concentrationLine, figuresTable, figureText, reasonsTable, topTable } from './indicators.card.ts';
import { indicatorTexts } from './indicators.text.ts';
import type { Indicators } from './indicators.ts';
import { indicatorPolicy } from './indicators-policy.ts';
import type { Review, ReviewPart } from './review.ts';

function heading(text: string): Block {
  return { type: 'text', text: [{ text, bold: true }] };
}

function columns(titles: readonly string[]): Column[] {
  return titles.map((title, i) => (i === 0 ? { title } : { title, align: 'right' }));
}

function summaryTable(review: Review, currency: string, locale: Locale): Block {
  const t = indicatorTexts(locale).review;
  const rows = review.parts.flatMap((part) =>
    part.at.currencies
      .filter((found) => found.basis.currency === currency)
      .map(({ basis, figures }) => [
        part.scope === 'all' ? t.all : (part.collector ?? t.unassigned),
        format.money(total(basis.buckets), currency, locale),
        format.money(overdue(basis.buckets), currency, locale),
        figureText('overdueRate', figures.overdueRate, locale),
        figureText('dsoSimple', figures.dsoSimple, locale),
        figureText('disputeRate', figures.disputeRate, locale),
      ]),
  );
  return { type: 'table', columns: columns(t.summaryColumns), rows };
}

/** The overdue rate of the last twelve month ends. */
function rateSpec(part: ReviewPart, currency: string, locale: Locale): ChartSpec | undefined {
  const weeks = part.months.find((w) => w.currency === currency);
  if (!weeks) return undefined;
  const t = indicatorTexts(locale);
  const rate = (late: bigint, owed: bigint): number | null => (owed > 0n ? Number(ratio(late, owed, 8)) : null);
  return {
    kind: 'lines',
    locale,
    title: t.review.rateTitle(currency),
    unit: 'percent',
    labels: weeks.points.map((p) => format.shortDate(p.day, locale)),
    series: [{ name: t.names.overdueRate, values: weeks.points.map((p) => rate(p.figure.overdue, p.figure.total)) }],
  };
}

function partBlocks(review: Review, part: ReviewPart, found: Indicators, policy: Policy, locale: Locale): Block[] {
  const t = indicatorTexts(locale);
  const { basis } = found;
  const { currency } = basis;
  const ties = tiesOf(review, currency);
  const aged = part.scope === 'all' ? review.aged.find((w) => w.currency === currency) : undefined;
  const months = part.months.find((w) => w.currency === currency);
  const specs = [
    ...(aged ? [agingSpec(aged, policy, locale)] : []),
    rateSpec(part, currency, locale),
    months && { ...dsoSpec(months, locale), title: t.review.dsoTitle(currency) },
  ];
  const row = { ...basis.buckets, debtorId: 0, currency };
  return [
    overdueLine(row, policy, locale),
    ...(ties ? specs.flatMap((spec): Block[] => (spec ? [{ type: 'chart', spec }] : [])) : []),
    heading(t.review.aged),
    bucketTable(row, locale),
    heading(t.review.figures),
    figuresTable(found, indicatorPolicy(policy).unpaidDays, locale),
    { type: 'text', text: concentrationLine(found, locale) },
    heading(t.topAmount(found.topByAmount.length)),
    topTable(found.topByAmount, basis, locale),
    heading(t.topAge(found.topByAge.length)),
    topTable(found.topByAge, basis, locale),
    heading(t.reasonsTitle),
    reasonsTable(found.disputeReasons, currency, locale),
  ];
}

/** Amounts in dispute at each month end, reason by reason. */
function disputeBlocks(review: Review, locale: Locale): Block[] {
  const t = indicatorTexts(locale).review;
  return review.disputes.flatMap((months): Block[] => [
    heading(t.reasonsByMonth),
    ...(tiesOf(review, months.currency) ? [{ type: 'chart', spec: disputeMonthsSpec(months, locale) } as const] : []),
    disputeMonthsTable(months, locale),
  ]);
}

function tiesOf(review: Review, currency: string): boolean {
  return !review.gaps.some((gap) => gap.currency === currency);
}

function gapBlocks(review: Review, locale: Locale): Block[] {
  const t = indicatorTexts(locale).week;
  if (review.gaps.length === 0) return [];
  const lines = review.gaps.map((gap) => t.off(gap.account, format.exactMoney(gap.difference, gap.currency, locale)));
  return [{ type: 'text', text: [{ text: [...lines, t.noChart].join(' '), bold: true }] }];
}

export function reviewCards(review: Review, policy: Policy, locale: Locale): Card[] {
  const t = indicatorTexts(locale).review;
  const month = format.monthName(review.month, locale);
  const title = t.month(month);
  const subtitle = ledgerLine(review.ledgerDay, review.asOf, locale);
  const card = (name: string, blocks: readonly Block[]): Card => ({ title: name, subtitle, blocks, fallback: name, amounts: true, locale });
  const currencies = review.parts[0]?.at.currencies.map((found) => found.basis.currency) ?? [];
  const summary: Block[] = [
    ...(review.closed ? [] : [{ type: 'text', text: t.notClosed(format.date(review.asOf, locale, review.asOf)) } as const]),
    ...gapBlocks(review, locale),
    ...currencies.flatMap((currency): Block[] => [heading(`${t.summary} (${currency})`), summaryTable(review, currency, locale)]),
    ...disputeBlocks(review, locale),
  ];
  const whole = review.parts.filter((part) => part.scope === 'all');
  const blocksOf = (part: ReviewPart): Block[] => part.at.currencies.flatMap((found) => partBlocks(review, part, found, policy, locale));
  return [
    card(title, [...summary, ...whole.flatMap((part) => [heading(t.all), ...blocksOf(part)])]),
    ...review.parts.filter((part) => part.scope !== 'all').map((part) => card(t.portfolio(part.collector ?? t.unassigned), blocksOf(part))),
  ];
}

/** The words beside the PDF: what the whole and each portfolio came to. */
export function reviewSummary(review: Review, locale: Locale): Card {
  const t = indicatorTexts(locale).review;
  const title = t.month(format.monthName(review.month, locale));
  const lines = review.parts.flatMap((part) =>
    part.at.currencies.map(({ basis, figures }) => {
      const name = part.scope === 'all' ? t.all : (part.collector ?? t.unassigned);
      const amount = (minor: bigint): string => format.money(minor, basis.currency, locale);
      return t.summaryLine(
        name,
        amount(total(basis.buckets)),
        amount(overdue(basis.buckets)),
        figureText('overdueRate', figures.overdueRate, locale),
      );
    }),
  );
  const blocks: Block[] = [...gapBlocks(review, locale), { type: 'text', text: lines.join('\n') }];
  return { title, subtitle: ledgerLine(review.ledgerDay, review.asOf, locale), blocks, fallback: title, amounts: true, locale };
}
