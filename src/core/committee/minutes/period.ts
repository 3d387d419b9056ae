/** The minutes of a period: what was decided in it, and its files, sent to whoever asks or published in the committee's channel. */
import { type Act, actOnce } from '../../desk/act.ts';
import type { Card } from '../../desk/card.ts';
import { type Core, today } from '../../desk/core.ts';
import type { Destination } from '../../desk/outbox.ts';
import type { Person } from '../../desk/people-ports.ts';
import type { PlatformName } from '../../desk/places.ts';
import { may, type Permission } from '../../desk/policy.ts';
import { deskTexts } from '../../desk/texts.ts';
import { type Day, isoDay } from '../../kernel/dates.ts';
import { DomainError } from '../../kernel/errors.ts';
import * as format from '../../kernel/format.ts';
import type { Locale } from '../../kernel/locale.ts';
import { noteCard } from '../motion/motion.card.ts';
import { type MotionView, resultLine, titleOf, viewMotion } from '../motion/motion-view.ts';
import { motionsIn } from '../motion/ports.ts';
import { committeeTexts } from '../motion/texts.ts';
import { type ClosedMotion, closedMotion } from './closed-motion.ts';
import { drawPapers, type Paper } from './papers.ts';

export interface Period {
  readonly from: Day;
  readonly to: Day;
}

/** Who asks, and where. */
export interface Asking {
  readonly person: Person;
  readonly locale: Locale;
  /** What was pressed; a second time does nothing. */
  readonly key: string;
  readonly platform: PlatformName;
}

/** Decisions in one list; the files have them all. */
const LISTED = 20;

function need({ policy }: Core, { person, locale }: Pick<Asking, 'person' | 'locale'>, permission: Permission): void {
  if (!may(policy, person, permission)) throw new DomainError('not-allowed', deskTexts(locale).access.notAllowed);
}

export function mayPublish({ policy }: Core, person: Person): boolean {
  return may(policy, person, 'administer') && policy.channels.committee !== undefined;
}

/** What was decided in a period, as a list; refused when it is nothing. */
export async function periodList(core: Core, who: Pick<Asking, 'person' | 'locale'>, period: Period): Promise<Card> {
  need(core, who, 'see');
  return periodCard(await decidedIn(core, period, who.locale), period, today(core), who.locale);
}

async function decidedIn(core: Core, { from, to }: Period, locale: Locale): Promise<readonly ClosedMotion[]> {
  const { read } = core.store;
  const views: ClosedMotion[] = [];
  for (const { motionId } of await motionsIn(read).decisions({ from, to })) {
    const file = await motionsIn(read).file(motionId);
    const closed = file && (await closedMotion(read, await viewMotion(read, file, core.clock.now(), core), core.policy));
    if (closed) views.push(closed);
  }
  if (views.length === 0) throw new DomainError('conflict', committeeTexts(locale).minutes.nothing);
  return views;
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

/** PDF and Markdown of the period, drawn before they are kept and sent: to the person, or, published, to the committee's channel with the list. */
export async function sendPeriod(core: Core, who: Asking, period: Period, publish: boolean): Promise<void> {
  need(core, who, 'see');
  if (publish) need(core, who, 'administer');
  const language = publish ? core.policy.language : who.locale;
  const views = await decidedIn(core, period, who.locale);
  const list = periodCard(views, period, today(core), language);
  const title = list.title ?? '';
  const name = committeeTexts(language).minutes.periodFile(isoDay(period.from), isoDay(period.to));
  const papers = await drawPapers(core.papers, views, language, { name, title, above: title });
  await actOnce(core, { by: who.person, locale: who.locale, key: who.key }, async (under) => {
    await keepAndSend(under, who, { period, papers, key: `minutes:${name}:${who.key}`, language, ...(publish ? { list } : {}) });
    await under.log('motion.papers', 'motions', { from: isoDay(period.from), to: isoDay(period.to) });
  });
}

interface Sending {
  readonly period: Period;
  readonly papers: readonly Paper[];
  readonly key: string;
  readonly language: Locale;
  /** Said in the committee's channel, with the files in its thread. */
  readonly list?: Card;
}

async function keepAndSend({ keep, say }: Act, who: Asking, { period, papers, key, language, list }: Sending): Promise<void> {
  const to: Destination = list ? { to: 'channel', channel: 'committee' } : { to: 'person', personId: who.person.id };
  const destination: Destination = list ? { ...to, thread: key } : to;
  if (list) await say({ key, destination: to, card: list }, [who.platform]);
  const subject = `minutes:${isoDay(period.from)}:${isoDay(period.to)}`;
  for (const paper of papers) {
    const { id: file } = await keep({ ...paper, subject, debtorId: null });
    const card = { ...noteCard(paper.name, language), amounts: true };
    await say({ key: `${key}:${paper.name}`, destination, card, file }, [who.platform]);
  }
}
