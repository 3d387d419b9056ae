/** Slack's rule of about one message a second per channel: each channel is a lane of its own, and a lane that Slack closed for a while closes no other. */
import { setTimeout as sleep } from 'node:timers/promises';
import { PlatformError } from '../../core/desk/outbox.ts';

interface Lane {
  tail: Promise<unknown>;
  waiting: number;
  /** Epoch ms before which nothing is sent. */
  next: number;
  closedUntil: number;
}

export interface Pace {
  /** Runs the work in its turn. Throws `rate-limited` at once while Slack wants the lane quiet. */
  run<T>(lane: string, work: () => Promise<T>): Promise<T>;
}

export function createPace(spacing = 1000, now: () => number = Date.now): Pace {
  const lanes = new Map<string, Lane>();

  async function turn<T>(lane: Lane, work: () => Promise<T>): Promise<T> {
    const closed = lane.closedUntil - now();
    if (closed > 0) throw new PlatformError('rate-limited', `Slack wants the channel quiet for ${Math.ceil(closed / 1000)} s`, closed);
    if (lane.next > now()) await sleep(lane.next - now());
    lane.next = now() + spacing;
    try {
      return await work();
    } catch (error) {
      if (error instanceof PlatformError && error.fault === 'rate-limited') lane.closedUntil = now() + (error.retryAfter ?? spacing);
      throw error;
    }
  }

  function forgetIdle(): void {
    if (lanes.size < 1000) return;
    for (const [name, lane] of lanes) if (lane.waiting === 0 && Math.max(lane.next, lane.closedUntil) < now()) lanes.delete(name);
  }

  return {
    async run(name, work) {
      forgetIdle();
      const lane = lanes.get(name) ?? { tail: Promise.resolve(), waiting: 0, next: 0, closedUntil: 0 };
      lanes.set(name, lane);
      lane.waiting++;
      const done = lane.tail.then(() => turn(lane, work));
      lane.tail = done.catch(() => undefined);
      try {
        return await done;
      } finally {
        lane.waiting--;
      }
    },
  };
}
