/** The live stream of the page: each message that its viewer may read, as it is added or edited, and the time; a page that comes back gets what it missed. */
import type { ServerResponse } from 'node:http';
import { type Conversation, mayRead } from './conversation.ts';
import { HEARTBEAT, PAGE_SIZE } from './limits.ts';
import type { LocalMessage } from './memory.ts';
import { messageJson } from './render.ts';
import type { ClockJson } from './wire.ts';

/** Where a page stands: the newest message and the newest edit that it has seen. */
export interface Cursor {
  readonly id: number;
  readonly edit: number;
}

export interface FeedParts {
  readonly conversation: Conversation;
  /** What every heartbeat tells. */
  readonly time: () => ClockJson;
  /** The channels that a person may read. */
  readonly channels: (email: string) => readonly string[];
}

export interface Feed {
  readonly size: number;
  /** Streams to one page until it leaves; `from` undefined means that it has just loaded and missed nothing. */
  open(res: ServerResponse, viewer: string, from: Cursor | undefined): Promise<void>;
  close(): void;
}

/** "12.3", as events are numbered; undefined for anything else. */
export function parseCursor(text: string | undefined): Cursor | undefined {
  const m = /^(\d{1,15})\.(\d{1,15})$/.exec(text ?? '');
  return m ? { id: Number(m[1]), edit: Number(m[2]) } : undefined;
}

/** Ids that were given out together may be committed in another order: a page that comes back is told the last few again (it knows them by id). */
const OVERLAP = 10;

export function createFeed(parts: FeedParts): Feed {
  const pages = new Set<ServerResponse>();
  const beat = setInterval(() => {
    for (const page of pages) page.write(frame('clock', parts.time()));
  }, HEARTBEAT);
  beat.unref();
  return {
    get size() {
      return pages.size;
    },
    async open(res, viewer, from) {
      res.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store', Connection: 'keep-alive' });
      let held: LocalMessage[] | undefined = [];
      const stop = parts.conversation.listen((message) => (held ? held.push(message) : tell(message)));
      pages.add(res);
      res.on('close', () => {
        stop();
        pages.delete(res);
      });
      const seen = { ...(from ?? (await parts.conversation.messages.latest())) };
      const tell = (message: LocalMessage) => {
        if (!mayRead(message, viewer)) return;
        seen.id = Math.max(seen.id, message.id);
        seen.edit = Math.max(seen.edit, message.edited);
        res.write(frame('message', messageJson(message, viewer), seen));
      };
      res.write(`retry: 1000\n${frame('clock', parts.time(), seen)}`);
      // What happens while the past is read waits, so that nothing is told out of order or twice.
      if (from) await catchUp(parts, viewer, from, tell, () => res.write(frame('reset', {})));
      for (const message of held) tell(message);
      held = undefined;
    },
    close() {
      clearInterval(beat);
      for (const page of pages) page.end();
      pages.clear();
    },
  };
}

async function catchUp(parts: FeedParts, viewer: string, from: Cursor, tell: (m: LocalMessage) => void, reset: () => void): Promise<void> {
  const { messages } = parts.conversation;
  const latest = await messages.latest();
  // A page older than the database, or away for too long, starts afresh.
  if (from.id > latest.id || from.edit > latest.edit) return reset();
  const missed: LocalMessage[] = [];
  for (const channel of parts.channels(viewer)) {
    missed.push(...(await messages.list(channel, viewer, Math.max(0, from.id - OVERLAP), PAGE_SIZE)));
  }
  const edits = await messages.edits(viewer, Math.max(0, from.edit - OVERLAP), PAGE_SIZE);
  if (missed.length >= PAGE_SIZE || edits.length >= PAGE_SIZE) return reset();
  for (const message of [...missed.toSorted((a, b) => a.id - b.id), ...edits]) tell(message);
}

function frame(event: string, data: unknown, cursor?: Cursor): string {
  return `${cursor ? `id: ${cursor.id}.${cursor.edit}\n` : ''}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
