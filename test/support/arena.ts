/**
 * The bot as a process of its own between a Slack that can be slow and a database that can be locked, frozen or away: what people do is signed and sent as Slack
 * sends it, each thing once, and afterwards every one of them is looked for in the books.
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
import { openStore } from '../../src/store/open.ts';
import { openRoom, RULES } from '../core/committee/room.ts';
import { type FakeApi, startFakeApi } from '../platforms/slack/fake-api.ts';
import { answers, LONG, until } from './patience.ts';
import { freePort } from './ports.ts';

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
  readonly slack: FakeApi;
  /** `more`: variables of its environment. */
  start(more?: Readonly<Record<string, string>>): Promise<Bot>;
  /** Sends so many new deeds at once. */
  send(bot: Bot, count: number): Promise<readonly Deed[]>;
  /** Waits until everything that was acknowledged is in the books, or the patience is over; then counts. */
  count(deeds: readonly Deed[], patience?: number): Promise<Outcome>;
  close(): Promise<void>;
}

type Answer = object | ((args: URLSearchParams) => object | Promise<object>);

/** `most`: deeds that will be sent in all. `methods`: what Slack answers differently. */
export async function openArena(database: string, most: number, methods: Readonly<Record<string, Answer>> = {}): Promise<Arena> {
  const folder = mkdtempSync(join(tmpdir(), 'encours-arena-'));
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
  const policyFile = join(folder, 'policy.yaml');
  writeFileSync(policyFile, `${RULES}\nchannels:\n  committee: { slack: ${CHANNEL} }\n`);
  const motions = await furnish(database, Math.ceil(most / 3 / VOTERS.length) + 1);
  const bots: Bot[] = [];
  let next = 0;

  async function start(more: Readonly<Record<string, string>> = {}): Promise<Bot> {
    const port = await freePort();
    const child = spawn(process.execPath, [CLI, 'start'], {
      cwd: folder,
      stdio: ['ignore', 'ignore', process.env.ARENA_LOG ? 'inherit' : 'ignore'],
      env: {
        PATH: process.env.PATH,
        ...{ DATABASE_URL: database, ENCOURS_POLICY: policyFile, ENCOURS_DATA: folder, PORT: String(port), LOG_LEVEL: 'warn' },
        ...{ SLACK_BOT_TOKEN: 'xoxb-arena', SLACK_SIGNING_SECRET: SECRET, SLACK_API_URL: slack.apiUrl },
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
    for (let n = 0; n < 3; n++)
      await post(`${url}/slack/events`, command('/aide', '', 'U-anne', `warm${port}-${n}`, `${slack.url}/respond/warm`).toString());
    return bot;
  }

  const respond = (n: number): string => `${slack.url}/respond/${n}`;
  /** A command, a form and a press in turns. */
  const make = (n: number): { readonly kind: Deed['kind']; readonly body: URLSearchParams } => {
    const user = { id: `U-${VOTERS[n % VOTERS.length]}`, team_id: TEAM };
    if (n % 3 === 0) return { kind: 'note', body: command('/noter', `C1 note n${n}.`, user.id, `t${n}`, respond(n)) };
    return n % 3 === 1
      ? { kind: 'form', body: payload(formOf(n, user, respond(n))) }
      : { kind: 'ballot', body: payload(pressOf(n, motions, respond(n))) };
  };

  return {
    database,
    folder,
    slack,
    start,
    send(bot, count) {
      const deeds = Array.from({ length: count }, () => next++);
      return Promise.all(
        deeds.map(async (n) => {
          const { kind, body } = make(n);
          const began = performance.now();
          const status = await post(`${bot.url}/slack/events`, body.toString());
          return { n, kind, status, ms: performance.now() - began };
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
      await slack.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** People whom the bot knows, an account, and motions to vote on. */
async function furnish(database: string, count: number): Promise<readonly number[]> {
  const room = await openRoom({ url: database, at: new Date(Date.now() - 60_000).toISOString() });
  for (const name of [...VOTERS, 'anne']) {
    const { id } = await room.person(name);
    await room.core.store.transact((tx) => tx.people.bind({ platform: 'slack', tenant: TEAM, userId: `U-${name}` }, id, 1));
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

function pressOf(n: number, motions: readonly number[], respond: string): object {
  const ballot = (n - 2) / 3;
  const motion = motions[Math.floor(ballot / VOTERS.length)] ?? 0;
  const voter = VOTERS[ballot % VOTERS.length];
  const value = encodeIntent({ kind: 'motion.vote', motion, facts: 1, choice: 'approve' });
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
