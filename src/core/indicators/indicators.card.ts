/** The indicators as people see them: each figure with how it is made, the debtors behind them one press away. */
import type { Block, Button, Card } from '../desk/card.ts';
import { exactPercent, NO_FIGURE, percent } from '../desk/chart-format.ts';
import type { Policy } from '../desk/policy.ts';
import { disputeTexts } from '../disputes/case/texts.ts';
import { overdue, total } from '../kernel/buckets.ts';
import * as format from '../kernel/format.ts';
import type { Locale } from '../kernel/locale.ts';
import { ledgerLine } from '../ledger/ledger.words.ts';
import { type AskedFigures, type AskedWords, askedWords, toggled } from './asked.ts';
import { EVIDENCE, type Evidence } from './evidence.ts';
import { type Basis, DAY_FIGURES, FIGURES, type Figure, type FigureName, notDue } from './formulas.ts';
import { indicatorTexts, type Terms } from './indicators.text.ts';
import { type Indicators, type IndicatorsAt, LEFT_OUT, type LeftOut } from './indicators.ts';
import { indicatorPolicy } from './indicators-policy.ts';
import type { DisputeReason, TopDebtor } from './rankings.ts';

/** Everybody's debtors, nothing left out. */
const ALL: Pick<AskedFigures, 'words' | 'scope'> = { words: { scopes: {}, without: [] }, scope: [] };

const DAY_NAMES: readonly FigureName[] = DAY_FIGURES;

/** "74,1 j", "67,6 %"; a dash when it cannot be computed. */
export function figureText(name: FigureName, figure: Figure, locale: Locale): string {
  if (figure.value === null) return NO_FIGURE;
  if (!DAY_NAMES.includes(name) && figure.parts) return exactPercent(locale, figure.parts.numerator, figure.parts.denominator);
  return indicatorTexts(locale).daysOf(locale === 'fr' ? figure.value.replace('.', ',') : figure.value);
}

/** Why a figure is missing; undefined when it is there. */
export function gapText(figure: Figure, locale: Locale): string | undefined {
  return figure.gap && indicatorTexts(locale).gaps[figure.gap](figure.days ?? 0);
}

export function termsOf(b: Basis, unpaidDays: number, locale: Locale): Terms {
  const amount = (minor: bigint): string => format.money(minor, b.currency, locale);
  return {
    owed: amount(total(b.buckets)),
    overdue: amount(overdue(b.buckets)),
    overdueDebits: amount(overdue(b.buckets) - b.buckets.unallocatedDue),
    notDue: amount(notDue(b.buckets)),
    sales: amount(b.sales),
    days: String(b.period.days),
    opening: amount(b.opening),
    cash: amount(b.cash),
    bounced: amount(b.bounced),
    unpaid: amount(b.beyond - b.disputed.beyond),
    unpaidDays,
    disputed: amount(b.disputed.total),
    disputes: b.disputed.count,
    items: b.items,
    lateItems: b.lateItems,
    disputedOverdue: amount(b.disputed.overdue),
    paid: amount(b.paid),
    kept: b.promises.kept,
    broken: b.promises.broken,
  };
}

export function figuresTable(found: Indicators, unpaidDays: number, locale: Locale): Block {
  const t = indicatorTexts(locale);
  const terms = termsOf(found.basis, unpaidDays, locale);
  const [name = '', value = '', how = ''] = t.columns;
  return {
    type: 'table',
    columns: [{ title: name }, { title: value, align: 'right' }, { title: how }],
    rows: FIGURES.map((figure) => [
      t.names[figure],
      figureText(figure, found.figures[figure], locale),
      gapText(found.figures[figure], locale) ?? t.formulas[figure](terms),
    ]),
  };
}

/** A ranking of debtors; a sentence when it is empty. */
export function topTable(rows: readonly TopDebtor[], basis: Basis, locale: Locale): Block {
  const t = indicatorTexts(locale);
  if (rows.length === 0) return { type: 'text', text: t.noneOverdue };
  const [rank = '', debtor = '', amount = '', late = '', share = ''] = t.topColumns;
  return {
    type: 'table',
    columns: [
      { title: rank },
      { title: debtor },
      { title: amount, align: 'right' },
      { title: late, align: 'right' },
      { title: share, align: 'right' },
    ],
    rows: rows.map((row, i) => [
      String(i + 1),
      row.debtor.name,
      format.money(row.amount, basis.currency, locale),
      t.days(row.daysLate),
      exactPercent(locale, row.amount, overdue(basis.buckets)),
    ]),
  };
}

