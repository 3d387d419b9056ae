/** How the store waits: a lost race is tried again at once, a database that is away for a while at longer and longer intervals, for whoever reads as for whoever writes. */
import { setTimeout as sleep } from 'node:timers/promises';
import { pauseAfter } from '../core/kernel/back-off.ts';
import { messageOf, NotNow } from '../core/kernel/errors.ts';
import { isLostRace, passes } from './errors.ts';
import type { PrismaClient } from './generated/sqlite/client.ts';

/** A race that is lost so often is none. */
const RACES = 12;
/** After that long no further attempt is begun: whoever asked decides whether it is worth another. */
const PATIENCE_MS = 60_000;
const FIRST_MS = 20;
const SHORT_MS = 500;
const LONG_MS = 2_000;

/** Throws NotNow when the database stayed away. */
export async function patiently<T>(attempt: () => Promise<T>): Promise<T> {
  const end = Date.now() + PATIENCE_MS;
  for (let n = 1; ; n++) {
    let longestMs = SHORT_MS;
    try {
      return await attempt();
    } catch (error) {
      if (error instanceof NotNow) throw error;
      const away = passes(error);
      if (!away && !isLostRace(error)) throw error;
      if (away ? Date.now() > end : n >= RACES) throw away ? new NotNow(messageOf(error), error) : error;
      if (away) longestMs = LONG_MS;
    }
    await sleep(pauseAfter({ firstMs: FIRST_MS, longestMs }, n - 1, Math.random()));
  }
}

/** A client whose every query is asked again: for one that only reads. */
export function patientReader(reader: PrismaClient): PrismaClient {
  const patient = reader.$extends({ query: { $allOperations: ({ args, query }) => patiently(() => query(args)) } });
  // Extended, it has the same models; its transactions are not used.
  return patient as unknown as PrismaClient;
}
