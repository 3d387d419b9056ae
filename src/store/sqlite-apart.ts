/** An SQLite connection in a thread of its own: however long a statement takes (an index over millions of items takes seconds), the process goes on answering. */
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';
import { workerUrl } from '../work/worker-url.ts';
import type { InsertTarget, Value } from './db.ts';
import type { Answer, ConnectionOptions, Sqlite } from './sqlite.ts';
import type { Asked, Request, Said, Start } from './sqlite-worker.ts';

/** Room for young objects of the thread, MB: its rows live for a moment. */
const YOUNG_MB = 8;

interface Waiting {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

export class SqliteApart implements Sqlite {
  readonly #options: ConnectionOptions;
  #thread: Thread;
  #closing: Promise<void> | undefined;

  private constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#thread = new Thread(options);
  }

  static async open(options: ConnectionOptions): Promise<SqliteApart> {
    const connection = new SqliteApart(options);
    try {
      await connection.#thread.ask('ready');
    } catch (error) {
      await connection.#thread.end();
      throw error;
    }
    return connection;
  }

  async script(sql: string): Promise<void> {
    await this.#thread.ask('script', sql);
  }

  async begin(): Promise<void> {
    await this.#thread.ask('begin');
  }

  async rollback(): Promise<void> {
    await this.#thread.ask('rollback');
  }

  async surely(on: boolean): Promise<void> {
    await this.#living().ask('surely', on);
  }

  async checkReferences(on: boolean): Promise<void> {
    await this.#living().ask('checkReferences', on);
  }

  async execute(sql: string, args: readonly unknown[]): Promise<Answer> {
    return (await this.#thread.ask('execute', sql, args)) as Answer;
  }

  async insert(target: InsertTarget, rows: readonly (readonly Value[])[]): Promise<void> {
    await this.#thread.ask('insert', target, rows);
  }

  /** What was asked before is done first. */
  close(): Promise<void> {
    this.#closing ??= this.#thread.ask('close').then(
      () => this.#thread.end(),
      () => {},
    );
    return this.#closing;
  }

  /** Another thread for one that died. Only where a unit of work begins, with its settings: in the middle of one the rest would be done without its beginning. */
  #living(): Thread {
    if (this.#thread.died && !this.#closing) this.#thread = new Thread(this.#options);
    return this.#thread;
  }
}

class Thread {
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #waiting = new Map<number, Waiting>();
  #requests = 0;
  /** Why nothing is answered any more. */
  #ended: Error | undefined;

  constructor(options: ConnectionOptions) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#worker = new Worker(workerUrl('store/sqlite-worker'), {
      // The parent's execArgv (a test runner's loaders) are not the worker's.
      execArgv: [],
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
      workerData: { port: port2, options } satisfies Start,
      transferList: [port2],
    });
    // Its exit follows.
    this.#worker.on('error', () => {});
    this.#worker.on('exit', () => this.#stop('the thread of the database ended'));
    port1.on('message', (said: Said) => this.#hear(said));
    this.#rest();
  }

  get died(): boolean {
    return this.#ended !== undefined;
  }

  /** The thread takes requests in their order. It keeps the process alive while one is open, and no longer. */
  ask(...asked: Asked): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#ended) return reject(this.#ended);
      const id = ++this.#requests;
      this.#port.postMessage({ id, asked } satisfies Request);
      this.#waiting.set(id, { resolve, reject });
      this.#port.ref();
    });
  }

  async end(): Promise<void> {
    this.#stop('the database is closed');
    await this.#worker.terminate();
  }

  #hear(said: Said): void {
    const waiting = this.#waiting.get(said.id);
    this.#waiting.delete(said.id);
    if (this.#waiting.size === 0) this.#rest();
    if ('fault' in said) waiting?.reject(Object.assign(new Error(said.fault.message), said.fault));
    else waiting?.resolve(said.answer);
  }

  /** To whoever waits it is a connection that is gone (errors.ts): what was under way may have been done. */
  #stop(why: string): void {
    this.#ended ??= new Error(why);
    for (const { reject } of this.#waiting.values()) reject(this.#ended);
    this.#waiting.clear();
    this.#rest();
  }

  #rest(): void {
    this.#worker.unref();
    this.#port.unref();
  }
}
