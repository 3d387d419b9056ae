/** Files dropped into the local workspace: streamed to a folder of their own that only this process's user can read, and gone when it stops. */
import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { SharedFile } from '../../core/desk/inbound.ts';
import { PlatformError } from '../../core/desk/outbox.ts';
import type { Locale } from '../../core/kernel/locale.ts';
import { HttpError } from './http.ts';
import { MAX_FILE, MAX_KEPT_FILES } from './limits.ts';
import { WORDS } from './words.ts';

export interface Files {
  /** Keeps a request's body; refuses other content types (415) and bodies beyond the limit (413). */
  receive(req: IncomingMessage, owner: string, name: string, locale: Locale): Promise<SharedFile>;
  /** A file that this person dropped. */
  find(id: string, owner: string): SharedFile | undefined;
  close(): Promise<void>;
}

export function createFiles(limit: number = MAX_FILE): Files {
  let folder: Promise<string> | undefined;
  const kept = new Map<string, { readonly owner: string; readonly path: string; readonly file: SharedFile }>();
  return {
    async receive(req, owner, name, locale) {
      const words = WORDS[locale];
      if (req.headers['content-type'] !== 'application/octet-stream') throw new HttpError(415, words.bytes);
      folder ??= mkdtemp(join(tmpdir(), 'encours-'));
      const id = randomUUID();
      const path = join(await folder, id);
      const size = await write(req, path, limit, words.tooLarge(limit));
      const file: SharedFile = { id, name, size, open: () => opened(path, words.unknownFile) };
      kept.set(id, { owner, path, file });
      for (const [oldest, { path: gone }] of [...kept].slice(0, Math.max(0, kept.size - MAX_KEPT_FILES))) {
        kept.delete(oldest);
        await rm(gone, { force: true });
      }
      return file;
    },
    find(id, owner) {
      const entry = kept.get(id);
      return entry?.owner === owner ? entry.file : undefined;
    },
    async close() {
      if (folder) await rm(await folder, { recursive: true, force: true });
    },
  };
}

async function write(req: IncomingMessage, path: string, limit: number, refusal: string): Promise<number> {
  const tooLarge = new HttpError(413, refusal, { Connection: 'close' });
  if (Number(req.headers['content-length'] ?? 0) > limit) throw tooLarge;
  let size = 0;
  const counted = async function* () {
    // The request stays open, so that a refusal can still be answered.
    for await (const chunk of req.iterator({ destroyOnReturn: false })) {
      const bytes: Buffer = chunk;
      size += bytes.length;
      if (size > limit) throw tooLarge;
      yield bytes;
    }
  };
  try {
    await pipeline(counted, createWriteStream(path, { mode: 0o600 }));
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  return size;
}

async function opened(path: string, gone: string): Promise<AsyncIterable<Uint8Array>> {
  const stream = createReadStream(path);
  await new Promise((resolve, reject) => stream.once('open', resolve).once('error', reject)).catch(() => {
    throw new PlatformError('refused', gone);
  });
  return stream;
}
