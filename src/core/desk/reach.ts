/**
 * Where the running servers can be heard: each leaves in the database which platforms it has and which channels, so that a shell, which has none, queues what it says for
 * those that are there. A server that stopped, or died, is still the one that comes back: the last known counts while nobody runs.
 */
import type { Core } from './core.ts';
import type { Watch } from './job.ts';
import type { PlatformName } from './places.ts';
import type { Policy } from './policy.ts';
import { partOfStore, type Reads } from './store.ts';

export interface Reach {
  readonly platforms: readonly PlatformName[];
  readonly channels: Policy['channels'];
}

export interface ReachRow {
  readonly reach: Reach;
  readonly at: number;
  readonly stopped: boolean;
}

export interface ReachReads {
  all(): Promise<readonly ReachRow[]>;
}

export interface ReachWrites {
  /** Servers of the same reach are one row. */
  seen(row: ReachRow): Promise<void>;
}

export const reachIn = partOfStore<ReachReads, ReachWrites>('reach');

/** A server says that it is there every minute; one that was not heard for longer than this beside another is gone. */
const SILENT_MS = 180_000;

/** What all servers together have; undefined when none ever ran on this database. */
export async function knownReach(read: Reads): Promise<Reach | undefined> {
  const rows = await reachIn(read).all();
  const running = rows.filter((row) => !row.stopped);
  const newest = Math.max(...(running.length > 0 ? running : rows).map((row) => row.at));
  const there = running.length > 0 ? running.filter((row) => row.at > newest - SILENT_MS) : rows.filter((row) => row.at === newest);
  if (there.length === 0) return undefined;
  return {
    platforms: [...new Set(there.flatMap(({ reach }) => reach.platforms))],
    channels: there.map(({ reach }) => reach.channels).reduce(together),
  };
}

function together(one: Reach['channels'], other: Reach['channels']): Reach['channels'] {
  const both = new Map(Object.entries(one));
  for (const [use, { on, allowed }] of Object.entries(other)) both.set(use, { allowed, on: { ...both.get(use)?.on, ...on } });
  return Object.fromEntries(both);
}

/** Says what this server has; `stopped` when it ends. */
export function sayReach({ store, platforms, policy, clock }: Core, stopped = false): Promise<void> {
  const reach = { platforms: [...platforms].sort(), channels: policy.channels };
  return store.transact((tx) => reachIn(tx).seen({ reach, at: clock.now(), stopped }));
}

export const reachWatch: Watch = { name: 'reach', rank: 0, look: (core) => sayReach(core) };
