/** The agenda as people see it: the morning's card, one's own list, the whole list page by page. */
import type { Action } from '../debtors/action.ts';
import type { Block, Button, Card, Rich } from '../desk/card.ts';
import { exactPercent, shortAmount } from '../desk/chart-format.ts';
import type { Policy } from '../desk/policy.ts';
import { deskTexts } from '../desk/texts.ts';
import { overdue, overdueRate, total } from '../kernel/buckets.ts';
import type { Day } from '../kernel/dates.ts';
import * as format from '../kernel/format.ts';
import { groupBy } from '../kernel/group-by.ts';
import type { Locale } from '../kernel/locale.ts';
import { ledgerLine, target } from '../ledger/ledger.words.ts';
import { ledgerTexts } from '../ledger/texts.ts';
import { reasonOf } from './action.words.ts';
import { agendaPolicy } from './agenda-policy.ts';
import type { Headline, Morning } from './morning.ts';
import { agendaTexts } from './texts.ts';

/** Actions on one page of the whole list, and of one's own: a screen of a phone. */
export const PAGE = 20;
const OWN_PAGE = 10;

/** "Encours 1 842 k€ · échu 214 k€ · 11,6 % ▲ (ven. 11,1 %, objectif < 10 %)". */
function headlineText(h: Headline, morning: Morning, policy: Policy, locale: Locale): string {
  const t = agendaTexts(locale);
  return t.headline(
    shortAmount(locale, total(h.now), h.currency),
    shortAmount(locale, overdue(h.now), h.currency),
    exactPercent(locale, overdue(h.now), total(h.now)),
    trendText(h, morning, policy, locale),
  );
}

function trendText(h: Headline, morning: Morning, policy: Policy, locale: Locale): string {
  const t = agendaTexts(locale);
  const rate = overdueRate(h.now);
  const previous = h.before && overdueRate(h.before);
  if (rate === undefined || h.before === undefined || previous === undefined) return t.noTrend(target(policy, locale));
  const change = Number(rate) - Number(previous);
  const arrow = change > 0 ? '▲' : change < 0 ? '▼' : '=';
  const day = format.date(morning.previousDay, locale, morning.date);
  return t.trend(arrow, day, exactPercent(locale, overdue(h.before), total(h.before)), target(policy, locale));
}

/** Sums of money at stake, each currency apart. */
function atStake(actions: readonly Action[], locale: Locale): string {
  const sums = groupBy(
    actions.filter((a) => a.is.atStake),
    (a) => a.currency,
  );
  return [...sums]
    .map(([currency, group]) =>
      shortAmount(
        locale,
        group.reduce((sum, a) => sum + a.amount, 0n),
        currency,
      ),
    )
    .join(' + ');
}

function ownerName(action: Action, names: ReadonlyMap<string, string>, locale: Locale): string {
  return action.owner === undefined ? deskTexts(locale).notNamed : (names.get(action.owner) ?? action.owner);
}

/** "relance 2 : appel · depuis 3 j". */
function whyOf(action: Action, date: Day, locale: Locale): string {
  const waited = date - (action.since ?? date);
  return [
    reasonOf(action, locale),
    ...(waited > 0 ? [agendaTexts(locale).since(waited)] : []),
    ...(action.held ? [agendaTexts(locale).heldMark] : []),
    ...(action.carried ? [agendaTexts(locale).carriedMark] : []),
  ].join(' · ');
}

function actionTable(
  morning: Morning,
  actions: readonly Action[],
  from: number,
  hidden: number,
  locale: Locale,
  withOwner: boolean,
): Block {
  const columns = agendaTexts(locale).columns.map((title, i) => ({
    title,
    align: i === 2 || i === 3 ? ('right' as const) : ('left' as const),
  }));
  const rows = actions.map((a, i) => [
    String(from + i + 1),
    a.debtor.name,
    format.money(a.amount, a.currency, locale),
    a.is.contact && a.days > 0 ? agendaTexts(locale).days(a.days) : '–',
    whyOf(a, morning.date, locale),
    ...(withOwner ? [ownerName(a, morning.names, locale)] : []),
  ]);
  return {
    type: 'table',
    columns: withOwner ? columns : columns.slice(0, 5),
    rows,
    ...(hidden > 0 ? { hidden, where: agendaTexts(locale).all } : {}),
  };
}

