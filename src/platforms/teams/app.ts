/** Microsoft Teams as one platform of the bot: activities proved and acknowledged, people heard, answers given, the outbox's gateway, pictures, and an orderly end. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Card } from '../../core/desk/card.ts';
import type { Log } from '../../core/desk/core.ts';
import type { OnGone, Receive } from '../../core/desk/inbound.ts';
import { type Inbox, type KeptDeed, Undoable } from '../../core/desk/inbox.ts';
import type { Gateway } from '../../core/desk/outbox.ts';
import type { Identity, PostedRef } from '../../core/desk/places.ts';
import type { Clock } from '../../core/desk/store.ts';
import type { Locale } from '../../core/kernel/locale.ts';
import { cause } from '../log.ts';
import { ACTIVITY, type Activity, type Spot, spotOf } from './activity.ts';
import { type Auth, type Credentials, createAuth } from './auth.ts';
import { createConnector } from './connector.ts';
import { type Contacts, createContacts } from './contacts.ts';
import { createExtension, fromDialog } from './extension.ts';
import { sharedFiles } from './files.ts';
import { createGateway } from './gateway.ts';
import { fromChange, fromMessage, type Incoming, identityOf, keyOf, nameOf } from './inbound.ts';
import { createPresses, fromPress } from './invoke.ts';
import { INVOKE_WAIT, MAX_BODY } from './limits.ts';
import type { TeamsMemory } from './memory.ts';
import { createPace } from './pace.ts';
import { createPeople } from './people.ts';
import { createPictures, type Paint } from './pictures.ts';
import type { InvokeAnswer } from './render.ts';
import { createSigner } from './secrets.ts';
import { createTalk } from './talk.ts';

export interface TeamsConfig extends Credentials {
  /** Where Teams's clients reach this server from outside, for the pictures of charts. */
  readonly publicUrl?: string | undefined;
}

export interface TeamsOptions extends TeamsConfig {
  readonly memory: TeamsMemory;
  readonly paint: Paint;
  readonly clock: Clock;
  readonly locale: Locale;
  /** The card at a place as it stands by now, when the outbox put it there. */
  readonly current: (ref: PostedRef) => Promise<Card | undefined>;
  /** Whether plain words are a command. */
  readonly means: (words: string) => boolean;
  /** Whether the identity belongs to somebody who may see amounts. */
  readonly mayRead: (identity: Identity) => Promise<boolean>;
  readonly gone?: OnGone;
  /** Ms after which a press is answered with a word to wait. */
  readonly invokeWait?: number;
}

export interface Teams {
  readonly gateway: Gateway;
  /** Answers `POST /api/messages` and the pictures' addresses; false for a path that is not ours. Never rejects. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>;
  /** Takes nothing new; what is in hand is the inbox's. Harmless twice. */
  stop(): Promise<void>;
}

const ENDPOINT = '/api/messages';
/** Ms to say whether something is ours. */
const OURS_WAIT = 800;
/** Cards of direct answers that can be pressed; those of the outbox are in the database. */
const KEPT = 500;

