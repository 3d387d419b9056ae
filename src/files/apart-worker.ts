/** The reading thread's entry: opens one file after another, reads each as often as asked, a few batches ahead of whoever writes them. Its bytes come from whoever started it. */
import { type MessagePort, parentPort } from 'node:worker_threads';
import { causeOf, DomainError } from '../core/kernel/errors.ts';
import { FileFault } from '../core/ledger/file-fault.ts';
import type { Batch, Reading } from '../core/ledger/reading.ts';
import { type OpenOptions, openReading } from './open.ts';
import type { FileSource } from './source.ts';
import { type PackedRows, packRows } from './wire.ts';

/** What the thread is handed for each file: all that is said about it goes through a port of its own. */
export interface Start {
  readonly port: MessagePort;
  readonly file: Pick<FileSource, 'name' | 'size'>;
  readonly options: OpenOptions;
}

/** `read` begins at the file's start and gives up the reading before it; `more` allows one further batch; `piece` answers `next`, without bytes at the end. */
export type Order =
  | { readonly type: 'read'; readonly id: number }
  | { readonly type: 'more' }
  | { readonly type: 'piece'; readonly pass: number; readonly bytes: Uint8Array | undefined };

/** A reading without its method. */
export type Facts = Reading extends infer R ? (R extends Reading ? Omit<R, 'read'> : never) : never;

/** `next` asks for the following bytes of one pass over the file, which begins with it; `passed` ends the pass. */
export type News =
  | { readonly type: 'next'; readonly pass: number }
  | { readonly type: 'passed'; readonly pass: number }
  | { readonly type: 'opened'; readonly facts: Facts }
  | { readonly type: 'batch'; readonly id: number; readonly batch: Batch<unknown>; readonly packed?: PackedRows }
  | { readonly type: 'end'; readonly id: number }
  | { readonly type: 'refused'; readonly error: Pick<DomainError, 'code' | 'message' | 'details'> }
  | { readonly type: 'fault'; readonly fault: Pick<FileFault, 'code' | 'details'> }
  | { readonly type: 'failed'; readonly cause: string };

/** Batches that wait for the writer at most. */
const AHEAD = 3;

/** The writer stopped, and began again: this reading has no listener any more. */
class Abandoned extends Error {}

if (parentPort === null) throw new Error('files/apart-worker runs as a worker thread only');
parentPort.on('message', ({ port, file, options }: Start) => serve(port, file, options));

function serve(port: MessagePort, file: Start['file'], options: OpenOptions): void {
  const tell = (news: News, moved: ArrayBuffer[] = []): void => port.postMessage(news, moved);
  const waiting = new Map<number, (bytes: Uint8Array | undefined) => void>();
  let [current, free, passes] = [0, 0, 0];
  let wake: () => void = () => {};

  const next = (pass: number): Promise<Uint8Array | undefined> => {
    tell({ type: 'next', pass });
    return new Promise((resolve) => waiting.set(pass, resolve));
  };

  /** The next piece is on its way while this one is read. */
  async function* bytes(pass: number): AsyncGenerator<Uint8Array> {
    try {
      let coming = next(pass);
      for (;;) {
        const piece = await coming;
        if (!piece) return;
        coming = next(pass);
        yield piece;
      }
    } finally {
      waiting.delete(pass);
      tell({ type: 'passed', pass });
    }
  }

  async function turn(id: number): Promise<void> {
    while (free === 0 && id === current) await new Promise<void>((resolve) => (wake = resolve));
    if (id !== current) throw new Abandoned();
    free--;
  }

  async function readAll(reading: Reading, id: number): Promise<void> {
    if (reading.kind !== 'items' && reading.kind !== 'payments')
      return reading.read(async (batch: Batch<unknown>) => {
        await turn(id);
        tell({ type: 'batch', id, batch });
      });
    return reading.read(async (batch) => {
      await turn(id);
      const packed = packRows(batch.rows);
      if (!packed) return tell({ type: 'batch', id, batch });
      const moved = [packed.numbers, packed.amounts, packed.opens].map((column) => column.buffer);
      tell({ type: 'batch', id, batch: { ...batch, rows: [] }, packed }, moved);
    });
  }

  function fail(error: unknown): void {
    if (error instanceof Abandoned) return;
    if (error instanceof FileFault) tell({ type: 'fault', fault: { code: error.code, details: error.details } });
    else if (error instanceof DomainError)
      tell({ type: 'refused', error: { code: error.code, message: error.message, details: error.details } });
    else tell({ type: 'failed', cause: causeOf(error) });
  }

  const opened = openReading({ ...file, open: async () => bytes(passes++) }, options);
  opened.then(({ read: _, ...facts }) => tell({ type: 'opened', facts }), fail);
  port.on('message', (order: Order) => {
    if (order.type === 'piece') {
      waiting.get(order.pass)?.(order.bytes);
      return;
    }
    free = order.type === 'read' ? AHEAD : free + 1;
    if (order.type === 'read') {
      const { id } = order;
      current = id;
      opened.then((reading) => readAll(reading, id)).then(() => tell({ type: 'end', id }), fail);
    }
    wake();
  });
}
