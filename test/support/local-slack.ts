/** A real Slack workspace on this machine (local-slack): started, driven through its control interface, read and stopped by a test. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { answers, until } from './patience.ts';
import { freePort } from './ports.ts';

export const TEAM = 'T01TEST';
export const BOT_TOKEN = 'xoxb-test-token';
export const APP_TOKEN = 'xapp-test-token';
export const SIGNING_SECRET = 'test-signing-secret';
export const ALICE = 'U01ALICE';
export const BOB = 'U02BOB';
export const BOT = 'U0BOT';
export const GENERAL = 'C01GEN';
export const RANDOM = 'C02RND';

/** A message as the workspace keeps it. */
export interface SeenMessage {
  readonly ts: string;
  readonly text: string;
  readonly user: string;
  readonly thread_ts?: string;
  readonly subtype?: string;
  readonly ephemeral_to?: string;
  readonly blocks?: readonly { readonly type: string; readonly [key: string]: unknown }[];
  readonly files?: readonly { readonly name: string }[];
}

export interface LogEntry {
  readonly time: number;
  readonly direction: 'to_bot' | 'from_bot' | 'internal';
  readonly kind: string;
  readonly summary: string;
  readonly detail?: unknown;
}

export interface LocalSlack {
  readonly url: string;
  readonly apiUrl: string;
  command(user: string, channel: string, command: string, text?: string): Promise<void>;
  say(user: string, channel: string, text: string, thread?: string): Promise<SeenMessage>;
  edit(user: string, channel: string, ts: string, text: string): Promise<void>;
  remove(user: string, channel: string, ts: string): Promise<void>;
  upload(user: string, channel: string, name: string, bytes: Uint8Array, thread?: string): Promise<void>;
  press(user: string, channel: string, message: SeenMessage, label: string): Promise<void>;
  messages(channel: string): Promise<readonly SeenMessage[]>;
  /** The first message that fits, waited for; the error says what was there instead. */
  waitFor(channel: string, fits: (message: SeenMessage) => boolean): Promise<SeenMessage>;
  log(): Promise<readonly LogEntry[]>;
  stop(): Promise<void>;
}

/** Somebody else of the workspace, in its general channel. */
export interface SlackUser {
  readonly id: string;
  readonly name: string;
  readonly real_name: string;
  readonly email: string;
}

const WORKSPACE = (port: number | undefined, more: readonly SlackUser[]): object => ({
  workspace: { name: 'Test Workspace', domain: 'test-workspace', teamId: TEAM },
  app: {
    appId: 'A01APP',
    botUserId: BOT,
    botName: 'encours',
    botToken: BOT_TOKEN,
    appToken: APP_TOKEN,
    signingSecret: SIGNING_SECRET,
    ...(port === undefined ? { mode: 'socket' } : { mode: 'events', requestUrl: `http://127.0.0.1:${port}/slack/events` }),
  },
  users: [
    { id: ALICE, name: 'alice', real_name: 'Alice Anderson', email: 'alice@example.com' },
    { id: BOB, name: 'bob', real_name: 'Bob Brown', email: 'bob@example.com' },
    ...more,
  ],
  channels: [
    { id: GENERAL, name: 'general', members: [ALICE, BOB, BOT, ...more.map((user) => user.id)] },
    { id: RANDOM, name: 'random', members: [ALICE, BOT] },
  ],
});

/** `port` is where the bot listens for events; without it the workspace waits for the bot's socket. */
export async function startLocalSlack(port?: number, more: readonly SlackUser[] = []): Promise<LocalSlack> {
  const folder = await mkdtemp(join(tmpdir(), 'encours-local-slack-'));
  const config = join(folder, 'workspace.json');
  await writeFile(config, JSON.stringify(WORKSPACE(port, more)));
  const own = await freePort();
  const binary = join(dirname(createRequire(import.meta.url).resolve('local-slack-linux-x64/package.json')), 'bin/local-slack');
  const args = ['--config', config, '--port', String(own), '--base-host', '127.0.0.1', '--files-dir', join(folder, 'files')];
  const child = spawn(binary, args, { stdio: 'ignore' });
  const url = `http://127.0.0.1:${own}`;
  await ready(`${url}/_control/state`, () => child.exitCode !== null);

  const get = async <T>(path: string): Promise<T> => (await fetch(`${url}/_control${path}`)).json() as Promise<T>;
  const post = async <T>(path: string, body: object): Promise<T> => {
    const answer = await fetch(`${url}/_control${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`local-slack ${path}: ${await answer.text()}`);
    return answer.json() as Promise<T>;
  };
  const messages = async (channel: string): Promise<readonly SeenMessage[]> =>
    (await get<{ messages: readonly SeenMessage[] }>(`/messages/${channel}`)).messages;

  return {
    url,
    apiUrl: `${url}/api/`,
    command: async (user, channel, command, text = '') => void (await post('/command', { user, channel, command, text })),
    say: async (user, channel, text, thread) =>
      (await post<{ message: SeenMessage }>('/message', { user, channel, text, ...(thread ? { thread_ts: thread } : {}) })).message,
    edit: async (user, channel, ts, text) => void (await post('/edit-message', { user, channel, ts, text })),
    remove: async (user, channel, ts) => void (await post('/delete-message', { user, channel, ts })),
    async upload(user, channel, name, bytes, thread) {
      const form = new FormData();
      form.set('channel', channel);
      form.set('user', user);
      if (thread !== undefined) form.set('thread_ts', thread);
      form.set('file', new Blob([new Uint8Array(bytes)]), name);
      const answer = await fetch(`${url}/_control/upload`, { method: 'POST', body: form });
      if (!answer.ok) throw new Error(await answer.text());
    },
    press: async (user, channel, message, label) =>
      void (await post('/interact', { channel, messageTs: message.ts, user, action: buttonOf(message, label) })),
    messages,
    waitFor: (channel, fits) =>
      until(
        async () => (await messages(channel)).find(fits),
        async () => `no such message among ${JSON.stringify((await messages(channel)).map((m) => m.text))}`,
      ),
    log: async () => (await get<{ log: readonly LogEntry[] }>('/log')).log,
    async stop() {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function ready(url: string, dead: () => boolean): Promise<void> {
  await until(
    () => {
      if (dead()) throw new Error('local-slack ended at its start');
      return answers(url);
    },
    () => 'local-slack does not answer',
  );
}

interface Pressable {
  readonly type: string;
  readonly action_id: string;
  readonly value: string;
  readonly text: { readonly text: string };
}

/** A button of a message by its label, as its press is told to the bot. */
function buttonOf(message: SeenMessage, label: string): object {
  for (const block of message.blocks ?? []) {
    if (block.type !== 'actions') continue;
    const button = (block.elements as readonly Pressable[]).find((element) => element.text.text === label);
    if (button) return { type: 'button', action_id: button.action_id, block_id: block.block_id, value: button.value, text: button.text };
  }
  throw new Error(`no button ${label}`);
}
