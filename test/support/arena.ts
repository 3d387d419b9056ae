/**
 * The bot as a process of its own between a Slack or a Teams that can be slow and a database that can be locked, frozen or away: what people do is signed and sent
 * as their platform sends it, each thing once, and afterwards every one of them is looked for in the books.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { motionsIn } from '../../src/core/committee/motion/ports.ts';
import { historyIn } from '../../src/core/debtors/trace-ports.ts';
import { encodeIntent } from '../../src/core/desk/intent.ts';
import type { Identity } from '../../src/core/desk/places.ts';
import { openStore } from '../../src/store/open.ts';
import { openRoom, RULES } from '../core/committee/room.ts';
import { startFakeApi } from '../platforms/slack/fake-api.ts';
import { answers, LONG, until } from './patience.ts';
import { freePort } from './ports.ts';
import { APP_ID, BOB, CAROL, DORA, EVE, type Invoked, OPS, startTeams, TENANT } from './teams.ts';

const CLI = resolve(import.meta.dirname, '../../dist/src/cli.js');
const SECRET = 'arena';
const TEAM = 'T1';
const VOTERS = ['farid', 'luc', 'marc'] as const;
const CHANNEL = 'CVOTE';

/** Something that a person does, and how it was taken. */
export interface Deed {
  readonly n: number;
  readonly kind: 'note' | 'form' | 'ballot';
  /** HTTP status; 0 when the connection broke. */
  status: number;
  ms: number;
}

export interface Outcome {
  readonly sent: number;
  readonly acknowledged: number;
  readonly lost: readonly number[];
  readonly twice: readonly number[];
  readonly ackMax: number;
}

export interface Bot {
  readonly process: ChildProcess;
  readonly url: string;
  /** Ms until it was gone. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number>;
}

export interface Arena {
  readonly database: string;
  readonly folder: string;
  /** `more`: variables of its environment. */
  start(more?: Readonly<Record<string, string>>): Promise<Bot>;
  /** Sends so many new deeds at once. */
  send(bot: Bot, count: number): Promise<readonly Deed[]>;
  /** Waits until everything that was acknowledged is in the books, or the patience is over; then counts. */
  count(deeds: readonly Deed[], patience?: number): Promise<Outcome>;
  close(): Promise<void>;
}

/** How people reach the bot. */
interface Door {
  readonly env: Readonly<Record<string, string>>;
  /** Its channel of the committee, in the policy's words. */
  readonly channel: string;
  readonly people: readonly (readonly [name: string, identity: Identity])[];
  /** A deed of a number; HTTP status. */
  send(bot: string, n: number, motions: readonly number[]): Promise<number>;
  kindOf(n: number): Deed['kind'];
  /** Something that leaves nothing in the books. */
  greet(bot: string, key: string): Promise<number>;
  close(): Promise<void>;
}

type Answer = object | ((args: URLSearchParams) => object | Promise<object>);

/** `most`: deeds that will be sent in all. `methods`: what Slack answers differently. */
export async function openArena(database: string, most: number, methods: Readonly<Record<string, Answer>> = {}): Promise<Arena> {
  return arenaOf(await slackDoor(methods), database, most);
}

/** The same by way of Teams, whose connector may leave the bot without any answer. */
export async function openTeamsArena(database: string, most: number, silent = false): Promise<Arena> {
  const port = await freePort();
  return arenaOf(await teamsDoor(port, silent), database, most, port);
}