function headlineBlocks(morning: Morning, policy: Policy, locale: Locale): Block[] {
  const lines: Block[] = morning.headlines.map((h) => ({ type: 'text', text: headlineText(h, morning, policy, locale) }));
  if (lines.length === 0) lines.push({ type: 'text', text: agendaTexts(locale).nothingOwed });
  if (morning.staleBy !== undefined && morning.ledgerDay !== undefined) {
    const day = format.date(morning.ledgerDay, locale, morning.date);
    lines.push({ type: 'text', text: [{ text: `⚠ ${ledgerTexts(locale).staleLedger(day, morning.staleBy)}`, bold: true }] });
  }
  return lines;
}

function ownersLine(morning: Morning, actions: readonly Action[], locale: Locale): Rich {
  const counts = [...groupBy(actions, (a) => ownerName(a, morning.names, locale))].sort((a, b) => b[1].length - a[1].length);
  return counts.map(([name, own]) => `${name} · ${own.length}`).join('    ');
}

/** Days since which the oldest of some actions waits. */
function oldestOf(actions: readonly Action[], date: Day): number {
  return actions.reduce((most, a) => Math.max(most, date - (a.since ?? date)), 0);
}

/** What is beyond people's day, and what waits for a newer ledger: counted, never dropped. */
function waitingBlocks(morning: Morning, locale: Locale): Block[] {
  const carried = morning.actions.filter((a) => a.carried);
  const held = morning.actions.filter((a) => a.held);
  return [
    ...(carried.length > 0 ? [agendaTexts(locale).carried(carried.length, oldestOf(carried, morning.date))] : []),
    ...(held.length > 0 ? [agendaTexts(locale).held(held.length)] : []),
  ].map((text) => ({ type: 'text', text, quiet: true }));
}

/** The card of 08:00 for the agenda channel. */
export function morningCard(morning: Morning, policy: Policy, locale: Locale): Card {
  const title = agendaTexts(locale).title(format.longDate(morning.date, locale));
  const blocks: Block[] = [...headlineBlocks(morning, policy, locale), { type: 'divider' }];
  const today = morning.actions.filter((a) => !a.carried && !a.held);
  if (today.length === 0) blocks.push({ type: 'text', text: agendaTexts(locale).nothing });
  else {
    const shown = today.slice(0, agendaPolicy(policy).top);
    blocks.push(
      { type: 'text', text: [{ text: agendaTexts(locale).todo(today.length, atStake(today, locale)), bold: true }] },
      { type: 'text', text: ownersLine(morning, today, locale), quiet: true },
      actionTable(morning, shown, 0, today.length - shown.length, locale, true),
    );
  }
  blocks.push(...waitingBlocks(morning, locale), {
    type: 'buttons',
    buttons: [
      { label: agendaTexts(locale).mine, intent: { kind: 'agenda.mine', date: morning.date }, style: 'primary' },
      { label: agendaTexts(locale).all, intent: { kind: 'agenda.all', date: morning.date } },
      { label: agendaTexts(locale).aging, intent: { kind: 'aging.show' } },
    ],
  });
  return {
    title,
    subtitle: ledgerLine(morning.ledgerDay, morning.date, locale),
    blocks,
    fallback: agendaTexts(locale).fallback(format.longDate(morning.date, locale), today.length),
    amounts: true,
    locale,
  };
}

