/** Units of work one after the other (SQLite) or a few at a time (PostgreSQL), each retried whole when it lost a race. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as breath } from 'node:timers/promises';
import type { UnitKind } from '../core/desk/store.ts';
import { messageOf, NotNow } from '../core/kernel/errors.ts';
import { isGone } from './errors.ts';
import type { Prisma, PrismaClient } from './generated/sqlite/client.ts';
import { patiently } from './patience.ts';

/** Longer than the wait for another process's lock, so that the lock's own error is the one that is seen. */
const MAX_WAIT_MS = 90_000;
/** An import is one transaction. */
const TIMEOUT_MS = 3_600_000;
/** Of the loop, between two units of work: without anybody to be heard they take no time. */
const TURNS = 5;

interface Unit {
  readonly queue: Queue;
  readonly around: Unit | undefined;
  running: boolean;
}

/** The unit of work that runs here. One storage for all stores: on Node 20 each one that was ever used costs every promise of the process something, for ever. */
const current = new AsyncLocalStorage<Unit>();

export type Transact = <T>(work: (client: Prisma.TransactionClient) => Promise<T>, kind?: UnitKind) => Promise<T>;

/** `before` is told, before each attempt, of which kind it is. */
export function createTransact(prisma: PrismaClient, width: number, before: (kind?: UnitKind) => Promise<void> = async () => {}): Transact {
  const queue = new Queue(width);
  return <T>(work: (client: Prisma.TransactionClient) => Promise<T>, kind?: UnitKind): Promise<T> => {
    // It would wait for itself: on SQLite for ever.
    const around = current.getStore();
    if (runsIn(queue, around)) throw new Error('transact was called inside of transact: use the Tx at hand');
    // What a person waits for to hear that it arrived goes before what others have under way.
    return queue.run(kind === 'sure', () =>
      patiently(async () => {
        const unit = { queue, around, running: true };
        let worked = false;
        await before(kind);
        try {
          const whole = async (client: Prisma.TransactionClient): Promise<T> => {
            const result = await work(client);
            worked = true;
            return result;
          };
          return await current.run(unit, () => prisma.$transaction(whole, { maxWait: MAX_WAIT_MS, timeout: TIMEOUT_MS }));
        } catch (error) {
          // The commit was asked for and nobody knows its answer: a second time could do it twice.
          if (worked && isGone(error)) throw new NotNow(`the end of a transaction was not heard: ${messageOf(error)}`, error);
          throw error;
        } finally {
          unit.running = false;
        }
      }),
    );
  };
}

function runsIn(queue: Queue, unit: Unit | undefined): boolean {
  return unit !== undefined && ((unit.queue === queue && unit.running) || runsIn(queue, unit.around));
}

/** At most `width` at once, in order of arrival. */
class Queue {
  #free: number;
  readonly #waiting: (() => void)[] = [];
  constructor(width: number) {
    this.#free = width;
  }

  async run<T>(first: boolean, work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => (first ? this.#waiting.unshift(resolve) : this.#waiting.push(resolve)));
    try {
      return await work();
    } finally {
      void this.#next();
    }
  }

  /** SQLite answers without ever waiting: between two units of work others are heard, of whom each turn of the loop lets in one. */
  async #next(): Promise<void> {
    for (let turn = 0; turn < TURNS; turn++) await breath();
    const next = this.#waiting.shift();
    if (next) next();
    else this.#free++;
  }
}
