/** What Teams wants an answer to on the same line: a pressed button, a sent form, a card asked for again. The presser sees their own view at once; the shared card follows through the outbox. */
import { z } from 'zod';
import { type Card, sentence } from '../../core/desk/card.ts';
import type { Happening, Reply } from '../../core/desk/inbound.ts';
import type { PostedRef } from '../../core/desk/places.ts';
import type { Locale } from '../../core/kernel/locale.ts';
import { cause } from '../log.ts';
import type { Activity, Spot } from './activity.ts';
import { CANCEL, formCard, readSubmitted, reopened, type Submitted } from './forms.ts';
import { type Incoming, keyOf, localeOf, pressedRef } from './inbound.ts';
import { cardAnswer, cardJson, type InvokeAnswer, isSentence, messageAnswer, messageOf, ownView, REFRESH } from './render.ts';
import type { Talk, TalkTools, Turn } from './talk.ts';
import { WORDS } from './words.ts';

const PRESSED = z.object({
  action: z.object({ verb: z.string().optional(), data: z.unknown().optional() }),
});

/** Has work done whose answer is wanted on the line: at once, from the inbox. Undefined when the answer is not there in time, or the work is another's; from then on `late` says so. */
export type Promptly = (incoming: Incoming, work: (late: () => boolean) => Promise<InvokeAnswer>) => Promise<InvokeAnswer | undefined>;

export interface Presses {
  /** Answers within the time that Teams allows. Never throws. */
  press(activity: Activity, spot: Spot): Promise<InvokeAnswer>;
}

