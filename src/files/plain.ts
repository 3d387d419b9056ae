/** Opens what is a file, and nothing else: a pipe would be waited for, a device never ends, and a folder has no bytes. */
import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { FileFault } from '../core/ledger/file-fault.ts';

/** Without waiting for whoever writes a pipe; what was opened is asked what it is, so that nothing can take its place in between. Windows has no such flag. */
const FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Throws FileFault `no-file`, `not-a-file`. */
export async function openPlain(path: string): Promise<FileHandle> {
  const file = await open(path, FLAGS).catch(missing);
  const stats = await file.stat();
  if (stats.isFile()) return file;
  await file.close();
  throw notFile(stats);
}

/** The whole text of a file that people write by hand: a policy, a mapping, a template, a vote. Throws FileFault `no-file`, `not-a-file`, `too-large`. */
export function readPlain(path: string, largest = LARGEST_TEXT): string {
  const file = opened(path);
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) throw notFile(stats);
    if (stats.size > largest) throw new FileFault('too-large', { limit: largest });
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}

/** Bytes: nobody writes a million characters by hand. */
const LARGEST_TEXT = 1 << 20;

function opened(path: string): number {
  try {
    return openSync(path, FLAGS);
  } catch (error) {
    return missing(error);
  }
}

/** Whatever the system says: whoever named the path looks at it. A socket and a device without a driver cannot even be opened. */
function missing(error: unknown): never {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  throw new FileFault(code === 'ENXIO' || code === 'ENODEV' || code === 'EISDIR' ? 'not-a-file' : 'no-file');
}

function notFile(stats: Stats): FileFault {
  return new FileFault('not-a-file', stats.isDirectory() ? { format: 'folder' } : {});
}
