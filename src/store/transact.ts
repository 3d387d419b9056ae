/** Units of work one after the other (SQLite) or a few at a time (PostgreSQL), each retried whole when it lost a race. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { isLostRace } from './errors.ts';
import type { Prisma, PrismaClient } from './generated/sqlite/client.ts';

/** Longer than the wait for another process's lock, so that the lock's own error is the one that is seen. */
const MAX_WAIT_MS = 90_000;
/** An import is one transaction. */
const TIMEOUT_MS = 3_600_000;
const ATTEMPTS = 12;
/** After that long no further attempt is begun. */
const PATIENCE_MS = 60_000;

interface Unit {
  readonly queue: Queue;
  readonly around: Unit | undefined;
  running: boolean;
}

/** The unit of work that runs here. One storage for all stores: on Node 20 each one that was ever used costs every promise of the process something, for ever. */
const current = new AsyncLocalStorage<Unit>();

export type Transact = <T>(work: (client: Prisma.TransactionClient) => Promise<T>, bulk?: 'bulk') => Promise<T>;

/** `before` is told, before each attempt, whether it is one of bulk. */
export function createTransact(prisma: PrismaClient, width: number, before: (bulk: boolean) => void = () => {}): Transact {
  const queue = new Queue(width);
  return <T>(work: (client: Prisma.TransactionClient) => Promise<T>, bulk?: 'bulk'): Promise<T> => {
    // It would wait for itself: on SQLite for ever.
    const around = current.getStore();
    if (runsIn(queue, around)) throw new Error('transact was called inside of transact: use the Tx at hand');
    return queue.run(() =>
      retried(async () => {
        const unit = { queue, around, running: true };
        before(bulk !== undefined);
        try {
          return await current.run(unit, () => prisma.$transaction(work, { maxWait: MAX_WAIT_MS, timeout: TIMEOUT_MS }));
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

async function retried<T>(attempt: () => Promise<T>): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  for (let n = 1; ; n++) {
    try {
      return await attempt();
    } catch (error) {
      if (n === ATTEMPTS || Date.now() > end || !isLostRace(error)) throw error;
    }
    await sleep(Math.random() * Math.min(500, 10 * 2 ** n));
  }
}

/** At most `width` at once, in order of arrival. */
class Queue {
  #free: number;
  readonly #waiting: (() => void)[] = [];
  constructor(width: number) {
    this.#free = width;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free++;
    }
  }
}
