/** How long a test waits for what must come. Nothing waits this long unless it fails: the time is for a machine that has other work. */
import { setTimeout as sleep } from 'node:timers/promises';

/** In milliseconds: for one look, by `until`, by `expect.poll` and in the browser. */
export const PATIENCE = 30_000;

/** In milliseconds: for a whole test, and for what comes before and after one. */
export const LONG = 180_000;

/** What a look finds, as soon as it finds something; else the error says what was looked for, and what was there instead. */
export async function until<T>(
  look: () => T | undefined | Promise<T | undefined>,
  missing: () => string | Promise<string>,
  patience = PATIENCE,
): Promise<T> {
  const end = performance.now() + patience;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > end) throw new Error(await missing());
    await sleep(20);
  }
}

/** True once there is somebody at an address. */
export async function answers(url: string): Promise<true | undefined> {
  const answer = await fetch(url).catch(() => undefined);
  return answer?.ok ? true : undefined;
}
