/** Writing a FEC: its lines, what their entries make of them, their allocations, and where one fiscal year hands over to the next. */
import type { WriteCounts } from '../core/desk/people-ports.ts';
import { NEVER } from '../core/kernel/dates.ts';
import { type EntryFacts, ITEM_KINDS, type ItemKind, SCOPES } from '../core/ledger/item.ts';
import type { Allocation, FecLine, ItemSource, NewFecItem } from '../core/ledger/ports.ts';
import { columnsOf } from './columns.ts';
import { type Db, int, list, sql } from './db.ts';
import {
  addParts,
  basisCode,
  differs,
  endAllocated,
  endCode,
  FEC,
  hashed,
  type KnownOf,
  knownItems,
  markSeen,
  type Part,
  type RowOf,
  refKeyOf,
  syncCopies,
  upsertItems,
} from './item-rows.ts';
import { kindOf } from './ledger-reads.ts';

type FecCells = RowOf<typeof FEC>;

/** Unbalanced entries that are named in the report. */
const NAMED = 5;

export async function putFecItems(
  db: Db,
  source: ItemSource,
  importId: number,
  items: readonly NewFecItem[],
  fresh: boolean,
): Promise<WriteCounts> {
  const rows = items.map(fecRow);
  const known = new Map(fresh ? [] : (await knownItems(db, FEC, source, rows)).map((k) => [k.at, k]));
  const same: number[] = [];
  const changed = rows.flatMap((row, at) => {
    const before = known.get(at);
    if (!before) return [row];
    const now = kept(row, before);
    if (differs(FEC, before, now)) return [now];
    same.push(before.id);
    return [];
  });
  await upsertItems(db, FEC, source, importId, changed);
  await markSeen(db, same, importId);
  return { added: rows.length - known.size, changed: known.size - same.length, unchanged: same.length };
}

/** What later steps of the last import wrote is not a change of the file: the line's end, and the due day of a payment (classifyFec). */
function kept(row: FecCells, before: KnownOf<typeof FEC>): FecCells {
  const payment = before.kind === ITEM_KINDS.indexOf('payment') && !row.dueGiven;
  return { ...row, endDay: before.endDay, endReason: before.endReason, dueDay: payment ? row.issueDay : row.dueDay };
}

function fecRow(item: NewFecItem): FecCells {
  return {
    refKey: refKeyOf(item.ref),
    debtorId: item.debtorId,
    issueDay: item.issueDay,
    lineKey: lineKey(item),
    kind: ITEM_KINDS.indexOf(item.amount > 0n ? 'invoice' : 'credit-note'),
    ref: item.ref,
    fromDay: item.bookDay,
    endDay: NEVER,
    endReason: endCode('open'),
    dueDay: item.due,
    dueGiven: item.dueDay !== undefined,
    scope: SCOPES.indexOf(item.scope),
    currency: item.currency,
    amount: item.amount,
    account: item.account,
    label: item.label,
    letter: item.letter,
    letterDay: item.letterDay ?? null,
    originalMinor: item.original?.minor ?? null,
    originalCurrency: item.original?.currency ?? null,
    entryKey: item.entryKey,
    line: item.line,
  };
}

/** What tells a FEC's lines apart, as the port promises. */
function lineKey({ journal, entry, account, ref, bookDay, amount, ordinal }: NewFecItem): string {
  return hashed([journal, entry, account, ref, bookDay, amount, ordinal].join('\0'));
}

export async function noteEntries(db: Db, importId: number, entries: readonly EntryFacts[]): Promise<void> {
  const merged = new Map<string, EntryFacts>();
  for (const entry of entries) {
    const before = merged.get(entry.key);
    merged.set(entry.key, before ? together(before, entry) : entry);
  }
  const columns = columnsOf('FecEntry', ['key', 'sale', 'cash', 'opening', 'balance', 'line']);
  const larger = (name: string) =>
    `"${name}" = CASE WHEN excluded."${name}" > "FecEntry"."${name}" THEN excluded."${name}" ELSE "FecEntry"."${name}" END`;
  const tail = `ON CONFLICT ("importId", "key") DO UPDATE SET ${['sale', 'cash', 'opening'].map(larger).join(', ')},
    "balance" = "FecEntry"."balance" + excluded."balance"`;
  await db.insert({ table: 'FecEntry', columns, constants: { importId }, tail }, [...merged.values()], (e) => [
    e.key,
    Number(e.sale),
    Number(e.cash),
    Number(e.opening),
    e.balance,
    e.line,
  ]);
}

