/**
 * What nobody caught ends nothing. Node ends a process at the first rejection or exception that nobody handles, and advises against going on after an exception
 * (nodejs.org/api/process.html, "Warning: Using 'uncaughtException' correctly"), since memory may be half changed. Here memory holds nothing but caches: what counts is in
 * transactions of the database, which are whole or not there. To end would let one strange message stop the committee as often as somebody sends it; so both are logged
 * and counted, for an operator to watch, and the server goes on.
 */
import type { EventEmitter } from 'node:events';
import type { Log } from '../core/desk/core.ts';
import { causeOf } from '../core/kernel/errors.ts';

export const STRAYS = ['unhandledRejection', 'uncaughtException'] as const;

export interface Guard {
  /** How often each came since the start. */
  readonly strays: Readonly<Record<(typeof STRAYS)[number], number>>;
  stop(): void;
}

/** Stands guard over the process until it is stopped. */
export function standGuard(log: Log, over: Pick<EventEmitter, 'on' | 'off'> = process): Guard {
  const strays = { unhandledRejection: 0, uncaughtException: 0 };
  const watches = STRAYS.map((stray) => {
    const note = (error: unknown): void => {
      strays[stray]++;
      log.error({ stray, cause: causeOf(error) }, 'nobody caught a fault of ours; the server goes on');
    };
    over.on(stray, note);
    return () => over.off(stray, note);
  });
  return {
    strays,
    stop: () => {
      for (const end of watches) end();
    },
  };
}
