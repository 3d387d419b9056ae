/** Microsoft's own Teams test client, and between it and the bot a stand-in for the Bot Service: it signs what people do with a key of its own, and sees (or breaks) what the bot sends. */
import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import jwt from 'jsonwebtoken';
import { stringify } from 'yaml';
import { answers, until } from './patience.ts';
import { freePort } from './ports.ts';

// biome-ignore lint/suspicious/noExplicitAny: a card, or an answer, of any shape
export type Any = any;

export const APP_ID = '22222222-2222-2222-2222-222222222222';
export const TENANT = '11111111-1111-1111-1111-111111111111';
export const ISSUER = 'https://api.botframework.com';
export const OPS = 'channel-ops-id';
/** The team's general channel has the team's own id. */
export const GENERAL = 'team-id';
export const GROUP = 'group-chat-id';
const PERSONAL = 'personal-chat-id';

export interface TeamsUser {
  readonly id: string;
  readonly name: string;
  readonly object: string;
  readonly email: string;
}

const user = (first: string, last: string, n: number): TeamsUser => ({
  id: `user-${first.toLowerCase()}`,
  name: `${first} ${last}`,
  object: `44444444-4444-4444-4444-44444444444${n}`,
  email: `${first.toLowerCase()}@example.com`,
});

/** Alice is whom the client's page acts as. The client wants exactly five others. */
export const ALICE = user('Alice', 'Anderson', 0);
export const BOB = user('Bob', 'Brown', 1);
export const CAROL = user('Carol', 'Petit', 2);
export const DORA = user('Dora', 'Maes', 3);
export const EVE = user('Eve', 'Noir', 4);
export const FRANK = user('Frank', 'Weiss', 5);
const EVERYBODY = [ALICE, BOB, CAROL, DORA, EVE, FRANK];

/** A message as it stands in the client, by what the bot sent last. */
export interface SeenActivity {
  readonly id: string;
  readonly conversation: string;
  readonly summary: string;
  readonly card: Any;
  readonly text: string;
}

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly status: number;
}

/** What happens to a call of the bot: an answer instead of the client's, or the client's answer lost. */
export type Fault =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: unknown }
  | 'lose the answer'
  | 'hang up';

export interface Invoked {
  readonly status: number;
  readonly body: Any;
}

export interface TeamsWorld {
  /** The client's page. */
  readonly url: string;
  readonly openIdUrl: string;
  /** What the bot calls as its connector. */
  readonly serviceUrl: string;
  /** Every call of the bot in order, with what it was answered. */
  readonly calls: Sent[];
  /** One for each of the next posts and updates. */
  readonly faults: Fault[];
  /** Replaces rosters: members by conversation. */
  readonly rosters: Map<string, readonly unknown[]>;
  /** Messages of the bot at a conversation (a thread: `channel;messageid=root`), oldest first, as updated. */
  messages(conversation: string): readonly SeenActivity[];
  /** Messages of the bot that open a thread of a channel. */
  openers(channel: string): readonly SeenActivity[];
  /** Polls until there is one. */
  waitFor(conversation: string | (() => string), fits: (message: SeenActivity) => boolean): Promise<SeenActivity>;
  /** A token as the Bot Service signs it; `claims`, `options` and another key make forged ones. */
  token(claims?: object, options?: jwt.SignOptions, key?: 'ours' | 'foreign'): string;
  /** Sends an activity to the bot as the Bot Service does. */
  deliver(activity: object, authorization?: string): Promise<Invoked>;
  /** Words in the private conversation, or in a channel with the bot's mention. */
  say(who: TeamsUser, where: Where, text: string, more?: object): Promise<Invoked>;
  press(who: TeamsUser, where: Where, message: SeenActivity, title: string, inputs?: Record<string, string>): Promise<Invoked>;
  /** Presses on a card that an invoke gave back. */
  pressOn(who: TeamsUser, where: Where, id: string, card: Any, title: string, inputs?: Record<string, string>): Promise<Invoked>;
  invoke(who: TeamsUser, where: Where, name: string, value: unknown, replyToId?: string): Promise<Invoked>;
  /** The private conversation of a user. */
  privateOf(who: TeamsUser): string;
  stop(): Promise<void>;
}

export type Where = 'private' | 'group' | { readonly channel: string; readonly root?: string };

export interface TeamsOptions {
  /** Where the bot listens. */
  readonly botUrl: string;
  /** Without the client: its connector is a small one of our own. For what needs no page. */
  readonly client?: boolean;
  /** The bot is left without any answer. */
  readonly silent?: boolean;
}

