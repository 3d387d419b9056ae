/** Teams's limits per conversation and per second, kept before Teams has to remind us: each lane counts what it sent in its windows, and a lane that Teams closed stays closed for itself alone. */
import { setTimeout as sleep } from 'node:timers/promises';
import { PlatformError } from '../../core/desk/outbox.ts';
import { TENANT_WINDOWS, THREAD_WINDOWS } from './limits.ts';

type Windows = readonly (readonly [ms: number, most: number])[];

interface Lane {
  readonly windows: Windows;
  /** Instants of what was sent, oldest first. */
  sent: number[];
  closedUntil: number;
  waiting: number;
}

export interface Pace {
  /** Runs the work when its conversation and its tenant have room. Throws `rate-limited` at once when that is longer away than anybody waits. */
  run<T>(tenant: string, conversation: string, work: () => Promise<T>): Promise<T>;
}

/** A worker of the outbox may wait so long in hand; beyond it the row goes back. */
const PATIENCE = 5_000;
const CLOSED = 1_000;

export function createPace(now: () => number = Date.now): Pace {
  const lanes = new Map<string, Lane>();

  function laneOf(name: string, windows: Windows): Lane {
    const lane = lanes.get(name) ?? { windows, sent: [], closedUntil: 0, waiting: 0 };
    lanes.set(name, lane);
    return lane;
  }

  function forgetIdle(): void {
    if (lanes.size < 1000) return;
    const old = now() - longest(THREAD_WINDOWS);
    for (const [name, lane] of lanes)
      if (lane.waiting === 0 && (lane.sent.at(-1) ?? 0) < old && lane.closedUntil < now()) lanes.delete(name);
  }

  /** Takes a place in every lane at once, or says how long to wait. */
  function take(all: readonly Lane[]): number {
    const wait = Math.max(...all.map((lane) => waitOf(lane, now())));
    if (wait <= 0) for (const lane of all) lane.sent.push(now());
    return wait;
  }

  return {
    async run(tenant, conversation, work) {
      forgetIdle();
      const thread = laneOf(`thread ${conversation}`, THREAD_WINDOWS);
      const all = [thread, laneOf(`tenant ${tenant}`, TENANT_WINDOWS)];
      for (const lane of all) lane.waiting++;
      try {
        for (let wait = take(all); wait > 0; wait = take(all)) {
          if (wait > PATIENCE)
            throw new PlatformError('rate-limited', `the conversation has no room for ${Math.ceil(wait / 1000)} s`, wait);
          await sleep(wait);
        }
        return await work();
      } catch (error) {
        if (error instanceof PlatformError && error.fault === 'rate-limited') thread.closedUntil = now() + (error.retryAfter ?? CLOSED);
        throw error;
      } finally {
        for (const lane of all) lane.waiting--;
      }
    },
  };
}

function longest(windows: Windows): number {
  return Math.max(...windows.map(([ms]) => ms));
}

/** Ms until one more fits; 0 when it fits now. */
function waitOf(lane: Lane, at: number): number {
  lane.sent = lane.sent.filter((sent) => sent > at - longest(lane.windows));
  const waits = lane.windows.map(([ms, most]) => {
    const oldest = lane.sent.at(-most);
    return oldest === undefined ? 0 : oldest + ms - at;
  });
  return Math.max(0, lane.closedUntil - at, ...waits);
}
