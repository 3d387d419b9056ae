/** Items as rows: their columns, the key that makes a second import find the first one's line, and the steps that both kinds of import share. */
import { createHash } from 'node:crypto';
import { foldRef } from '../core/kernel/fold.ts';
import { END_REASONS, type EndReason } from '../core/ledger/item.ts';
import { ALLOCATION_BASES, type AllocationBasis, type ItemSource } from '../core/ledger/ports.ts';
import { columnsOf } from './columns.ts';
import { type Db, int, list, quoted, type Row, raw, type Shape, type Sql, sql, unpack, type Value } from './db.ts';

/** What makes a line the same line again, within its source. */
const KEY = columnsOf('Item', ['refKey', 'debtorId', 'issueDay', 'lineKey']);

/** Characters of a reference in the key: PostgreSQL's indexes bear 2,704 bytes an entry. */
const REF_LENGTH = 64;

/** The folded reference, as far as the key keeps it. */
export function refKeyOf(ref: string): string {
  return foldRef(ref).slice(0, REF_LENGTH);
}

/** A text that stands in a key as it is, or by its hash when it is long. */
export function short(text: string): string {
  return text.length <= REF_LENGTH ? text : hashed(text);
}

/** 96 bits of a text's hash: a chance of one in 10^17 that two of a million lines share one. */
export function hashed(text: string): string {
  return createHash('sha1').update(text).digest('base64url').slice(0, 16);
}

const FACTS = columnsOf('Item', ['ref', 'fromDay', 'endDay', 'endReason', 'dueDay', 'dueGiven', 'currency', 'amount']);

/** One kind of file's columns. A difference in one of its facts makes a line `changed`; columns that the kind of file does not know keep their defaults. */
export interface Layout<F extends Shape> {
  readonly facts: F;
  readonly columns: Shape;
}

/** What a row of a layout holds; `kind` is what a new line starts with. */
export type RowOf<L> = L extends Layout<infer F> ? Row<typeof KEY & F & typeof OWN> : never;
const OWN = columnsOf('Item', ['kind', 'entryKey', 'line']);

export const LIST = layout({ ...FACTS, disputed: 'text?' } as const, ['kind', 'line']);
export const FEC = layout(
  {
    ...FACTS,
    scope: 'int',
    account: 'text',
    label: 'text',
    letter: 'text',
    letterDay: 'int?',
    originalMinor: 'money?',
    originalCurrency: 'text?',
  } as const,
  ['kind', 'entryKey', 'line'],
);

function layout<F extends Shape>(facts: F, own: readonly (keyof typeof OWN)[]): Layout<F> {
  return { facts, columns: { ...KEY, ...facts, ...Object.fromEntries(own.map((name) => [name, OWN[name]])) } };
}

export function upsertItems<F extends Shape>(
  db: Db,
  { facts, columns }: Layout<F>,
  source: ItemSource,
  importId: number,
  rows: readonly RowOf<Layout<F>>[],
): Promise<void> {
  const names = Object.keys(columns);
  const updates = [...Object.keys(facts), 'line', 'importId'].map((name) => `"${name}" = excluded."${name}"`);
  const tail = `ON CONFLICT ("refKey", "debtorId", "sourceId", "issueDay", "lineKey") DO UPDATE SET ${updates.join(', ')}`;
  const constants = { sourceId: source.id, importId };
  return db.insert({ table: 'Item', columns, constants, tail }, rows, (row) => names.map((name) => row[name as keyof typeof row] as Value));
}

export function differs<F extends Shape>({ facts }: Layout<F>, a: Row<F>, b: Row<F>): boolean {
  for (const name in facts) if (a[name] !== b[name]) return true;
  return false;
}

const FOUND = { at: 'int', id: 'int', kind: 'int', seenAsOf: 'int?' } as const;
export type KnownOf<L> = L extends Layout<infer F> ? Row<typeof FOUND & F> : never;

