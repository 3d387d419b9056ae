/** The figures of disputes in words and tables. */
import type { Block, Card } from '../../desk/card.ts';
import { exactPercent } from '../../desk/chart-format.ts';
import type { Day } from '../../kernel/dates.ts';
import * as format from '../../kernel/format.ts';
import type { Locale } from '../../kernel/locale.ts';
import { isReason } from '../case/reason.ts';
import { disputeTexts } from '../case/texts.ts';
import type { CurrencyFigures, DisputeFigures, Share, Times } from './figures.ts';

/** Rows of a breakdown; the rest is counted. */
const ROWS = 12;

export function figuresCard(figures: DisputeFigures, names: ReadonlyMap<string, string>, today: Day, locale: Locale): Card {
  const t = disputeTexts(locale).stats;
  const title = t.title(format.date(figures.asOf, locale, today));
  const words = timesWords(figures, locale);
  const blocks: Block[] = [{ type: 'text', text: words }, ...figures.currencies.flatMap((of) => currencyBlocks(of, names, locale))];
  return { title, blocks, fallback: title, amounts: true, locale };
}

/** "Prise en charge 3,2 h en moyenne · règlement 4,0 jours ouvrés · 87,5 % dans les délais". */
export function timesWords({ hoursToAcknowledge, daysToSettle, onTimeRate }: Times, locale: Locale): string {
  const t = disputeTexts(locale).stats;
  const figure = (text: string | undefined): string => (locale === 'fr' ? text?.replace('.', ',') : text) ?? t.none;
  return t.times(figure(hoursToAcknowledge), figure(daysToSettle), percent(onTimeRate, t.none, locale));
}

function percent(rate: string | undefined, none: string, locale: Locale): string {
  return rate === undefined ? none : exactPercent(locale, BigInt(rate.replace('.', '')), 10_000n);
}

function currencyBlocks(of: CurrencyFigures, names: ReadonlyMap<string, string>, locale: Locale): Block[] {
  const t = disputeTexts(locale);
  const money = (minor: bigint): string => format.money(minor, of.currency, locale);
  const table = (title: string, shares: readonly Share[], name: (key: string) => string): Block[] => {
    const shown = shares.slice(0, ROWS);
    if (shown.length === 0) return [];
    return [
      {
        type: 'table',
        columns: [{ title }, ...t.stats.columns.map((column) => ({ title: column, align: 'right' as const }))],
        rows: shown.map((share) => [
          name(share.key) || t.stats.none,
          String(share.open),
          money(share.amount),
          String(share.opened),
          String(share.settled),
          String(share.onTime),
        ]),
        ...(shares.length > shown.length ? { hidden: shares.length - shown.length, where: 'encours dispute stats --json' } : {}),
      },
    ];
  };
  const { by } = t.stats;
  const share = percent(of.share, t.stats.none, locale);
  return [
    { type: 'text', text: [{ text: t.stats.open(of.open.count, money(of.open.amount), share), bold: true }] },
    ...(of.expecting.count > 0 ? [{ type: 'text' as const, text: t.stats.expecting(of.expecting.count, money(of.expecting.amount)) }] : []),
    ...table(by.reason, of.byReason, (key) => (isReason(key) ? t.reasons[key] : key)),
    ...table(by.owner, of.byOwner, (key) => names.get(key) ?? key),
    ...table(by.department, of.byDepartment, (key) => key),
    ...table(by.month, of.byMonth, (key) => key),
  ];
}
