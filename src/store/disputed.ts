/** What is disputed at a date: the parts in disputes, and the marks that files made on items which had no dispute here yet. */
import { readAmount } from '../core/kernel/amount-words.ts';
import type { Day } from '../core/kernel/dates.ts';
import type { DisputedItem, LedgerFilter } from '../core/ledger/ports.ts';
import { type Db, int, raw, sql } from './db.ts';
import { ALIASED, among, countsAt, leftAt } from './sums.ts';

const SHAPE = {
  itemId: 'int',
  debtorId: 'int',
  ref: 'text',
  currency: 'text',
  dueDay: 'int',
  since: 'int',
  reason: 'text',
  disputed: 'money?',
  open: 'money',
} as const;

export async function disputedOpen(db: Db, asOf: Day, filter: LedgerFilter = {}): Promise<DisputedItem[]> {
  const left = raw(leftAt(asOf, 'i'));
  const counts = sql`i."scope" = 0 AND i."amount" > 0 AND ${raw(countsAt('Item', asOf, 'i'))}${among(db, filter, ALIASED)}`;
  const rows = await db.rows(
    sql`SELECT i."id" AS "itemId", i."debtorId", i."ref", i."currency", i."dueDay", l."fromDay" AS "since", d."reason", l."minor" AS "disputed", ${left} AS "open"
        FROM "DisputeLine" l JOIN "Dispute" d ON d."id" = l."disputeId" JOIN "Item" i ON i."id" = l."itemId"
        WHERE l."fromDay" <= ${int(asOf)} AND l."untilDay" > ${int(asOf)} AND ${counts}
        UNION ALL
        SELECT i."id", i."debtorId", i."ref", i."currency", i."dueDay", i."issueDay", i."disputed", NULL, ${left}
        FROM "Item" i WHERE i."id" IN (SELECT "id" FROM "Item" WHERE "disputed" IS NOT NULL AND "scope" = 0) AND ${counts} AND NOT EXISTS (
          SELECT 1 FROM "DisputeLine" l WHERE l."itemId" = i."id" AND l."fromDay" <= ${int(asOf)})
        ORDER BY "itemId", "since"`,
    SHAPE,
  );
  return capped(rows.map(({ disputed, open, ...row }) => ({ ...row, open, amount: disputed ?? marked(row.reason, row.currency) ?? open })));
}

function marked(mark: string, currency: string): bigint | undefined {
  const read = readAmount(mark, currency, 'above-zero');
  return 'minor' in read ? read.minor : undefined;
}

/** A mark that is no amount (yes, a reason) disputes all that is open. No item is disputed beyond what is open of it, however many disputes it has. */
function capped(rows: readonly (Omit<DisputedItem, 'whole'> & { readonly open: bigint })[]): DisputedItem[] {
  const room = new Map<number, bigint>();
  const kept: DisputedItem[] = [];
  for (const { open, ...row } of rows) {
    const left = room.get(row.itemId) ?? open;
    const amount = min(row.amount, left);
    room.set(row.itemId, left - amount);
    if (amount > 0n) kept.push({ ...row, amount, whole: amount === left });
  }
  return kept;
}

function min(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
