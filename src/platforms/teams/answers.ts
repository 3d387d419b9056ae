/** Direct answers: to one person (in their private conversation with the bot, since Teams has no words for one reader in a channel) or to everyone in the conversation. What Teams does not take on the spot is said later, by the outbox. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Card, type Form, sentence } from '../../core/desk/card.ts';
import type { Log } from '../../core/desk/core.ts';
import type { Inbox } from '../../core/desk/inbox.ts';
import { PlatformError } from '../../core/desk/outbox.ts';
import type { Identity, PostedRef } from '../../core/desk/places.ts';
import type { Locale } from '../../core/kernel/locale.ts';
import type { JsonObject } from '../adaptive.ts';
import { cause } from '../log.ts';
import { refAt, type Spot, threadOf } from './activity.ts';
import type { Connector } from './connector.ts';
import { formCard } from './forms.ts';
import type { People } from './people.ts';
import type { PicturesOf } from './pictures.ts';
import { carrying, messageOf } from './render.ts';
import { WORDS } from './words.ts';

export interface AnswerTools {
  readonly connector: Connector;
  readonly people: People;
  readonly picturesOf: PicturesOf;
  readonly log: Log;
  readonly inbox: Pick<Inbox, 'sayLater'>;
  /** Remembers what stands where, so that a press on it can be answered in its place. */
  keep(ref: PostedRef, card: Card): void;
}

/** Whom an answer is for, and where they spoke. */
export interface Venue {
  /** The event's. */
  readonly key: string;
  readonly spot: Spot;
  readonly identity: Identity;
  readonly name: string;
}

export interface Answers {
  /** Answers in order; the first private one takes the place of the progress that was shown. Throws when it can neither be said nor be said later. */
  private(card: Card): Promise<void>;
  public(card: Card): Promise<void>;
  progress(card: Card): Promise<void>;
  /** Whether progress stands there and waits for its answer. */
  pending(): boolean;
  /** `origin`: where the form was asked for, signed. */
  form(form: Form, origin: string): Promise<void>;
}

const PATIENCE = 15_000;

export function createAnswers(tools: AnswerTools, { key, spot, identity, name }: Venue): Answers {
  const { connector, people, picturesOf, log, keep, inbox } = tools;
  const direct = spot.kind === 'person';
  let shown: string | undefined;
  let told = false;
  let answered = 0;

  const here = threadOf(spot.conversation, spot.root);

  async function post(card: Card): Promise<string> {
    const id = await connector.post(spot, here, messageOf(card, await picturesOf(card)));
    keep(refAt(spot, id), card);
    return id;
  }

  /** Into the private conversation; whoever asked in a channel is told there that the answer is not there. */
  async function whisper(message: JsonObject, card: Card | undefined, locale: Locale): Promise<void> {
    try {
      const place = await people.direct(identity);
      const id = await connector.post(place, place.conversation, message);
      if (card) keep({ tenant: place.tenant, channel: place.conversation, id }, card);
    } catch (error) {
      if (!(error instanceof PlatformError) || error.fault !== 'refused') throw error;
      log.warn(cause(error), 'a private answer cannot be given: the person is told so');
      if (!told) await post(sentence(WORDS[locale].cannotWriteTo(name), locale));
      told = true;
      return;
    }
    if (!told) await post(sentence(WORDS[locale].inPrivateTo(name), locale));
    told = true;
  }

  async function toPerson(card: Card): Promise<void> {
    if (!direct) return whisper(messageOf(card, await picturesOf(card)), card, card.locale);
    if (shown === undefined) return void (await post(card));
    const id = shown;
    shown = undefined;
    await connector.update(spot, here, id, { ...messageOf(card, await picturesOf(card)), id });
    keep(refAt(spot, id), card);
  }

  async function attempt(work: () => Promise<void>): Promise<void> {
    try {
      await patiently(work);
    } catch (error) {
      log.warn(cause(error), 'what is shown meanwhile did not reach Teams');
    }
  }

  /** What is not taken now is said by the outbox, once, however often the deed is done again. */
  async function surely(card: Card, to: string | undefined, work: () => Promise<void>): Promise<void> {
    const answer = `answer:${key}:${answered++}`;
    try {
      await patiently(work);
    } catch (error) {
      log.warn(cause(error), 'an answer did not reach Teams: it is said later');
      if (!(await inbox.sayLater(identity, answer, card, to))) log.error({ answer }, 'an answer reached nobody: the person is not known');
    }
  }

  return {
    private: (card) => surely(card, undefined, () => toPerson(card)),
    public: (card) => surely(card, direct ? undefined : spot.conversation, async () => void (await post(card))),
    progress: (card) =>
      attempt(async () => {
        if (!direct) return;
        if (shown === undefined) shown = await post(card);
        else await connector.update(spot, here, shown, { ...messageOf(card, await picturesOf(card)), id: shown });
      }),
    pending: () => shown !== undefined,
    form: (form, origin) =>
      surely(sentence(WORDS[form.locale].badForm, form.locale), undefined, async () => {
        const message = carrying(formCard(form, { own: true, ...(direct ? {} : { origin }) }), form.title);
        if (direct) await connector.post(spot, here, message);
        else await whisper(message, undefined, form.locale);
      }),
  };
}

/** Once more after the wait that Teams asks for, when a person can be expected to wait so long. What may have arrived is not said twice. */
async function patiently(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const again = error instanceof PlatformError && (error.fault === 'rate-limited' || error.fault === 'retry');
    const wait = (error instanceof PlatformError ? error.retryAfter : undefined) ?? 1_000;
    if (!again || wait > PATIENCE) throw error;
    await sleep(wait);
    await work();
  }
}
