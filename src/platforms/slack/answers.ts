/** Direct answers: to one person (ephemeral, or plainly in the conversation with the bot) or to everyone in the channel. What Slack does not take on the spot is said later, by the outbox. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { webApi } from '@slack/bolt';
import { type Card, sentence } from '../../core/desk/card.ts';
import type { Inbox } from '../../core/desk/inbox.ts';
import { PlatformError } from '../../core/desk/outbox.ts';
import type { Identity } from '../../core/desk/places.ts';
import { translate } from './errors.ts';
import { NO_EXTRAS } from './gateway.ts';
import { cause, type Log } from './log.ts';
import type { Pace } from './pace.ts';
import type { PicturesOf } from './pictures.ts';
import { renderCard, type SlackMessage } from './render.ts';
import { WORDS } from './words.ts';

/** Where answers to one event go. */
export interface Venue {
  /** The event's. */
  readonly key: string;
  readonly identity: Identity;
  readonly channel: string;
  readonly direct: boolean;
  readonly thread?: string | undefined;
  /** Slack's address for answers to this interaction: five of them within half an hour, even where the bot is no member. */
  readonly responseUrl?: string | undefined;
}

export interface Answers {
  /** Answers in order; the first private one takes the place of the progress that was shown. Throws when it can neither be said nor be said later. */
  readonly private: (card: Card) => Promise<void>;
  readonly public: (card: Card) => Promise<void>;
  readonly progress: (card: Card) => Promise<void>;
}

export interface AnswerTools {
  readonly web: webApi.WebClient;
  readonly picturesOf: PicturesOf;
  readonly pace: Pace;
  readonly log: Log;
  readonly inbox: Pick<Inbox, 'sayLater'>;
}

const RESPONSE_TIMEOUT = 10_000;
const PATIENCE = 15_000;

export function createAnswers({ web, picturesOf, pace, log, inbox }: AnswerTools, venue: Venue): Answers {
  const { channel, identity } = venue;
  const thread = venue.thread ? { thread_ts: venue.thread } : {};
  let shown: string | undefined;
  let ephemeralProgress = false;
  let answered = 0;

  async function draw(card: Card): Promise<SlackMessage> {
    // An answer leaves even when its pictures do not: the charts are then told in words.
    const pictures = await picturesOf(card).catch((error: unknown) => {
      log.warn(cause(error), 'an answer leaves without its picture');
      return undefined;
    });
    return renderCard(card, pictures);
  }

  function post(message: SlackMessage): Promise<webApi.ChatPostMessageResponse> {
    return pace.run(channel, () =>
      web.chat.postMessage({ channel, ...message, ...thread, mrkdwn: false, ...NO_EXTRAS }).catch((error: unknown) => {
        throw translate(error, `answer in ${channel}`, 'post');
      }),
    );
  }

  async function whisper(message: SlackMessage): Promise<void> {
    if (venue.responseUrl && (await respond(venue.responseUrl, message, log))) return;
    await web.chat
      .postEphemeral({ channel, user: identity.userId, ...message, ...thread, parse: 'none', link_names: false })
      .catch((error: unknown) => {
        throw translate(error, `private answer in ${channel}`, 'post');
      });
  }

  async function toPerson(card: Card): Promise<void> {
    const message = await draw(card);
    if (!venue.direct) return whisper(message);
    if (shown) {
      const ts = shown;
      shown = undefined;
      await web.chat.update({ channel, ts, ...message, parse: 'none', link_names: false });
      return;
    }
    await post(message);
  }

  /** What is not taken now is said by the outbox, once, however often the deed is done again. */
  async function surely(card: Card, to: string | undefined, work: () => Promise<void>): Promise<void> {
    const key = `answer:${venue.key}:${answered++}`;
    try {
      await patiently(work);
    } catch (error) {
      log.warn(cause(translate(error, `answer in ${channel}`, 'post')), 'an answer did not reach Slack: it is said later');
      if (!(await inbox.sayLater(identity, key, card, to))) log.error({ key }, 'an answer reached nobody: the person is not known');
    }
  }

  return {
    private: (card) => surely(card, undefined, () => toPerson(card)),
    public: (card) =>
      surely(card, channel, async () => {
        try {
          await post(await draw(card));
        } catch (error) {
          if (!(error instanceof PlatformError) || error.fault !== 'refused') throw error;
          log.warn(cause(error), 'Slack refuses a public answer: the person is told');
          await toPerson(sentence(WORDS[card.locale].cannotPostHere, card.locale));
        }
      }),
    async progress(card) {
      try {
        if (venue.direct && shown) {
          await web.chat.update({ channel, ts: shown, ...(await draw(card)), parse: 'none', link_names: false });
        } else if (venue.direct) {
          shown = (await post(await draw(card))).ts;
        } else if (!ephemeralProgress) {
          // What one person alone sees cannot be changed afterwards: the first state is enough.
          ephemeralProgress = true;
          await whisper(await draw(card));
        }
      } catch (error) {
        log.warn(cause(translate(error, `progress in ${channel}`, 'post')), 'progress was not shown');
      }
    },
  };
}

/** Once more after the wait that Slack asks for, when a person can be expected to wait so long. */
async function patiently(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const fault = translate(error, 'answer', 'post');
    if (fault.fault !== 'rate-limited' || (fault.retryAfter ?? 0) > PATIENCE) throw fault;
    await sleep(fault.retryAfter ?? 0);
    await work();
  }
}

/** False when Slack did not take it: the address may be used up or too old. */
async function respond(url: string, message: SlackMessage, log: Log): Promise<boolean> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, ...message }),
      redirect: 'error',
      signal: AbortSignal.timeout(RESPONSE_TIMEOUT),
    });
    if (answer.ok) return true;
    log.warn({ status: answer.status, body: (await answer.text()).slice(0, 200) }, 'Slack refuses an answer at its response address');
  } catch (error) {
    const fault = translate(error, 'answer at the response address', 'post');
    log.warn(cause(fault), 'the response address gives no answer');
    // Perhaps it arrived: rather twice than never.
  }
  return false;
}
