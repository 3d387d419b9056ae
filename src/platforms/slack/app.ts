/** Slack as one platform of the bot: requests verified, kept and acknowledged, people heard, answers given, the outbox's gateway, and an orderly end. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  App,
  type BlockAction,
  type ButtonAction,
  HTTPReceiver,
  type MessageShortcut,
  SocketModeReceiver,
  type types,
  type ViewSubmitAction,
  webApi,
} from '@slack/bolt';
import { z } from 'zod';
import type { OnGone, Receive } from '../../core/desk/inbound.ts';
import type { Deed, Inbox, KeptDeed } from '../../core/desk/inbox.ts';
import type { Gateway } from '../../core/desk/outbox.ts';
import type { Identity } from '../../core/desk/places.ts';
import { DomainError } from '../../core/kernel/errors.ts';
import type { Locale } from '../../core/kernel/locale.ts';
import { refusalOf } from './body.ts';
import { translate } from './errors.ts';
import { createFiles } from './files.ts';
import { createGateway } from './gateway.ts';
import {
  fromCommand,
  fromMention,
  fromMessage,
  fromPress,
  fromShortcut,
  fromSubmit,
  type Incoming,
  type MessageFields,
} from './inbound.ts';
import { boltLogger, cause, type Log } from './log.ts';
import { FORM } from './modal.ts';
import { createPace } from './pace.ts';
import { createPeople, type Me, type People } from './people.ts';
import { createPictures, type Paint } from './pictures.ts';
import { PRESS } from './render.ts';
import { createFormAnswer, createTalk, type Talk } from './talk.ts';

export interface SlackConfig {
  /** Bot token (xoxb-…). */
  readonly botToken: string;
  /** With it Slack sends requests to `POST /slack/events`. */
  readonly signingSecret?: string | undefined;
  /** With it (xapp-…) requests come through a socket, and no address is needed. */
  readonly appToken?: string | undefined;
  /** Slack's Web API; another address for a local counterpart. */
  readonly apiUrl?: string | undefined;
  readonly paint: Paint;
  /** How charts are shown: uploaded files by default; by address for a counterpart on this machine, which draws nothing else. */
  readonly pictures?: 'file' | 'url' | undefined;
  /** For words before Slack has said what a person reads. */
  readonly locale?: Locale | undefined;
  readonly gone?: OnGone | undefined;
  /** Ms between two messages in one channel; Slack allows about one a second. */
  readonly spacing?: number | undefined;
}

export interface Slack {
  readonly gateway: Gateway;
  /** Proves the token and, in socket mode, connects. Throws a PlatformError that says what an administrator must do. */
  start(): Promise<void>;
  /** Takes nothing new and disconnects; what is in hand is the inbox's. Harmless twice. */
  stop(): Promise<void>;
  /** Answers `POST /slack/events` in HTTP mode; undefined in socket mode. False for a path that is not Slack's. */
  readonly handle?: Handle;
}

export type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

const API = 'https://slack.com/api/';
const ENDPOINT = '/slack/events';
const API_TIMEOUT = 15_000;
/** Bolt refuses requests older than five minutes, but none from the future; a minute is left for clocks that differ. */
const CLOCK_DIFFERENCE = 60_000;
/** For forms that Slack still waits for. */
const ACKNOWLEDGE = 2500;