/** A command, a form and a press in turns. */
async function slackDoor(methods: Readonly<Record<string, Answer>>): Promise<Door> {
  const slack = await startFakeApi(
    {
      'auth.test': { team_id: TEAM, team: 'Acme', user_id: 'UBOT' },
      'users.info': { ok: false, error: 'service_unavailable' },
      'conversations.open': { channel: { id: 'D1' } },
      'chat.postMessage': { ts: '1.1', channel: 'D1', message: {} },
      'chat.postEphemeral': { message_ts: '1.1' },
      'chat.update': { ts: '1.1' },
      'views.open': { view: { id: 'V1' } },
      'views.update': { view: { id: 'V1' } },
      ...methods,
    },
    (_, response) => void response.writeHead(200).end('ok'),
  );
  const respond = (n: number): string => `${slack.url}/respond/${n}`;
  const kindOf = (n: number): Deed['kind'] => (['note', 'form', 'ballot'] as const)[n % 3] ?? 'note';
  const make = (n: number, motions: readonly number[]): URLSearchParams => {
    const user = { id: `U-${voterOf(n)}`, team_id: TEAM };
    if (kindOf(n) === 'note') return command('/noter', `C1 note n${n}.`, user.id, `t${n}`, respond(n));
    return payload(kindOf(n) === 'form' ? formOf(n, user, respond(n)) : pressOf(n, motions, respond(n)));
  };
  const send = (bot: string, body: URLSearchParams): Promise<number> => post(`${bot}/slack/events`, body.toString());
  return {
    env: { SLACK_BOT_TOKEN: 'xoxb-arena', SLACK_SIGNING_SECRET: SECRET, SLACK_API_URL: slack.apiUrl },
    channel: `slack: ${CHANNEL}`,
    people: [...VOTERS, 'anne'].map((name) => [name, { platform: 'slack', tenant: TEAM, userId: `U-${name}` }]),
    kindOf,
    send: (bot, n, motions) => send(bot, make(n, motions)),
    greet: (bot, key) => send(bot, command('/aide', '', 'U-anne', key, respond(-1))),
    close: () => slack.close(),
  };
}

/** Two messages and a press in turns; the answer to the press is its acknowledgement. */
async function teamsDoor(port: number, silent: boolean): Promise<Door> {
  const world = await startTeams({ botUrl: `http://127.0.0.1:${port}`, client: false, silent });
  const users = { farid: BOB, luc: CAROL, marc: DORA, anne: EVE };
  const kindOf = (n: number): Deed['kind'] => (n % 3 === 2 ? 'ballot' : 'note');
  const status = (asked: Promise<Invoked>): Promise<number> =>
    asked.then(
      (answer) => answer.status,
      () => 0,
    );
  return {
    env: { TEAMS_APP_ID: APP_ID, TEAMS_APP_PASSWORD: 'arena', TEAMS_TENANT_ID: TENANT, TEAMS_OPENID_URL: world.openIdUrl },
    channel: `teams: ${OPS}`,
    people: Object.entries(users).map(([name, { object }]) => [name, { platform: 'teams', tenant: TENANT, userId: object }]),
    kindOf,
    send(_, n, motions) {
      if (kindOf(n) === 'note') return status(world.say(users[voterOf(n)], 'private', `noter C1 note n${n}.`));
      const { voter, value } = ballotOf(n, motions);
      const action = { type: 'Action.Execute', title: 'Pour', verb: 'motion.vote', data: { intent: value } };
      return status(world.invoke(users[voter], 'private', 'adaptiveCard/action', { action, trigger: 'manual' }, '1.5'));
    },
    greet: () => status(world.say(EVE, 'private', 'aide')),
    close: () => world.stop(),
  };
}

