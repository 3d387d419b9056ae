/** Files from outside are read in threads of their own, within a time and a memory: a file that outgrows them ends its thread and is one sentence, and whoever else asks is answered meanwhile. */
import { setImmediate as breath } from 'node:timers/promises';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { causeOf, DomainError } from '../core/kernel/errors.ts';
import { FileFault } from '../core/ledger/file-fault.ts';
import type { Reading } from '../core/ledger/reading.ts';
import { asRefusal } from '../core/ledger/refusal.ts';
import { workerUrl } from '../work/worker-url.ts';
import type { News, Order, Start } from './apart-worker.ts';
import type { OpenOptions } from './open.ts';
import type { FileSource } from './source.ts';
import { unpackRows } from './wire.ts';

export interface Apart {
  readonly reading: Reading;
  /** The reading cannot be read any more; its thread is free for another file. */
  close(): Promise<void>;
}

export interface Readers {
  /** As openReading. A third file waits until one of two is closed. */
  open(source: FileSource, options: OpenOptions): Promise<Apart>;
  close(): Promise<void>;
}

export interface ReadingLimits {
  /** How long a thread may be at work on a file itself: this much, and as many seconds again as the file has megabytes. */
  readonly seconds: number;
  /** What it may keep, MB. */
  readonly memory: number;
}

/** A ledger of a million lines takes a tenth of that time, and a third of that memory. */
const LIMITS: ReadingLimits = { seconds: 30, memory: 192 };
/** Room for young objects of a reading thread, MB: more does not make it faster. */
const YOUNG_MB = 8;
/** How often a thread's work is looked at, ms. */
const LOOK_MS = 500;
/** Files read at a time: the machine has other work. */
const AT_ONCE = 2;

export function createReaders(limits: ReadingLimits = LIMITS): Readers {
  /** A thread that is done with its file is kept for the next, which then does not wait for its start. */
  let idle: Worker | undefined;
  let busy = 0;
  const waiting: (() => void)[] = [];

  function take(): Worker {
    const worker = idle ?? started(limits);
    idle = undefined;
    return worker;
  }

  async function giveBack(worker: Worker | undefined): Promise<void> {
    busy--;
    waiting.shift()?.();
    if (worker === undefined || idle === undefined) idle = worker ?? idle;
    else await worker.terminate();
  }

  return {
    async open(source, options) {
      while (busy >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
      busy++;
      const { currency, country } = options.policy;
      const reader = new Reader(take(), source, { ...options, policy: { currency, country } }, limits);
      const close = async (): Promise<void> => giveBack(await reader.close());
      try {
        return { reading: await reader.opened(), close };
      } catch (error) {
        await close();
        throw asRefusal(error, source.name, options.locale);
      }
    },
    async close() {
      await idle?.terminate();
      idle = undefined;
    },
  };
}

/** It keeps no process alive that waits for nothing of it. */
function started({ memory }: ReadingLimits): Worker {
  const worker = new Worker(workerUrl('files/apart-worker'), {
    // The parent's execArgv (a test runner's loaders) are not the worker's.
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: memory, maxYoungGenerationSizeMb: YOUNG_MB },
  });
  worker.unref();
  // A thread that dies while it has no file is replaced by the next that is asked for.
  worker.on('error', () => {});
  return worker;
}

/** Milliseconds. */
interface Work {
  /** That the thread's event loop did not wait. */
  readonly awake: number;
  /** Of the processor, by all threads of the process: older versions of Node.js know no thread's own. */
  readonly cpu: number;
}

function workOf(worker: Worker): Work {
  const { user, system } = process.cpuUsage();
  return { awake: worker.performance.eventLoopUtilization().active, cpu: (user + system) / 1000 };
}

/** One file in a thread, and what is said of it, in order. */
class Reader {
  readonly #worker: Worker;
  readonly #source: FileSource;
  readonly #port: MessagePort;
  /** The passes over the file that have not ended. */
  readonly #passes = new Map<number, Promise<AsyncIterator<Uint8Array>>>();
  readonly #said: News[] = [];
  readonly #limits: ReadingLimits;
  /** Milliseconds that are left to the thread, and what it and the process had worked when that was last counted. */
  #left: number;
  #worked: Work;
  readonly #alarm: NodeJS.Timeout;
  /** The thread has yet to answer. */
  #owes = false;
  #failure: { readonly error: unknown } | undefined;
  #wake: () => void = () => {};
  #reads = 0;

