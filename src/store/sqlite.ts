/**
 * SQLite through Prisma's libSQL adapter, on one connection that stays open. The adapter's own client opens a connection for every transaction, which loses
 * the settings and the page cache, begins deferred (a later write may then fail), and refuses integers beyond 2^53.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { PrismaLibSql } from '@prisma/adapter-libsql';
import Database from 'libsql';
import { type InsertTarget, quoted, type Value } from './db.ts';
import { isBusy } from './errors.ts';

type Client = ReturnType<PrismaLibSql['createClient']>;
type Statement = ReturnType<Database.Database['prepare']>;

/** A statement and what its rows look like, which costs a crossing to the driver each time it is asked. No columns: it gives no rows. */
interface Prepared {
  readonly statement: Statement;
  readonly columns: string[];
  readonly columnTypes: string[];
}

/** The driver is synchronous: while it waits for another process's lock, nothing else runs here. So it does not wait, and we do between two tries. */
const BUSY_MS = 0;
/** As long as another process may hold the lock before we give up: an import of a million rows is one transaction. */
const LOCK_WAIT_MS = 60_000;
const STATEMENTS_KEPT = 200;
/** Rows of one INSERT: more do not make it faster. */
const ROWS_AT_ONCE = 50;

export interface ConnectionOptions {
  readonly path: string;
  /** `write` may change the database; `read` sees what is committed and never waits for a writer. */
  readonly mode: 'read' | 'write';
  readonly cacheMb: number;
}

export interface Answer {
  readonly columns: string[];
  readonly columnTypes: string[];
  readonly rows: unknown[][];
  readonly rowsAffected: number;
}

/** One connection, here or in a thread. Its methods throw the driver's errors, with their codes. */
export interface Sqlite {
  /** Runs a script of several statements. */
  script(sql: string): Promise<void>;
  /** BEGIN IMMEDIATE, as soon as no other process writes. Throws the driver's SQLITE_BUSY after a minute. */
  begin(): Promise<void>;
  /** Ends what is left of a transaction; nothing when there is none. */
  rollback(): Promise<void>;
  /** Whether the end of the next transaction waits until the disk has it: without that a machine that loses its power may lose the last ones, though never half of one. Only between transactions. */
  surely(on: boolean): Promise<void>;
  /** Whether the next transaction checks each row's references: two look-ups a row, a tenth of an import's time. Only between transactions. */
  checkReferences(on: boolean): Promise<void>;
  execute(sql: string, args: readonly unknown[]): Promise<Answer>;
  /** Values in the order of the target's columns. */
  insert(target: InsertTarget, rows: readonly (readonly Value[])[]): Promise<void>;
  close(): Promise<void>;
}

export class SqliteConnection implements Sqlite {
  readonly #db: Database.Database;
  /** The one that was used last comes last. */
  readonly #statements = new Map<string, Prepared>();
  #open = true;
  #checking = true;
  #sure = false;

  private constructor(db: Database.Database) {
    this.#db = db;
  }

