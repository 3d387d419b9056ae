/** Where a file's bytes come from, as often as they are asked for: formats are decided in a first pass over the whole file, rows are read in a second one. */
import { basename } from 'node:path';
import { openPlain } from './plain.ts';

export interface FileSource {
  /** The name without folders: a FEC's name says whose it is. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  open(): Promise<AsyncIterable<Uint8Array>>;
}

/** Large enough to keep the calls few, small enough that a few of them are no memory. */
const CHUNK = 1 << 16;

/** Throws FileFault `no-file`, `not-a-file`. */
export async function fileOnDisk(path: string): Promise<FileSource> {
  const file = await openPlain(path);
  const { size } = await file.stat();
  await file.close();
  return { name: basename(path), size, open: async () => (await openPlain(path)).createReadStream({ highWaterMark: CHUNK }) };
}

/** Text is taken as UTF-8. */
export function fileInMemory(name: string, content: Uint8Array | string): FileSource {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
  }
  return { name: basename(name), size: bytes.length, open: async () => chunks() };
}
