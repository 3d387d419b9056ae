/** The agenda as people see it: the morning's card, one's own list, the whole list page by page. */
import type { Block, Button, Card, Locale, Rich } from '../card.ts';
import { exactPercent, shortAmount, targetPercent } from '../chart-format.ts';
import { motionReason } from '../committee/agenda-motions.ts';
import type { Day } from '../dates.ts';
import type { DisputeActionKind } from '../disputes/agenda-disputes.ts';
import { groupBy } from '../group-by.ts';
import { overdue, overdueRate, total } from '../ledger/aging.ts';
import type { Policy } from '../policy.ts';
import * as format from '../text/format.ts';
import { type Texts, texts } from '../text/texts.ts';
import { ACTION_KINDS, type Action, type ActionKind } from './agenda.ts';
import type { Headline, Morning } from './morning.ts';

/** Actions shown on one page of the whole list. */
export const PAGE = 20;

export function ledgerLine(ledgerDay: Day | undefined, today: Day, locale: Locale): string {
  const t = texts(locale);
  return ledgerDay === undefined ? t.noLedger : t.ledgerOf(format.date(ledgerDay, locale, today));
}

export function target(policy: Policy, locale: Locale): string {
  return targetPercent(locale, policy.overdueTarget / 10_000);
}

/** "Encours 1 842 k€ · échu 214 k€ · 11,6 % ▲ (ven. 11,1 %, objectif < 10 %)". */
function headlineText(h: Headline, morning: Morning, policy: Policy, locale: Locale): string {
  const t = texts(locale);
  return t.agenda.headline(
    shortAmount(locale, total(h.now), h.currency),
    shortAmount(locale, overdue(h.now), h.currency),
    exactPercent(locale, overdue(h.now), total(h.now)),
    trendText(h, morning, policy, locale),
  );
}

function trendText(h: Headline, morning: Morning, policy: Policy, locale: Locale): string {
  const t = texts(locale);
  const rate = overdueRate(h.now);
  const previous = h.before && overdueRate(h.before);
  if (rate === undefined || h.before === undefined || previous === undefined) return t.agenda.noTrend(target(policy, locale));
  const change = Number(rate) - Number(previous);
  const arrow = change > 0 ? '▲' : change < 0 ? '▼' : '=';
  const day = format.date(morning.previousDay, locale, morning.date);
  return t.agenda.trend(arrow, day, exactPercent(locale, overdue(h.before), total(h.before)), target(policy, locale));
}

/** Limits and credits are no money to come in; the committee's cases and pretexts are on another line already. */
const NOT_AT_STAKE: readonly ActionKind[] = ['credit', 'limit', 'vote', 'enter', 'follow-up', 'dispute-committee', 'dispute-pretext'];

