/** Logging: pino to stderr, so that stdout stays free for answers; tokens and the like are never written. */
import { pino } from 'pino';
import type { Log } from '../core/desk/core.ts';

/** Whatever looks like a Slack token or a bearer, wherever it stands. */
const SECRET = /\b(?:xox[a-z]-|xapp-)[\w-]+|\bBearer\s+\S+|(?<=:\/\/[^:/@\s]*:)[^@\s]+(?=@)/g;

export function hideSecrets(text: string): string {
  return text.replace(SECRET, '[hidden]');
}

export function createLog(level: 'debug' | 'info' | 'warn' | 'error' | 'silent'): Log {
  const logger = pino({ level, base: null }, pino.destination({ dest: 2, sync: true }));
  const clean = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> =>
    Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, typeof value === 'string' ? hideSecrets(value) : value]));
  return {
    info: (fields, message) => logger.info(clean(fields), hideSecrets(message)),
    warn: (fields, message) => logger.warn(clean(fields), hideSecrets(message)),
    error: (fields, message) => logger.error(clean(fields), hideSecrets(message)),
  };
}
