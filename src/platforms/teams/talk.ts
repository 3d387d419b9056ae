/** One conversation turn: who it is, what the core answers, and the answers back to Teams. */
import { z } from 'zod';
import { type Card, sentence } from '../../core/desk/card.ts';
import type { InboundEvent, Receive, Reply, Where } from '../../core/desk/inbound.ts';
import type { Identity, PostedRef } from '../../core/desk/places.ts';
import type { Locale } from '../../core/kernel/locale.ts';
import { cause } from '../log.ts';
import type { Spot } from './activity.ts';
import { type Answers, type AnswerTools, createAnswers } from './answers.ts';
import { type Incoming, localeOf, threadRef } from './inbound.ts';
import type { Signer } from './secrets.ts';
import { WORDS } from './words.ts';

export interface TalkTools extends AnswerTools {
  readonly receive: Receive;
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
  /** Asks Teams who it is. Undefined, after a word to the person, when Teams does not say. */
  begin(incoming: Incoming, origin?: string): Promise<Turn | undefined>;
  /** Never throws: a fault of the core is an answer. */
  hear(turn: Turn, progress?: (card: Card) => Promise<void>): Promise<readonly Reply[]>;
  /** Says what is left to say. */
  deliver(turn: Turn, incoming: Incoming, replies: readonly Reply[]): Promise<void>;
  /** The whole of it, for a message that needs no answer on its line. Never throws. */
  converse(incoming: Incoming): Promise<void>;
  originOf(incoming: Incoming): string;
}

export function createTalk(tools: TalkTools): Talk {
  const { people, receive, log, signer } = tools;

  async function begin(incoming: Incoming, origin?: string): Promise<Turn | undefined> {
    const { activity, happening } = incoming;
    const from = origin === undefined ? undefined : readOrigin(origin, activity.from.aadObjectId);
    const spot: Spot = from?.spot ?? incoming.spot;
    const identity: Identity = { platform: 'teams', tenant: incoming.spot.tenant, userId: activity.from.aadObjectId ?? activity.from.id };
    const locale = localeOf(activity);
    const answers = createAnswers(tools, { spot, identity, name: activity.from.name ?? '' });
    try {
      const speaker = await people.speaker(activity, incoming.spot).catch((error: unknown) => {
        // Words said in a case's room must not get lost; without a look the speaker counts as a stranger.
        if (happening.type !== 'reply') throw error;
        log.warn(cause(error), 'Teams does not say who replied');
        return { email: undefined, outsider: true };
      });
      const event: InboundEvent = {
        key: incoming.key,
        identity,
        email: async () => speaker.email,
        locale,
        outsider: speaker.outsider,
        where: from?.where ?? whereOf(spot),
        happening,
      };
      return { event, locale: locale ?? tools.locale, answers };
    } catch (error) {
      log.error({ ...cause(error), key: incoming.key }, 'Teams does not say who someone is');
      return undefined;
    }
  }

  async function hear(turn: Turn, progress?: (card: Card) => Promise<void>): Promise<readonly Reply[]> {
    try {
      return await receive(turn.event, progress ?? turn.answers.progress);
    } catch (error) {
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
    const turn = await begin(incoming);
    if (turn) return deliver(turn, incoming, await hear(turn));
    const { activity, spot } = incoming;
    const identity: Identity = { platform: 'teams', tenant: spot.tenant, userId: activity.from.aadObjectId ?? activity.from.id };
    const locale = localeOf(activity) ?? tools.locale;
    const answers = createAnswers(tools, { spot, identity, name: activity.from.name ?? '' });
    await answers.private(sentence(WORDS[locale].teamsFault, locale));
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
    converse: (incoming) =>
      converse(incoming).catch((error: unknown) => log.error({ ...cause(error), key: incoming.key }, 'a conversation broke')),
    originOf,
  };
}

function whereOf(spot: Spot): Where {
  const thread = threadRef(spot);
  return { channel: spot.conversation, direct: spot.kind === 'person', ...(thread ? { thread } : {}) };
}