/** One person's actions in order, OWN_PAGE at a time: each opens on a card of its own, where its buttons are. */
export function ownListCard(morning: Morning, email: string, locale: Locale, page = 1): Card {
  const own = morning.actions.filter((a) => a.owner === email && !a.held);
  const title = agendaTexts(locale).mineTitle(format.longDate(morning.date, locale));
  const { shown, at, pages, from } = pageOf(own, page, OWN_PAGE);
  const today = own.filter((a) => !a.carried);
  const carried = own.filter((a) => a.carried);
  const held = morning.actions.filter((a) => a.owner === email && a.held).length;
  const blocks: Block[] = [];
  if (own.length === 0) blocks.push({ type: 'text', text: agendaTexts(locale).mineEmpty });
  else {
    blocks.push(
      { type: 'text', text: [{ text: agendaTexts(locale).mineCount(today.length, atStake(today, locale)), bold: true }] },
      actionTable(morning, shown, from, 0, locale, false),
      { type: 'buttons', buttons: openButtons(morning.date, shown, from, at < pages ? at + 1 : undefined, locale) },
    );
  }
  if (carried.length > 0)
    blocks.push({ type: 'text', text: agendaTexts(locale).ownCarried(carried.length, oldestOf(carried, morning.date)), quiet: true });
  if (held > 0) blocks.push({ type: 'text', text: agendaTexts(locale).held(held), quiet: true });
  const ledger = ledgerLine(morning.ledgerDay, morning.date, locale);
  const subtitle = pages > 1 ? `${ledger} · ${agendaTexts(locale).page(at, pages)}` : ledger;
  return { title, subtitle, blocks, fallback: title, amounts: true, locale };
}

function pageOf(actions: readonly Action[], page: number, size: number) {
  const pages = Math.max(1, Math.ceil(actions.length / size));
  const at = Math.min(Math.max(page, 1), pages);
  const from = (at - 1) * size;
  return { shown: actions.slice(from, from + size), at, pages, from };
}

/** The first one is where the day starts; each action by its rank. */
function openButtons(date: Day, shown: readonly Action[], from: number, next: number | undefined, locale: Locale): readonly Button[] {
  const open = (action: Action) => ({ kind: 'agenda.open' as const, debtor: action.debtor.id, action: action.id });
  const [first] = shown;
  return [
    ...(first && from === 0 ? [{ label: agendaTexts(locale).view.start, intent: open(first), style: 'primary' as const }] : []),
    ...shown.map((action, i): Button => ({ label: agendaTexts(locale).view.open(from + i + 1, action.debtor.name), intent: open(action) })),
    ...(next === undefined ? [] : [{ label: agendaTexts(locale).next, intent: { kind: 'agenda.mine' as const, date, page: next } }]),
  ];
}

/** Section by section, each in the day's order. */
export function inSections(actions: readonly Action[]): readonly Action[] {
  return [...actions].sort((a, b) => a.is.rank - b.is.rank);
}

/** The whole list, section by section, PAGE actions at a time; `page` from 1. */
export function wholeListCard(morning: Morning, page: number, locale: Locale): Card {
  const t = agendaTexts(locale);
  const ordered = inSections(morning.actions);
  const { shown, at, pages, from } = pageOf(ordered, page, PAGE);
  const blocks: Block[] = [];
  let rank = from;
  for (const [kind, group] of groupBy(shown, (a) => a.is)) {
    blocks.push({ type: 'text', text: [{ text: kind.section(locale), bold: true }] }, actionTable(morning, group, rank, 0, locale, true));
    rank += group.length;
  }
  if (blocks.length === 0) blocks.push({ type: 'text', text: t.nothing });
  if (at < pages)
    blocks.push({ type: 'buttons', buttons: [{ label: t.next, intent: { kind: 'agenda.all', date: morning.date, page: at + 1 } }] });
  const title = t.title(format.longDate(morning.date, locale));
  const subtitle = `${ledgerLine(morning.ledgerDay, morning.date, locale)} · ${t.page(at, pages)}`;
  return { title, subtitle, blocks, fallback: title, amounts: true, locale };
}
