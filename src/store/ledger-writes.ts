/** Writing the ledger: sources, then the items of lists and of FECs, then due days that terms made. */
import { ITEM_KINDS } from '../core/ledger/item.ts';
import type { ItemSource, LedgerWrites } from '../core/ledger/ports.ts';
import type { BulkIndex } from './bulk-index.ts';
import { columnsOf } from './columns.ts';
import { type Db, int, list, sql, unpack } from './db.ts';
import * as fec from './fec-items.ts';
import { isEmpty, syncCopies } from './item-rows.ts';
import * as lists from './list-items.ts';

export function createLedgerWrites(db: Db, index: BulkIndex): LedgerWrites {
  // Steps that write in bulk go straight to the database; all others find the index of the aged balance restored.
  const { reading } = index;
  const freshFor = new Map<string, Promise<boolean>>();
  const loading = async (source: ItemSource, importId: number) => {
    await index.loading();
    const key = `${source.id}/${importId}`;
    const fresh = freshFor.get(key) ?? isEmpty(db, source);
    freshFor.set(key, fresh);
    return fresh;
  };
  return {
    source: (companyId, kind, name) => sourceOf(db, companyId, kind, name),
    async putListItems(source, importId, asOf, items, undated = false) {
      const fresh = await loading(source, importId);
      return lists.putListItems(db, source, importId, asOf, items, { fresh, undated: undated && fresh });
    },
    async putFecItems(source, importId, items, fresh) {
      await index.loading();
      return fec.putFecItems(db, source, importId, items, fresh);
    },
    noteEntries: (importId, entries) => fec.noteEntries(db, importId, entries),
    classifyFec: (source, importId) => fec.classifyFec(db, source, importId),
    restoreFiled: (companyId) => fec.restoreFiled(db, companyId),
    countReplaced: (companyId, importId, replaced) => fec.countReplaced(db, companyId, importId, replaced),
    dropReplaced: (companyId, importId, replaced, most) => fec.dropReplaced(db, companyId, importId, replaced, most),
    openingDays: (companyId, days) => fec.openingDays(db, companyId, days),
    collectiveOpenings: (companyId, days) => fec.collectiveOpenings(db, companyId, days),
    bookedByAccount: (companyId, importId, from, to) => fec.bookedByAccount(reading, companyId, importId, from, to),
    fecOpenByAccount: (companyId, asOf) => fec.fecOpenByAccount(reading, companyId, asOf),
    unseen: (source, importId, asOf) => lists.unseen(reading, source, importId, asOf),
    endUnseen: (source, importId, asOf) => lists.endUnseen(reading, source, importId, asOf),
    fecLines: (companyId, after, debtors) => fec.fecLines(reading, companyId, after, debtors),
    putGaps: (source, importId, debtors, gaps) => fec.putGaps(reading, source, importId, debtors, gaps),
    settleFec: (companyId, debtors) => fec.settleFec(reading, companyId, debtors),
    termItems: (debtorId, afterId, limit) => termItems(reading, debtorId, afterId, limit),
    setDueDays: (items) => setDueDays(reading, items),
  };
}

async function sourceOf(db: Db, companyId: number, kind: ItemSource['kind'], name: string): Promise<ItemSource> {
  await db.run(sql`INSERT INTO "ItemSource" ("companyId", "kind", "name") VALUES (${companyId}, ${kind}, ${name}) ON CONFLICT DO NOTHING`);
  const { id } = await db.prisma.itemSource.findUniqueOrThrow({ where: { companyId_kind_name: { companyId, kind, name } } });
  return { id, companyId, kind, name };
}

/** Debits whose due day terms made; credits and payments are due on their own date (docs/rules/ledger.md, rule 12). */
function termItems(db: Db, debtorId: number, afterId: number, limit: number) {
  const kinds = (['invoice', 'opening', 'transfer', 'advance', 'adjustment'] as const).map((kind) => ITEM_KINDS.indexOf(kind));
  return db.rows(
    sql`SELECT "id", "issueDay", "account" FROM "Item" WHERE "debtorId" = ${int(debtorId)} AND "id" > ${int(afterId)} AND NOT "dueGiven" AND "amount" > 0
          AND "kind" IN ${list(db.dialect, kinds)} ORDER BY "id" LIMIT ${int(limit)}`,
    columnsOf('Item', ['id', 'issueDay', 'account']),
  );
}

async function setDueDays(db: Db, items: readonly { readonly id: number; readonly dueDay: number }[]): Promise<void> {
  if (items.length === 0) return;
  const rows = items.map((item) => [item.id, item.dueDay]);
  await db.run(
    sql`UPDATE "Item" SET "dueDay" = b."dueDay" FROM ${unpack(db.dialect, rows, columnsOf('Item', ['id', 'dueDay']))} AS b
        WHERE b."id" = "Item"."id" AND b."dueDay" <> "Item"."dueDay"`,
  );
  const ids = items.map((item) => item.id);
  await syncCopies(db, sql`a."itemId" IN ${list(db.dialect, ids)}`);
}
