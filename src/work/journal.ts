/**
 * What the database did not take in time, on this machine's disk until it does: one file for each process, written to its end and only there. Whoever empties a file
 * renames it first, and whoever writes looks afterwards whether its file still stands under its name: so nobody needs to know which processes live.
 */
import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Together } from './together.ts';

export interface Journal {
  /** On the disk when it comes back. Throws when the disk does not take it, or the file has no room left. */
  add(line: string): Promise<void>;
  /** Whether there are files to empty. */
  waits(): Promise<boolean>;
  /** Hands over the lines of each file; a file goes once `work` has come to its end. */
  empty(work: (lines: readonly string[]) => Promise<void>): Promise<void>;
  /** Throws when the disk takes nothing at all. */
  probe(): Promise<void>;
  close(): Promise<void>;
}

const NAME = /^inbox-[0-9a-f-]{36}\.journal$/;
const MAX_BYTES = 64 << 20;
const AT_ONCE = 200;
const PROBE = Buffer.alloc(64 << 10);
/** A file that is renamed under our hands is a rare thing; so often in a row it is none. */
const ATTEMPTS = 50;
const YOUNG_MS = 300;

interface Own {
  readonly path: string;
  readonly handle: FileHandle;
  readonly inode: number;
  size: number;
}

export function createJournal(folder: string, maxBytes = MAX_BYTES): Journal {
  const newPath = (): string => join(folder, `inbox-${randomUUID()}.journal`);
  const files = async (): Promise<string[]> =>
    (await readdir(folder).catch(() => [])).filter((name) => NAME.test(name)).map((name) => join(folder, name));
  let own: Own | undefined;

  async function ours(): Promise<Own> {
    if (own) return own;
    await mkdir(folder, { recursive: true });
    const path = newPath();
    const handle = await open(path, 'a', 0o600);
    own = { path, handle, inode: (await handle.stat()).ino, size: 0 };
    // The name of a new file is in its folder, which has to reach the disk too.
    const parent = await open(folder, 'r');
    await parent.sync().finally(() => parent.close());
    return own;
  }

  async function forget(file: Own): Promise<void> {
    own = undefined;
    await file.handle.close();
  }

  /** What a full disk cut off before stands on a line of its own, which nobody can read. */
  async function write(lines: readonly string[]): Promise<() => void> {
    const bytes = Buffer.from(`\n${lines.join('\n')}\n`);
    for (let n = 0; n < ATTEMPTS; n++) {
      const file = await ours();
      if (file.size + bytes.length > maxBytes) throw new Error(`${file.path} has no room left`);
      await file.handle.appendFile(bytes);
      await file.handle.datasync();
      file.size += bytes.length;
      const there = await stat(file.path).catch(() => undefined);
      if (there?.ino === file.inode) return () => {};
      await forget(file);
    }
    throw new Error(`${folder} does not keep a file under its name`);
  }

  const writer = new Together(write, AT_ONCE);
  return {
    add: (line) => writer.add(line),
    waits: async () => (await files()).length > 0,
    async empty(work) {
      for (const path of await files()) {
        // Somebody may be about to write on: it is looked for again.
        const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
        if (Math.abs(Date.now() - mtimeMs) < YOUNG_MS) continue;
        const mine = newPath();
        const taken = await rename(path, mine).then(
          () => true,
          () => false,
        );
        if (!taken) continue;
        const lines = (await readFile(mine, 'utf8')).split('\n').filter((line) => line !== '');
        await work(lines);
        await rm(mine, { force: true });
      }
    },
    async close() {
      if (own) await forget(own);
    },
    async probe() {
      await mkdir(folder, { recursive: true });
      const path = join(folder, `inbox-${randomUUID()}.probe`);
      const handle = await open(path, 'w', 0o600);
      try {
        await handle.writeFile(PROBE);
        await handle.datasync();
      } finally {
        await handle.close();
        await rm(path, { force: true });
      }
    },
  };
}
