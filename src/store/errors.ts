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

/** Prisma's codes for a lost race: P2002 (somebody else took the key in between), P2028 (no transaction to be had in time), P2034 (write conflict or deadlock); with PostgreSQL's and SQLite's own. */
const RACES = /^(P2002|P2028|P2034|40001|40P01|55P03|23505|2067|1555|517)$/;
/** The connection is gone, whatever was under way: Prisma's codes and the kinds that a raw statement has instead, PostgreSQL's classes 08 and 57P, and those of the network. */
const GONE =
  /^(DatabaseNotReachable|ConnectionClosed|P1001|P1002|P1017|08...|57P0[1-5]|ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/;
/** What passes by itself: locked (5, 6 and their extended codes), read-only for a moment (25006), too many connections (53300), no room left on the disk (13, 53100). */
const PASSES = /^(SocketTimeout|TooManyConnections|P1008|P2024|P2037|25006|53100|53300|ENOSPC|EDQUOT)$/;
const SQLITE_PASSES = new Set([5, 6, 13]);
/** What the driver of PostgreSQL says without a code, and SQLite's thread. */
const UNCODED =
  /the thread of the database ended|Connection terminated|timeout exceeded when trying to connect|connection error and is not queryable/;

/** Somebody else was faster: to be tried again at once. */
export function isLostRace(error: unknown): boolean {
  return codesOf(error).some((code) => RACES.test(code));
}

/** The database went away in the middle: what was asked of it last may have been done. */
export function isGone(error: unknown): boolean {
  return codesOf(error).some((code) => GONE.test(code)) || UNCODED.test(messagesOf(error));
}

/** The one list of what is waited for. */
export function passes(error: unknown): boolean {
  return (
    isGone(error) || codesOf(error).some((code) => PASSES.test(code) || (/^\d{1,4}$/.test(code) && SQLITE_PASSES.has(Number(code) & 0xff)))
  );
}

/** SQLITE_BUSY in any of its forms, as libSQL throws it. */
export function isBusy(error: unknown): boolean {
  const raw = property(error, 'rawCode');
  return typeof raw === 'number' && (raw & 0xff) === 5;
}

const CODES = ['code', 'kind', 'errorCode', 'originalCode', 'rawCode', 'extendedCode'] as const;
const INSIDE = ['cause', 'meta', 'driverAdapterError'] as const;

/** The codes of a fault, Prisma's and those of the driver that it keeps inside. */
function codesOf(error: unknown, depth = 0): readonly string[] {
  if (depth > 6 || typeof error !== 'object' || error === null) return [];
  const own = CODES.map((key) => property(error, key)).filter((code) => typeof code === 'string' || typeof code === 'number');
  return [...own.map(String), ...INSIDE.flatMap((key) => codesOf(property(error, key), depth + 1))];
}

function messagesOf(error: unknown, depth = 0): string {
  if (depth > 6 || typeof error !== 'object' || error === null) return '';
  return [String(property(error, 'message') ?? ''), ...INSIDE.map((key) => messagesOf(property(error, key), depth + 1))].join(' ');
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
