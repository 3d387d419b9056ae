/** The month's review as a PDF: for whoever asks, privately, and for the agenda's channel once a month. */
import type { Act } from '../desk/act.ts';
import { type Card, sentence } from '../desk/card.ts';
import { type Core, today } from '../desk/core.ts';
import type { Reply } from '../desk/inbound.ts';
import type { IntentOf } from '../desk/intent.ts';
import { onceOn } from '../desk/job.ts';
import type { NewMessage } from '../desk/outbox.ts';
import type { PlatformName } from '../desk/places.ts';
import { first, need, privately, type Turn, work } from '../desk/turn.ts';
import { cut } from '../kernel/clean.ts';
import { businessDayOnOrAfter, civil, type Day, isoDay, parseDay, startOfMonth } from '../kernel/dates.ts';
import { DomainError } from '../kernel/errors.ts';
import * as format from '../kernel/format.ts';
import type { Locale } from '../kernel/locale.ts';
import { indicatorTexts } from './indicators.text.ts';
import { indicatorPolicy } from './indicators-policy.ts';
import { monthOf } from './rankings.ts';
import { reviewCards, reviewSummary } from './review.card.ts';
import { type Review, reviewOf } from './review.ts';

const JOB = 'review';
const QUOTED = 80;

/** The first business day of a month: the account meeting has the month before in front of it. */
export function isReviewDay(core: Pick<Core, 'calendar' | 'policy'>, date: Day): boolean {
  return indicatorPolicy(core.policy).review && date === businessDayOnOrAfter(core.calendar, startOfMonth(date));
}

interface Paper {
  readonly review: Review;
  readonly card: Card;
  readonly bytes: Uint8Array;
}

/** Drawn before any unit of work, which only keeps and posts it; undefined when the ledger has nothing in that month. */
async function paperOf(core: Core, month: Day, locale: Locale): Promise<Paper | undefined> {
  const review = await reviewOf(core.store.read, month, core.policy);
  if (!review) return undefined;
  const title = `${indicatorTexts(locale).review.title}, ${format.monthName(month, locale)}`;
  const bytes = await core.papers.pdf(reviewCards(review, core.policy, locale), { title, locale });
  return { review, bytes, card: reviewSummary(review, locale) };
}

/** Keeps the file and says it, in the act that makes it happen once. */
async function send(
  act: Act,
  { review, card, bytes }: Paper,
  message: Pick<NewMessage, 'key' | 'destination'>,
  on?: PlatformName,
): Promise<void> {
  const month = monthOf(review.month);
  const name = indicatorTexts(card.locale).review.file(month);
  const { id: file } = await act.keep({ subject: `review:${month}`, debtorId: null, name, mime: 'application/pdf', bytes });
  await act.say({ ...message, card, file }, on && [on]);
  await act.log('review.sent', `review:${month}`, { month, asOf: isoDay(review.asOf), file: String(file) });
}

/** Posts the month that ended, once; a month with nothing in it only has its row. */
export async function postReview(core: Core, date: Day): Promise<void> {
  const paper = await paperOf(core, startOfMonth(date, -1), core.policy.language);
  const destination = { to: 'channel', channel: 'agenda' } as const;
  await onceOn(core, JOB, date, async (act) => {
    if (paper) await send(act, paper, { key: `${JOB}:${isoDay(date)}`, destination });
  });
}

/** `2026-10`, "octobre" or "October" of the last twelve months; the month that ended last when nothing is said. */
export function monthAsked(words: string, date: Day): Day | undefined {
  const given = words.trim().toLowerCase();
  if (given === '') return startOfMonth(date, -1);
  const exact = parseDay(`${given}-01`);
  if (exact !== undefined) return exact;
  const months = Array.from({ length: 12 }, (_, i) => startOfMonth(date, -i));
  return months.find((month) => (['fr', 'en'] as const).some((locale) => nameOf(month, locale) === given));
}

/** "octobre", without the year. */
function nameOf(month: Day, locale: Locale): string {
  return format
    .monthName(month, locale)
    .toLowerCase()
    .replace(String(civil(month).year), '')
    .trim();
}

/** The PDF comes in the private conversation: an answer on the spot carries no file. */
export async function askReview(turn: Turn, { month: words = '' }: IntentOf<'review.ask'>): Promise<readonly Reply[]> {
  need(turn, 'see');
  const { core, actor, event } = turn;
  const { locale, person } = actor;
  const t = indicatorTexts(locale).review;
  const month = monthAsked(words, today(core));
  if (month === undefined) throw new DomainError('bad-input', t.badMonth(cut(words, QUOTED)));
  if (!(event.again || (await first(turn, event.key)))) return [];
  await turn.progress(sentence(t.drawing(format.monthName(month, locale)), locale));
  const paper = await paperOf(core, month, locale);
  if (!paper) throw new DomainError('bad-input', t.nothing(format.monthName(month, locale)));
  const destination = { to: 'person', personId: person.id } as const;
  await work(turn, (act) => send(act, paper, { key: `review:ask:${event.key}`, destination }, event.identity.platform));
  return privately(sentence(t.sent(format.monthName(month, locale)), locale));
}
