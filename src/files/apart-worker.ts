/** The reading thread's entry: opens one file, then reads it as often as asked, a few batches ahead of whoever writes them. */
import { parentPort, workerData } from 'node:worker_threads';
import { causeOf, DomainError } from '../core/kernel/errors.ts';
import type { Batch, Reading } from '../core/ledger/reading.ts';
import { type OpenOptions, openReading } from './open.ts';
import { fileOnDisk } from './source.ts';
import { type PackedRows, packRows } from './wire.ts';

/** What the thread is started with. */
export interface Start {
  readonly path: string;
  readonly options: OpenOptions;
}

/** `read` begins at the file's start and gives up the reading before it; `more` allows one further batch. */
export type Order = { readonly type: 'read'; readonly id: number } | { readonly type: 'more' };

/** A reading without its method. */
export type Facts = Reading extends infer R ? (R extends Reading ? Omit<R, 'read'> : never) : never;

export type News =
  | { readonly type: 'opened'; readonly facts: Facts }
  | { readonly type: 'batch'; readonly id: number; readonly batch: Batch<unknown>; readonly packed?: PackedRows }
  | { readonly type: 'end'; readonly id: number }
  | { readonly type: 'refused'; readonly error: Pick<DomainError, 'code' | 'message' | 'details'> }
  | { readonly type: 'failed'; readonly cause: string };

/** Batches that wait for the writer at most. */
const AHEAD = 3;

const port = parentPort;
if (port === null) throw new Error('files/apart-worker runs as a worker thread only');
const tell = (news: News, moved: ArrayBuffer[] = []): void => port.postMessage(news, moved);

let current = 0;
let free = 0;
let wake: () => void = () => {};
const { path, options }: Start = workerData;
const opened = fileOnDisk(path).then((file) => openReading(file, options));
opened.then(({ read: _, ...facts }) => tell({ type: 'opened', facts }), fail);

port.on('message', (order: Order) => {
  free = order.type === 'read' ? AHEAD : free + 1;
  if (order.type === 'read') {
    current = order.id;
    opened.then((reading) => readAll(reading, order.id)).then(() => tell({ type: 'end', id: order.id }), fail);
  }
  wake();
});

function readAll(reading: Reading, id: number): Promise<void> {
  if (reading.kind !== 'items' && reading.kind !== 'payments')
    return reading.read(async (batch: Batch<unknown>) => {
      await turn(id);
      tell({ type: 'batch', id, batch });
    });
  return reading.read(async (batch) => {
    await turn(id);
    const packed = packRows(batch.rows);
    if (packed)
      tell(
        { type: 'batch', id, batch: { ...batch, rows: [] }, packed },
        [packed.numbers, packed.amounts, packed.opens].map((column) => column.buffer),
      );
    else tell({ type: 'batch', id, batch });
  });
}

/** The writer stopped, and began again: this reading has no listener any more. */
class Abandoned extends Error {}

async function turn(id: number): Promise<void> {
  while (free === 0 && id === current) await new Promise<void>((resolve) => (wake = resolve));
  if (id !== current) throw new Abandoned();
  free--;
}

function fail(error: unknown): void {
  if (error instanceof Abandoned) return;
  if (error instanceof DomainError) tell({ type: 'refused', error: { code: error.code, message: error.message, details: error.details } });
  else tell({ type: 'failed', cause: causeOf(error) });
}
