/** The lines behind the sums of the indicators and of positions: the same conditions, item by item. */
import type { EvidenceReads, EvidenceSpan, EvidenceSum } from '../core/indicators/evidence-ports.ts';
import type { LedgerFilter } from '../core/ledger/ports.ts';
import { type Db, int, raw, type Sql, sql } from './db.ts';
import { ALIASED, among, BASIS, countsAt, ENDED, KIND, SALE } from './sums.ts';

const LINE = {
  itemId: 'int',
  debtorId: 'int',
  currency: 'text',
  ref: 'text',
  issueDay: 'int',
  dueDay: 'int',
  amount: 'money',
} as const;

export function createEvidenceReads(db: Db): EvidenceReads {
  return {
    async evidence(sum, span, limit, filter = {}) {
      const parts = sql`SELECT "itemId", SUM("part") AS "amount" FROM (${partsOf(db, sum, span, filter)}) AS parts GROUP BY "itemId" HAVING SUM("part") <> 0`;
      const totals = await db.rows(
        sql`SELECT i."currency", COUNT(*) AS "count", SUM(p."amount") AS "amount" FROM (${parts}) AS p JOIN "Item" i ON i."id" = p."itemId"
            GROUP BY i."currency" ORDER BY i."currency"`,
        { currency: 'text', count: 'int', amount: 'money' },
      );
      const lines = await db.rows(
        sql`SELECT "itemId", "debtorId", "currency", "ref", "issueDay", "dueDay", "amount" FROM (
              SELECT p."itemId", i."debtorId", i."currency", i."ref", i."issueDay", i."dueDay", p."amount",
                ROW_NUMBER() OVER (PARTITION BY i."currency" ORDER BY ABS(p."amount") DESC, p."itemId") AS "place"
              FROM (${parts}) AS p JOIN "Item" i ON i."id" = p."itemId"
            ) AS placed WHERE "place" <= ${int(limit)} ORDER BY "currency", "place"`,
        LINE,
      );
      return { totals, lines };
    },
  };
}

function partsOf(db: Db, sum: EvidenceSum, span: EvidenceSpan, filter: LedgerFilter): Sql {
  const { asOf, from, beyondDays, paidFrom } = span;
  const side = span.debitsOnly ? ' AND i."amount" > 0' : '';
  const items = (amount: string, where: string): Sql =>
    sql`SELECT i."id" AS "itemId", ${raw(amount)} AS "part" FROM "Item" i WHERE i."scope" = 0 AND ${raw(where)}${among(db, filter, ALIASED)}`;
  const open = (day: number, more: string): Sql =>
    sql`${items('i."amount"', `${countsAt('Item', day, 'i')}${more}`)} UNION ALL
        SELECT a."itemId", -a."amount" FROM "Allocation" a JOIN "Item" i ON i."id" = a."itemId"
        WHERE a."scope" = 0 AND ${raw(countsAt('Allocation', day, 'a') + more)}${among(db, filter, ALIASED)}`;
  switch (sum) {
    case 'owed':
      return open(asOf, side);
    case 'overdue':
      return open(asOf, `${side} AND i."dueDay" < ${asOf}`);
    case 'notDue':
      return open(asOf, `${side} AND i."dueDay" >= ${asOf}`);
    case 'beyond':
      return sql`${open(asOf, ` AND i."amount" > 0 AND i."dueDay" < ${asOf - beyondDays}`)} UNION ALL
        ${items('i."amount"', `i."kind" = ${KIND.payment} AND i."fromDay" BETWEEN ${from} AND ${asOf} AND i."amount" > 0 AND i."dueDay" >= ${asOf - beyondDays}`)}`;
    case 'opening':
      return open(from - 1, side);
    case 'sales':
      return items('i."amount"', `i."fromDay" BETWEEN ${from} AND ${asOf} AND ${SALE}`);
    case 'paid':
      return sql`${items(
        'i."amount"',
        `i."endDay" BETWEEN ${paidFrom} AND ${asOf} AND i."endReason" = ${ENDED.settled} AND i."kind" IN (${KIND.invoice}, ${KIND.opening}) AND i."amount" > 0`,
      )} UNION ALL
        SELECT a."itemId", a."amount" FROM "Allocation" a JOIN "Item" i ON i."id" = a."itemId"
        WHERE a."scope" = 0 AND a."cash" AND a."day" BETWEEN ${int(paidFrom)} AND ${int(asOf)}${among(db, filter, ALIASED)}`;
    case 'cash':
      return cash(db, span, filter, items);
  }
}

/** Payments, items that a list says are settled, and what lists show as paid in part; the part is not counted again when the item is settled. */
function cash(db: Db, { asOf, from }: EvidenceSpan, filter: LedgerFilter, items: (amount: string, where: string) => Sql): Sql {
  const listed = (amount: string, column: 'day' | 'endDay', more: string): Sql =>
    sql`SELECT a."itemId", ${raw(amount)} FROM "Allocation" a JOIN "Item" i ON i."id" = a."itemId"
        WHERE a."scope" = 0 AND a."basis" IN ${column === 'day' ? sql`(${int(BASIS.list)})` : sql`(${int(BASIS.list)}, ${int(BASIS.before)})`}
        AND ${raw(`a."${column}"`)} BETWEEN ${int(from)} AND ${int(asOf)} AND a."day" < a."endDay"${raw(more)}${among(db, filter, ALIASED)}`;
  return sql`${items('-i."amount"', `i."kind" = ${KIND.payment} AND i."fromDay" BETWEEN ${from} AND ${asOf}`)}
    UNION ALL ${items('i."amount"', `i."endReason" = ${ENDED.settled} AND i."endDay" BETWEEN ${from} AND ${asOf}`)}
    UNION ALL ${listed('a."amount"', 'day', '')}
    UNION ALL ${listed('-a."amount"', 'endDay', ` AND i."endReason" = ${ENDED.settled}`)}`;
}