async function arenaOf(door: Door, database: string, most: number, fixed?: number): Promise<Arena> {
  const folder = mkdtempSync(join(tmpdir(), 'encours-arena-'));
  const policyFile = join(folder, 'policy.yaml');
  writeFileSync(policyFile, `${RULES}\nchannels:\n  committee: { ${door.channel} }\n`);
  const motions = await furnish(database, door.people, Math.ceil(most / 3 / VOTERS.length) + 1);
  const bots: Bot[] = [];
  let next = 0;

  async function start(more: Readonly<Record<string, string>> = {}): Promise<Bot> {
    const port = fixed ?? (await freePort());
    const child = spawn(process.execPath, [CLI, 'start'], {
      cwd: folder,
      stdio: ['ignore', 'ignore', process.env.ARENA_LOG ? 'inherit' : 'ignore'],
      env: {
        PATH: process.env.PATH,
        ...{ DATABASE_URL: database, ENCOURS_POLICY: policyFile, ENCOURS_DATA: folder, PORT: String(port), LOG_LEVEL: 'warn' },
        ...door.env,
        ...more,
      },
    });
    const gone = once(child, 'exit');
    const url = `http://127.0.0.1:${port}`;
    await until(
      () => {
        if (child.exitCode !== null) throw new Error(`the bot ended with ${child.exitCode} at its start`);
        return answers(`${url}/healthz`);
      },
      () => 'the bot does not start',
      LONG,
    );
    const bot: Bot = {
      process: child,
      url,
      async end(signal) {
        const began = performance.now();
        child.kill(signal);
        await gone;
        return performance.now() - began;
      },
    };
    bots.push(bot);
    // A process that has just begun is slower than one that has heard something.
    for (let n = 0; n < 3; n++) await door.greet(url, `warm${bots.length}-${n}`);
    return bot;
  }

  return {
    database,
    folder,
    start,
    send(bot, count) {
      const deeds = Array.from({ length: count }, () => next++);
      return Promise.all(
        deeds.map(async (n) => {
          const began = performance.now();
          const status = await door.send(bot.url, n, motions);
          return { n, kind: door.kindOf(n), status, ms: performance.now() - began };
        }),
      );
    },
    async count(deeds, patience = LONG) {
      const store = await openStore(database);
      const acknowledged = deeds.filter((deed) => deed.status === 200);
      const end = performance.now() + patience;
      for (;;) {
        const times = await timesOf(store, motions);
        const lost = acknowledged.filter((deed) => (times.get(deed.n) ?? 0) === 0).map((deed) => deed.n);
        const waiting = await store.read.inbox.count();
        if ((lost.length === 0 && waiting === 0) || performance.now() > end) {
          await store.close();
          const twice = [...times].filter(([, found]) => found > 1).map(([n]) => n);
          const ackMax = Math.round(Math.max(0, ...acknowledged.map((deed) => deed.ms)));
          return { sent: deeds.length, acknowledged: acknowledged.length, lost, twice, ackMax };
        }
        await new Promise((later) => setTimeout(later, 300));
      }
    },
    async close() {
      for (const bot of bots) if (bot.process.exitCode === null && bot.process.signalCode === null) await bot.end('SIGKILL');
      await door.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** People whom the bot knows, an account, and motions to vote on. */
async function furnish(database: string, people: Door['people'], count: number): Promise<readonly number[]> {
  const room = await openRoom({ url: database, at: new Date(Date.now() - 60_000).toISOString() });
  for (const [name, identity] of people) {
    const { id } = await room.person(name);
    await room.core.store.transact((tx) => tx.people.bind(identity, id, 1));
  }
  const motions: number[] = [];
  for (let n = 0; n < count; n++) {
    const proposal = {
      kind: 'generic',
      debtorId: null,
      text: `Point ${n}`,
      currency: 'EUR',
      amount: 0n,
      why: 'à décider',
      conditions: '',
    } as const;
    motions.push((await room.propose('anne', proposal)).motion.id);
  }
  await room.close();
  return motions;
}

function command(name: string, text: string, user: string, trigger: string, respond: string): URLSearchParams {
  const place = { channel_id: CHANNEL, team_id: TEAM, trigger_id: trigger, response_url: respond };
  return new URLSearchParams({ command: name, text, user_id: user, ...place });
}

/** How often each deed stands in the books. */
async function timesOf(store: Awaited<ReturnType<typeof openStore>>, motions: readonly number[]): Promise<Map<number, number>> {
  const times = new Map<number, number>();
  const add = (n: number): void => void times.set(n, (times.get(n) ?? 0) + 1);
  for (const { text } of await historyIn(store.read).find({ limit: 100_000 })) {
    const n = /\bn(\d+)\./.exec(text)?.[1];
    if (n !== undefined) add(Number(n));
  }
  for (const [at, id] of motions.entries()) {
    const file = await motionsIn(store.read).file(id);
    for (const { voter: member } of file?.ballots ?? []) {
      const voter = VOTERS.findIndex((name) => member.startsWith(name));
      if (voter >= 0) add(numberOf(at, voter));
    }
  }
  return times;
}

/** The deeds 2, 5, 8, … are ballots: the voters one after the other on each motion. */
function numberOf(motion: number, voter: number): number {
  return (motion * VOTERS.length + voter) * 3 + 2;
}

function voterOf(n: number): (typeof VOTERS)[number] {
  return VOTERS[n % VOTERS.length] ?? 'farid';
}

function ballotOf(n: number, motions: readonly number[]): { readonly voter: (typeof VOTERS)[number]; readonly value: string } {
  const ballot = (n - 2) / 3;
  const motion = motions[Math.floor(ballot / VOTERS.length)] ?? 0;
  return { voter: voterOf(ballot), value: encodeIntent({ kind: 'motion.vote', motion, facts: 1, choice: 'approve' }) };
}

function pressOf(n: number, motions: readonly number[], respond: string): object {
  const { voter, value } = ballotOf(n, motions);
  return {
    type: 'block_actions',
    trigger_id: `t${n}`,
    response_url: respond,
    user: { id: `U-${voter}`, team_id: TEAM },
    team: { id: TEAM },
    channel: { id: CHANNEL },
    container: { type: 'message', channel_id: CHANNEL, message_ts: '1.5' },
    message: { ts: '1.5', user: 'UBOT', text: 'Vote' },
    actions: [
      {
        ...{ type: 'button', action_id: 'press:0', block_id: 'b', action_ts: `${n}.1`, value },
        text: { type: 'plain_text', text: 'Pour' },
      },
    ],
  };
}

function formOf(n: number, user: object, respond: string): object {
  const origin = {
    intent: encodeIntent({ kind: 'note.add', debtor: 1 }),
    channel: CHANNEL,
    direct: false,
    locale: 'fr',
    responseUrl: respond,
  };
  const input = (value: object) => ({ answer: value });
  const day = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
  return {
    type: 'view_submission',
    trigger_id: `t${n}`,
    user,
    team: { id: TEAM },
    view: {
      ...{ id: `V${n}`, hash: 'h', type: 'modal', callback_id: 'encours_form', private_metadata: JSON.stringify(origin), blocks: [] },
      ...{ title: { type: 'plain_text', text: 'Noter' }, submit: null, close: null },
      state: {
        values: {
          said: input({ type: 'plain_text_input', value: `note n${n}.` }),
          day: input({ type: 'datepicker', selected_date: day }),
          kind: input({ type: 'static_select', selected_option: { value: 'note' } }),
        },
      },
    },
  };
}

function payload(body: object): URLSearchParams {
  return new URLSearchParams({ payload: JSON.stringify(body) });
}

/** HTTP status; 0 when the connection broke. On a connection of its own, as from a Slack of many machines. */
function post(address: string, body: string): Promise<number> {
  const time = Math.floor(Date.now() / 1000);
  const signature = `v0=${createHmac('sha256', SECRET).update(`v0:${time}:${body}`).digest('hex')}`;
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': String(time),
    'x-slack-signature': signature,
  };
  return new Promise((resolve) => {
    const asked = request(address, { method: 'POST', headers, agent: false }, (answer) => {
      const heard = (): void => resolve(answer.statusCode ?? 0);
      answer.resume().once('end', heard).once('error', heard);
    });
    asked.once('error', () => resolve(0)).end(body);
  });
}

/** A PostgreSQL that a test may freeze or send away without disturbing others. */
export interface OwnPostgres {
  readonly url: string;
  /** Comes back when it is well again. */
  disturb(what: 'freeze' | 'away', ms: number): Promise<void>;
  stop(): Promise<void>;
}

export async function ownPostgres(): Promise<OwnPostgres> {
  const args = [resolve(import.meta.dirname, 'postgres-server.mjs'), String(await freePort())];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const gone = once(child, 'exit');
  const lines = createInterface(child.stdout);
  const [url] = await once(lines, 'line');
  return {
    url: String(url),
    async disturb(what, ms) {
      const over = once(lines, 'line');
      child.stdin.write(`${what} ${ms}\n`);
      await over;
    },
    async stop() {
      child.stdin.end();
      await gone;
    },
  };
}