export function createTeams(options: TeamsOptions, receive: Receive, log: Log, inbox: Inbox): Teams {
  const { appId, memory, clock, paint, publicUrl, openIdUrl } = options;
  const auth = createAuth(options);
  const secret = options.password ?? options.certificate ?? appId;
  const now = (): number => clock.now();
  const connector = createConnector(auth, createPace());
  const contacts = createContacts(memory, connector, now);
  const people = createPeople({ appId, connector, contacts, now: Date.now });
  const pictures = createPictures({ publicUrl, secret, memory, paint, log, now });
  const { picturesOf } = pictures;
  const work = createWork(log);
  let closed = false;
  const shown = new Map<string, Card>();
  const tools = {
    connector,
    people,
    picturesOf,
    log,
    receive,
    inbox,
    signer: createSigner(secret, 'forms'),
    locale: options.locale,
    mayRead: options.mayRead,
    keep(ref: PostedRef, card: Card) {
      shown.set(`${ref.channel} ${ref.id}`, card);
      for (const oldest of shown.keys()) if (shown.size > KEPT) shown.delete(oldest);
    },
    current: async (ref: PostedRef) => (await options.current(ref)) ?? shown.get(`${ref.channel} ${ref.id}`),
  };
  const talk = createTalk(tools);
  const presses = createPresses(tools, talk, work.run, promptly);
  const extension = createExtension(tools, talk, contacts, work.run, promptly);
  const filesOf = (activity: Activity) => sharedFiles(activity, openIdUrl !== undefined);
  const knows = async (thread: PostedRef): Promise<boolean> => (await options.current(thread)) !== undefined;

  const heardIn = async (activity: Activity, spot: Spot): Promise<Incoming | undefined> =>
    activity.type === 'message' ? fromMessage(activity, spot, { filesOf, knows, means: options.means }) : fromChange(activity, spot);

  function keep(key: string, activity: Activity): Promise<KeptDeed | undefined> {
    const identity = identityOf(activity, spotOf(activity));
    return inbox.keep({ key, identity, name: nameOf(activity), what: activity });
  }

  async function promptly(incoming: Incoming, step: (late: () => boolean) => Promise<InvokeAnswer>): Promise<InvokeAnswer | undefined> {
    const began = performance.now();
    const kept = await keep(incoming.key, incoming.activity);
    let late = false;
    const answer =
      kept &&
      new Promise<InvokeAnswer | undefined>((resolve) => {
        kept.go(async () => {
          try {
            resolve(await step(() => late));
          } catch (error) {
            resolve(undefined);
            throw error;
          }
        });
      });
    const left = Math.max(0, (options.invokeWait ?? INVOKE_WAIT) - (performance.now() - began));
    const inTime = await Promise.race([answer, sleep(left, undefined, { ref: false })]);
    late = inTime === undefined;
    return inTime;
  }

  /** What needs no answer on its line. Whether it is ours at all is asked first, when that can be said in time. */
  async function listen(activity: Activity, spot: Spot): Promise<InvokeAnswer> {
    const ours = await Promise.race([heardIn(activity, spot), sleep(OURS_WAIT, 'perhaps' as const, { ref: false })]);
    if (ours === undefined) return { status: 200 };
    const kept = await keep(keyOf(activity, activity.channelData?.eventType ?? activity.type), activity);
    kept?.go(() => hear(activity, spot));
    return { status: 200 };
  }

  async function hear(activity: Activity, spot: Spot, again?: true): Promise<void> {
    await contacts.meet(activity, spot);
    const incoming = await heardIn(activity, spot);
    if (incoming) await talk.converse(again ? { ...incoming, again } : incoming);
  }

  /** Who and what came and went. */
  async function membership(activity: Activity, spot: Spot): Promise<void> {
    await moved(activity, spot, contacts, appId);
    await removed(activity, spot, appId, options.gone);
  }

  async function change(activity: Activity, spot: Spot): Promise<InvokeAnswer> {
    const kept = await keep(keyOf(activity, 'moved'), activity);
    kept?.go(() => membership(activity, spot));
    return { status: 200 };
  }

  async function invoked(activity: Activity, given: Spot): Promise<InvokeAnswer> {
    const spot = (await Promise.race([contacts.trueSpot(activity, given), sleep(OURS_WAIT, undefined, { ref: false })])) ?? given;
    if (activity.name === 'adaptiveCard/action') {
      work.run(contacts.meet(activity, spot));
      return presses.press(activity, spot);
    }
    return (await extension.answer(activity, spot)) ?? { status: 501 };
  }

  /** What was kept and not done to its end: nobody waits on its line any more. */
  inbox.serve('teams', async (deed) => {
    const read = ACTIVITY.safeParse(deed.what);
    if (!read.success) throw new Undoable(`an activity of an unknown shape: ${read.error.message}`);
    const activity = read.data;
    const given = spotOf(activity);
    if (activity.type === 'conversationUpdate' || activity.type === 'installationUpdate') return membership(activity, given);
    if (activity.type !== 'invoke') return hear(activity, given, true);
    const spot = await contacts.trueSpot(activity, given);
    const incoming = activity.name === 'adaptiveCard/action' ? fromPress(activity, spot) : fromDialog(activity, spot);
    if (incoming) await talk.converse({ ...incoming, again: true });
  });

  async function take(activity: Activity): Promise<InvokeAnswer> {
    const spot = spotOf(activity);
    switch (activity.type) {
      case 'message':
      case 'messageUpdate':
      case 'messageDelete':
        return listen(activity, spot);
      case 'conversationUpdate':
      case 'installationUpdate':
        return change(activity, spot);
      case 'invoke':
        return invoked(activity, spot);
      default:
        return { status: 200 };
    }
  }

  const door = createDoor({ auth, tenants: options.tenants, log, take, closed: () => closed });

  return {
    gateway: createGateway({ appId, connector, contacts, people, picturesOf }),
    async handle(request, response) {
      if (await pictures.handle(request, response).catch((error: unknown) => failed(response, error, log))) return true;
      if (request.url?.split('?', 1)[0] !== ENDPOINT) return false;
      await door(request, response).catch((error: unknown) => failed(response, error, log));
      return true;
    },
    async stop() {
      closed = true;
    },
  };
}

function failed(response: ServerResponse, error: unknown, log: Log): true {
  log.error(cause(error), 'a request from Teams failed');
  if (response.headersSent) response.destroy();
  else response.writeHead(500).end();
  return true;
}

