/** The week's post: pictures only when they tie to the accounts, then in words what moved, by how much and because of whom, then who and why. */
import { resultLine, titleOf } from '../committee/motion/motion-view.ts';
import { committeeTexts } from '../committee/motion/texts.ts';
import type { Block, Card } from '../desk/card.ts';
import { exactPercent } from '../desk/chart-format.ts';
import type { Policy } from '../desk/policy.ts';
import { type Buckets, overdue } from '../kernel/buckets.ts';
import * as format from '../kernel/format.ts';
import type { Locale } from '../kernel/locale.ts';
import { bucketTable, overdueLine } from '../ledger/aging.card.ts';
import { ledgerLine } from '../ledger/ledger.words.ts';
import { ledgerTexts } from '../ledger/texts.ts';
import { agingSpec, disputesSpec, dsoOf, dsoSpec, dsoTable, dsoText } from './charts.ts';
import { gapText, reasonsTable, topTable } from './indicators.card.ts';
import { indicatorTexts } from './indicators.text.ts';
import type { Week, WeekOfCurrency } from './week.ts';

function signed(amount: bigint, currency: string, locale: Locale): string {
  const t = ledgerTexts(locale).aging;
  return amount < 0n ? t.down(format.money(-amount, currency, locale)) : t.up(format.money(amount, currency, locale));
}

/** "Échu + 5 400 € sur la semaine : de … à …. Ce qui bouge le plus : …". */
function movedText(week: WeekOfCurrency, locale: Locale): string {
  const t = ledgerTexts(locale).aging;
  const { currency } = week;
  const [previous, last] = week.aged.points.slice(-2);
  if (!previous || !last) return '';
  const amount = (b: Buckets): string => format.money(overdue(b), currency, locale);
  const moved = t.moved(
    signed(overdue(last.buckets) - overdue(previous.buckets), currency, locale),
    amount(previous.buckets),
    amount(last.buckets),
  );
  const movers = week.movers.map((m) => `${m.debtor.name} ${signed(m.change, currency, locale)}`).join(', ');
  return movers === '' ? moved : `${moved} ${t.debtorsMoved(movers)}`;
}

function dsoMoved(week: WeekOfCurrency, locale: Locale): string {
  const t = indicatorTexts(locale);
  const [previous, last] = week.dso.points.slice(-2);
  if (!previous || !last || dsoOf(last) === null) return t.week.noDso(gapText(week.found.figures.dsoSimple, locale) ?? '');
  const owed = signed(last.figure.total - previous.figure.total, week.currency, locale);
  const sales = signed(last.figure.sales - previous.figure.sales, week.currency, locale);
  const [from, to] = [dsoText(previous, locale), dsoText(last, locale)];
  return from === to ? t.week.dsoStays(to, owed, sales) : t.week.dsoMoved(from, to, owed, sales);
}

function heading(text: string): Block {
  return { type: 'text', text: [{ text, bold: true }] };
}

/** The tie-out in one line; what does not tie is said account by account, and draws no picture. */
function tieBlocks(week: WeekOfCurrency, locale: Locale): Block[] {
  const t = indicatorTexts(locale).week;
  const amount = (minor: bigint): string => format.exactMoney(minor, week.currency, locale);
  if (week.gaps.length === 0) return [{ type: 'text', text: t.ties(amount(0n)), quiet: true }];
  const lines = week.gaps.map((gap) => t.off(gap.account, amount(gap.difference)));
  return [{ type: 'text', text: [{ text: [...lines, t.noChart].join(' '), bold: true }] }];
}

