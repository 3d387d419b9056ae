/** A dispute as people see it: its card in the channel, the owner's own with the buttons, the list, and one line on the debtor's card. */
import type { Block, Button, Card } from '../../desk/card.ts';
import type { KeptFileInfo } from '../../desk/kept-files.ts';
import type { Policy } from '../../desk/policy.ts';
import { deskTexts } from '../../desk/texts.ts';
import { type Day, localTime } from '../../kernel/dates.ts';
import * as format from '../../kernel/format.ts';
import type { Locale } from '../../kernel/locale.ts';
import { type Dispute, type DisputeStep, heldLines, isLive, sumOf } from '../case/dispute.ts';
import type { DisputeTexts } from '../case/disputes.text.fr.ts';
import type { RouteStep } from '../case/route.ts';
import { disputeTexts } from '../case/texts.ts';
import type { Sign } from './signs.ts';
import type { DisputeView } from './view-dispute.ts';

type T = DisputeTexts;

export function titleOf(view: DisputeView, locale: Locale): string {
  return disputeTexts(locale).title(view.dispute.id, view.debtor.name, view.refs);
}

/** "quantité → ADV du compte → Aïcha remplace Marc, absent jusqu'au 27 nov.". */
export function becauseOf(dispute: Dispute, today: Day, locale: Locale): string {
  const t = disputeTexts(locale);
  const reason = t.because.reason(t.reasons[dispute.reason]);
  return [reason, ...dispute.route.steps.map((step) => stepWords(step, t, today, locale))].join(' → ');
}

function stepWords(step: RouteStep, t: T, today: Day, locale: Locale): string {
  switch (step.step) {
    case 'own':
      return t.because.own(t.roles[step.role]);
    case 'team':
      return t.because.team(t.roles[step.role]);
    case 'away':
      return t.because.away(step.who, step.until === undefined || step.until > today + 3650 ? '' : format.date(step.until, locale, today));
    case 'left':
      return t.because.left(step.who);
    case 'backup':
      return t.because.backup(step.of);
    case 'manager':
      return t.because.manager(step.of);
    case 'credit-manager':
      return t.because['credit-manager'];
    case 'passed':
      return t.because.passed(step.by, step.why);
  }
}

function signWords(sign: Sign, t: T, today: Day, locale: Locale): string {
  switch (sign.sign) {
    case 'raised-again':
      return t.signs['raised-again'](sign.number, format.date(sign.day, locale, today));
    case 'rejected-before':
      return t.signs['rejected-before'](sign.count);
    case 'raised-late':
      return t.signs['raised-late'](sign.days);
    case 'after-reminders':
      return t.signs['after-reminders'](sign.count, format.date(sign.day, locale, today));
    case 'after-broken-promise':
      return t.signs['after-broken-promise'](sign.days);
  }
}

export function nameOf(view: Pick<DisputeView, 'names'>, actor: string, t: T): string {
  return view.names.get(actor) ?? (actor.startsWith('system:') ? t.system : actor);
}

/** "ven. 27 nov. 09:12" in the policy's time zone. */
export function moment(at: number, today: Day, policy: Pick<Policy, 'timeZone'>, locale: Locale): string {
  const { day, minutes } = localTime(at, policy.timeZone);
  const two = (n: number): string => String(n).padStart(2, '0');
  return disputeTexts(locale).at(format.date(day, locale, today), `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`);
}

/** The clock in words. */
export function clockLine(view: DisputeView, policy: Pick<Policy, 'timeZone'>, locale: Locale): string {
  const t = disputeTexts(locale);
  const { dispute, today } = view;
  const day = (d: Day | undefined): string => (d === undefined ? t.stats.none : format.date(d, locale, today));
  switch (dispute.status) {
    case 'open':
      return `${t.acknowledgeBy(moment(dispute.ackDueAt, today, policy, locale))} · ${answer(dispute, today, t, day)}`;
    case 'acknowledged':
      return answer(dispute, today, t, day);
    case 'waiting':
      return t.waitingUntil(day(dispute.followUpDay));
    case 'expecting':
      return t.expecting(format.money(dispute.expectedMinor ?? 0n, dispute.currency, locale), day(dispute.expectedDay));
    case 'closed':
      return t.closedOn(dispute.outcome ? t.outcomes[dispute.outcome] : t.statuses.closed, day(dispute.closedDay));
  }
}

function answer(dispute: Dispute, today: Day, t: T, day: (d: Day | undefined) => string): string {
  return dispute.dueDay !== undefined && dispute.dueDay < today ? t.lateSince(day(dispute.dueDay)) : t.answerBy(day(dispute.dueDay));
}