/** The taxonomy's name of a reason; what a file wrote stays as it wrote it. */
export function reasonName(reason: string, locale: Locale): string {
  if (reason === 'yes' || /^[\d\s.,]+$/.test(reason)) return indicatorTexts(locale).unnamedReason;
  const names: ReadonlyMap<string, string> = new Map(Object.entries(disputeTexts(locale).reasons));
  return names.get(reason) ?? reason;
}

export function reasonsTable(reasons: readonly DisputeReason[], currency: string, locale: Locale): Block {
  const t = indicatorTexts(locale);
  if (reasons.length === 0) return { type: 'text', text: t.noReasons };
  const [reason = '', items = '', amount = ''] = t.reasonsColumns;
  return {
    type: 'table',
    columns: [{ title: reason }, { title: items, align: 'right' }, { title: amount, align: 'right' }],
    rows: reasons.map((row) => [reasonName(row.reason, locale), String(row.count), format.money(row.amount, currency, locale)]),
  };
}

export function concentrationLine(found: Indicators, locale: Locale): string {
  const share = (value: string | null): string => (value === null ? NO_FIGURE : percent(locale, Number(value)));
  const { top1, top5, top10 } = found.concentration;
  return indicatorTexts(locale).concentration(share(top1), share(top5), share(top10));
}

/** What a reader must know before the figures: a date outside of the ledger, and what was left out. */
export function caveats(at: IndicatorsAt, locale: Locale): string[] {
  const t = indicatorTexts(locale);
  const { asOf } = at.period;
  const day = (d: number): string => format.date(d, locale, asOf);
  if (at.currencies.length === 0)
    return [(at.narrowed ? t.nothingThere : t.beforeLedger)(format.longDate(asOf, locale, at.ledgerDay ?? asOf))];
  return at.ledgerDay !== undefined && asOf > at.ledgerDay ? [t.afterLedger(day(at.ledgerDay))] : [];
}

/** Whose debtors, and what is left out. */
export function scopeLine(scope: AskedFigures['scope'], without: readonly LeftOut[], locale: Locale): string {
  const t = indicatorTexts(locale);
  const whose = scope.map(({ name, who }) => t.asked.scopes[name](who)).join(' · ');
  const options = t.options(without.map((name) => t.leftOut[name]).join(', '));
  return whose === '' ? options : `${whose}. ${options}`;
}

/** Every indicator of a date, currency by currency. */
export function indicatorsCard(
  at: IndicatorsAt,
  policy: Policy,
  locale: Locale,
  question: Pick<AskedFigures, 'words' | 'scope'> = ALL,
): Card {
  const t = indicatorTexts(locale);
  const { asOf, from, days } = at.period;
  const title = t.title(format.longDate(asOf, locale, at.ledgerDay ?? asOf));
  const blocks: Block[] = caveats(at, locale).map((text) => ({ type: 'text', text }));
  for (const found of at.currencies) {
    const { currency } = found.basis;
    const now = at.ledgerDay ?? asOf;
    const span = t.period(format.date(from, locale, now), format.date(asOf, locale, now), days, currency);
    blocks.push({ type: 'text', text: span, quiet: true }, figuresTable(found, indicatorPolicy(policy).unpaidDays, locale), {
      type: 'text',
      text: concentrationLine(found, locale),
    });
  }
  blocks.push({ type: 'text', text: scopeLine(question.scope, at.without, locale), quiet: true });
  if (at.currencies.length > 0) blocks.push(...furtherButtons(question.words, locale));
  return { title, subtitle: ledgerLine(at.ledgerDay, asOf, locale), blocks, fallback: title, amounts: true, locale };
}

/** The items behind the figures; the same figures with something left out or taken back in; pictures. */
function furtherButtons(words: AskedWords, locale: Locale): Block[] {
  const t = indicatorTexts(locale);
  const proof = (what: Evidence): Button => ({
    label: t.evidence.names[what],
    intent: { kind: 'figures.proof', what, words: askedWords(words) },
  });
  const option = (name: LeftOut): Button => ({
    label: (words.without.includes(name) ? t.asked.with : t.asked.without)(t.leftOut[name]),
    intent: { kind: 'figures.show', words: askedWords(toggled(words, name)) },
  });
  const chart = (kind: 'top' | 'age' | 'dso' | 'disputes'): Button => ({
    label: t.charts.names[kind],
    intent: { kind: 'chart.show', words: kind },
  });
  return [
    { type: 'text', text: t.evidence.heading, quiet: true },
    { type: 'buttons', buttons: EVIDENCE.map(proof) },
    { type: 'buttons', buttons: LEFT_OUT.map(option) },
    {
      type: 'buttons',
      buttons: [
        { label: indicatorTexts(locale).charts.names.aging, intent: { kind: 'aging.show' } },
        chart('dso'),
        chart('top'),
        chart('age'),
        chart('disputes'),
      ],
    },
  ];
}
