/** Items as rows: their columns, the key that makes a second import find the first one's line, and the steps that both kinds of import share. */

import { END_REASONS, type EndReason } from '../core/ledger/item.ts';
import { ALLOCATION_BASES, type AllocationBasis, type ItemSource } from '../core/ports.ts';
import { type Db, type InsertTarget, int, list, type Row, raw, type Sql, sql, unpack, type Value } from './db.ts';

export const KEY = { refKey: 'text', debtorId: 'int', sourceId: 'int', issueDay: 'int', lineKey: 'text' } as const;

/** What a file says of an item, besides its key: a difference in one of these makes it `changed`. */
const FACTS = {
  ref: 'text',
  fromDay: 'int',
  endDay: 'int',
  endReason: 'int',
  dueDay: 'int',
  dueGiven: 'flag',
  scope: 'int',
  currency: 'text',
  amount: 'money',
  account: 'text',
  label: 'text',
  letter: 'text',
  letterDay: 'int?',
  originalMinor: 'money?',
  originalCurrency: 'text?',
  disputed: 'text?',
} as const;

export const COLUMNS = { ...KEY, kind: 'int', ...FACTS, entryKey: 'text', line: 'int', importId: 'int' } as const;
/** `kind` is set when the line is new; a FEC's is told later, from its entry (classifyFec). */
export type ItemRow = Row<typeof COLUMNS>;

const NAMES = Object.keys(COLUMNS) as (keyof ItemRow)[];
const UPSERT: InsertTarget = {
  table: 'Item',
  columns: COLUMNS,
  tail: `ON CONFLICT (${quoted(Object.keys(KEY))}) DO UPDATE SET ${[...Object.keys(FACTS), 'line', 'importId'].map((n) => `"${n}" = excluded."${n}"`).join(', ')}`,
};

export function upsertItems(db: Db, rows: readonly ItemRow[]): Promise<void> {
  return db.insert(
    UPSERT,
    rows.map((row) => NAMES.map((name): Value => row[name])),
  );
}

export function differs(a: Row<typeof FACTS>, b: Row<typeof FACTS>): boolean {
  for (const name of Object.keys(FACTS) as (keyof typeof FACTS)[]) if (a[name] !== b[name]) return true;
  return false;
}

const KNOWN = { at: 'int', id: 'int', kind: 'int', ...FACTS, seenAsOf: 'int?' } as const;
export type KnownItem = Row<typeof KNOWN>;

/** The stored items with the keys of these rows; `at` is the row's position, `seenAsOf` the date of the list that showed the item last. */
export async function knownItems(db: Db, rows: readonly ItemRow[]): Promise<KnownItem[]> {
  if (rows.length === 0) return [];
  const keys = rows.map((row, at) => [at, row.refKey, row.debtorId, row.sourceId, row.issueDay, row.lineKey]);
  const facts = raw(
    Object.keys(FACTS)
      .map((name) => `i."${name}"`)
      .join(', '),
  );
  return db.rows(
    sql`SELECT b."at", i."id", i."kind", ${facts}, m."asOf" AS "seenAsOf" FROM ${unpack(db.dialect, keys, { at: 'int', ...KEY })} AS b
        JOIN "Item" i ON i."refKey" = b."refKey" AND i."debtorId" = b."debtorId" AND i."sourceId" = b."sourceId"
          AND i."issueDay" = b."issueDay" AND i."lineKey" = b."lineKey"
        LEFT JOIN "Import" m ON m."id" = i."importId"`,
    KNOWN,
  );
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
const PART = { itemId: 'int', counterId: 'int?', day: 'int', amount: 'money', basis: 'int' } as const;
export type Part = Row<typeof PART>;

/** Adds allocations, with their items' columns. */
export async function addParts(db: Db, importId: number | undefined, parts: readonly Part[]): Promise<void> {
  if (parts.length === 0) return;
  const rows = parts.map((part) => [part.itemId, part.counterId, part.day, part.amount, part.basis]);
  await db.run(
    sql`INSERT INTO "Allocation" ("itemId", "counterId", "day", "amount", "basis", "sourceId", "debit", "importId", ${raw(quoted(COPIES))})
        SELECT b."itemId", b."counterId", b."day", b."amount", b."basis", i."sourceId", i."amount" > 0,
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

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}