/** Sums of money at stake, each currency apart. */
function atStake(actions: readonly Action[], locale: Locale): string {
  const sums = groupBy(
    actions.filter((a) => !NOT_AT_STAKE.includes(a.kind)),
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

export function reasonOf(action: Action, t: Texts, locale: Locale): string {
  switch (action.kind) {
    case 'overdue':
      return t.agenda.reason.overdue(action.old > 0n ? format.money(action.old, action.currency, locale) : undefined);
    case 'limit':
      return t.agenda.reason.limit(format.money(action.amount, action.currency, locale));
    case 'credit':
      return t.agenda.reason.credit();
    case 'due-soon':
      return t.agenda.reason['due-soon'](action.days);
    case 'vote':
    case 'enter':
    case 'litigation':
    case 'follow-up':
      return motionReason(action.kind, action, t, locale);
    default:
      return disputeReason(action.kind, action, t);
  }
}

function disputeReason(kind: DisputeActionKind, { dispute, days }: Action, t: Texts): string {
  return t.disputes.agenda[kind](dispute?.id ?? 0, dispute ? t.disputes.reasons[dispute.reason].toLowerCase() : '', days);
}

function ownerName(action: Action, names: ReadonlyMap<string, string>, t: Texts): string {
  return action.owner === undefined ? t.notNamed : (names.get(action.owner) ?? action.owner);
}

function actionTable(
  actions: readonly Action[],
  from: number,
  hidden: number,
  names: ReadonlyMap<string, string>,
  locale: Locale,
  withOwner: boolean,
): Block {
  const t = texts(locale);
  const columns = t.agenda.columns.map((title, i) => ({ title, align: i === 2 || i === 3 ? ('right' as const) : ('left' as const) }));
  const rows = actions.map((a, i) => [
    String(from + i + 1),
    a.debtor.name,
    format.money(a.amount, a.currency, locale),
    a.kind === 'overdue' ? t.agenda.days(a.days) : '–',
    reasonOf(a, t, locale),
    ...(withOwner ? [ownerName(a, names, t)] : []),
  ]);
  return {
    type: 'table',
    columns: withOwner ? columns : columns.slice(0, 5),
    rows,
    ...(hidden > 0 ? { hidden, where: t.agenda.all } : {}),
  };
}

function headlineBlocks(morning: Morning, policy: Policy, locale: Locale): Block[] {
  const t = texts(locale);
  const lines: Block[] = morning.headlines.map((h) => ({ type: 'text', text: headlineText(h, morning, policy, locale) }));
  if (lines.length === 0) lines.push({ type: 'text', text: t.agenda.nothingOwed });
  if (morning.staleBy !== undefined && morning.ledgerDay !== undefined) {
    const day = format.date(morning.ledgerDay, locale, morning.date);
    lines.push({ type: 'text', text: [{ text: `⚠ ${t.staleLedger(day, morning.staleBy)}`, bold: true }] });
  }
  return lines;
}

function ownersLine(morning: Morning, t: Texts): Rich {
  const counts = [...groupBy(morning.actions, (a) => ownerName(a, morning.names, t))].sort((a, b) => b[1].length - a[1].length);
  return counts.map(([name, actions]) => `${name} · ${actions.length}`).join('    ');
}

/** The card of 08:00 for the agenda channel. */
export function morningCard(morning: Morning, policy: Policy, locale: Locale): Card {
  const t = texts(locale);
  const title = t.agenda.title(format.longDate(morning.date, locale));
  const blocks: Block[] = [...headlineBlocks(morning, policy, locale), { type: 'divider' }];
  if (morning.actions.length === 0) blocks.push({ type: 'text', text: t.agenda.nothing });
  else {
    const shown = morning.actions.slice(0, policy.agenda.top);
    blocks.push(
      { type: 'text', text: [{ text: t.agenda.todo(morning.actions.length, atStake(morning.actions, locale)), bold: true }] },
      { type: 'text', text: ownersLine(morning, t), quiet: true },
      actionTable(shown, 0, morning.actions.length - shown.length, morning.names, locale, true),
    );
  }
  blocks.push({
    type: 'buttons',
    buttons: [
      { label: t.agenda.mine, intent: { kind: 'agenda.mine', date: morning.date }, style: 'primary' },
      { label: t.agenda.all, intent: { kind: 'agenda.all', date: morning.date } },
      { label: t.agenda.aging, intent: { kind: 'aging.show' } },
    ],
  });
  return {
    title,
    subtitle: ledgerLine(morning.ledgerDay, morning.date, locale),
    blocks,
    fallback: t.agenda.fallback(format.longDate(morning.date, locale), morning.actions.length),
    amounts: true,
    locale,
  };
}

/** One person's actions of the day, each with a button to the debtor. */
export function ownListCard(morning: Morning, email: string, locale: Locale): Card {
  const t = texts(locale);
  const own = morning.actions.filter((a) => a.owner === email);
  const title = t.agenda.mineTitle(format.longDate(morning.date, locale));
  const shown = own.slice(0, PAGE);
  const blocks: Block[] =
    own.length === 0
      ? [{ type: 'text', text: t.agenda.mineEmpty }]
      : [actionTable(shown, 0, own.length - shown.length, morning.names, locale, false), debtorButtons(shown, t)];
  return { title, subtitle: ledgerLine(morning.ledgerDay, morning.date, locale), blocks, fallback: title, amounts: true, locale };
}

/** The whole list, section by section, PAGE actions at a time; `page` from 1. */
export function wholeListCard(morning: Morning, page: number, locale: Locale): Card {
  const t = texts(locale);
  const ordered = ACTION_KINDS.flatMap((kind) => morning.actions.filter((a) => a.kind === kind));
  const pages = Math.max(1, Math.ceil(ordered.length / PAGE));
  const at = Math.min(Math.max(page, 1), pages);
  const from = (at - 1) * PAGE;
  const shown = ordered.slice(from, from + PAGE);
  const blocks: Block[] = [];
  let rank = from;
  for (const [kind, group] of groupBy(shown, (a) => a.kind)) {
    blocks.push(
      { type: 'text', text: [{ text: t.agenda.sections[kind], bold: true }] },
      actionTable(group, rank, 0, morning.names, locale, true),
    );
    rank += group.length;
  }
  if (blocks.length === 0) blocks.push({ type: 'text', text: t.agenda.nothing });
  if (at < pages)
    blocks.push({ type: 'buttons', buttons: [{ label: t.agenda.next, intent: { kind: 'agenda.all', date: morning.date, page: at + 1 } }] });
  const title = t.agenda.title(format.longDate(morning.date, locale));
  const subtitle = `${ledgerLine(morning.ledgerDay, morning.date, locale)} · ${t.agenda.page(at, pages)}`;
  return { title, subtitle, blocks, fallback: title, amounts: true, locale };
}

/** Each case of a dispute, then each debtor. */
function debtorButtons(actions: readonly Action[], t: Texts): Block {
  const cases = actions.flatMap((a): Button[] =>
    a.dispute ? [{ label: t.disputes.list.one(a.dispute.id), intent: { kind: 'dispute.show', dispute: a.dispute.id } }] : [],
  );
  const motions = actions.flatMap((a): Button[] =>
    a.motion ? [{ label: t.committee.kindNo(a.motion.id), intent: { kind: 'motion.show', motion: a.motion.id } }] : [],
  );
  const debtors = new Map(actions.map((a) => [a.debtor.id, a.debtor.name]));
  return {
    type: 'buttons',
    buttons: [
      ...cases.slice(0, 5),
      ...motions.slice(0, 5),
      ...[...debtors].slice(0, 5).map(([debtor, name]): Button => ({ label: name, intent: { kind: 'debtor.show', debtor } })),
    ],
  };
}