interface DoorTools {
  readonly auth: Auth;
  readonly tenants: readonly string[];
  readonly log: Log;
  take(activity: Activity): Promise<InvokeAnswer>;
  closed(): boolean;
}

/** What is let in: an activity of Teams, signed for this bot, from an address of Teams, of a tenant on the list. */
function createDoor({ auth, tenants, log, take, closed }: DoorTools) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const end = (status: number, body?: unknown): void => {
      if (body === undefined) response.writeHead(status).end();
      else response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (request.method !== 'POST') return end(405);
    // The Bot Service tries again later, and finds the next process.
    if (closed()) return end(503);
    const { authorization = '' } = request.headers;
    if (!authorization.startsWith('Bearer ')) return end(401);
    const body = await bodyOf(request);
    if (body === 'too large') return void response.writeHead(413, { connection: 'close' }).end();
    const raw = parse(body);
    if (typeof raw !== 'object' || raw === null || Array.isArray(raw) || !('type' in raw)) return end(400);
    let accepted: boolean;
    try {
      accepted = await auth.accepts(Object.fromEntries(Object.entries(raw)), authorization);
    } catch (error) {
      log.error(cause(error), 'an activity could not be proved');
      return end(503);
    }
    if (!accepted) return end(401);
    const read = ACTIVITY.safeParse(raw);
    if (!read.success) {
      // What is none of ours (a kind that Teams may add) is taken and dropped: an error would only bring it again.
      log.warn({ issues: read.error.issues.map((i) => i.path.join('.')).join(', ') }, 'an activity of an unknown shape is dropped');
      return end(read.error.issues.some((i) => i.path[0] === 'channelId') ? 403 : 200);
    }
    const { tenant, serviceUrl } = spotOf(read.data);
    if (!auth.trusts(serviceUrl) || !tenants.includes(tenant)) {
      log.warn({ tenant, serviceUrl }, 'an activity of a foreign tenant or address is refused (TEAMS_TENANT_ID)');
      return end(403);
    }
    const answer = await take(read.data);
    end(answer.status, answer.body);
  };
}

async function bodyOf(request: IncomingMessage): Promise<string | 'too large'> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MAX_BODY) return 'too large';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** The bot comes and goes, channels appear and vanish, people join and leave. */
async function moved(activity: Activity, spot: Spot, contacts: Contacts, appId: string): Promise<void> {
  const { channelData, membersAdded = [], membersRemoved = [], recipient, action } = activity;
  const isBot = (id: string): boolean => id === recipient.id || id.endsWith(appId);
  const gone = membersRemoved.some((m) => isBot(m.id)) || action?.startsWith('remove');
  const event = channelData?.eventType;
  if (gone && spot.kind === 'channel' && spot.team !== undefined) return contacts.left('team', spot.team);
  if (gone)
    return contacts.left(
      spot.kind === 'chat' ? 'chat' : 'person',
      spot.kind === 'chat' ? spot.conversation : (activity.from.aadObjectId ?? ''),
    );
  if (event === 'channelDeleted' || event === 'teamDeleted' || event === 'teamArchived')
    return contacts.left(
      event === 'channelDeleted' ? 'channel' : 'team',
      event === 'channelDeleted' ? spot.conversation : (spot.team ?? ''),
    );
  for (const { id, aadObjectId } of membersRemoved) if (aadObjectId && !isBot(id)) await contacts.left('person', aadObjectId);
  await contacts.meet(activity, spot);
  const arrived =
    membersAdded.some((m) => isBot(m.id)) || action?.startsWith('add') || event === 'teamRestored' || event === 'teamUnarchived';
  if (arrived && spot.kind === 'channel' && spot.team !== undefined) {
    const { tenant, serviceUrl } = spot;
    const name = channelData?.team?.name ?? '';
    await contacts.joined({
      tenant,
      serviceUrl,
      kind: 'team',
      id: spot.team,
      name,
      team: null,
      conversation: null,
      account: null,
      email: null,
    });
  }
}

/** Whoever was taken out of a team may have left the company. */
async function removed({ membersRemoved = [], recipient }: Activity, { kind, tenant }: Spot, appId: string, gone?: OnGone): Promise<void> {
  if (kind !== 'channel') return;
  for (const { id, aadObjectId } of membersRemoved)
    if (aadObjectId && id !== recipient.id && !id.endsWith(appId)) await gone?.({ platform: 'teams', tenant, userId: aadObjectId });
}

/** What follows an answer and may fail. */
function createWork(log: Log): { run(work: Promise<void>): void } {
  return { run: (work) => void work.catch((error: unknown) => log.error(cause(error), 'what follows an answer failed')) };
}
