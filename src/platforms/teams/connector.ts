/** The Bot Connector's REST calls that the bot makes. Nothing is tried twice here: the outbox alone does that. (learn.microsoft.com, "Bot Connector API reference") */
import { PlatformError } from '../../core/desk/outbox.ts';
import type { Json, JsonObject } from '../adaptive.ts';
import type { Auth } from './auth.ts';
import { type Doing, ofStatus, translate } from './errors.ts';
import type { Pace } from './pace.ts';

/** A conversation of a tenant, and the connector that answers for it. */
export interface Line {
  readonly tenant: string;
  readonly serviceUrl: string;
}

/** A member as Teams lists them; `id` is the account (29:…). */
export interface TeamsMember {
  readonly id: string;
  readonly name: string;
  readonly objectId: string | undefined;
  readonly email: string | undefined;
  readonly upn: string | undefined;
  readonly tenant: string | undefined;
  /** user, guest or anonymous. */
  readonly role: string;
}

export interface Connector {
  /** Opens a private conversation, or a thread in a channel with its first message. */
  open(
    line: Line,
    conversation: JsonObject,
    signal?: AbortSignal,
  ): Promise<{ readonly id: string; readonly activityId: string | undefined }>;
  post(line: Line, conversation: string, activity: JsonObject, signal?: AbortSignal): Promise<string>;
  update(line: Line, conversation: string, activityId: string, activity: JsonObject): Promise<void>;
  members(line: Line, conversation: string): Promise<readonly TeamsMember[]>;
  /** Undefined when they are not in it. */
  member(line: Line, conversation: string, account: string): Promise<TeamsMember | undefined>;
  channels(line: Line, team: string): Promise<readonly { readonly id: string; readonly name: string }[]>;
}

const TIMEOUT = 15_000;
const PAGE = 500;

interface Call {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly line: Line;
  readonly path: string;
  readonly what: string;
  readonly doing: Doing;
  readonly body?: Json;
  readonly signal?: AbortSignal | undefined;
  /** What is asked for may be absent: the answer is then undefined. */
  readonly perhaps?: true;
}

export function createConnector(auth: Auth, pace: Pace): Connector {
  async function send({ method, line, path, what, doing, body, signal, perhaps }: Call): Promise<unknown> {
    if (!auth.trusts(line.serviceUrl)) throw new PlatformError('refused', `${what}: ${line.serviceUrl} is no address of Teams`);
    const token = await auth.token();
    const patience = AbortSignal.timeout(TIMEOUT);
    try {
      const response = await fetch(`${line.serviceUrl.replace(/\/$/, '')}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        redirect: 'error',
        signal: signal ? AbortSignal.any([patience, signal]) : patience,
      });
      const answer = parse(await response.text());
      if (perhaps && response.status === 404) return undefined;
      if (!response.ok) throw ofStatus(response.status, answer, response.headers.get('retry-after'), what, doing);
      return answer;
    } catch (error) {
      throw translate(error, what, doing);
    }
  }

  const at = (conversation: string): string => `/v3/conversations/${encodeURIComponent(conversation)}`;

  async function post(line: Line, conversation: string, activity: JsonObject, signal?: AbortSignal): Promise<string> {
    const what = `message to ${conversation}`;
    const call = { method: 'POST', line, path: `${at(conversation)}/activities`, what, doing: 'post', body: activity, signal } as const;
    const id = text(await pace.run(line.tenant, conversation, () => send(call)), 'id');
    if (id === undefined) throw new PlatformError('lost', `${what}: Teams did not say where it stands`);
    return id;
  }

  async function members(line: Line, conversation: string): Promise<readonly TeamsMember[]> {
    const found: TeamsMember[] = [];
    let token = '';
    do {
      const path = `${at(conversation)}/pagedmembers?pageSize=${PAGE}${token === '' ? '' : `&continuationToken=${encodeURIComponent(token)}`}`;
      const page = await send({ method: 'GET', line, path, what: `members of ${conversation}`, doing: 'ask' });
      found.push(...list(page, 'members').map(toMember));
      token = text(page, 'continuationToken') ?? '';
    } while (token !== '');
    return found;
  }

  return {
    async open(line, conversation, signal) {
      const what = 'a new conversation';
      const lane = JSON.stringify(conversation.channelData ?? conversation.members ?? '');
      const call = { method: 'POST', line, path: '/v3/conversations', what, doing: 'post', body: conversation, signal } as const;
      const answer = await pace.run(line.tenant, lane, () => send(call));
      const id = text(answer, 'id');
      if (id === undefined) throw new PlatformError('lost', `${what}: Teams did not say where it stands`);
      return { id, activityId: text(answer, 'activityId') };
    },
    post,
    async update(line, conversation, activityId, activity) {
      const path = `${at(conversation)}/activities/${encodeURIComponent(activityId)}`;
      const call = { method: 'PUT', line, path, what: `update in ${conversation}`, doing: 'ask', body: activity } as const;
      // An update is the same once or twice, so a lost answer is simply tried again.
      await pace.run(line.tenant, conversation, () => send(call));
    },
    members,
    async member(line, conversation, account) {
      const path = `${at(conversation)}/members/${encodeURIComponent(account)}`;
      const found = await send({ method: 'GET', line, path, what: `a member of ${conversation}`, doing: 'ask', perhaps: true });
      return found === undefined ? undefined : toMember(found);
    },
    async channels(line, team) {
      const path = `/v3/teams/${encodeURIComponent(team)}/conversations`;
      const answer = await send({ method: 'GET', line, path, what: `channels of team ${team}`, doing: 'ask' });
      // The general channel has no name of its own.
      return list(answer, 'conversations').map((c) => ({ id: text(c, 'id') ?? '', name: text(c, 'name') ?? 'General' }));
    },
  };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function text(value: unknown, name: string): string | undefined {
  const found = field(value, name);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

function list(value: unknown, name: string): readonly unknown[] {
  const found = field(value, name);
  return Array.isArray(found) ? found : [];
}

function toMember(raw: unknown): TeamsMember {
  return {
    id: text(raw, 'id') ?? '',
    name: text(raw, 'name') ?? text(raw, 'userPrincipalName') ?? '?',
    objectId: text(raw, 'aadObjectId') ?? text(raw, 'objectId'),
    email: text(raw, 'email'),
    upn: text(raw, 'userPrincipalName'),
    tenant: text(raw, 'tenantId'),
    role: text(raw, 'userRole') ?? '',
  };
}
