/** What can go wrong between the process and its database, told apart by what helps: try again, tell the operator, or give up. */

export type StoreFault =
  /** The address is none that the store understands. */
  | 'bad-config'
  /** The server or the file cannot be reached, or does not let us in. */
  | 'unavailable'
  /** The database was migrated by a newer version of the program. */
  | 'newer-database';

/** The store cannot be opened; `message` says why and what to do. */
export class StoreError extends Error {
  readonly code: StoreFault;
  constructor(code: StoreFault, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'StoreError';
    this.code = code;
  }
}

/**
 * Prisma's codes for a lost race: P1008 (the database stayed locked), P2002 (somebody else took the key in between), P2028 (no transaction to be had in time),
 * P2034 (write conflict or deadlock).
 */
const RACES = new Set(['P1008', 'P2002', 'P2028', 'P2034']);
/** The same as raw statements report them (P2010): SQLITE_BUSY and its extended codes, PostgreSQL's serialisation failure, deadlock, lock timeout, unique violation. */
const RAW_RACES = new Set(['5', '261', '517', '2067', '1555', '40001', '40P01', '55P03', '23505']);

export function isLostRace(error: unknown): boolean {
  const code = property(error, 'code');
  if (typeof code !== 'string') return false;
  return RACES.has(code) || (code === 'P2010' && RAW_RACES.has(rawCode(error)));
}

/** The database's own code, which Prisma keeps in the meta data of a failed raw statement. */
function rawCode(error: unknown): string {
  const meta = property(error, 'meta');
  const cause = property(property(meta, 'driverAdapterError'), 'cause');
  return String(property(cause, 'originalCode') ?? property(meta, 'code') ?? '');
}

/** SQLITE_BUSY in any of its forms, as libSQL throws it. */
export function isBusy(error: unknown): boolean {
  const raw = property(error, 'rawCode');
  return typeof raw === 'number' && (raw & 0xff) === 5;
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
