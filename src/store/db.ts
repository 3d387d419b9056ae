/** The seam between the two databases: typed rows out of SQL, bulk rows in, and the few words in which SQLite and PostgreSQL differ. */
import { Prisma } from './generated/sqlite/client.ts';

export const { sql, raw, join, empty } = Prisma;
export type Sql = Prisma.Sql;

export type Dialect = 'sqlite' | 'postgresql';

/** What the store's parts need of a connection, inside a transaction or outside. */
export interface Db {
  readonly dialect: Dialect;
  /** The generated client. The PostgreSQL twin has the same models, so one type stands for both. */
  readonly prisma: Prisma.TransactionClient;
  /** Rows of `query` in its own order, as the shape says. */
  rows<S extends Shape>(query: Sql, shape: S): Promise<Row<S>[]>;
  /** Runs a statement; how many rows it touched. */
  run(statement: Sql): Promise<number>;
  /** Inserts rows in as few steps as the database likes; `cells` gives a row's values in the order of `columns`. */
  insert<T>(target: InsertTarget, rows: readonly T[], cells: (row: T) => readonly Value[]): Promise<void>;
}

export type Value = string | number | bigint | boolean | null;

/** int: a day number, an id, a code; money: bigint, which crosses JSON as a decimal string; a `?` for columns that may be null. */
interface Kinds {
  int: number;
  money: bigint;
  text: string;
  flag: boolean;
  'int?': number | null;
  'money?': bigint | null;
  'text?': string | null;
}
export type Kind = keyof Kinds;
export type Shape = Readonly<Record<string, Kind>>;
export type Row<S extends Shape> = { -readonly [K in keyof S]: Kinds[S[K]] };

export interface InsertTarget {
  readonly table: string;
  readonly columns: Shape;
  /** Columns that have one integer in all rows: written into the statement, since every value that crosses to the driver costs. */
  readonly constants?: Readonly<Record<string, number>>;
  /** What follows the values, as `ON CONFLICT …`. */
  readonly tail?: string;
}

const PG_TYPES: Readonly<Record<Kind, string>> = {
  int: 'integer',
  money: 'bigint',
  text: 'text',
  flag: 'boolean',
  'int?': 'integer',
  'money?': 'bigint',
  'text?': 'text',
};

/**
 * A query whose answer is one JSON text: the drivers disagree about integers (libSQL gives numbers and refuses those beyond 2^53, PostgreSQL gives bigint), and
 * fifty thousand rows cross as one string several times faster than as objects.
 */
export function asJson(dialect: Dialect, query: Sql, shape: Shape): Sql {
  const cells = raw(quoted(Object.keys(shape)));
  return dialect === 'sqlite'
    ? sql`SELECT json_group_array(json_array(${cells})) AS "j" FROM (${query})`
    : sql`SELECT COALESCE(json_agg(json_build_array(${cells})), '[]')::text AS "j" FROM (${query}) AS q`;
}

/** A number that JSON.parse may not read exactly. */
const LONG = /\d{16}/;
/** Texts, which are left alone, and long numbers, which become texts. */
const TEXT_OR_LONG = /"(?:[^"\\]|\\.)*"|-?\d{16,}/g;

/** Reads the answer of `asJson`. */
export function fromJson<S extends Shape>(json: string, shape: S): Row<S>[] {
  const names = Object.keys(shape);
  const kinds = Object.values(shape);
  const exact = LONG.test(json) ? json.replace(TEXT_OR_LONG, (part) => (part.startsWith('"') ? part : `"${part}"`)) : json;
  const rows: (string | number | boolean | null)[][] = JSON.parse(exact);
  return rows.map((cells) => {
    const row: Record<string, unknown> = {};
    for (let i = 0; i < names.length; i++) row[names[i] ?? ''] = fromCell(cells[i] ?? null, kinds[i]);
    return row as Row<S>;
  });
}

function fromCell(cell: string | number | boolean | null, kind: Kind | undefined): unknown {
  if (cell === null) return null;
  if (kind === 'money' || kind === 'money?') return BigInt(cell);
  if (kind === 'flag') return cell === 1 || cell === true;
  return cell;
}

/** A JSON array of rows as a table expression to select from or join with; its columns are those of the shape. */
export function unpack(dialect: Dialect, rows: readonly (readonly Value[])[], shape: Shape): Sql {
  const columns = Object.entries(shape);
  if (dialect === 'sqlite') {
    const cells = columns.map(([name, kind], i) =>
      kind.startsWith('money') ? `CAST(value->>${i} AS INTEGER) AS "${name}"` : `value->>${i} AS "${name}"`,
    );
    return sql`(SELECT ${raw(cells.join(', '))} FROM json_each(${toJson(rows)}))`;
  }
  const cells = columns.map(([name, kind], i) => `(v->>${i})::${PG_TYPES[kind]} AS "${name}"`);
  return sql`(SELECT ${raw(cells.join(', '))} FROM jsonb_array_elements(${clean(toJson(rows))}::jsonb) AS t(v))`;
}

/** PostgreSQL's way to insert many rows: one JSON parameter, unpacked by the statement. */
export function insertSelect({ table, columns, constants = {}, tail = '' }: InsertTarget, rows: readonly (readonly Value[])[]): Sql {
  const names = quoted([...Object.keys(columns), ...Object.keys(constants)]);
  const values = [quoted(Object.keys(columns)), ...Object.values(constants).map(String)].join(', ');
  return sql`INSERT INTO ${raw(`"${table}" (${names})`)} SELECT ${raw(values)} FROM ${unpack('postgresql', rows, columns)} AS b ${raw(tail)}`;
}

/** Column names as they stand in a list. */
export function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}

/** A list of ids (or of texts) as a subquery, for `IN`: thousands of them pass as one parameter. */
export function list(dialect: Dialect, values: readonly number[] | readonly string[]): Sql {
  if (dialect === 'sqlite') return sql`(SELECT value FROM json_each(${JSON.stringify(values)}))`;
  const type = raw(typeof values[0] === 'string' ? 'text' : 'integer');
  return sql`(SELECT value::${type} FROM jsonb_array_elements_text(${clean(JSON.stringify(values))}::jsonb))`;
}

function toJson(rows: readonly (readonly Value[])[]): string {
  return JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? value.toString() : value));
}

/** PostgreSQL's text holds neither NUL nor half of a surrogate pair; files do. JSON.stringify writes both as escapes, so only a text with escapes is looked at again. */
function clean(json: string): string {
  if (!/\\u(0000|d[89a-f])/.test(json)) return json;
  return JSON.stringify(JSON.parse(json), (_, value) =>
    typeof value === 'string' ? Buffer.from(value.replaceAll('\0', '')).toString() : value,
  );
}

/** `day` of the aged sums and friends: a number that the caller computed, written into the statement so that both planners see it. */
export function int(value: number): Sql {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not an integer: ${value}`);
  return raw(String(value));
}