export function buttonsOf(dispute: Dispute, locale: Locale): readonly Button[] {
  const t = disputeTexts(locale).buttons;
  const id = { dispute: dispute.id };
  const settle: Button = { label: t.settle, intent: { kind: 'dispute.settle', ...id } };
  const others: readonly Button[] = [
    { label: t.ask, intent: { kind: 'dispute.ask', ...id } },
    { label: t.pass, intent: { kind: 'dispute.pass', ...id } },
  ];
  switch (dispute.status) {
    case 'open':
      return [{ label: t.take, intent: { kind: 'dispute.take', ...id }, style: 'primary' }, ...others, settle];
    case 'acknowledged':
      return [{ ...settle, style: 'primary' }, ...others, { label: t.wait, intent: { kind: 'dispute.wait', ...id } }];
    case 'waiting':
      return [{ label: t.resume, intent: { kind: 'dispute.resume', ...id }, style: 'primary' }, ...others, settle];
    case 'expecting':
      return [{ label: t.credited, intent: { kind: 'dispute.credited', ...id } }];
    case 'closed':
      return [];
  }
}

function facts(view: DisputeView, policy: Pick<Policy, 'timeZone'>, locale: Locale): Block[] {
  const t = disputeTexts(locale);
  const { dispute, today } = view;
  const money = (minor: bigint): string => format.money(minor, dispute.currency, locale);
  const text = (words: string, quiet?: boolean): Block => ({ type: 'text', text: words, ...(quiet ? { quiet } : {}) });
  const opener = [nameOf(view, dispute.openedBy, t), t.from[dispute.origin]].filter((part) => part !== '').join(', ');
  const blocks: Block[] = [
    { type: 'text', text: [{ text: amountWords(view, money, t), bold: true }] },
    text(t.said(dispute.said === '' ? t.stats.none : dispute.said, opener)),
  ];
  if (dispute.rawReason !== undefined) blocks.push(text(t.raw(dispute.rawReason), true));
  blocks.push(text(t.owner(view.owner?.name ?? t.stats.none, becauseOf(dispute, today, locale))));
  if (view.told.length > 0 && isLive(dispute)) blocks.push(text(t.told(view.told.map((p) => p.name).join(', ')), true));
  blocks.push(text(clockLine(view, policy, locale)));
  if (dispute.outcome && dispute.settledBy && dispute.settledDay !== undefined)
    blocks.push(
      text(
        t.decided(
          t.outcomes[dispute.outcome],
          nameOf(view, dispute.settledBy, t),
          format.date(dispute.settledDay, locale, today),
          dispute.settledWhy ?? '',
        ),
      ),
    );
  if (view.signs.length > 0)
    blocks.push(text(t.signs.heading(view.signs.map((sign) => signWords(sign, t, today, locale)).join(' ; ')), true));
  return blocks;
}

/** What was in dispute, also once only a part of it turned out to be founded. */
function amountWords({ dispute, disputed, open }: DisputeView, money: (minor: bigint) => string, t: T): string {
  const reason = t.reasons[dispute.reason];
  const { settledMinor, expectedMinor } = dispute;
  if (settledMinor === undefined) return t.amountLine(money(disputed), money(open), reason);
  return dispute.outcome === 'partly-founded' && expectedMinor !== undefined
    ? t.amountPartly(money(settledMinor), money(expectedMinor), reason)
    : t.amountSettled(money(settledMinor), reason);
}

/** The card of the disputes channel, live through the case's life. */
export function disputeCard(view: DisputeView, policy: Policy, locale: Locale): Card {
  const t = disputeTexts(locale);
  const { dispute } = view;
  const blocks = facts(view, policy, locale);
  const buttons = buttonsOf(dispute, locale);
  if (buttons.length > 0) blocks.push({ type: 'buttons', buttons });
  if (isLive(dispute)) blocks.push({ type: 'text', text: t.thread, quiet: true });
  const title = titleOf(view, locale);
  return { title, subtitle: t.statuses[dispute.status], blocks, fallback: title, amounts: true, locale };
}

/** The owner's own message: the same facts under one sentence that says what is asked. */
export function ownerCard(view: DisputeView, policy: Policy, locale: Locale, lead: string): Card {
  const card = disputeCard(view, policy, locale);
  const blocks = card.blocks.filter((block) => !(block.type === 'text' && block.text === disputeTexts(locale).thread));
  return { ...card, title: lead, subtitle: titleOf(view, locale), blocks, fallback: lead };
}

/** One sentence about a case with a button that opens it: reminders, and what others are told. */
export function noticeCard(view: DisputeView, locale: Locale, words: readonly string[], withButtons = false): Card {
  const t = disputeTexts(locale);
  const open: Button = { label: t.buttons.open, intent: { kind: 'dispute.show', dispute: view.dispute.id } };
  const buttons = withButtons ? [...buttonsOf(view.dispute, locale), open] : [open];
  const blocks: Block[] = [...words.map((text): Block => ({ type: 'text', text })), { type: 'buttons', buttons }];
  return { title: titleOf(view, locale), blocks, fallback: words[0] ?? titleOf(view, locale), amounts: true, locale };
}

/** Steps shown of a case's history; the rest is counted. */
const STEPS = 15;

