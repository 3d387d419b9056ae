/** Where a motion is seen: its card in the committee's channel, the thread under it, and every voter's own message. */
import { type Act, languageOf } from '../../desk/act.ts';
import type { Card } from '../../desk/card.ts';
import type { Locale } from '../../kernel/locale.ts';
import { holdsBallot } from '../count/places.ts';
import { ballotCard, entryCard, motionCard, movedCard, noteCard } from './motion.card.ts';
import { lastBallot } from './motion.words.ts';
import { type Judged, type MotionFile, silentAt, type VoterRecord } from './motion-record.ts';
import { type MotionView, viewJudged } from './motion-view.ts';
import { motionsIn } from './ports.ts';
import { committeeTexts } from './texts.ts';

/** The key of the card that opens a motion's thread; the motion's name in the audit chain as well. */
export function cardKey(id: number): string {
  return `motion:${id}`;
}

/** The motion whose card an outbox key opened. */
export function motionOfKey(key: string): number | undefined {
  const m = /^motion:(\d+)(?::|$)/.exec(key);
  return m ? Number(m[1]) : undefined;
}

/** A voter's messages: the one of the opening, then one for each time that they were asked again. */
function ballotKey(id: number, personId: number, again = 0): string {
  return `${cardKey(id)}:ballot:${personId}${again === 0 ? '' : `:again:${again}`}`;
}

/**
 * Posts the motion's card, or draws it anew where it stands, and keeps the motion; `words` are said in its thread, when there are some. Returns the view that
 * all of it was drawn from, for whoever else is told.
 */
export async function redraw(act: Act, judged: Judged, words?: (view: MotionView, locale: Locale) => string): Promise<MotionView> {
  const { tx, at, policy } = act;
  const { language } = policy;
  const view = await viewJudged(tx, judged, at, act);
  const { id, edition } = view.motion;
  const message = { destination: { to: 'channel', channel: 'committee' } as const, card: motionCard(view, policy, language) };
  const key = cardKey(id);
  await act.say(edition === 0 ? { key, ...message } : { key: `${key}:card:${edition}`, ...message, replaces: key });
  const motion = { ...view.motion, edition: edition + 1 };
  await motionsIn(tx).save(motion);
  if (words) await sayInThread(act, id, `${motion.edition}`, noteCard(words(view, language), language));
  await tellEntries(act, view);
  return { ...view, motion };
}

/** What the chair entered is told to its member at once, and the means to disown it go when it stands no more (docs/rules/voting.md, rule 15). */
async function tellEntries(act: Act, view: MotionView): Promise<void> {
  for (const entry of view.ballots.filter((b) => b.by !== undefined)) {
    const seat = view.voters.find((v) => v.id === entry.voter);
    if (!seat) continue;
    const key = `${cardKey(view.motion.id)}:entered:${entry.seq}`;
    const stands = view.motion.status === 'open' && lastBallot(view, entry.voter) === entry;
    const person = view.people.find(({ id }) => id === seat.personId);
    const card = entryCard(view, entry, stands, languageOf(act, person));
    await act.tell(seat.personId, key, card);
    if (!stands) await act.tell(seat.personId, `${key}:over`, card, { replaces: key });
  }
}

/** Says something in the motion's thread, once per `what`; with a kept file it brings that along. */
export async function sayInThread(act: Act, id: number, what: string, card: Card, file?: number): Promise<void> {
  const destination = { to: 'channel', channel: 'committee', thread: cardKey(id) } as const;
  await act.say({ key: `${cardKey(id)}:thread:${what}`, destination, card, ...(file === undefined ? {} : { file }) });
}

/** Those who were sent a ballot at the opening. */
export function hasMessage({ motion, voters }: MotionFile, id: string): boolean {
  const seat = voters.find((v) => v.id === id);
  return seat !== undefined && holdsBallot(motion.rule, seat) && !seat.recused && (motion.rule.proposerVotes || !seat.proposer);
}

/** A voter's message is drawn anew where it stands, or comes again, with the words that say why: then it is the one that is kept up to date. */
export type Telling = 'anew' | { readonly again: string };

/** Every voter who has a message sees their ballot in it, in their language, unless there is nothing to tell them. One message of each can be pressed: the newest. */
export async function tellVoters(
  act: Act,
  view: MotionView,
  telling: (voter: VoterRecord, locale: Locale) => Telling | undefined,
): Promise<void> {
  const { id, edition } = view.motion;
  const people = new Map(view.people.map((person) => [person.id, person]));
  const told = view.voters.flatMap((voter) => {
    const locale = languageOf(act, people.get(voter.personId));
    const how = hasMessage(view, voter.id) ? telling(voter, locale) : undefined;
    return how === undefined ? [] : [{ voter, locale, how }];
  });
  const times = await timesAsked(
    act,
    id,
    told.map(({ voter }) => voter.personId),
  );
  for (const { voter, locale, how } of told) {
    const { personId } = voter;
    const asked = times.get(personId) ?? 0;
    const key = ballotKey(id, personId, asked);
    const card = ballotCard(view, voter.id, act.policy, locale, how === 'anew' ? undefined : how.again);
    if (how === 'anew') {
      await act.tell(personId, `${key}:${edition}`, card, { replaces: key });
      continue;
    }
    const next = ballotKey(id, personId, asked + 1);
    await act.tell(personId, next, card);
    await act.tell(personId, `${next}:before`, movedCard(view, locale), { replaces: key });
  }
}

/** The close was put off: whoever is silent is asked again, the others' message tells the new hour. */
export async function tellOfMoreTime(act: Act, view: MotionView, why: (locale: Locale) => string): Promise<void> {
  const silent = silentAt(view, act.at);
  await tellVoters(act, view, ({ id }, locale) =>
    silent.has(id) ? { again: `${why(locale)} ${committeeTexts(locale).said.reminder}` } : 'anew',
  );
}

/** The first message of every voter: their ballot, with the means to cast it. */
export async function openBallots(act: Act, view: MotionView): Promise<void> {
  const people = new Map(view.people.map((person) => [person.id, person]));
  for (const voter of view.voters.filter((v) => hasMessage(view, v.id))) {
    const card = ballotCard(view, voter.id, act.policy, languageOf(act, people.get(voter.personId)));
    await act.tell(voter.personId, ballotKey(view.motion.id, voter.personId), card);
  }
}

/** Keys of a voter looked for at once: more than a vote asks anybody again. */
const AT_ONCE = 8;

/** How often each was asked again; the outbox knows. */
async function timesAsked({ tx }: Act, id: number, personIds: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const times = new Map<number, number>();
  for (let first = 1, left = personIds; left.length > 0; first += AT_ONCE) {
    const numbers = Array.from({ length: AT_ONCE }, (_, i) => first + i);
    const said = new Set(await tx.outbox.said(left.flatMap((personId) => numbers.map((n) => ballotKey(id, personId, n)))));
    for (const personId of left) times.set(personId, numbers.findLast((n) => said.has(ballotKey(id, personId, n))) ?? first - 1);
    left = left.filter((personId) => times.get(personId) === numbers.at(-1));
  }
  return times;
}
