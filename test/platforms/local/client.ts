/** The page's API as a test speaks it: acts, reads and the live stream of one person. */
import { randomUUID } from 'node:crypto';
import type { Person } from '../../../src/core/desk/people-ports.ts';
import type { MessageJson } from '../../../src/platforms/local/wire.ts';
import { PATIENCE } from '../../support/patience.ts';
import type { TestSite } from './site.ts';

export interface Sent {
  readonly status: number;
  readonly body: {
    readonly form?: { readonly payload: string };
    readonly errors?: Record<string, string>;
    readonly error?: { message: string };
  };
}

export interface Client {
  act(channel: string, act: Record<string, unknown>, options?: { readonly thread?: number; readonly key?: string }): Promise<Sent>;
  say(channel: string, text: string, thread?: number): Promise<Sent>;
  read(channel: string, query?: Record<string, string>): Promise<readonly MessageJson[]>;
  drop(name: string, bytes: Uint8Array | string): Promise<string>;
  listen(after?: string): Promise<Stream>;
  readonly direct: string;
}

export interface StreamEvent {
  readonly id: string;
  readonly event: string;
  readonly data: unknown;
}

export interface Stream {
  readonly heard: StreamEvent[];
  readonly messages: () => readonly MessageJson[];
  /** Waits until a heard event passes. */
  until(passes: (event: StreamEvent) => boolean): Promise<StreamEvent>;
  close(): void;
}

export function client(site: TestSite, person: Person): Client {
  const as = person.email;
  const post = async (path: string, type: string, body: string | Uint8Array) =>
    fetch(site.origin + path, { method: 'POST', headers: { 'Content-Type': type, Origin: site.origin }, body });
  const act: Client['act'] = async (channel, what, { thread, key = randomUUID() } = {}) => {
    const answer = await post(
      '/local/api/act',
      'application/json',
      JSON.stringify({ key, as, channel, thread: thread ?? null, act: what }),
    );
    return { status: answer.status, body: (await answer.json()) as Sent['body'] };
  };
  return {
    act,
    direct: `dm:${as}`,
    say: (channel, text, thread) => act(channel, { type: 'say', text }, thread === undefined ? {} : { thread }),
    async read(channel, query = {}) {
      const answer = await fetch(`${site.origin}/local/api/messages?${new URLSearchParams({ as, channel, ...query })}`);
      if (answer.status !== 200) throw new Error(`HTTP ${answer.status}`);
      return ((await answer.json()) as { messages: MessageJson[] }).messages;
    },
    async drop(name, bytes) {
      const answer = await post(`/local/api/files?${new URLSearchParams({ as, name })}`, 'application/octet-stream', bytes);
      return ((await answer.json()) as { id: string }).id;
    },
    listen: (after) => listen(`${site.origin}/local/events?${new URLSearchParams({ as, ...(after === undefined ? {} : { after }) })}`),
  };
}

async function listen(url: string): Promise<Stream> {
  const control = new AbortController();
  const answer = await fetch(url, { signal: control.signal });
  const heard: StreamEvent[] = [];
  const waiting = new Set<() => void>();
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  const pump = async () => {
    let text = '';
    for (;;) {
      const chunk = await reader?.read();
      if (chunk === undefined || chunk.done) return;
      text += chunk.value;
      const frames = text.split('\n\n');
      text = frames.pop() ?? '';
      for (const frame of frames) {
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(frame)?.[1] ?? '';
        heard.push({ id: field('id'), event: field('event'), data: JSON.parse(field('data')) });
      }
      for (const wake of waiting) wake();
    }
  };
  pump().catch(() => {});
  const stream: Stream = {
    heard,
    messages: () => heard.filter((e) => e.event === 'message').map((e) => e.data as MessageJson),
    until: (passes) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error(`not heard: ${JSON.stringify(heard).slice(0, 500)}`)), PATIENCE);
        const look = () => {
          const found = heard.find(passes);
          if (!found) return;
          clearTimeout(late);
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      }),
    close: () => control.abort(),
  };
  await stream.until((e) => e.event === 'clock');
  return stream;
}