export function createSlack(config: SlackConfig, receive: Receive, log: Log, inbox: Inbox): Slack {
  const apiUrl = config.apiUrl ?? API;
  const logger = boltLogger(log);
  // The outbox alone tries again: a client that does so by itself can double a post whose answer was lost.
  const web = new webApi.WebClient(config.botToken, {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: API_TIMEOUT,
    logger,
  });
  const people = createPeople(web);
  const pace = createPace(config.spacing);
  const picturesOf = createPictures(web, config.paint, log, { by: config.pictures ?? (isThisMachine(apiUrl) ? 'url' : 'file') });
  const files = createFiles(web, config.botToken, apiUrl);
  const locale = config.locale ?? 'fr';
  const talk = createTalk({ web, people, picturesOf, pace, log, receive, files, inbox, locale });
  const unanswered = new Set<Promise<void>>();
  const line = config.appToken ? socketLine(config.appToken, apiUrl, logger) : httpLine(config.signingSecret, logger, log);

  const app = new App({
    receiver: line.receiver,
    // Nothing is asked of Slack before a request is acknowledged.
    authorize: async () => ({ botToken: config.botToken }),
    ignoreSelf: false,
    convoStore: false,
    logger,
    clientOptions: { slackApiUrl: apiUrl, logger },
  });
  app.error(async (error) => {
    log.error(cause(error), 'Bolt could not handle a request');
    // What was not kept is not acknowledged: the person sees that nothing happened.
    throw error;
  });
  const gone: OnGone = async (identity) => config.gone?.(identity);
  inbox.serve('slack', (deed) => (deed.what === LEFT ? gone(deed.identity) : talk.again(deed)));
  listen(app, { talk, people, inbox, unanswered, locale, gone });

  return {
    gateway: createGateway(web, people, picturesOf, pace, files),
    ...(line.handle ? { handle: line.handle } : {}),
    async start() {
      await people.me();
      await line.connect().catch((error: unknown) => {
        throw translate(error, 'socket mode (SLACK_APP_TOKEN, xapp-…)', 'ask');
      });
    },
    async stop() {
      // A socket that is closed can no longer acknowledge a form.
      await settle(unanswered, ACKNOWLEDGE);
      await line.close();
    },
  };
}

/** How requests come in. */
interface Line {
  readonly receiver: HTTPReceiver | SocketModeReceiver;
  readonly handle?: Handle;
  connect(): Promise<unknown>;
  close(): Promise<unknown>;
}

function socketLine(appToken: string, apiUrl: string, logger: ReturnType<typeof boltLogger>): Line {
  const receiver = new SocketModeReceiver({ appToken, logger, installerOptions: { clientOptions: { slackApiUrl: apiUrl } } });
  let connected = false;
  return {
    receiver,
    async connect() {
      await receiver.start();
      connected = true;
    },
    async close() {
      if (connected) await receiver.stop();
      connected = false;
    },
  };
}

/** Bolt's receiver without its server: the product has one server of its own, which hands us the requests. */
function httpLine(signingSecret: string | undefined, logger: ReturnType<typeof boltLogger>, log: Log): Line {
  if (!signingSecret) throw new DomainError('bad-config', 'Slack: set SLACK_SIGNING_SECRET (HTTP) or SLACK_APP_TOKEN (socket mode).');
  const receiver = new HTTPReceiver({
    ...{ signingSecret, endpoints: ENDPOINT, logger },
    // It fails on what it cannot read. What could not be kept is our fault: Slack sends events again, and shows a person that nothing happened.
    async processEventErrorHandler({ error, response }) {
      const unkept = error instanceof NotKept || ('original' in error && error.original instanceof NotKept);
      if (!unkept) log.warn(cause(error), 'Bolt cannot read a request at Slack’s address');
      if (!response.headersSent) response.writeHead(unkept ? 500 : 400).end();
      return true;
    },
  });
  let closed = false;
  const refusal = (request: IncomingMessage): number | undefined => {
    if (request.method !== 'POST') return 405;
    // Slack tries again later, and finds the next process.
    if (closed) return 503;
    // A missing or unreadable time is refused with the signature.
    if (!(Number(request.headers['x-slack-request-timestamp']) * 1000 > Date.now() + CLOCK_DIFFERENCE)) return undefined;
    log.warn({}, 'a request at Slack’s address carries a time in the future: it is refused (check the clock of this machine)');
    return 401;
  };
  const handle: Handle = async (request, response) => {
    if (request.url?.split('?', 1)[0] !== ENDPOINT) return false;
    const status = refusal(request) ?? (await refusalOf(request, signingSecret, log));
    // What is left of its body is not read.
    if (status) response.writeHead(status, { connection: 'close' }).end();
    else receiver.requestListener(request, response);
    return true;
  };
  return {
    receiver,
    handle,
    connect: async () => {},
    close: async () => {
      closed = true;
    },
  };
}

/** Waits until the set is empty, at most so many ms. */
async function settle(work: ReadonlySet<Promise<void>>, limit: number): Promise<void> {
  const end = Date.now() + limit;
  while (work.size > 0 && Date.now() < end)
    await Promise.race([Promise.allSettled(work), sleep(end - Date.now(), undefined, { ref: false })]);
}

