/** One conversation turn: who it is, what the core answers, and the answers back to Teams. */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type Card, sentence } from '../../core/desk/card.ts';
import type { InboundEvent, Receive, Reply, Where } from '../../core/desk/inbound.ts';
import { type Inbox, isForLater } from '../../core/desk/inbox.ts';
import type { Identity, PostedRef } from '../../core/desk/places.ts';
import type { Locale } from '../../core/kernel/locale.ts';
import { cause } from '../log.ts';
import type { Spot } from './activity.ts';
import { type Answers, type AnswerTools, createAnswers } from './answers.ts';
import { type Incoming, identityOf, localeOf, threadRef } from './inbound.ts';
import type { Signer } from './secrets.ts';
import { WORDS } from './words.ts';

/** Ms. */
const KNOWN_WAIT = 700;

export interface TalkTools extends AnswerTools {
  readonly receive: Receive;
  readonly inbox: Pick<Inbox, 'sayLater' | 'knows'>;
  readonly signer: Signer;
  /** For words before anybody has said what the person reads. */
  readonly locale: Locale;
  /** The card at a place as it stands by now; undefined when it is not known. */
  current(ref: PostedRef): Promise<Card | undefined>;
  /** Whether the person may see amounts. */
  mayRead(identity: Identity): Promise<boolean>;
}

export interface Turn {
  readonly event: InboundEvent;
  readonly locale: Locale;
  readonly answers: Answers;
}

/** Where a form was asked for: it comes back from the outside, so it is signed for the one who asked. */
const ORIGIN = z.object({
  channel: z.string(),
  direct: z.boolean(),
  thread: z.object({ tenant: z.string(), channel: z.string(), id: z.string() }).optional(),
  // The place as the connector needs it.
  spot: z.object({
    tenant: z.string(),
    serviceUrl: z.string(),
    kind: z.enum(['person', 'chat', 'channel']),
    conversation: z.string(),
    team: z.string().optional(),
    root: z.string().optional(),
  }),
  person: z.string(),
});

export interface Talk {
  /** Who it is: as we know them, else as Teams says. Throws a PlatformError. */
  begin(incoming: Incoming): Promise<Turn>;
  /** A fault of the core is an answer; what passes by itself is thrown. */
  hear(turn: Turn, progress?: (card: Card) => Promise<void>): Promise<readonly Reply[]>;
  /** Says what is left to say. */
  deliver(turn: Turn, incoming: Incoming, replies: readonly Reply[]): Promise<void>;
  /** The whole of it, for what needs no answer on its line. Throws when it is to be tried again; the person was told once that it is kept. */
  converse(incoming: Incoming): Promise<void>;
  originOf(incoming: Incoming): string;
}

export function createTalk(tools: TalkTools): Talk {
  const { people, receive, log, signer, inbox } = tools;

  function answersTo({ key, activity, spot }: Incoming, at: Spot = spot): Answers {
    return createAnswers(tools, { key, spot: at, identity: identityOf(activity, spot), name: activity.from.name ?? '' });
  }

  async function begin(incoming: Incoming): Promise<Turn> {
    const { activity, happening, origin, again = false } = incoming;
    const from = origin === undefined ? undefined : readOrigin(origin, activity.from.aadObjectId);
    const spot: Spot = from?.spot ?? incoming.spot;
    const identity = identityOf(activity, incoming.spot);
    const locale = localeOf(activity);
    const asked = people.speaker(activity, incoming.spot);
    // Of somebody whom we know, Teams is only asked whether they are a guest by now.
    const known = await inbox.knows(identity);
    const inTime = sleep(KNOWN_WAIT, undefined, { ref: false });
    const speaker = known ? await Promise.race([asked.catch(() => undefined), inTime]) : await asked;
    const event: InboundEvent = {
      key: incoming.key,
      identity,
      email: async () => speaker?.email,
      locale,
      outsider: speaker?.outsider ?? false,
      where: from?.where ?? whereOf(spot),
      happening,
      again,
    };
    return { event, locale: locale ?? tools.locale, answers: answersTo(incoming, spot) };
  }

  async function hear(turn: Turn, progress?: (card: Card) => Promise<void>): Promise<readonly Reply[]> {
    try {
      return await receive(turn.event, progress ?? turn.answers.progress);
    } catch (error) {
      if (isForLater(error)) throw error;
      log.error({ ...cause(error), key: turn.event.key }, 'the core threw');
      return [{ type: 'private', card: sentence(WORDS[turn.locale].ourFault, turn.locale) }];
    }
  }

  async function deliver(turn: Turn, incoming: Incoming, replies: readonly Reply[]): Promise<void> {
    const { answers, locale } = turn;
    for (const reply of replies) {
      switch (reply.type) {
        case 'private':
          await answers.private(reply.card);
          break;
        case 'public':
          await answers.public(reply.card);
          break;
        case 'form':
          await answers.form(reply.form, originOf(incoming));
          break;
        case 'form-errors':
          await answers.private(sentence(Object.values(reply.errors).join(' '), locale));
          break;
        default:
          reply satisfies never;
      }
    }
  }

  async function converse(incoming: Incoming): Promise<void> {
    const words = WORDS[localeOf(incoming.activity) ?? tools.locale];
    const say = (sentenceOf: string): Promise<void> =>
      answersTo(incoming).progress(sentence(sentenceOf, localeOf(incoming.activity) ?? tools.locale));
    try {
      const turn = await begin(incoming);
      await deliver(turn, incoming, await hear(turn));
    } catch (error) {
      if (!isForLater(error)) {
        log.error({ ...cause(error), key: incoming.key }, 'Teams does not say who someone is');
        return answersTo(incoming).private(sentence(words.teamsFault, localeOf(incoming.activity) ?? tools.locale));
      }
      if (!incoming.again) await say(words.wait);
      throw error;
    }
  }

  function originOf({ activity, spot }: Incoming): string {
    const text = JSON.stringify({ ...whereOf(spot), spot, person: activity.from.aadObjectId ?? '' });
    return `${Buffer.from(text).toString('base64url')}.${signer.sign(text)}`;
  }

  /** Undefined when it is not ours, or was given to somebody else: the form then counts where it was sent from. */
  function readOrigin(origin: string, person: string | undefined): { readonly where: Where; readonly spot: Spot } | undefined {
    const [encoded = '', signature = ''] = origin.split('.');
    const text = Buffer.from(encoded, 'base64url').toString();
    if (!signer.verifies(text, signature)) return undefined;
    const { spot, thread, person: asked, channel, direct } = ORIGIN.parse(JSON.parse(text));
    if (asked !== person) return undefined;
    return { where: { channel, direct, ...(thread ? { thread } : {}) }, spot: { ...spot, team: spot.team, root: spot.root } };
  }

  return {
    begin,
    hear,
    deliver,
    converse,
    originOf,
  };
}

function whereOf(spot: Spot): Where {
  const thread = threadRef(spot);
  return { channel: spot.conversation, direct: spot.kind === 'person', ...(thread ? { thread } : {}) };
}
