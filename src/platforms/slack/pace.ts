/** Slack's rule of about one message a second per channel: each channel is a lane of its own, in the order in which messages came. */
import { Lanes } from '../lanes.ts';

export interface Pace {
  /** Runs the work in its turn. Throws `rate-limited` at once while Slack wants the lane quiet. */
  run<T>(lane: string, work: () => Promise<T>): Promise<T>;
}

export function createPace(spacing = 1000, now: () => number = Date.now): Pace {
  // A turn comes within the spacing; what is longer away is a lane that Slack closed.
  const lanes = new Lanes({ what: 'the channel', patienceMs: spacing, closedMs: spacing, inTurn: true, now });
  return { run: (name, work) => lanes.run({ name, windows: [[spacing, 1]] }, [], work) };
}