  static async open(options: ConnectionOptions): Promise<SqliteConnection> {
    const connection = new SqliteConnection(new Database(options.path, { timeout: BUSY_MS }));
    // Turning a fresh file into a WAL one needs the file for itself for a moment.
    await connection.#patiently(() => connection.#db.exec('PRAGMA journal_mode = WAL'));
    connection.#db.exec(
      `PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA cache_size = ${-1024 * options.cacheMb};` +
        `PRAGMA temp_store = FILE; PRAGMA journal_size_limit = ${64 << 20}; PRAGMA query_only = ${options.mode === 'read'};`,
    );
    return connection;
  }

  async script(sql: string): Promise<void> {
    this.#db.exec(sql);
  }

  begin(): Promise<void> {
    return this.#patiently(() => this.#db.exec('BEGIN IMMEDIATE'));
  }

  async surely(on: boolean): Promise<void> {
    if (on === this.#sure) return;
    this.#db.exec(`PRAGMA synchronous = ${on ? 'FULL' : 'NORMAL'}`);
    this.#sure = on;
  }

  async checkReferences(on: boolean): Promise<void> {
    if (on === this.#checking) return;
    this.#db.exec(`PRAGMA foreign_keys = ${on ? 'ON' : 'OFF'}`);
    this.#checking = on;
  }

  async rollback(): Promise<void> {
    if (this.#db.inTransaction) this.#db.exec('ROLLBACK');
  }

  async execute(sql: string, args: readonly unknown[]): Promise<Answer> {
    const { statement, columns, columnTypes } = this.#prepare(sql);
    if (columns.length === 0) return { columns, columnTypes, rows: [], rowsAffected: statement.run(args.map(toDriver)).changes };
    const rows = statement.raw(true).all(args.map(toDriver)) as unknown[][];
    for (const row of rows) for (let i = 0; i < row.length; i++) row[i] = toJs(row[i]);
    return { columns, columnTypes, rows, rowsAffected: 0 };
  }

  async insert(target: InsertTarget, all: readonly (readonly Value[])[]): Promise<void> {
    const same = sameInAll(all);
    const shared = same.map((at) => toDriver(all[0]?.[at]));
    const whole = all.length < ROWS_AT_ONCE ? undefined : this.#prepare(insertStatement(target, ROWS_AT_ONCE, same)).statement;
    for (let i = 0; i < all.length; i += ROWS_AT_ONCE) {
      const values = [...shared];
      const end = Math.min(all.length, i + ROWS_AT_ONCE);
      for (let r = i; r < end; r++) addOthers(values, all[r] ?? [], same);
      const statement = end - i === ROWS_AT_ONCE ? whole : undefined;
      (statement ?? this.#prepare(insertStatement(target, end - i, same)).statement).run(values);
    }
  }

  async close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    this.#statements.clear();
    this.#db.close();
  }

  #prepare(sql: string): Prepared {
    const known = this.#statements.get(sql);
    if (known) {
      this.#statements.delete(sql);
      this.#statements.set(sql, known);
      return known;
    }
    const statement = this.#db.prepare(sql).safeIntegers(true);
    const columns = statement.reader ? statement.columns() : [];
    const prepared = { statement, columns: columns.map((c) => c.name), columnTypes: columns.map((c) => c.type ?? '') };
    // Statements with a date of the day in them come once: they push each other out, not those that every turn uses.
    const [oldest] = this.#statements.keys();
    if (this.#statements.size >= STATEMENTS_KEPT && oldest !== undefined) this.#statements.delete(oldest);
    this.#statements.set(sql, prepared);
    return prepared;
  }

  async #patiently(work: () => void): Promise<void> {
    for (const end = Date.now() + LOCK_WAIT_MS; ; ) {
      try {
        work();
        return;
      } catch (error) {
        if (!isBusy(error) || Date.now() > end) throw error;
      }
      await sleep(5 + Math.random() * 45);
    }
  }
}

/** The adapter through which a PrismaClient uses a connection. */
export function adapterOf(connection: Sqlite): PrismaLibSql {
  return new OneConnection(connection);
}

/** Hands Prisma the one connection. The adapter holds its mutex from the begin of a transaction to its end, so nothing else gets in between. */
class OneConnection extends PrismaLibSql {
  readonly #connection: Sqlite;
  constructor(connection: Sqlite) {
    super({ url: 'file:' });
    this.#connection = connection;
  }

  override createClient(): Client {
    const connection = this.#connection;
    const execute = ({ sql, args }: { sql: string; args: unknown[] }) => connection.execute(sql, args);
    const client = {
      execute,
      executeMultiple: (sql: string) => connection.script(sql),
      transaction: async () => {
        await connection.begin();
        return { execute, commit: () => connection.script('COMMIT'), rollback: () => connection.rollback() };
      },
      close: () => connection.close(),
    };
    // The adapter uses these four members of libSQL's client and no other.
    return client as unknown as Client;
  }
}

/** `same`: the columns that have one value in all rows, which comes first and crosses to the driver once. */
function insertStatement({ table, columns, constants = {}, tail = '' }: InsertTarget, rows: number, same: readonly number[]): string {
  const names = quoted([...Object.keys(columns), ...Object.keys(constants)]);
  const width = Object.keys(columns).length;
  let next = same.length;
  const values = Array.from({ length: rows }, () => {
    const own = Array.from({ length: width }, (_, at) => `?${same.includes(at) ? same.indexOf(at) + 1 : ++next}`);
    return `(${[...own, ...Object.values(constants)].join(',')})`;
  });
  return `INSERT INTO "${table}" (${names}) VALUES ${values.join(',')} ${tail}`;
}

/** Positions at which all rows have one value. */
function sameInAll(rows: readonly (readonly Value[])[]): number[] {
  const [first = []] = rows;
  const same: number[] = [];
  for (let at = 0; at < first.length; at++) {
    let r = 1;
    while (r < rows.length && rows[r]?.[at] === first[at]) r++;
    if (r === rows.length) same.push(at);
  }
  return same;
}

function addOthers(values: unknown[], row: readonly Value[], same: readonly number[]): void {
  let next = 0;
  for (let at = 0; at < row.length; at++) {
    if (same[next] === at) next++;
    else values.push(toDriver(row[at]));
  }
}

/** The driver knows no booleans (it ends the process over one). */
function toDriver(value: unknown): unknown {
  return typeof value === 'boolean' ? Number(value) : value;
}

function toJs(value: unknown): unknown {
  if (typeof value === 'bigint' && value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER) return Number(value);
  return value instanceof Buffer ? value.buffer.slice(value.byteOffset, value.byteOffset + value.byteLength) : value;
}