export function createPresses(tools: TalkTools, talk: Talk, run: (work: Promise<void>) => void, promptly: Promptly): Presses {
  const { people, picturesOf, log } = tools;
  /** What a person was told last at a card: their own view for as long as the card has not changed since. */
  const last = new Map<string, { readonly answer: Card; readonly at: number }>();

  async function press(activity: Activity, spot: Spot): Promise<InvokeAnswer> {
    const read = PRESSED.safeParse(activity.value);
    if (!read.success)
      return {
        status: 400,
        body: { statusCode: 400, type: 'application/vnd.microsoft.error', value: { code: 'BadRequest', message: 'no action' } },
      };
    const { verb, data } = read.data.action;
    const ref = pressedRef(activity, spot);
    const locale = localeOf(activity) ?? tools.locale;
    if (verb === REFRESH) return refreshed(activity, spot, ref);
    const sent = readSubmitted(data);
    if (verb === CANCEL) return given(locale, sent, ref, spot, activity);
    return inTime(locale, fromPress(activity, spot), sent, ref);
  }

  /** The answer, or a word to wait: what comes later then comes in the private conversation. */
  async function inTime(
    locale: Locale,
    incoming: Incoming,
    sent: Submitted | undefined,
    ref: PostedRef | undefined,
  ): Promise<InvokeAnswer> {
    const answer = await promptly(incoming, async (late) => {
      const turn = await talk.begin(incoming);
      const replies = await talk.hear(turn, incoming.spot.kind === 'person' ? undefined : async () => {});
      if (!late()) return answered(turn, incoming, replies, sent, ref);
      await talk.deliver(turn, incoming, replies);
      return messageAnswer('');
    });
    return answer ?? messageAnswer(WORDS[locale].wait);
  }

  async function answered(
    turn: Turn,
    incoming: Incoming,
    replies: readonly Reply[],
    sent: Submitted | undefined,
    ref: PostedRef | undefined,
  ): Promise<InvokeAnswer> {
    const { spot } = incoming;
    const [first] = replies.filter((reply) => reply.type !== 'public');
    const rest = replies.filter((reply) => reply !== first);
    const later = (more: readonly Reply[]): void => void (more.length > 0 && run(talk.deliver(turn, incoming, more)));
    if (!first) {
      later(rest);
      return sent ? view(turn, incoming, sentence(WORDS[turn.locale].done, turn.locale), sent, ref) : messageAnswer('');
    }
    if (first.type === 'form') {
      later(rest);
      return cardAnswer(formCard(first.form, sent?.own ? { own: true, origin: sent.origin } : { origin: sent?.origin }));
    }
    if (first.type === 'form-errors') {
      later(rest);
      const again = sent && reopened(sent, first.errors, { origin: sent.origin, own: sent.own });
      return again ? cardAnswer(again) : messageAnswer(Object.values(first.errors).join(' '));
    }
    const current = await known(turn, ref);
    // In a private conversation an answer of some size is a message of its own, as it would be if it had been asked for in words.
    const inPlace =
      !turn.answers.pending() &&
      (sent?.own === true ||
        (current !== undefined && (spot.kind !== 'person' || isSentence(first.card))) ||
        (sent !== undefined && ref !== undefined));
    if (!inPlace) {
      later(replies);
      return messageAnswer(spot.kind === 'person' ? '' : WORDS[turn.locale].inPrivate);
    }
    later(rest);
    return view(turn, incoming, first.card, sent, ref);
  }

  async function view(
    turn: Turn,
    { spot, activity }: Incoming,
    answer: Card,
    sent: Submitted | undefined,
    ref: PostedRef | undefined,
  ): Promise<InvokeAnswer> {
    const current = sent?.own ? undefined : await known(turn, ref);
    const own = ownView(answer, current);
    if (ref && current) remember(`${ref.channel} ${ref.id} ${activity.from.id}`, answer);
    const json = cardJson(own, await picturesOf(own), current ? [activity.from.id] : []);
    // A form that was a message of its own is over for good, also for whoever looks again tomorrow.
    if (sent?.own && ref && spot.kind === 'person') run(replace(spot, ref, answer));
    return cardAnswer(json);
  }

  async function replace(spot: Spot, ref: PostedRef, card: Card): Promise<void> {
    const message = messageOf(card, await picturesOf(card));
    await tools.connector.update(spot, spot.conversation, ref.id, { ...message, id: ref.id });
    tools.keep(ref, card);
  }

  function remember(key: string, answer: Card): void {
    last.delete(key);
    last.set(key, { answer, at: Date.now() });
    for (const oldest of last.keys()) if (last.size > 2000) last.delete(oldest);
  }

  /** The pressed card as it stands now, for those who may read it. */
  async function known(turn: Turn, ref: PostedRef | undefined): Promise<Card | undefined> {
    if (!ref) return undefined;
    const card = await tools.current(ref);
    if (!card) return undefined;
    return !card.amounts || (await tools.mayRead(turn.event.identity)) ? card : undefined;
  }

  /** A client shows the card again: as it stands now, with what this person was told at it last. */
  async function refreshed(activity: Activity, spot: Spot, ref: PostedRef | undefined): Promise<InvokeAnswer> {
    const identity = { platform: 'teams', tenant: spot.tenant, userId: activity.from.aadObjectId ?? activity.from.id } as const;
    const card = ref && (await tools.current(ref));
    if (!ref || !card || (card.amounts && !(await tools.mayRead(identity)))) return messageAnswer('');
    const told = last.get(`${ref.channel} ${ref.id} ${activity.from.id}`);
    const fresh = told && Date.now() - told.at < SEEN && (!told.answer.amounts || (await tools.mayRead(identity)));
    const own = fresh ? ownView(told.answer, card) : card;
    return cardAnswer(
      cardJson(own, await picturesOf(own), people.accounts(ref.channel).length > 0 ? people.accounts(ref.channel) : [activity.from.id]),
    );
  }

  async function given(
    locale: Locale,
    sent: Submitted | undefined,
    ref: PostedRef | undefined,
    spot: Spot,
    activity: Activity,
  ): Promise<InvokeAnswer> {
    const cancelled = sentence(WORDS[locale].cancelled, locale);
    if (sent?.own && ref && spot.kind === 'person') {
      run(replace(spot, ref, cancelled));
      return cardAnswer(cardJson(cancelled, undefined));
    }
    const back = await refreshed(activity, spot, ref);
    return back.body?.type === 'application/vnd.microsoft.card.adaptive' ? back : cardAnswer(cardJson(cancelled, undefined));
  }

  return {
    press: (activity, spot) =>
      press(activity, spot).catch((error: unknown) => {
        log.error(cause(error), 'a press was not answered');
        return messageAnswer(WORDS[localeOf(activity) ?? tools.locale].ourFault);
      }),
  };
}

/** A pressed button, or a sent form, as what happened. */
export function fromPress(activity: Activity, spot: Spot): Incoming {
  const data = PRESSED.safeParse(activity.value).data?.action.data;
  const ref = pressedRef(activity, spot);
  const sent = readSubmitted(data);
  const happening: Happening = sent
    ? { type: 'submit', payload: sent.payload, answers: sent.answers }
    : {
        type: 'press',
        payload: z.object({ intent: z.unknown().optional() }).safeParse(data).data?.intent,
        ...(ref ? { message: ref } : {}),
      };
  return { key: keyOf(activity, happening.type), activity, spot, happening, origin: sent?.origin };
}

/** Ms that a person's own answer stays above a card that they look at again. */
const SEEN = 600_000;