function together(a: EntryFacts, b: EntryFacts): EntryFacts {
  return { ...a, sale: a.sale || b.sale, cash: a.cash || b.cash, opening: a.opening || b.opening, balance: a.balance + b.balance };
}

/**
 * What an entry's customer lines are (docs/rules/ledger.md, rule 4): opening lines; the debit of a sale is an invoice, its credit a credit note; cash pays (in an entry that
 * is both, the credit is the payment); an entry that only moves amounts between customer accounts is a transfer (411 to 416); else the sign decides.
 */
export async function classifyFec(
  db: Db,
  source: ItemSource,
  importId: number,
): Promise<{ readonly unbalanced: number; readonly first: readonly { readonly line: number; readonly balance: bigint }[] }> {
  const kind = (name: ItemKind) => int(ITEM_KINDS.indexOf(name));
  const mine = sql`"sourceId" = ${int(source.id)} AND "importId" = ${int(importId)}`;
  await db.run(
    sql`UPDATE "Item" SET "kind" = told."kind" FROM (
          SELECT i."id", CASE WHEN e."opening" = 1 THEN ${kind('opening')} WHEN e."sale" = 1 AND i."amount" > 0 THEN ${kind('invoice')}
            WHEN e."cash" = 1 THEN ${kind('payment')} WHEN e."sale" = 1 THEN ${kind('credit-note')} WHEN moved."entryKey" IS NOT NULL THEN ${kind('transfer')}
            WHEN i."amount" > 0 THEN ${kind('invoice')} ELSE ${kind('credit-note')} END AS "kind"
          FROM (SELECT "id", "amount", "entryKey" FROM "Item" WHERE ${mine}) AS i
          LEFT JOIN "FecEntry" e ON e."importId" = ${int(importId)} AND e."key" = i."entryKey"
          LEFT JOIN (SELECT "entryKey" FROM "Item" WHERE ${mine} GROUP BY "entryKey" HAVING SUM("amount") = 0 AND COUNT(DISTINCT "account") > 1) AS moved
            ON moved."entryKey" = i."entryKey"
        ) AS told WHERE told."id" = "Item"."id" AND told."kind" <> "Item"."kind"`,
  );
  await db.run(
    sql`UPDATE "Item" SET "dueDay" = "issueDay" WHERE ${mine} AND "kind" = ${kind('payment')} AND NOT "dueGiven" AND "dueDay" <> "issueDay"`,
  );
  const unbalanced = sql`FROM "FecEntry" WHERE "importId" = ${int(importId)} AND "balance" <> 0`;
  const [counted] = await db.rows(sql`SELECT COUNT(*) AS "count" ${unbalanced}`, { count: 'int' });
  const first = await db.rows(
    sql`SELECT "line", "balance" ${unbalanced} ORDER BY "line" LIMIT ${int(NAMED)}`,
    columnsOf('FecEntry', ['line', 'balance']),
  );
  await db.run(sql`DELETE FROM "FecEntry" WHERE "importId" = ${int(importId)}`);
  return { unbalanced: counted?.count ?? 0, first };
}

/** Lines that the file no longer holds are gone: a FEC is the whole of its year. */
export async function dropUnseen(db: Db, source: ItemSource, importId: number): Promise<number> {
  const gone = sql`"sourceId" = ${int(source.id)} AND "importId" <> ${int(importId)}`;
  await db.run(sql`DELETE FROM "Allocation" WHERE "itemId" IN (SELECT "id" FROM "Item" WHERE ${gone})`);
  return db.run(sql`DELETE FROM "Item" WHERE ${gone}`);
}

const LINE = {
  id: 'int',
  debtorId: 'int',
  kind: 'int',
  account: 'text',
  ref: 'text',
  bookDay: 'int',
  issueDay: 'int',
  dueDay: 'int',
  amount: 'money',
  letter: 'text',
  letterDay: 'int?',
} as const;

