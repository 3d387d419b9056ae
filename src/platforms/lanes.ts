/** The pace that a platform wants, kept before it has to remind us: each lane counts what it sent in its windows, and one that the platform closed stays closed for itself alone. */
import { setTimeout as sleep } from 'node:timers/promises';
import { PlatformError } from '../core/desk/outbox.ts';

/** So many requests within so many ms. */
export type Windows = readonly (readonly [ms: number, most: number])[];

export interface Way {
  readonly name: string;
  readonly windows: Windows;
}

interface Rules {
  /** What a lane is in the platform's words, for whoever reads why something waits. */
  readonly what: string;
  /** So long a request waits in hand; beyond it it goes back. */
  readonly patienceMs: number;
  /** How long a lane is closed when the platform does not say. */
  readonly closedMs: number;
  /** One request of a lane after the other, in the order in which they came. */
  readonly inTurn: boolean;
  readonly now: () => number;
}

interface Lane {
  readonly windows: Windows;
  /** Instants of what was sent, oldest first. */
  sent: number[];
  closedUntil: number;
  waiting: number;
  tail: Promise<unknown>;
}

/** Lanes that nobody uses are forgotten once there are so many. */
const MANY = 1_000;

export class Lanes {
  readonly #rules: Rules;
  readonly #lanes = new Map<string, Lane>();

  constructor(rules: Rules) {
    this.#rules = rules;
  }

  /** Runs the work when all its ways have room. Throws `rate-limited` at once when that is longer away than anybody waits. When the platform limits it, the first way is closed. */
  async run<T>(first: Way, others: readonly Way[], work: () => Promise<T>): Promise<T> {
    this.#forgetIdle();
    const own = this.#laneOf(first);
    const all = [own, ...others.map((way) => this.#laneOf(way))];
    for (const lane of all) lane.waiting++;
    try {
      const done = this.#rules.inTurn ? own.tail.then(() => this.#go(own, all, work)) : this.#go(own, all, work);
      own.tail = done.catch(() => undefined);
      return await done;
    } finally {
      for (const lane of all) lane.waiting--;
    }
  }

  async #go<T>(own: Lane, all: readonly Lane[], work: () => Promise<T>): Promise<T> {
    const { what, patienceMs, closedMs, now } = this.#rules;
    for (let wait = this.#take(all); wait > 0; wait = this.#take(all)) {
      if (wait > patienceMs) throw new PlatformError('rate-limited', `${what} has no room for ${Math.ceil(wait / 1000)} s`, wait);
      await sleep(wait);
    }
    try {
      return await work();
    } catch (error) {
      if (error instanceof PlatformError && error.fault === 'rate-limited') own.closedUntil = now() + (error.retryAfter ?? closedMs);
      throw error;
    }
  }

  /** Takes a place in every lane at once, or says how long to wait. */
  #take(all: readonly Lane[]): number {
    const now = this.#rules.now();
    const wait = Math.max(...all.map((lane) => waitOf(lane, now)));
    if (wait <= 0) for (const lane of all) lane.sent.push(now);
    return wait;
  }

  #laneOf({ name, windows }: Way): Lane {
    const lane = this.#lanes.get(name) ?? { windows, sent: [], closedUntil: 0, waiting: 0, tail: Promise.resolve() };
    this.#lanes.set(name, lane);
    return lane;
  }

  #forgetIdle(): void {
    if (this.#lanes.size < MANY) return;
    const now = this.#rules.now();
    for (const [name, lane] of this.#lanes)
      if (lane.waiting === 0 && (lane.sent.at(-1) ?? 0) + longest(lane.windows) < now && lane.closedUntil < now) this.#lanes.delete(name);
  }
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