export async function startTeams({ botUrl, client = true, silent = false }: TeamsOptions): Promise<TeamsWorld> {
  const keys = { ours: keyPair(), foreign: keyPair() };
  const jwk = { ...keys.ours.publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', alg: 'RS256', endorsements: ['msteams'] };
  const calls: Sent[] = [];
  const faults: Fault[] = [];
  const rosters = new Map<string, readonly unknown[]>();
  const seen: (SeenActivity & { readonly order: number })[] = [];
  const privates = new Map<string, string>();
  let playground: Playground | undefined;
  let ids = 1_795_000_000_000;

  const token: TeamsWorld['token'] = (claims = {}, options = {}, key = 'ours') =>
    jwt.sign({ serviceurl: serviceUrl, ...claims }, keys[key].privateKey, {
      algorithm: 'RS256',
      keyid: 'k1',
      issuer: ISSUER,
      audience: APP_ID,
      expiresIn: 300,
      ...options,
    });

  async function deliver(activity: object, authorization = `Bearer ${token()}`): Promise<Invoked> {
    return asked(`${botUrl}/api/messages`, activity, authorization === '' ? {} : { authorization });
  }

  /** The bot calls its connector: noted, perhaps broken, answered by the client or by ourselves. */
  async function connector(request: IncomingMessage, response: ServerResponse, text: string): Promise<void> {
    const path = decodeURIComponent((request.url ?? '').replace(/^\/_connector/, ''));
    const body = text === '' ? undefined : JSON.parse(text);
    const writes = request.method === 'POST' || request.method === 'PUT';
    const fault = writes && !isOpening(body) ? faults.shift() : undefined;
    if (fault === 'hang up') return void request.socket.destroy();
    if (fault && fault !== 'lose the answer') {
      calls.push({ method: request.method ?? '', path, body, status: fault.status });
      return void response
        .writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers })
        .end(JSON.stringify(fault.body ?? {}));
    }
    const roster = [...rosters].find(([conversation]) => path.startsWith(`/v3/conversations/${conversation}/`));
    const answer =
      roster && request.method === 'GET'
        ? ofRoster(roster[1], path)
        : playground
          ? await forward(playground.url, request, text)
          : stub(path, body, () => String(++ids));
    calls.push({ method: request.method ?? '', path, body, status: answer.status });
    if (answer.status < 300) note(request.method ?? '', path, body, answer.body);
    if (fault === 'lose the answer') return void request.socket.destroy();
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body ?? {}));
  }

  function note(method: string, path: string, body: unknown, answer: unknown): void {
    const given = Object(answer);
    const sent = Object(body);
    if (method === 'POST' && path === '/v3/conversations') {
      if (!sent.activity) return void privates.set(Object(sent.members?.[0]).id, given.id);
      keep(String(given.id), String(given.activityId), sent.activity);
      return;
    }
    const [, conversation = '', id] = /^\/v3\/conversations\/([^/]+)\/activities(?:\/(.+))?$/.exec(path) ?? [];
    if (method === 'POST' && conversation !== '') keep(conversation, String(given.id), body);
    if (method === 'PUT' && id !== undefined) keep(conversation, id, body);
  }

  function keep(conversation: string, id: string, activity: unknown): void {
    const { summary = '', text = '', attachments = [] } = Object(activity);
    const card = attachments[0]?.content;
    const next = { id, conversation, summary, text, card, order: seen.length };
    const i = seen.findIndex((m) => m.id === id);
    if (i >= 0) seen[i] = { ...next, order: seen[i]?.order ?? 0 };
    else seen.push(next);
  }

  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      const json = (body: unknown): void => void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
      if (request.url === '/openid')
        return json({ issuer: ISSUER, jwks_uri: `${base}/keys`, id_token_signing_alg_values_supported: ['RS256'] });
      if (request.url === '/keys') return json({ keys: [jwk] });
      if (silent && request.url?.startsWith('/_connector')) return;
      const work = request.url?.startsWith('/_connector')
        ? connector(request, response, text)
        : fromClient(text).then(
            ({ status, body }) => void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body ?? {})),
          );
      work.catch((error: unknown) => response.writeHead(500).end(String(error)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const serviceUrl = `${base}/_connector/`;

  /** What the client's page does, signed, with ourselves as its connector. */
  const fromClient = async (text: string): Promise<Invoked> =>
    text === '' ? { status: 405, body: {} } : deliver({ ...JSON.parse(text), serviceUrl });

  if (client) playground = await startPlayground(`${base}/api/messages`);

  const privateOf = (who: TeamsUser): string => (who === ALICE && client ? PERSONAL : (privates.get(who.id) ?? `private-${who.id}`));

  function placeOf(who: TeamsUser, where: Where): object {
    const tenant = { tenant: { id: TENANT } };
    const common = { tenantId: TENANT };
    if (where === 'private') return { conversation: { ...common, conversationType: 'personal', id: privateOf(who) }, channelData: tenant };
    if (where === 'group')
      return { conversation: { ...common, conversationType: 'groupChat', isGroup: true, id: GROUP }, channelData: tenant };
    return {
      conversation: { ...common, conversationType: 'channel', isGroup: true, id: `${where.channel};messageid=${where.root ?? '0'}` },
      channelData: { ...tenant, team: { id: 'team-id' }, channel: { id: where.channel } },
    };
  }

  function activity(who: TeamsUser, where: Where, fields: object): object {
    return {
      channelId: 'msteams',
      serviceUrl,
      id: `f:${randomUUID()}`,
      timestamp: new Date().toISOString(),
      from: { id: who.id, name: who.name, aadObjectId: who.object },
      recipient: { id: `28:${APP_ID}`, name: 'Encours' },
      locale: 'fr-FR',
      ...placeOf(who, where),
      ...fields,
    };
  }

  const messages: TeamsWorld['messages'] = (conversation) =>
    seen.filter((m) => m.conversation === conversation).sort((a, b) => a.order - b.order);
  const invoke: TeamsWorld['invoke'] = (who, where, name, value, replyToId) =>
    deliver(activity(who, where, { type: 'invoke', name, value, ...(replyToId === undefined ? {} : { replyToId }) }));
  const pressOn: TeamsWorld['pressOn'] = (who, where, id, card, title, inputs = {}) => {
    const action = actionsOf(card).find((a) => a.title === title);
    if (!action)
      throw new Error(
        `no button ${title} but ${actionsOf(card)
          .map((a) => a.title)
          .join(', ')}`,
      );
    const value = { action: { type: action.type, title, verb: action.verb, data: { ...action.data, ...inputs } }, trigger: 'manual' };
    return invoke(who, where, 'adaptiveCard/action', value, id);
  };

  return {
    url: playground?.url ?? '',
    openIdUrl: `${base}/openid`,
    serviceUrl,
    calls,
    faults,
    rosters,
    messages,
    token,
    deliver,
    invoke,
    pressOn,
    privateOf,
    openers: (channel) => seen.filter((m) => m.conversation === `${channel};messageid=${m.id}`),
    async waitFor(where, fits) {
      const at = (): string => (typeof where === 'string' ? where : where());
      return until(
        () => messages(at()).find(fits),
        () =>
          `not seen in ${at()}: ${messages(at())
            .map((m) => wordsOf(m.card))
            .join('\n---\n')}`,
      );
    },
    say(who, where, text, more = {}) {
      const mention = { type: 'mention', mentioned: { id: `28:${APP_ID}`, name: 'Encours' }, text: '<at>Encours</at>' };
      const said = where === 'private' ? { text } : { text: `<at>Encours</at> ${text}`, entities: [mention] };
      return deliver(activity(who, where, { type: 'message', textFormat: 'plain', ...said, ...more }));
    },
    press: (who, where, message, title, inputs) => pressOn(who, where, message.id, message.card, title, inputs),
    async stop() {
      await playground?.stop();
      await closeServer(server);
    },
  };
}

async function asked(url: string, body: object, headers: Record<string, string> = {}): Promise<Invoked> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

function keyPair() {
  return generateKeyPairSync('rsa', { modulusLength: 2048 });
}

function isOpening(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'members' in body;
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

async function forward(client: string, request: IncomingMessage, text: string): Promise<Answer> {
  const response = await fetch(`${client}${request.url}`, {
    method: request.method ?? 'GET',
    headers: { 'content-type': 'application/json' },
    ...(text === '' ? {} : { body: text }),
  });
  const body = await response.text();
  return { status: response.status, body: body === '' ? {} : JSON.parse(body) };
}

export const memberOf = (who: TeamsUser, more: object = {}): object => ({
  id: who.id,
  name: who.name,
  aadObjectId: who.object,
  email: who.email,
  userPrincipalName: who.email,
  tenantId: TENANT,
  userRole: 'user',
  ...more,
});

function ofRoster(members: readonly unknown[], path: string): Answer {
  const one = /\/members\/(.+)$/.exec(path)?.[1];
  if (one === undefined) return { status: 200, body: { members } };
  const found = members.find((m) => Object(m).id === one);
  return found ? { status: 200, body: found } : { status: 404, body: { error: { code: 'MemberNotFoundInConversation', message: '' } } };
}

/** The few answers of a connector that the bot's own tests need when nobody looks at a page. */
function stub(path: string, body: unknown, newId: () => string): Answer {
  if (/\/(paged)?members/.test(path)) {
    const alone = /private-(user-[a-z]+)/.exec(path)?.[1];
    return ofRoster(
      EVERYBODY.filter((u) => alone === undefined || u.id === alone).map((u) => memberOf(u)),
      path.split('?')[0] ?? '',
    );
  }
  if (path === '/v3/teams/team-id/conversations')
    return { status: 200, body: { conversations: [{ id: GENERAL }, { id: OPS, name: 'Ops' }] } };
  if (path === '/v3/conversations') {
    const { members, channelData } = Object(body);
    if (members) return { status: 201, body: { id: `private-${members[0].id}` } };
    const id = newId();
    return { status: 201, body: { id: `${channelData.channel.id};messageid=${id}`, activityId: id } };
  }
  return { status: 201, body: { id: newId() } };
}

interface Playground {
  readonly url: string;
  stop(): Promise<void>;
}

async function startPlayground(endpoint: string): Promise<Playground> {
  const folder = mkdtempSync(join(tmpdir(), 'encours-teams-'));
  const port = await freePort();
  writeFileSync(join(folder, '.m365agentsplayground.yml'), stringify(worldOf()));
  const cli = join(import.meta.dirname, '../../node_modules/@microsoft/m365agentsplayground/cli.js');
  const log = join(folder, 'server.log');
  const env = {
    ...process.env,
    TEAMSAPPTESTER_BROWSER: 'none',
    M365_AGENTS_PLAYGROUND_CONFIG_PATH: join(folder, '.m365agentsplayground.yml'),
    M365_AGENTS_PLAYGROUND_LOGFILE: log,
  };
  const args = [cli, 'start', '-e', endpoint, '-c', 'msteams', '-p', String(port), '--disable-telemetry'];
  const child = spawn(process.execPath, args, { cwd: folder, env, stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  const fault = (): string => `the Teams test client did not start: ${existsSync(log) ? readFileSync(log, 'utf8').slice(-2000) : ''}`;
  // It has no health line of its own.
  const up = () => {
    if (child.exitCode !== null) throw new Error(fault());
    return answers(`${url}/_internal/v1/config`);
  };
  try {
    await until(up, fault);
  } catch (error) {
    await end(child, folder);
    throw error;
  }
  return { url, stop: () => end(child, folder) };
}

async function end(child: ChildProcess, folder: string): Promise<void> {
  if (child.exitCode === null) {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }
  rmSync(folder, { recursive: true, force: true });
}

function worldOf(): unknown {
  const person = ({ id, name, object, email }: TeamsUser) => {
    const [givenName = '', surname = ''] = name.split(' ');
    return { id, name, userPrincipleName: email, aadObjectId: object, givenName, surname, email };
  };
  const [current, ...others] = EVERYBODY;
  return {
    version: '0.1.1',
    tenantId: TENANT,
    bot: { id: APP_ID, name: 'Encours' },
    currentUser: current && person(current),
    users: others.map(person),
    personalChat: { id: PERSONAL },
    groupChat: { id: GROUP, name: 'Direction' },
    team: {
      id: 'team-id',
      name: 'Crédit',
      aadGroupId: '55555555-5555-5555-5555-555555555555',
      channels: [{ id: OPS, name: 'Ops' }],
    },
  };
}

export function actionsOf(
  card: Any,
): readonly { readonly type: string; readonly title: string; readonly verb: string; readonly data: object }[] {
  if (typeof card !== 'object' || card === null) return [];
  const own = String(card.type).startsWith('Action.') && card.title !== 'refresh' ? [card] : [];
  return [...own, ...Object.values(card).flatMap(actionsOf)];
}

/** Every visible word of a card. */
export function wordsOf(card: unknown): string {
  const all: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value))
      if (typeof inner !== 'string') walk(inner);
      else if (['text', 'title', 'label'].includes(key)) all.push(inner);
  };
  walk(card);
  return all.join('\n').replace(/[\u202f\u00a0]/g, ' ');
}

/** The bot is added to its team, and learns its channels: it has when it remembers them (a whole bot asks again by itself if a post is faster). */
export async function joinTeam(
  world: TeamsWorld,
  memory?: { find(kind: 'channel', id: string): Promise<object | undefined> },
): Promise<void> {
  const { status } = await world.deliver({
    type: 'conversationUpdate',
    channelId: 'msteams',
    serviceUrl: world.serviceUrl,
    id: 'f:join',
    from: { id: ALICE.id, aadObjectId: ALICE.object, name: ALICE.name },
    recipient: { id: `28:${APP_ID}` },
    conversation: { id: GENERAL, conversationType: 'channel', tenantId: TENANT, isGroup: true },
    membersAdded: [{ id: `28:${APP_ID}` }],
    channelData: { team: { id: 'team-id', name: 'Crédit' }, tenant: { id: TENANT }, eventType: 'teamMemberAdded' },
  });
  if (status !== 200) throw new Error(`the team was not joined: ${status}`);
  await until(
    () => world.calls.find((call) => call.path.startsWith('/v3/teams/team-id/conversations')),
    () => 'the bot does not ask for the channels of its team',
  );
  if (memory)
    await until(
      () => memory.find('channel', OPS),
      () => 'the bot does not remember the channels of its team',
    );
}