export async function fecLines(
  db: Db,
  source: ItemSource,
  after: number,
  debtors: number,
): Promise<{ debtorId: number; lines: FecLine[] }[]> {
  const rows = await db.rows(
    sql`SELECT "id", "debtorId", "kind", "account", "ref", "fromDay" AS "bookDay", "issueDay", "dueDay", "amount", "letter", "letterDay" FROM "Item"
        WHERE "sourceId" = ${int(source.id)} AND "debtorId" IN (
          SELECT DISTINCT "debtorId" FROM "Item" WHERE "sourceId" = ${int(source.id)} AND "debtorId" > ${int(after)} ORDER BY "debtorId" LIMIT ${int(debtors)})
        ORDER BY "debtorId", "fromDay", "id"`,
    LINE,
  );
  const pages: { debtorId: number; lines: FecLine[] }[] = [];
  for (const { debtorId, kind, ...line } of rows) {
    if (pages.at(-1)?.debtorId !== debtorId) pages.push({ debtorId, lines: [] });
    pages.at(-1)?.lines.push({ ...line, kind: kindOf(kind) });
  }
  return pages;
}

/** Each allocation takes its amount from both sides; a line that is allocated in full ends on the day of its last allocation. */
export async function replaceAllocations(
  db: Db,
  source: ItemSource,
  debtorIds: readonly number[],
  allocations: readonly Allocation[],
): Promise<void> {
  if (debtorIds.length === 0) return;
  const theirs = sql`"sourceId" = ${int(source.id)} AND "debtorId" IN ${list(db.dialect, debtorIds)}`;
  await db.run(sql`DELETE FROM "Allocation" WHERE ${theirs}`);
  await db.run(
    sql`UPDATE "Item" SET "endDay" = ${int(NEVER)}, "endReason" = ${int(endCode('open'))} WHERE ${theirs} AND "endDay" <> ${int(NEVER)}`,
  );
  const parts = allocations.flatMap(({ debitId, creditId, amount, day, basis }): Part[] => [
    { itemId: debitId, counterId: creditId, day, amount, basis: basisCode(basis) },
    { itemId: creditId, counterId: debitId, day, amount: -amount, basis: basisCode(basis) },
  ]);
  await addParts(db, undefined, parts);
  const which = sql`a."sourceId" = ${int(source.id)} AND a."debtorId" IN ${list(db.dialect, debtorIds)}`;
  await endAllocated(db, which);
  await syncCopies(db, which);
}

/**
 * A year's items count until the first day of the next loaded year that has opening lines: from that day its opening lines stand for what was open. Everything is
 * told anew from the years that are there, so neither the order in which they were loaded nor a second time matters.
 */
export async function carryForward(db: Db, companyId: number): Promise<void> {
  const years = await db.rows(
    sql`SELECT s."id", MIN(i."fromDay") AS "first", MIN(CASE WHEN i."kind" = ${int(ITEM_KINDS.indexOf('opening'))} THEN i."fromDay" END) AS "opening"
        FROM "ItemSource" s JOIN "Item" i ON i."sourceId" = s."id" WHERE s."companyId" = ${int(companyId)} AND s."kind" = 'fec' GROUP BY s."id"`,
    { id: 'int', first: 'int', opening: 'int?' },
  );
  for (const year of years) {
    const next = years.flatMap(({ opening }) => (opening !== null && opening > year.first ? [opening] : []));
    await endYear(db, year.id, next.length === 0 ? NEVER : Math.min(...next));
  }
}

async function endYear(db: Db, sourceId: number, end: number): Promise<void> {
  const mine = sql`"sourceId" = ${int(sourceId)}`;
  const reopened = await db.run(
    sql`UPDATE "Item" SET "endDay" = ${int(NEVER)}, "endReason" = ${int(endCode('open'))}
        WHERE ${mine} AND "endReason" = ${int(endCode('carried'))} AND "endDay" <> ${int(end)}`,
  );
  const all = sql`a."sourceId" = ${int(sourceId)}`;
  if (reopened > 0) await endAllocated(db, all);
  const carried = await db.run(
    sql`UPDATE "Item" SET "endDay" = ${int(end)}, "endReason" = ${int(endCode('carried'))} WHERE ${mine} AND "endDay" > ${int(end)}`,
  );
  if (reopened + carried > 0) await syncCopies(db, all);
}
