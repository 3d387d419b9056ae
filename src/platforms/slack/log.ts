/** The product's log in the form that Slack's libraries want. */
import { type Logger as BoltLogger, LogLevel } from '@slack/bolt';
import type { Log } from '../../core/desk/core.ts';

export { cause } from '../log.ts';
export type { Log };

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
