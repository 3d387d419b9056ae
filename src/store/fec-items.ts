/** Writing FECs: their lines, what their entries make of them, what a newer file replaces, and what settles what in all of a company's files together. */
import type { WriteCounts } from '../core/desk/people-ports.ts';
import { type Day, NEVER } from '../core/kernel/dates.ts';
import type { Replaced, Vanished } from '../core/ledger/fec-files.ts';
import { type EntryFacts, ITEM_KINDS, type ItemKind, SCOPES, type Scope, SIGNS } from '../core/ledger/item.ts';
import type { DebtorLines, FecLine, Gap, ItemSource, NewFecItem, SettledDebtor } from '../core/ledger/ports.ts';
import { columnsOf } from './columns.ts';
import { type Db, int, join, list, raw, type Sql, sql, unpack } from './db.ts';
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
import { countsAt } from './sums.ts';

type FecCells = RowOf<typeof FEC>;

/** Unbalanced entries that are named in the report. */
const NAMED = 5;

/** `fresh`: none of these lines can be there already. */
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

/** Due on their own day, even as a debit (a payment that bounced, a loss taken back): terms are an invoice's. */
const DUE_AT_ONCE: readonly ItemKind[] = ['payment', 'loss', 'discount', 'exchange'];

/** What later steps of the last import wrote is not a change of the file: the line's end, and the due day of a payment (classifyFec). */
function kept(row: FecCells, before: KnownOf<typeof FEC>): FecCells {
  const own = DUE_AT_ONCE.includes(ITEM_KINDS[before.kind] ?? 'invoice') && !row.dueGiven;
  return { ...row, endDay: before.endDay, endReason: before.endReason, dueDay: own ? row.issueDay : row.dueDay };
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
function lineKey({ journal, entry, account, ref, bookDay, amount, ordinal, part }: NewFecItem): string {
  return hashed([journal, entry, account, ref, bookDay, amount, ordinal, ...(part === '' ? [] : [part])].join('\0'));
}

export async function noteEntries(db: Db, importId: number, entries: readonly EntryFacts[]): Promise<void> {
  const merged = new Map<string, EntryFacts>();
  for (const entry of entries) {
    const before = merged.get(entry.key);
    merged.set(entry.key, before ? together(before, entry) : entry);
  }
  const columns = columnsOf('FecEntry', ['key', 'signs', 'balance', 'line']);
  const tail = `ON CONFLICT ("importId", "key") DO UPDATE SET "signs" = "FecEntry"."signs" | excluded."signs",
    "balance" = "FecEntry"."balance" + excluded."balance"`;
  await db.insert({ table: 'FecEntry', columns, constants: { importId }, tail }, [...merged.values()], (e) => [
    e.key,
    e.signs,
    e.balance,
    e.line,
  ]);
}

function together(a: EntryFacts, b: EntryFacts): EntryFacts {
  return { ...a, signs: a.signs | b.signs, balance: a.balance + b.balance };
}

/**
 * What an entry's customer lines are, by its other accounts (docs/rules/ledger.md, rule 4): the first that fits. In an entry that sells and takes cash the debit is the
 * invoice and the credit the payment; one that only moves amounts between customer accounts is a transfer (411 to 416).
 */
export async function classifyFec(
  db: Db,
  source: ItemSource,
  importId: number,
): Promise<{ readonly unbalanced: number; readonly first: readonly { readonly line: number; readonly balance: bigint }[] }> {
  const kind = (name: ItemKind) => int(ITEM_KINDS.indexOf(name));
  const says = (sign: keyof typeof SIGNS) => sql`(e."signs" & ${int(SIGNS[sign])}) <> 0`;
  const mine = sql`"sourceId" = ${int(source.id)} AND "importId" = ${int(importId)}`;
  await db.run(
    sql`UPDATE "Item" SET "kind" = told."kind" FROM (
          SELECT i."id", CASE WHEN ${says('opening')} THEN ${kind('opening')} WHEN ${says('sale')} AND i."amount" > 0 THEN ${kind('invoice')}
            WHEN ${says('cash')} THEN ${kind('payment')} WHEN ${says('loss')} THEN ${kind('loss')} WHEN ${says('discount')} THEN ${kind('discount')}
            WHEN ${says('sale')} THEN ${kind('credit-note')} WHEN ${says('exchange')} THEN ${kind('exchange')}
            WHEN i."scope" = 0 AND ${says('advance')} THEN ${kind('advance')} WHEN ${says('vat')} AND i."amount" > 0 THEN ${kind('invoice')}
            WHEN ${says('vat')} THEN ${kind('credit-note')} WHEN moved."entryKey" IS NOT NULL THEN ${kind('transfer')} ELSE ${kind('adjustment')} END AS "kind"
          FROM (SELECT "id", "amount", "entryKey", "fromDay", "scope" FROM "Item" WHERE ${mine}) AS i
          LEFT JOIN "FecEntry" e ON e."importId" = ${int(importId)} AND e."key" = i."entryKey"
          LEFT JOIN (SELECT "entryKey" FROM "Item" WHERE ${mine} GROUP BY "entryKey" HAVING SUM("amount") = 0 AND COUNT(DISTINCT "account") > 1) AS moved
            ON moved."entryKey" = i."entryKey"
        ) AS told WHERE told."id" = "Item"."id" AND told."kind" <> "Item"."kind"`,
  );
  const atOnce = DUE_AT_ONCE.map((name) => ITEM_KINDS.indexOf(name));
  await db.run(
    sql`UPDATE "Item" SET "dueDay" = "issueDay"
        WHERE ${mine} AND "kind" IN ${list(db.dialect, atOnce)} AND NOT "dueGiven" AND "dueDay" <> "issueDay"`,
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

// ---------------------------------------------------------------- the company's FECs as one

/** The lines of all FECs of a company; `as` is the name that the statement gives the table. */
function fecOf(companyId: number, as = '"Item"'): Sql {
  return sql`${raw(as)}."sourceId" IN (SELECT "id" FROM "ItemSource" WHERE "companyId" = ${int(companyId)} AND "kind" = 'fec')`;
}

/** Lines that stand for what no file holds (an opening that is not last year's closing) have no line number. */
const FILED = sql`"line" > 0`;

/** Gives lines that go on under other references and dates what their files wrote, so that a new file finds them again. */
export async function restoreFiled(db: Db, companyId: number): Promise<void> {
  await db.run(
    sql`UPDATE "Item" SET "ref" = f."ref", "refKey" = f."refKey", "issueDay" = f."issueDay", "dueDay" = f."dueDay", "dueGiven" = f."dueGiven"
        FROM "FiledLine" f WHERE f."itemId" = "Item"."id" AND ${fecOf(companyId)}`,
  );
  await db.run(sql`DELETE FROM "FiledLine" WHERE "itemId" IN (SELECT "id" FROM "Item" WHERE ${fecOf(companyId)})`);
}

/** The lines of earlier imports that a new file tells anew. */
function replacedLines(companyId: number, importId: number, replaced: readonly Replaced[]): Sql {
  const spans = replaced.map((r) => sql`("importId" = ${int(r.importId)} AND "fromDay" BETWEEN ${int(r.from)} AND ${int(r.to)})`);
  return sql`${fecOf(companyId)} AND ${FILED} AND "importId" <> ${int(importId)} AND (${join(spans, ' OR ')})`;
}

export async function countReplaced(db: Db, companyId: number, importId: number, replaced: readonly Replaced[]) {
  if (replaced.length === 0) return { entries: 0, items: 0 };
  const [found] = await db.rows(
    sql`SELECT COUNT(*) AS "entries", SUM("items") AS "items" FROM (
          SELECT COUNT(*) AS "items" FROM "Item" WHERE ${replacedLines(companyId, importId, replaced)} GROUP BY "fromDay", "entryKey") AS entries`,
    { entries: 'int', items: 'int?' },
  );
  return { entries: found?.entries ?? 0, items: found?.items ?? 0 };
}

/** What a new file no longer holds of what it replaces is gone; told is what it does not hold under another number either (a draft's entry is numbered anew when it is final). */
export async function dropReplaced(
  db: Db,
  companyId: number,
  importId: number,
  replaced: readonly Replaced[],
  most: number,
): Promise<Vanished> {
  if (replaced.length === 0) return { count: 0, lines: [] };
  const gone = replacedLines(companyId, importId, replaced);
  const missing = sql`${gone} AND NOT EXISTS (SELECT 1 FROM "Item" n WHERE n."refKey" = "Item"."refKey" AND n."debtorId" = "Item"."debtorId"
    AND n."importId" = ${int(importId)} AND n."amount" = "Item"."amount" AND n."account" = "Item"."account")`;
  const [counted] = await db.rows(sql`SELECT COUNT(*) AS "count" FROM "Item" WHERE ${missing}`, { count: 'int' });
  const lines = await db.rows(
    sql`SELECT "Item"."debtorId", d."code" AS "debtor", "ref", "currency", "amount", "fromDay" AS "day" FROM "Item"
        JOIN "Debtor" d ON d."id" = "Item"."debtorId" WHERE ${missing} ORDER BY ABS("amount") DESC, "Item"."id" LIMIT ${int(most)}`,
    { debtorId: 'int', debtor: 'text', ref: 'text', currency: 'text', amount: 'money', day: 'int' },
  );
  await db.run(sql`DELETE FROM "Allocation" WHERE "itemId" IN (SELECT "id" FROM "Item" WHERE ${gone})`);
  await db.run(sql`DELETE FROM "Item" WHERE ${gone}`);
  return { count: counted?.count ?? 0, lines };
}

/** Of these days, those on which a year opens. */
export async function openingDays(db: Db, companyId: number, days: readonly Day[]): Promise<readonly Day[]> {
  const rows = await db.rows(
    sql`SELECT DISTINCT "fromDay" AS "day" FROM "Item"
        WHERE ${fecOf(companyId)} AND ${FILED} AND "kind" = ${int(ITEM_KINDS.indexOf('opening'))} AND "fromDay" IN ${list(db.dialect, days)}`,
    { day: 'int' },
  );
  return rows.map((row) => row.day);
}

export async function collectiveOpenings(db: Db, companyId: number, days: readonly Day[]) {
  if (days.length === 0) return [];
  const rows = await db.rows(
    sql`SELECT "fromDay" AS "day", "account", MIN(CASE WHEN d."code" = "account" THEN 1 ELSE 0 END) AS "bare" FROM "Item" JOIN "Debtor" d ON d."id" = "Item"."debtorId"
        WHERE ${fecOf(companyId)} AND ${FILED} AND "kind" = ${int(ITEM_KINDS.indexOf('opening'))} AND "fromDay" IN ${list(db.dialect, days)}
        GROUP BY "fromDay", "account"`,
    { day: 'int', account: 'text', bare: 'int' },
  );
  const found: { day: Day; account: string }[] = [];
  for (const { day, account, bare } of rows) {
    const [named] = await db.rows(
      sql`SELECT "Item"."id" FROM "Item" JOIN "Debtor" d ON d."id" = "Item"."debtorId"
          WHERE ${bare === 1 ? fecOf(companyId) : sql`1 = 0`} AND "account" = ${account} AND "fromDay" < ${int(day)} AND d."code" <> ${account} LIMIT 1`,
      { id: 'int' },
    );
    if (named) found.push({ day, account });
  }
  return found;
}

/** What a company's FECs say of its accounts: what was booked within these days by imports other than one. */
export function bookedByAccount(db: Db, companyId: number, importId: number, from: Day, to: Day) {
  return db.rows(
    sql`SELECT "account", SUM("amount") AS "booked" FROM "Item"
        WHERE ${fecOf(companyId)} AND ${FILED} AND "importId" <> ${int(importId)} AND "fromDay" BETWEEN ${int(from)} AND ${int(to)} GROUP BY "account"`,
    { account: 'text', booked: 'money' },
  );
}

/** What is open on the accounts of a company's FECs at a date. */
export function fecOpenByAccount(db: Db, companyId: number, asOf: Day) {
  return db.rows(
    sql`SELECT "account", SUM("part") AS "open" FROM (
          SELECT "account", "amount" AS "part" FROM "Item" WHERE ${fecOf(companyId)} AND ${raw(countsAt('Item', asOf, '"Item"'))}
          UNION ALL
          SELECT i."account", -a."amount" FROM "Allocation" a JOIN "Item" i ON i."id" = a."itemId"
          WHERE ${fecOf(companyId, 'a')} AND ${raw(countsAt('Allocation', asOf, 'a'))}
        ) AS parts GROUP BY "account" ORDER BY "account"`,
    { account: 'text', open: 'money' },
  );
}

const LINE = {
  id: 'int',
  debtorId: 'int',
  kind: 'int',
  account: 'text',
  ref: 'text',
  label: 'text',
  entryKey: 'text',
  bookDay: 'int',
  issueDay: 'int',
  dueDay: 'int',
  dueGiven: 'flag',
  amount: 'money',
  letter: 'text',
  letterDay: 'int?',
  line: 'int',
} as const;

/** The lines of some debtors as their files wrote them, debtor by debtor; those that stand for gaps apart. */
export async function fecLines(db: Db, companyId: number, after: number, debtors: number): Promise<DebtorLines[]> {
  const rows = await db.rows(
    sql`SELECT "id", "debtorId", "kind", "account", "ref", "label", "entryKey", "fromDay" AS "bookDay", "issueDay", "dueDay", "dueGiven", "amount", "letter", "letterDay", "line"
        FROM "Item" WHERE ${fecOf(companyId)} AND "debtorId" IN (
          SELECT DISTINCT "debtorId" FROM "Item" WHERE ${fecOf(companyId)} AND "debtorId" > ${int(after)} ORDER BY "debtorId" LIMIT ${int(debtors)})
        ORDER BY "debtorId", "fromDay", "id"`,
    LINE,
  );
  const pages: { debtorId: number; lines: FecLine[]; gaps: FecLine[] }[] = [];
  for (const { debtorId, kind, line: number, ...line } of rows) {
    if (pages.at(-1)?.debtorId !== debtorId) pages.push({ debtorId, lines: [], gaps: [] });
    const page = pages.at(-1);
    (number > 0 ? page?.lines : page?.gaps)?.push({ ...line, kind: kindOf(kind) });
  }
  return pages;
}

/** Lines for gaps: one for each account and day; those that are no more are gone. */
export async function putGaps(
  db: Db,
  source: ItemSource,
  importId: number,
  debtors: readonly number[],
  gaps: readonly (Gap & { readonly debtorId: number; readonly currency: string; readonly scope: Scope })[],
): Promise<void> {
  const rows = gaps.map(
    (gap): FecCells => ({
      refKey: '',
      debtorId: gap.debtorId,
      issueDay: gap.day,
      lineKey: hashed(`gap\0${gap.account}`),
      kind: ITEM_KINDS.indexOf('opening'),
      ref: '',
      fromDay: gap.day,
      endDay: NEVER,
      endReason: endCode('open'),
      dueDay: gap.dueDay,
      dueGiven: true,
      scope: SCOPES.indexOf(gap.scope),
      currency: gap.currency,
      amount: gap.amount,
      account: gap.account,
      label: '',
      letter: '',
      letterDay: null,
      originalMinor: null,
      originalCurrency: null,
      entryKey: '',
      line: 0,
    }),
  );
  const old = sql`"sourceId" = ${int(source.id)} AND "line" = 0 AND "debtorId" IN ${list(db.dialect, debtors)}`;
  const keys = rows.map((row) => [row.debtorId, row.issueDay, row.lineKey]);
  const gone = sql`${old} AND NOT EXISTS (SELECT 1 FROM ${unpack(db.dialect, keys, columnsOf('Item', ['debtorId', 'issueDay', 'lineKey']))} AS b
    WHERE b."debtorId" = "Item"."debtorId" AND b."issueDay" = "Item"."issueDay" AND b."lineKey" = "Item"."lineKey")`;
  await db.run(sql`DELETE FROM "Allocation" WHERE "itemId" IN (SELECT "id" FROM "Item" WHERE ${gone})`);
  await db.run(sql`DELETE FROM "Item" WHERE ${gone}`);
  await upsertItems(db, FEC, source, importId, rows);
}

/**
 * Writes what was made of some debtors' lines. Each allocation takes its amount from both sides; a line that is allocated in full ends on the day of its last
 * allocation, one that another stands for on the day on which that begins; a line that goes on as another takes its reference and dates.
 */
export async function settleFec(db: Db, companyId: number, debtors: readonly SettledDebtor[]): Promise<void> {
  const theirs = sql`"debtorId" IN ${list(
    db.dialect,
    debtors.map((d) => d.debtorId),
  )}`;
  await db.run(sql`DELETE FROM "Allocation" WHERE ${fecOf(companyId, '"Allocation"')} AND ${theirs}`);
  await db.run(
    sql`UPDATE "Item" SET "endDay" = ${int(NEVER)}, "endReason" = ${int(endCode('open'))} WHERE ${fecOf(companyId)} AND ${theirs} AND "endDay" <> ${int(NEVER)}`,
  );
  await goOn(db, debtors);
  const parts = debtors.flatMap(({ allocations }) =>
    allocations.flatMap(({ debitId, creditId, amount, day, basis, cash }): Part[] => [
      { itemId: debitId, counterId: creditId, day, amount, basis: basisCode(basis), cash },
      { itemId: creditId, counterId: debitId, day, amount: -amount, basis: basisCode(basis), cash: false },
    ]),
  );
  await addParts(db, undefined, parts);
  const which = sql`${fecOf(companyId, 'a')} AND a.${theirs}`;
  await endAllocated(db, which);
  const carried = debtors.flatMap((d) => d.carried.map(({ id, day }) => [id, day]));
  if (carried.length > 0)
    await db.run(
      sql`UPDATE "Item" SET "endDay" = b."day", "endReason" = ${int(endCode('carried'))}
          FROM ${unpack(db.dialect, carried, { id: 'int', day: 'int' })} AS b WHERE b."id" = "Item"."id"`,
    );
  await syncCopies(db, which);
}

async function goOn(db: Db, debtors: readonly SettledDebtor[]): Promise<void> {
  const rows = debtors.flatMap((d) => d.continued.map((c) => [c.id, c.ref, refKeyOf(c.ref), c.issueDay, c.dueDay, c.dueGiven]));
  if (rows.length === 0) return;
  const now = unpack(db.dialect, rows, { id: 'int', ...columnsOf('Item', ['ref', 'refKey', 'issueDay', 'dueDay', 'dueGiven']) });
  await db.run(
    sql`INSERT INTO "FiledLine" ("itemId", "ref", "refKey", "issueDay", "dueDay", "dueGiven")
        SELECT "id", "ref", "refKey", "issueDay", "dueDay", "dueGiven" FROM "Item" WHERE "id" IN (SELECT b."id" FROM ${now} AS b)`,
  );
  await db.run(
    sql`UPDATE "Item" SET "ref" = b."ref", "refKey" = b."refKey", "issueDay" = b."issueDay", "dueDay" = b."dueDay", "dueGiven" = b."dueGiven"
        FROM ${now} AS b WHERE b."id" = "Item"."id"`,
  );
}
