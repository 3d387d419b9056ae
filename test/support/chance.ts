/**
 * Chance in the tests, from one place. `npm test` is the same every time: one seed, and as many runs as its minutes allow. `npm run soak` takes a
 * fresh seed, prints it, and runs everything for longer; `SEED=… npm run soak` (or `npm test`) lives the same run again.
 */
import { randomInt } from 'node:crypto';

export const SOAK = process.env.SOAK === '1';

/** What all chance begins with. The configuration draws it once and hands it to every worker. */
export const SEED = Number(process.env.SEED ?? (SOAK ? randomInt(2 ** 31) : 0));

/** How often a property is tried: so many times, and in the long run so many. */
export function runs(usual: number, soak = usual * 25): number {
  return SOAK ? soak : usual;
}

/** A stream of numbers from 0 to below 1 (mulberry32), for what is too long to be a property; `stream` tells one from another. */
export function random(stream: number): () => number {
  let state = SEED + stream;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