/** The stored items with the keys of these rows; `at` is the row's position, `seenAsOf` the date of the list that showed the item last. */
export async function knownItems<F extends Shape>(
  db: Db,
  { facts }: Layout<F>,
  source: ItemSource,
  rows: readonly Row<typeof KEY>[],
): Promise<KnownOf<Layout<F>>[]> {
  if (rows.length === 0) return [];
  const keys = rows.map((row, at) => [at, row.refKey, row.debtorId, row.issueDay, row.lineKey]);
  const columns = Object.keys(facts).map((name) => `i."${name}"`);
  const found = await db.rows(
    sql`SELECT b."at", i."id", i."kind", m."asOf" AS "seenAsOf", ${raw(columns.join(', '))}
        FROM ${unpack(db.dialect, keys, { at: 'int', ...KEY })} AS b
        JOIN "Item" i ON i."refKey" = b."refKey" AND i."debtorId" = b."debtorId" AND i."sourceId" = ${int(source.id)}
          AND i."issueDay" = b."issueDay" AND i."lineKey" = b."lineKey"
        LEFT JOIN "Import" m ON m."id" = i."importId"`,
    { ...FOUND, ...facts },
  );
  return found as KnownOf<Layout<F>>[];
}

/** Marks items that did not change as shown by this import. */
export async function markSeen(db: Db, ids: readonly number[], importId: number): Promise<void> {
  if (ids.length > 0) await db.run(sql`UPDATE "Item" SET "importId" = ${int(importId)} WHERE "id" IN ${list(db.dialect, ids)}`);
}

export async function isEmpty(db: Db, source: ItemSource): Promise<boolean> {
  return (await db.rows(sql`SELECT "id" FROM "Item" WHERE "sourceId" = ${int(source.id)} LIMIT 1`, { id: 'int' })).length === 0;
}

// ---------------------------------------------------------------- allocations

/** Columns of an allocation that repeat its item's, so that the aged sums read one index. */
const COPIES = ['debtorId', 'currency', 'dueDay', 'endDay', 'scope'];
const PART = columnsOf('Allocation', ['itemId', 'counterId', 'day', 'amount', 'basis', 'cash']);
export type Part = Row<typeof PART>;

/** Adds allocations, with their items' columns. */
export async function addParts(db: Db, importId: number | undefined, parts: readonly Part[]): Promise<void> {
  if (parts.length === 0) return;
  const rows = parts.map((part) => [part.itemId, part.counterId, part.day, part.amount, part.basis, part.cash]);
  await db.run(
    sql`INSERT INTO "Allocation" ("itemId", "counterId", "day", "amount", "basis", "cash", "sourceId", "debit", "importId", ${raw(quoted(COPIES))})
        SELECT b."itemId", b."counterId", b."day", b."amount", b."basis", b."cash", i."sourceId", i."amount" > 0,
          ${importId === undefined ? sql`i."importId"` : int(importId)}, ${raw(COPIES.map((name) => `i."${name}"`).join(', '))}
        FROM ${unpack(db.dialect, rows, PART)} AS b JOIN "Item" i ON i."id" = b."itemId"`,
  );
}

/** Makes the copies equal again after items changed; `which` narrows the allocations (alias a). */
export async function syncCopies(db: Db, which: Sql): Promise<void> {
  const set = COPIES.map((name) => `"${name}" = i."${name}"`).join(', ');
  const stale = COPIES.map((name) => `a."${name}" <> i."${name}"`).join(' OR ');
  await db.run(sql`UPDATE "Allocation" AS a SET ${raw(set)} FROM "Item" i WHERE i."id" = a."itemId" AND ${which} AND (${raw(stale)})`);
}

/** Ends items whose allocations add up to their amount, on the day of the last one; `which` narrows the allocations (alias a). */
export async function endAllocated(db: Db, which: Sql): Promise<void> {
  await db.run(
    sql`UPDATE "Item" SET "endDay" = done."last", "endReason" = ${int(endCode('allocated'))}
        FROM (SELECT a."itemId", SUM(a."amount") AS "sum", MAX(a."day") AS "last" FROM "Allocation" a WHERE ${which} GROUP BY a."itemId") AS done
        WHERE done."itemId" = "Item"."id" AND done."sum" = "Item"."amount" AND "Item"."endDay" > done."last"`,
  );
}

export function endCode(reason: EndReason): number {
  return END_REASONS.indexOf(reason);
}

export function basisCode(basis: AllocationBasis): number {
  return ALLOCATION_BASES.indexOf(basis);
}
