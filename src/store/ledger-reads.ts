/** Reading the ledger: the sums of aged.ts, single accounts, and what an import is checked against. */
import { ITEM_KINDS, type ItemKind } from '../core/ledger/item.ts';
import type { LedgerReads, OpenItem } from '../core/ledger/ports.ts';
import { createAgedReads } from './aged.ts';
import { type Db, empty, int, list, type Row, raw, type Sql, sql } from './db.ts';
import { disputedOpen } from './disputed.ts';
import { countsAt, leftAt } from './sums.ts';

const ITEM = {
  id: 'int',
  debtorId: 'int',
  ref: 'text',
  kind: 'int',
  account: 'text',
  issueDay: 'int',
  dueDay: 'int',
  currency: 'text',
  amount: 'money',
  open: 'money',
  disputed: 'text?',
} as const;

/** Kinds of imports that the ledger is made from. */
const OF_ITEMS = ['fec', 'items', 'payments'] as const;

export function createLedgerReads(db: Db): LedgerReads {
  return {
    ...createAgedReads(db),
    disputedOpen: (asOf, filter) => disputedOpen(db, asOf, filter),
    async openItems(debtorId, asOf, limit) {
      const counts = sql`"scope" = 0 AND "debtorId" = ${int(debtorId)} AND ${raw(countsAt('Item', asOf))}`;
      const [items, [counted]] = await Promise.all([
        db.rows(sql`${itemsWith(asOf)} WHERE ${counts} ORDER BY "dueDay", "id" LIMIT ${int(limit)}`, ITEM),
        db.rows(sql`SELECT COUNT(*) AS "count" FROM "Item" WHERE ${counts}`, { count: 'int' }),
      ]);
      return { items: items.map(toOpenItem), count: counted?.count ?? 0 };
    },
    async openDue(asOf, until, debtorIds) {
      if (debtorIds.length === 0) return [];
      const items = await db.rows(
        sql`${itemsWith(asOf)} WHERE "scope" = 0 AND "amount" > 0 AND "dueDay" <= ${int(until)} AND "debtorId" IN ${list(db.dialect, debtorIds)}
            AND ${raw(countsAt('Item', asOf))} ORDER BY "dueDay", "id"`,
        ITEM,
      );
      return items.map(toOpenItem);
    },
    async settlements(itemIds, asOf) {
      if (itemIds.length === 0) return [];
      return db.rows(
        sql`SELECT "itemId", "day", SUM("amount") AS "minor" FROM "Allocation"
            WHERE "debit" AND "itemId" IN ${list(db.dialect, itemIds)} AND ${raw(countsAt('Allocation', asOf))}
            GROUP BY "itemId", "day" ORDER BY "itemId", "day"`,
        { itemId: 'int', day: 'int', minor: 'money' },
      );
    },
    async movements(debtorId, asOf, limit) {
      const items = await db.rows(
        sql`${itemsWith(asOf)} WHERE "debtorId" = ${int(debtorId)} AND "fromDay" <= ${int(asOf)} ORDER BY "fromDay" DESC, "id" DESC LIMIT ${int(limit)}`,
        ITEM,
      );
      return items.map(toOpenItem);
    },
    openByAccount(sourceId, asOf, seenBy) {
      const seen = (table: '"Item"' | 'i') => (seenBy === undefined ? empty : sql` AND ${raw(table)}."importId" = ${int(seenBy)}`);
      return db.rows(
        sql`SELECT "account", "currency", SUM("part") AS "open" FROM (
              SELECT "account", "currency", "amount" AS "part" FROM "Item"
              WHERE "sourceId" = ${int(sourceId)} AND ${raw(countsAt('Item', asOf, '"Item"'))}${seen('"Item"')}
              UNION ALL
              SELECT i."account", i."currency", -a."amount" FROM "Allocation" a JOIN "Item" i ON i."id" = a."itemId"
              WHERE a."sourceId" = ${int(sourceId)} AND ${raw(countsAt('Allocation', asOf, 'a'))}${seen('i')}
            ) AS parts GROUP BY "account", "currency" ORDER BY "account", "currency"`,
        { account: 'text', currency: 'text', open: 'money' },
      );
    },
    async ledgerDay(companyId) {
      const { _max } = await db.prisma.import.aggregate({
        where: { finished: true, kind: { in: [...OF_ITEMS] }, ...(companyId === undefined ? {} : { companyId }) },
        _max: { asOf: true },
      });
      return _max.asOf ?? undefined;
    },
    async ledgerImports(companyId, limit) {
      const rows = await db.prisma.import.findMany({
        where: { finished: true, kind: { in: [...OF_ITEMS] }, companyId },
        select: { asOf: true, at: true },
        orderBy: { id: 'desc' },
        take: limit,
      });
      return rows.map(({ asOf, at }) => ({ asOf, at: Number(at) }));
    },
    async itemCount() {
      const [row] = await db.rows(sql`SELECT COUNT(*) AS "count" FROM "Item"`, { count: 'int' });
      return row?.count ?? 0;
    },
  };
}

/** Items with what is left of them at a date; 0 once they ended. */
function itemsWith(asOf: number): Sql {
  return sql`SELECT "id", "debtorId", "ref", "kind", "account", "issueDay", "dueDay", "currency", "amount", "disputed",
      CASE WHEN "endDay" <= ${int(asOf)} THEN 0 ELSE ${raw(leftAt(asOf, '"Item"'))} END AS "open"
    FROM "Item"`;
}

function toOpenItem({ kind, ...row }: Row<typeof ITEM>): OpenItem {
  return { ...row, kind: kindOf(kind) };
}

/** The kind that a stored code stands for. */
export function kindOf(code: number): ItemKind {
  const kind = ITEM_KINDS[code];
  if (kind === undefined) throw new Error(`no item kind has the code ${code}`);
  return kind;
}
