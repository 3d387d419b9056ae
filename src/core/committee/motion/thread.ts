/** Where a motion is seen: its card in the committee's channel, the thread under it, and every voter's own message. */
import { type Act, languageOf } from '../../desk/act.ts';
import type { Card } from '../../desk/card.ts';
import type { Locale } from '../../kernel/locale.ts';
import { holdsBallot } from '../count/places.ts';
import { ballotCard, entryCard, motionCard, noteCard } from './motion.card.ts';
import { lastBallot } from './motion.words.ts';
import type { Judged, MotionFile, VoterRecord } from './motion-record.ts';
import { type MotionView, viewJudged } from './motion-view.ts';
import { motionsIn } from './ports.ts';

/** The key of the card that opens a motion's thread; the motion's name in the audit chain as well. */
export function cardKey(id: number): string {
  return `motion:${id}`;
}

/** The motion whose card an outbox key opened. */
export function motionOfKey(key: string): number | undefined {
  const m = /^motion:(\d+)(?::|$)/.exec(key);
  return m ? Number(m[1]) : undefined;
}

export function ballotKey(id: number, personId: number): string {
  return `motion:${id}:ballot:${personId}`;
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

/** How one voter is told: with `anew` their own message is drawn in its place, else it is a new one; `lead` says why it comes again. */
export interface Telling {
  readonly key: string;
  readonly anew?: boolean;
  readonly lead?: string;
}

/** Every voter who has a message sees their ballot in it, in their language, unless there is nothing to tell them. */
export async function tellVoters(
  act: Act,
  view: MotionView,
  telling: (voter: VoterRecord, locale: Locale) => Telling | undefined,
): Promise<void> {
  const people = new Map(view.people.map((person) => [person.id, person]));
  for (const voter of view.voters.filter((v) => hasMessage(view, v.id))) {
    const locale = languageOf(act, people.get(voter.personId));
    const how = telling(voter, locale);
    if (!how) continue;
    const card = ballotCard(view, voter.id, act.policy, locale, how.lead);
    await act.tell(voter.personId, how.key, card, how.anew ? { replaces: ballotKey(view.motion.id, voter.personId) } : {});
  }
}