interface Ears {
  readonly talk: Talk;
  readonly people: People;
  readonly inbox: Inbox;
  /** Slack still waits for the acknowledgement of a form. */
  readonly unanswered: Set<Promise<void>>;
  readonly locale: Locale;
  readonly gone: OnGone;
}

/** Bolt's listeners: keep, acknowledge, then talk. */
function listen(app: App, { talk, people, inbox, unanswered, locale, gone }: Ears): void {
  const keep = (deed: Omit<Deed, 'at'>): Promise<KeptDeed | undefined> =>
    inbox.keep(deed).catch((error: unknown) => {
      throw new NotKept('neither the database nor the disk takes what somebody did', { cause: error });
    });
  const take = async (deed: Omit<Deed, 'at'>, ack: () => Promise<void>, work: () => Promise<void>): Promise<void> => {
    const kept = await keep(deed);
    // What is kept is done, whether or not Slack hears of it.
    await ack().finally(() => kept?.go(work));
  };
  const hear = (incoming: Incoming | undefined, ack: () => Promise<void>): Promise<void> =>
    incoming ? take(deedOf(incoming), ack, () => talk.converse(incoming)) : ack();

  app.command(/.*/, async ({ ack, command }) => hear(fromCommand(command, await people.me()), ack));
  app.action<BlockAction<ButtonAction>>(PRESS, async ({ ack, body }) => hear(fromPress(body, await people.me()), ack));
  // Whatever else is touched in a form answers nothing until it is submitted.
  app.action(/^(?!press:)/, async ({ ack }) => ack());
  app.shortcut<MessageShortcut>({ type: 'message_action' }, async ({ ack, shortcut }) =>
    hear(fromShortcut(shortcut, await people.me()), ack),
  );
  app.view<ViewSubmitAction>(FORM, async ({ ack, body, view }) => {
    const began = Date.now();
    const incoming = fromSubmit(body, await people.me());
    const kept = incoming && (await keep(deedOf(incoming)));
    if (!incoming || !kept) return ack();
    const answered = new Promise<void>((resolve) => {
      const answer = createFormAnswer(async (response) => ack(response).finally(resolve), began, locale);
      kept.go(() => talk.submit(incoming, view, answer).finally(resolve));
    });
    unanswered.add(answered);
    answered.finally(() => unanswered.delete(answered));
  });
  // Bolt acknowledges events before it tells anybody of them: they are taken on the way to it.
  const others = app.processEvent.bind(app);
  app.processEvent = async (request) => {
    const told = EVENT.safeParse(request.body).data;
    const ack = async (): Promise<void> => request.ack();
    if (!told) return others(request);
    if (told.event.type !== 'user_change') return hear(heard(told.event, told.event_id, await people.me()), ack);
    // The Events API tells every change of somebody's profile; this one was deactivated.
    const identity: Identity = { platform: 'slack', tenant: (await people.me()).teamId, userId: told.event.user.id };
    await take({ key: `slack:event:${told.event_id}`, identity, name: LEFT, what: LEFT }, ack, () => gone(identity));
  };
}

/** What is kept of somebody who is no member any more. */
const LEFT = 'left';

function deedOf(incoming: Incoming): Omit<Deed, 'at'> {
  const { key, tenant, userId, name } = incoming;
  return { key, identity: { platform: 'slack', tenant, userId }, name, what: incoming };
}

class NotKept extends Error {}

const WORDS = z.looseObject({ type: z.enum(['app_mention', 'message']) });
const EVENT = z.object({
  type: z.literal('event_callback'),
  event_id: z.string(),
  event: z.union([WORDS, z.object({ type: z.literal('user_change'), user: z.object({ id: z.string(), deleted: z.literal(true) }) })]),
});

/** The shapes of events are Slack's own (docs.slack.dev, reference/events); they come signed. */
function heard(event: z.infer<typeof WORDS>, id: string, me: Me): Incoming | undefined {
  const told: unknown = event;
  return event.type === 'message' ? fromMessage(told as MessageFields, id, me) : fromMention(told as types.AppMentionEvent, id, me);
}

function isThisMachine(url: string): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);
}