/** The whole case for one person: the card, its exhibits and its history. */
export function caseCard(
  view: DisputeView,
  steps: readonly DisputeStep[],
  files: readonly KeptFileInfo[],
  policy: Policy,
  locale: Locale,
): Card {
  const t = disputeTexts(locale);
  const card = disputeCard(view, policy, locale);
  const shown = steps.slice(-STEPS);
  const line = (step: DisputeStep): Block => ({
    type: 'text',
    text: [
      `${moment(step.at, view.today, policy, locale)} · ${nameOf(view, step.actor, t)} ${t.steps[step.kind]}`,
      ...stepWordsOf(step, t),
    ].join(t.colon),
    quiet: true,
  });
  const hidden = steps.length - shown.length;
  const held = holders(view, steps, t);
  const history: Block[] = [
    { type: 'divider' },
    { type: 'text', text: [{ text: t.history, bold: true }] },
    ...(held.length > 0 ? [{ type: 'text' as const, text: held.join(' · '), quiet: true }] : []),
    ...(hidden > 0 ? [{ type: 'text' as const, text: deskTexts(locale).andMore(hidden), quiet: true }] : []),
    ...shown.map(line),
  ];
  return { ...card, blocks: [...card.blocks, ...exhibits(view, files, policy, locale), ...history] };
}

/** Who had the case before, and for how many business days of their own; whoever decided it too. */
function holders(view: DisputeView, steps: readonly DisputeStep[], t: T): readonly string[] {
  const { dispute, owner } = view;
  let before = 0;
  const held: string[] = [];
  for (const { kind, data } of steps) {
    if (kind !== 'passed') continue;
    const elapsed = Number(data.elapsed ?? before);
    held.push(t.heldFor(nameOf(view, data.from ?? '', t), elapsed - before));
    before = elapsed;
  }
  if (held.length > 0 && dispute.settledDay !== undefined && owner) held.push(t.heldFor(owner.name, dispute.elapsed - before));
  return held;
}

/** What was written, then the files that came with it. */
function stepWordsOf({ text, data }: DisputeStep, t: T): readonly string[] {
  const words = [text, ...(data.files ? [t.exhibits.with(data.files)] : []), ...(data.missed ? [t.exhibits.without(data.missed)] : [])];
  return [words.filter((part) => part !== '').join(' · ')].filter((part) => part !== '');
}

/** Each file with its author and the beginning of its hash, and a button to have them. */
function exhibits(view: DisputeView, files: readonly KeptFileInfo[], policy: Policy, locale: Locale): readonly Block[] {
  const t = disputeTexts(locale);
  if (files.length === 0) return [];
  const lines = files.map((file) =>
    t.exhibits.line(file.name, nameOf(view, file.actor, t), moment(file.at, view.today, policy, locale), file.sha256.slice(0, 12)),
  );
  return [
    { type: 'divider' },
    { type: 'text', text: [{ text: t.exhibits.heading(files.length), bold: true }] },
    ...lines.map((text): Block => ({ type: 'text', text, quiet: true })),
    { type: 'buttons', buttons: [{ label: t.buttons.files, intent: { kind: 'dispute.files', dispute: view.dispute.id } }] },
  ];
}

/** Cases that one list shows. */
export const LISTED = 20;

/** `count`: how many there are in all, when `views` are only the first of them. */
export function listCard(views: readonly DisputeView[], title: string, locale: Locale, count = views.length): Card {
  const t = disputeTexts(locale);
  const shown = views.slice(0, LISTED);
  const rows = shown.map(({ dispute, debtor, refs, disputed, owner, today }) => [
    String(dispute.id),
    debtor.name,
    refs,
    format.money(disputed, dispute.currency, locale),
    t.reasons[dispute.reason],
    owner?.name ?? t.stats.none,
    dispute.dueDay === undefined ? t.statuses[dispute.status] : format.date(dispute.dueDay, locale, today),
  ]);
  const hidden = count - shown.length;
  const blocks: Block[] =
    rows.length === 0
      ? [{ type: 'text', text: t.refused.noDisputes }]
      : [
          {
            type: 'table',
            columns: t.list.columns.map((name, i) => ({ title: name, align: i === 3 ? ('right' as const) : ('left' as const) })),
            rows,
            ...(hidden > 0 ? { hidden, where: t.list.where } : {}),
          },
          {
            type: 'buttons',
            buttons: shown.slice(0, 5).map((view) => ({
              label: `${view.dispute.id} · ${view.debtor.name}`,
              intent: { kind: 'dispute.show', dispute: view.dispute.id },
            })),
          },
        ];
  return { title, blocks, fallback: title, amounts: true, locale };
}

/** "Litige ouvert : FA-1024, 4 300 € sur 12 000 € (quantité), chez Marc, échéance mer. 25 nov.". */
export function debtorLine(view: DisputeView, locale: Locale): string {
  const t = disputeTexts(locale);
  const { dispute, today } = view;
  const money = (minor: bigint): string => format.money(minor, dispute.currency, locale);
  const due = dispute.dueDay === undefined ? t.statuses[dispute.status] : t.due(format.date(dispute.dueDay, locale, today));
  return t.debtorLine(
    view.refs,
    money(sumOf(heldLines(dispute))),
    money(view.open),
    t.reasons[dispute.reason],
    view.owner?.name ?? t.stats.none,
    due,
  );
}
