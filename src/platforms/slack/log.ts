/** The product's log in the form that Slack's libraries want, and errors as the log wants them. */
import { type Logger as BoltLogger, LogLevel } from '@slack/bolt';
import type { Log } from '../../core/core.ts';
import { PlatformError } from '../../core/ports.ts';

export type { Log };

/** A fault of Slack in its one sentence; our own with its stack. */
export function cause(error: unknown): { readonly cause: string } {
  if (error instanceof PlatformError) return { cause: error.message };
  return { cause: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

/** Bolt writes whole requests at its debug level, amounts and names included: that level is dropped, and its news are none for an operator. */
export function boltLogger(log: Log): BoltLogger {
  const line = (parts: readonly unknown[]): string => parts.map(String).join(' ');
  return {
    debug: () => {},
    info: () => {},
    warn: (...parts) => log.warn({ from: 'bolt' }, line(parts)),
    error: (...parts) => log.error({ from: 'bolt' }, line(parts)),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}
