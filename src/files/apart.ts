/** Large files are read in a thread of their own, so that reading and writing share two cores; small ones are not worth its start. */
import { stat } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { causeOf, DomainError } from '../core/kernel/errors.ts';
import type { Reading } from '../core/ledger/reading.ts';
import { workerUrl } from '../work/worker-url.ts';
import type { News, Order, Start } from './apart-worker.ts';
import { type OpenOptions, openReading } from './open.ts';
import { fileOnDisk } from './source.ts';
import { unpackRows } from './wire.ts';

/** Bytes from which on a thread pays: its start takes about as long as reading them. */
const LARGE = 8 << 20;
/** Room for young objects of the reading thread, MB: more does not make it faster. */
const YOUNG_MB = 8;

export interface Apart {
  readonly reading: Reading;
  /** Ends the thread; the reading cannot be read any more. */
  close(): Promise<void>;
}

/** As openReading, of a file on disk. `large` (bytes) is for tests. Fails as `fs.stat` does when there is no such file. */
export async function openApart(path: string, options: OpenOptions, large = LARGE): Promise<Apart> {
  const { size } = await stat(path);
  if (size < large) return { reading: await openReading(await fileOnDisk(path), options), close: async () => {} };
  const { currency, country } = options.policy;
  const reader = new Reader({ path, options: { ...options, policy: { currency, country } } });
  try {
    const opened = await reader.next();
    if (opened.type !== 'opened') throw new Error(`the reading thread said "${opened.type}" before it opened the file`);
    // What a thread reads is what openReading gives: its rows fit its kind.
    const read = (sink: (batch: never) => Promise<void>) => reader.read(sink);
    return { reading: { ...opened.facts, read } as Reading, close: () => reader.close() };
  } catch (error) {
    await reader.close();
    throw error;
  }
}

/** The thread and what it says, in order. It keeps no process alive that waits for nothing of it. */
class Reader {
  readonly #worker: Worker;
  readonly #said: News[] = [];
  #wake: () => void = () => {};
  #reads = 0;

  constructor(start: Start) {
    this.#worker = new Worker(workerUrl('files/apart-worker'), {
      workerData: start,
      // The parent's execArgv (a test runner's loaders) are not the worker's.
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    this.#worker.on('message', (news: News) => this.#hear(news));
    this.#worker.on('error', (error: unknown) => this.#hear({ type: 'failed', cause: causeOf(error) }));
    this.#worker.on('exit', () => this.#hear({ type: 'failed', cause: 'the reading thread ended' }));
  }

  #hear(news: News): void {
    this.#said.push(news);
    this.#wake();
  }

  /** The next thing it says. Throws what reading in this thread would. */
  async next(): Promise<Exclude<News, { type: 'refused' | 'failed' }>> {
    this.#worker.ref();
    while (this.#said.length === 0) await new Promise<void>((resolve) => (this.#wake = resolve));
    this.#worker.unref();
    const news = this.#said.shift() as News;
    if (news.type === 'refused') throw new DomainError(news.error.code, news.error.message, news.error.details);
    if (news.type === 'failed') throw new Error(news.cause);
    return news;
  }

  async read(sink: (batch: never) => Promise<void>): Promise<void> {
    const id = ++this.#reads;
    this.#order({ type: 'read', id });
    for (;;) {
      const news = await this.next();
      // What an abandoned reading still said is left out.
      if (news.type === 'opened' || news.id !== id) continue;
      if (news.type === 'end') return;
      this.#order({ type: 'more' });
      await sink((news.packed ? { ...news.batch, rows: unpackRows(news.packed) } : news.batch) as never);
    }
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #order(order: Order): void {
    this.#worker.postMessage(order);
  }
}