function currencyBlocks(week: WeekOfCurrency, policy: Policy, locale: Locale): Block[] {
  const t = indicatorTexts(locale);
  const { found, currency } = week;
  const ties = week.gaps.length === 0;
  const row = { ...found.basis.buckets, debtorId: 0, currency };
  const reasons: Block[] =
    found.disputeReasons.length === 0
      ? []
      : [
          heading(t.reasonsTitle),
          ...(ties && found.disputeReasons.length > 1 ? [{ type: 'chart', spec: disputesSpec(found, locale) } as const] : []),
          reasonsTable(found.disputeReasons, currency, locale),
        ];
  return [
    ...(ties ? [{ type: 'chart', spec: agingSpec(week.aged, policy, locale) } as const] : []),
    ...tieBlocks(week, locale),
    overdueLine(row, policy, locale),
    { type: 'text', text: movedText(week, locale) },
    { type: 'text', text: dsoMoved(week, locale) },
    bucketTable(row, locale),
    ...(ties ? [{ type: 'chart', spec: dsoSpec(week.dso, locale) } as const] : []),
    dsoTable(week.dso, locale),
    heading(t.topAmount(found.topByAmount.length)),
    topTable(found.topByAmount, found.basis, locale),
    heading(t.topAge(found.topByAge.length)),
    topTable(found.topByAge, found.basis, locale),
    ...reasons,
  ];
}

const BROKEN = 5;

/** Promises that fell due, and the broken ones by name, largest first; nothing is said of a week without any. */
function promisedBlocks({ promised, date }: Week, locale: Locale): Block[] {
  const t = indicatorTexts(locale).week;
  const { kept, broken } = promised;
  const judged = kept + broken.length;
  if (judged === 0) return [];
  const names = broken
    .slice(0, BROKEN)
    .map((p) => t.brokenOne(p.debtor?.name ?? '', format.money(p.minor, p.currency, locale), format.date(p.dueDay, locale, date)));
  return [
    heading(t.promises),
    {
      type: 'text',
      text: [
        t.kept(kept, judged, exactPercent(locale, BigInt(kept), BigInt(judged))),
        ...(names.length > 0 ? [t.broken(names, broken.length)] : []),
      ].join(' '),
    },
  ];
}

const DECISIONS = 10;

/** What the committee decided; nothing is said of a week without decisions. */
function decidedBlocks({ decided, date }: Week, locale: Locale): Block[] {
  const t = indicatorTexts(locale).week;
  const { from, to, views } = decided;
  if (views.length === 0) return [];
  const shown = views.slice(0, DECISIONS);
  const hidden = views.length - shown.length;
  const rows = shown.map((view) => [`n° ${view.motion.id}`, titleOf(view, locale), resultLine(view, locale)]);
  return [
    heading(t.decisions(format.date(from, locale, date), format.date(to, locale, date))),
    {
      type: 'table',
      columns: t.decisionColumns.map((title) => ({ title })),
      rows,
      ...(hidden > 0 ? { hidden, where: t.decisionsWhere } : {}),
    },
  ];
}

/** Whoever keeps the post keeps the head of the log. */
function headBlocks({ head }: Week, locale: Locale): Block[] {
  return head ? [{ type: 'text', text: committeeTexts(locale).minutes.head(head.seq, head.hash), quiet: true }] : [];
}

export function weekCard(week: Week, policy: Policy, locale: Locale): Card {
  const title = ledgerTexts(locale).aging.week(format.longDate(week.date, locale));
  const blocks: Block[] = week.currencies.flatMap((one) => currencyBlocks(one, policy, locale));
  if (week.asOf !== week.date)
    blocks.unshift({ type: 'text', text: indicatorTexts(locale).week.asAt(format.date(week.asOf, locale, week.date)), quiet: true });
  blocks.push(...promisedBlocks(week, locale), ...decidedBlocks(week, locale), ...headBlocks(week, locale), {
    type: 'buttons',
    buttons: [
      { label: indicatorTexts(locale).week.more, intent: { kind: 'figures.show' } },
      { label: indicatorTexts(locale).charts.names.aging, intent: { kind: 'aging.show' } },
      { label: indicatorTexts(locale).charts.names.top, intent: { kind: 'chart.show', words: 'top' } },
      { label: indicatorTexts(locale).charts.names.dso, intent: { kind: 'chart.show', words: 'dso' } },
    ],
  });
  return { title, subtitle: ledgerLine(week.ledgerDay, week.date, locale), blocks, fallback: title, amounts: true, locale };
}
