/** The report on delegated powers: each power with its uses, by whom, for how much and with what result, and what the holders propose to change. */
import type { Block, Card } from '../desk/card.ts';
import type { Reads } from '../desk/store.ts';
import { businessDayBefore, type Calendar, type Day, mondayOf } from '../kernel/dates.ts';
import * as format from '../kernel/format.ts';
import { groupBy } from '../kernel/group-by.ts';
import type { Locale } from '../kernel/locale.ts';
import { givenWords, holderWords, useWords } from './mandate.words.ts';
import { mandatesIn } from './ports.ts';
import { PAID_IN_MONEY, POWERS } from './power.ts';
import { resultWords, type UseView, viewUses } from './results.ts';
import { mandateTexts } from './texts.ts';
import { baseOf, type MandateUse, type MandateWish } from './use.ts';

export interface MandateReport {
  /** The day of the post. */
  readonly date: Day;
  /** Days that it is about, both included. */
  readonly from: Day;
  readonly to: Day;
  readonly weekly: boolean;
  /** Granted on these days, by a mandate or by the committee; in order. */
  readonly used: readonly UseView[];
  /** Of a week: granted before, and over in it: extra days and plans whose time ended, stops lifted, credit notes seen. */
  readonly ended: readonly UseView[];
  /** Requests beyond a power, and how many of them went to the committee. */
  readonly beyond: number;
  readonly asked: number;
  readonly wishes: readonly MandateWish[];
  /** By e-mail. */
  readonly names: ReadonlyMap<string, string>;
}

/** The days since the last business day, or the week before this one. */
export function spanOf(date: Day, weekly: boolean, calendar: Calendar): { readonly from: Day; readonly to: Day } {
  if (!weekly) return { from: businessDayBefore(calendar, date), to: date - 1 };
  const monday = mondayOf(date);
  return { from: monday - 7, to: monday - 1 };
}

export async function mandateReport(read: Reads, date: Day, weekly: boolean, calendar: Calendar): Promise<MandateReport> {
  const { from, to } = spanOf(date, weekly, calendar);
  const [uses, older, wishes, people] = await Promise.all([
    mandatesIn(read).find({ from, to }),
    weekly ? mandatesIn(read).find({ statuses: ['granted', 'closed'], to: from - 1 }) : [],
    weekly ? mandatesIn(read).wishes(from, to) : [],
    read.people.all(),
  ]);
  const isIn = (day: Day | null): boolean => day !== null && from <= day && day <= to;
  const ended = older.filter((use) => isIn(use.untilDay) || isIn(use.closedDay));
  const granted = uses.filter(isUsed);
  const beyond = uses.filter((use) => !isUsed(use));
  const views = await viewUses(read, [...granted, ...ended], date);
  const seen = new Set(granted.map((use) => use.id));
  return {
    date,
    from,
    to,
    weekly,
    used: views.filter(({ use }) => seen.has(use.id)),
    ended: views.filter(({ use }) => !seen.has(use.id)),
    beyond: beyond.length,
    asked: beyond.filter((use) => use.motionId !== null).length,
    wishes,
    names: new Map(people.map((p) => [p.email, p.name])),
  };
}

function isUsed(use: MandateUse): boolean {
  return use.status === 'granted' || use.status === 'closed';
}

/** Undefined when there is nothing to say: a day on which no power was used, a week without uses, ends and proposals. */
export function reportCard(report: MandateReport, locale: Locale): Card | undefined {
  const t = mandateTexts(locale).report;
  const { used, ended, wishes, weekly } = report;
  if (used.length + (weekly ? ended.length + wishes.length + report.beyond : 0) === 0) return undefined;
  const title = titleOf(report, locale);
  const blocks: Block[] = POWERS.flatMap((power) => {
    const own = used.filter(({ use }) => use.power === power);
    return own.length === 0 ? [] : powerBlocks(own, report, locale);
  });
  if (weekly && used.length === 0) blocks.push({ type: 'text', text: t.nothing });
  if (report.beyond > 0) blocks.push({ type: 'text', text: t.beyond(report.beyond, report.asked), quiet: true });
  if (ended.length > 0) blocks.push(heading(t.ended), useTable(ended, report, locale));
  if (wishes.length > 0) {
    const { powers } = mandateTexts(locale);
    blocks.push(
      heading(t.wishes),
      ...wishes.map((w): Block => ({ type: 'text', text: t.wish(report.names.get(w.actor) ?? w.actor, powers[w.power], w.text) })),
    );
  }
  return { title, blocks, fallback: t.fallback(used.length), amounts: true, locale };
}

function titleOf({ weekly, from, to, date }: MandateReport, locale: Locale): string {
  const t = mandateTexts(locale);
  if (!weekly && from === to) return t.report.daily(format.longDate(to, locale, date));
  return (weekly ? t.report.weekly : t.list.usesTitle)(format.date(from, locale, date), format.date(to, locale, date));
}

function heading(text: string): Block {
  return { type: 'text', text: [{ text, bold: true }] };
}

/** "remise : 2 utilisations, 740 € accordés sur 12 700 €", then each of them. */
function powerBlocks(views: readonly UseView[], report: MandateReport, locale: Locale): Block[] {
  const t = mandateTexts(locale);
  const [power] = views.map(({ use }) => use.power);
  if (!power) return [];
  const sums = (amount: (use: MandateUse) => bigint): string =>
    [...groupBy(views, ({ use }) => use.currency)]
      .map(([currency, own]) =>
        format.money(
          own.reduce((sum, { use }) => sum + amount(use), 0n),
          currency,
          locale,
        ),
      )
      .join(' + ');
  const given = PAID_IN_MONEY.includes(power) ? sums((use) => use.minor) : undefined;
  const line = t.report.power(
    t.powers[power],
    t.report.uses(views.length),
    given,
    power === 'terms' ? undefined : sums((use) => baseOf(use.items)),
  );
  return [heading(line), useTable(views, report, locale)];
}

function useTable(views: readonly UseView[], { names, date }: MandateReport, locale: Locale): Block {
  const t = mandateTexts(locale);
  return {
    type: 'table',
    columns: t.report.columns.map((title) => ({ title })),
    rows: views.map(({ use, debtor, result }) => [
      debtor?.name ?? String(use.debtorId),
      use.untilDay === null ? givenWords(use, locale) : useWords({ ...use, items: [] }, date, locale),
      use.holder === 'committee' ? holderWords(use.holder, names, locale) : (names.get(use.actor) ?? use.actor),
      resultWords(use, result, date, locale),
    ]),
  };
}