  constructor(worker: Worker, source: FileSource, options: OpenOptions, limits: ReadingLimits) {
    this.#worker = worker;
    this.#source = source;
    this.#limits = limits;
    this.#left = limits.seconds * 1000 + source.size / 1024;
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    port1.on('message', (news: News) => this.#hear(news));
    port1.unref();
    worker.on('error', this.#died);
    worker.on('exit', this.#ended);
    const { name, size } = source;
    const start: Start = { port: port2, file: { name, size }, options };
    worker.postMessage(start, [port2]);
    this.#owes = true;
    this.#worked = workOf(worker);
    this.#alarm = setInterval(() => this.#count(), LOOK_MS).unref();
  }

  readonly #died = (error: unknown): void => {
    const outgrown = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    this.#fail(outgrown ? new FileFault('beyond-limit', { what: 'memory', limit: this.#limits.memory }) : new Error(causeOf(error)));
  };

  readonly #ended = (): void => this.#fail(new Error('the reading thread ended'));

  /** The first failure is why. */
  #fail(error: unknown): void {
    this.#failure ??= { error };
    clearInterval(this.#alarm);
    this.#wake();
  }

  /**
   * Counts the thread's own work since the last time: no more than it was awake, and no more than the process had of the processor. While others
   * have the machine, or the writer holds this thread, it is not the file that takes long.
   */
  #count(): void {
    const before = this.#worked;
    this.#worked = workOf(this.#worker);
    this.#left -= Math.min(this.#worked.awake - before.awake, this.#worked.cpu - before.cpu);
    if (this.#left < 0) this.#fail(new FileFault('beyond-limit', { what: 'time', limit: this.#limits.seconds }));
  }

  #hear(news: News): void {
    // It asks for bytes a thousand times, and the process's own work takes a while to be told.
    if (news.type !== 'next') this.#count();
    this.#owes = news.type === 'passed';
    if (news.type === 'next') void this.#serve(news.pass);
    else if (news.type === 'passed') void this.#drop(news.pass);
    else {
      this.#said.push(news);
      this.#wake();
    }
  }

  /** Hands over the next bytes of a pass, copied: a piece of a larger buffer would take the whole of it along. */
  async #serve(pass: number): Promise<void> {
    try {
      const iterator = this.#passes.get(pass) ?? this.#source.open().then((bytes) => bytes[Symbol.asyncIterator]());
      this.#passes.set(pass, iterator);
      const { done, value } = await (await iterator).next();
      // Asked for ahead, by a pass that needed no more.
      if (!this.#passes.has(pass)) return;
      const bytes = done ? undefined : new Uint8Array(value);
      this.#order({ type: 'piece', pass, bytes }, bytes ? [bytes.buffer] : []);
    } catch (error) {
      this.#fail(error);
    }
  }

  async #drop(pass: number): Promise<void> {
    const iterator = this.#passes.get(pass);
    this.#passes.delete(pass);
    await (await iterator)?.return?.();
  }

  /** The next thing it says. Throws what reading in this thread would. */
  async #next(): Promise<Exclude<News, { type: 'refused' | 'failed' | 'fault' | 'next' | 'passed' }>> {
    this.#worker.ref();
    try {
      while (this.#said.length === 0 && !this.#failure) await new Promise<void>((resolve) => (this.#wake = resolve));
    } finally {
      this.#worker.unref();
    }
    const news = this.#said.shift();
    if (!news) throw this.#failure?.error;
    switch (news.type) {
      case 'refused':
        throw new DomainError(news.error.code, news.error.message, news.error.details);
      case 'fault':
        throw new FileFault(news.fault.code, news.fault.details);
      case 'failed':
        throw new Error(news.cause);
      case 'opened':
      case 'batch':
      case 'end':
        return news;
      default:
        throw new Error(`the reading thread said "${news.type}" out of turn`);
    }
  }

  async opened(): Promise<Reading> {
    const opened = await this.#next();
    if (opened.type !== 'opened') throw new Error(`the reading thread said "${opened.type}" before it opened the file`);
    // What a thread reads is what openReading gives: its rows fit its kind.
    const read = (sink: (batch: never) => Promise<void>) => this.#read(sink);
    return { ...opened.facts, read } as Reading;
  }

  async #read(sink: (batch: never) => Promise<void>): Promise<void> {
    const id = ++this.#reads;
    this.#order({ type: 'read', id });
    for (;;) {
      const news = await this.#next();
      // What an abandoned reading still said is left out.
      if (news.type === 'opened' || news.id !== id) continue;
      if (news.type === 'end') return;
      this.#order({ type: 'more' });
      // SQLite answers without ever waiting: others get their turn between two batches.
      await breath();
      await sink((news.packed ? { ...news.batch, rows: unpackRows(news.packed) } : news.batch) as never);
    }
  }

  #order(order: Order, moved: ArrayBuffer[] = []): void {
    this.#port.postMessage(order, moved);
    this.#owes = true;
  }

  /** The thread, if it lives and owes nothing. */
  async close(): Promise<Worker | undefined> {
    clearInterval(this.#alarm);
    this.#port.close();
    this.#worker.off('error', this.#died);
    this.#worker.off('exit', this.#ended);
    for (const pass of this.#passes.keys()) await this.#drop(pass);
    if (!this.#owes && !this.#failure) return this.#worker;
    await this.#worker.terminate();
    return undefined;
  }
}
