/** Teams's limits per conversation and per second in a tenant. */
import { Lanes } from '../lanes.ts';
import { TENANT_WINDOWS, THREAD_WINDOWS } from './limits.ts';

export interface Pace {
  /** Runs the work when its conversation and its tenant have room. Throws `rate-limited` at once when that is longer away than anybody waits. */
  run<T>(tenant: string, conversation: string, work: () => Promise<T>): Promise<T>;
}

/** A worker of the outbox may wait so long in hand; beyond it the row goes back. */
const PATIENCE = 5_000;
const CLOSED = 1_000;

export function createPace(now: () => number = Date.now): Pace {
  const lanes = new Lanes({ what: 'the conversation', patienceMs: PATIENCE, closedMs: CLOSED, inTurn: false, now });
  return {
    run: (tenant, conversation, work) =>
      lanes.run({ name: `thread ${conversation}`, windows: THREAD_WINDOWS }, [{ name: `tenant ${tenant}`, windows: TENANT_WINDOWS }], work),
  };
}
