/** The minutes of a period in the conversation: what was decided, as a list, as files for oneself, and in the committee's channel. */

import type { Card } from '../../desk/card.ts';
import { today } from '../../desk/core.ts';
import type { IntentOf } from '../../desk/intent.ts';
import type { Destination } from '../../desk/outbox.ts';
import { may } from '../../desk/policy.ts';
import { need, privately, type Replies, type Turn } from '../../desk/turn.ts';
import { cut } from '../../kernel/clean.ts';
import { type Day, endOfMonth, isoDay, parseDay } from '../../kernel/dates.ts';
import { parseWhen } from '../../kernel/day-words.ts';
import { DomainError } from '../../kernel/errors.ts';
import * as format from '../../kernel/format.ts';
import type { Locale } from '../../kernel/locale.ts';
import { type MotionView, viewMotion } from '../motion-view.ts';
import { minutesCard, minutesMarkdown, minutesOf } from './minutes.ts';
import { noteCard, resultLine } from '../motion/motion.card.ts';
import { titleOf } from '../motion/motion.words.ts';
import { motionsIn } from '../ports.ts';
import { committeeTexts } from '../texts.ts';

interface Period {
  readonly from: Day;
  readonly to: Day;
}

/** Days that a period without dates looks back. */
const BACK = 30;
/** Decisions in one list; the files have them all. */
const LISTED = 20;

/** "2026-11", "2026-11-01 2026-11-30", "01/11/2026 30/11/2026" or nothing: the last 30 days. Undefined when it cannot be read. */
export function parsePeriod(words: string, day: Day): Period | undefined {
  const parts = words
    .trim()
    .split(/\s+/)
    .filter((part) => part !== '');
  const [first, second] = parts;
  if (first === undefined) return { from: day - BACK, to: day };
  const month = parts.length === 1 && /^\d{4}-\d{2}$/.test(first) ? parseDay(`${first}-01`) : undefined;
  if (month !== undefined) return { from: month, to: endOfMonth(month) };
  const from = parseWhen(first);
  const to = second === undefined ? day : parseWhen(second);
  return from === undefined || to === undefined || to < from || parts.length > 2 ? undefined : { from, to };
}

async function decidedIn(turn: Turn, { from, to }: Period): Promise<readonly MotionView[]> {
  const { core, actor } = turn;
  const { read } = core.store;
  const views: MotionView[] = [];
  for (const { motionId } of await motionsIn(read).decisions({ from, to })) {
    const file = await motionsIn(read).file(motionId);
    if (file) views.push(await viewMotion(read, file, core.clock.now(), core));
  }
  if (views.length === 0) throw new DomainError('conflict', committeeTexts(actor.locale).minutes.nothing);
  return views;
}

export async function periodTurn(turn: Turn, { words }: IntentOf<'motion.period'>): Replies {
  need(turn, 'see');
  const { core, actor } = turn;
  const { locale } = actor;
  const period = parsePeriod(words, today(core));
  if (!period) throw new DomainError('bad-input', committeeTexts(locale).refused.badPeriod(cut(words, 40)));
  const views = await decidedIn(turn, period);
  const card = periodCard(views, period, today(core), locale);
  const t = committeeTexts(locale).buttons;
  const publish = may(core.policy, actor.person, 'administer') && core.policy.channels.committee !== undefined;
  const buttons = [
    { label: t.papers, intent: { kind: 'motion.papers' as const, ...period, publish: 0 } },
    ...(publish ? [{ label: t.publish, intent: { kind: 'motion.papers' as const, ...period, publish: 1 } }] : []),
  ];
  return privately({ ...card, blocks: [...card.blocks, { type: 'buttons', buttons }] });
}

/** Each decision in a line; the newest last, as in the files. */
function periodCard(views: readonly MotionView[], { from, to }: Period, day: Day, locale: Locale): Card {
  const t = committeeTexts(locale).minutes;
  const title = t.period(format.date(from, locale, day), format.date(to, locale, day));
  const shown = views.slice(-LISTED);
  const rows = shown.map((view) => [
    String(view.motion.id),
    titleOf(view, locale),
    resultLine(view, locale),
    view.decision ? format.date(view.decision.day, locale, day) : '',
  ]);
  const hidden = views.length - shown.length;
  return {
    title,
    blocks: [
      {
        type: 'table',
        columns: t.periodColumns.map((name) => ({ title: name })),
        rows,
        ...(hidden > 0 ? { hidden, where: t.inFiles } : {}),
      },
    ],
    fallback: title,
    amounts: true,
    locale,
  };
}

/** PDF and Markdown of the period, drawn before they are kept and sent: to the person, or to the committee's channel with the list. */
export async function papersTurn(turn: Turn, { from, to, publish }: IntentOf<'motion.papers'>): Replies {
  need(turn, 'see');
  if (publish === 1) need(turn, 'administer');
  const { core, actor, event } = turn;
  const { locale, person } = actor;
  const language = publish === 1 ? core.policy.language : locale;
  const views = await decidedIn(turn, { from, to });
  const card = periodCard(views, { from, to }, today(core), language);
  const title = card.title ?? '';
  const pdf = await core.papers.pdf(
    views.map((view) => minutesCard(view, core.policy, language)),
    { title, locale: language },
  );
  const all = views.map((view) => minutesOf(view, core.policy, language));
  const name = committeeTexts(language).minutes.periodFile(isoDay(from), isoDay(to));
  const papers = [
    { name: `${name}.pdf`, mime: 'application/pdf', bytes: pdf },
    { name: `${name}.md`, mime: 'text/markdown', bytes: new TextEncoder().encode(minutesMarkdown(all, title)) },
  ];
  const at = core.clock.now();
  const destination: Destination = publish === 1 ? { to: 'channel', channel: 'committee' } : { to: 'person', personId: person.id };
  const { platform } = event.identity;
  const key = `minutes:${name}:${event.key}`;
  await core.store.transact(async (tx) => {
    if (publish === 1) await tx.outbox.enqueue({ key, destination, card }, [platform], at);
    for (const paper of papers) {
      const file = await tx.files.keep({
        ...paper,
        subject: `minutes:${isoDay(from)}:${isoDay(to)}`,
        debtorId: null,
        at,
        actor: person.email,
      });
      const words = { ...noteCard(paper.name, language), amounts: true };
      const thread = publish === 1 ? { thread: key } : {};
      await tx.outbox.enqueue(
        { key: `${key}:${paper.name}`, destination: { ...destination, ...thread }, card: words, file },
        [platform],
        at,
      );
    }
    await tx.audit.append({
      at,
      actor: person.email,
      action: 'motion.papers',
      subject: 'motions',
      payload: { from: isoDay(from), to: isoDay(to) },
    });
  });
  return privately(noteCard(publish === 1 ? committeeTexts(locale).minutes.published : committeeTexts(locale).minutes.sent, locale));
}
