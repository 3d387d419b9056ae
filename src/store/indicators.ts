/**
 * The sums behind the indicators, each one statement over the covering index of the aged balance (aged.ts), so that any past date can be rebuilt from the ledger
 * at the price of an aged balance. Nothing here rounds or divides: core/indicators does.
 */
import type { Day } from '../core/dates.ts';
import { ALLOCATION_BASES, type FlowSpan, type Flows, type IndicatorReads, type LedgerFilter, type Position } from '../core/ports.ts';
import { BUCKET_COLUMNS, buckets } from './aged.ts';
import { type Db, int, raw, type Sql, sql } from './db.ts';
import { createPostedReads } from './posted.ts';
import { ALIASED, ALLOCATION, among, ENDED, ITEM, KIND, type Names, SALE, type Sums, sums } from './sums.ts';

const LIST = ALLOCATION_BASES.indexOf('list');

/** An amount times a number of days may pass 2^63: the amount is taken in two parts, put together as bigint. */
const PART = 1_000_000_000n;

const POSITION = { ...BUCKET_COLUMNS, lateHigh: 'money', lateLow: 'money', beyond: 'money' } as const;
const HABIT = { debtorId: 'int', currency: 'text', paid: 'money', high: 'money', low: 'money' } as const;

export function createIndicatorReads(db: Db): IndicatorReads {
  return {
    ...createPostedReads(db),
    positions: (asOf, beyondDays, filter = {}) => positions(db, asOf, beyondDays, filter),
    flows: (span, filter = {}) => flows(db, span, filter),
    async habits(asOf, from, filter = {}) {
      const rows = await db.rows(
        sql`SELECT "debtorId", "currency", ${raw(sums(paidSums(from, asOf)))} FROM "Item"
            WHERE "scope" = 0 AND "endDay" BETWEEN ${int(from)} AND ${int(asOf)} AND ${raw(PAID)}${among(db, filter)}
            GROUP BY "debtorId", "currency" ORDER BY "debtorId", "currency"`,
        HABIT,
      );
      return rows.map(({ high, low, ...row }) => ({ ...row, paidWeight: high * PART + low }));
    },
  };
}

/** The same sums once more, over what was summed debtor by debtor: so the index gives the order, and nothing is sorted. */
function again(names: readonly string[]): Sql {
  return raw(names.map((name) => `SUM("${name}") AS "${name}"`).join(', '));
}

async function positions(db: Db, asOf: Day, beyondDays: number, filter: LedgerFilter): Promise<Position[]> {
  const half = (amount: string, debit: string) => {
    const late = `${debit} AND "dueDay" < ${asOf}`;
    return sums({
      lateHigh: [late, `(${amount} / ${PART}) * (${asOf} - "dueDay")`],
      lateLow: [late, `(${amount} % ${PART}) * (${asOf} - "dueDay")`],
      beyond: [`${debit} AND "dueDay" < ${asOf - beyondDays}`, amount],
    });
  };
  const counts = (begin: string, names: Names) =>
    sql`"scope" = 0 AND ${raw(begin)} <= ${int(asOf)} AND "endDay" > ${int(asOf)}${among(db, filter, names)}`;
  // An item that counts has something open (its last allocation ends it), so the items alone tell the oldest due day.
  const rows = await db.rows(
    sql`SELECT "debtorId", "currency", ${again(Object.keys(POSITION))}, MIN("oldest") AS "oldestDue" FROM (
          SELECT "debtorId", "currency", ${buckets(asOf, '"amount"', '"amount" > 0')}, ${raw(half('"amount"', '"amount" > 0'))},
            MIN(CASE WHEN "amount" > 0 AND "dueDay" < ${int(asOf)} THEN "dueDay" END) AS "oldest"
          FROM "Item" WHERE ${counts('"fromDay"', ITEM)} GROUP BY "debtorId", "currency"
          UNION ALL
          SELECT "debtorId", "currency", ${buckets(asOf, '-"amount"', '"debit"')}, ${raw(half('(-"amount")', '"debit"'))}, NULL
          FROM "Allocation" WHERE ${counts('"day"', ALLOCATION)} GROUP BY "debtorId", "currency"
        ) AS parts GROUP BY "debtorId", "currency" ORDER BY "debtorId", "currency"`,
    { debtorId: 'int', currency: 'text', ...POSITION, oldestDue: 'int?' },
  );
  return rows.map(({ lateHigh, lateLow, ...row }) => ({ ...row, lateWeight: lateHigh * PART + lateLow }));
}

/** Debits that were paid: a list says on which day, a FEC by its letters. */
const PAID = `"kind" IN (${KIND.invoice}, ${KIND.opening}) AND "amount" > 0 AND "endReason" IN (${ENDED.settled}, ${ENDED.allocated})`;

function paidSums(from: Day, to: Day): Sums {
  const paid = `${PAID} AND "endDay" BETWEEN ${from} AND ${to}`;
  return {
    paid: [paid, '"amount"'],
    high: [paid, `("amount" / ${PART}) * ("endDay" - "dueDay")`],
    low: [paid, `("amount" % ${PART}) * ("endDay" - "dueDay")`],
  };
}

async function flows(db: Db, span: FlowSpan, filter: LedgerFilter): Promise<Flows[]> {
  const { asOf, from, months, beyondDays, paidFrom } = span;
  const open = from - 1;
  const within = `BETWEEN ${from} AND ${asOf}`;
  const payment = `"kind" = ${KIND.payment} AND "fromDay" ${within}`;
  const monthly = Object.fromEntries(
    months.map((m, i) => [`m${i}`, [`${SALE} AND "fromDay" BETWEEN ${m.from} AND ${m.to}`, '"amount"'] as const]),
  );
  const items = {
    opening: [`"fromDay" <= ${open} AND "endDay" > ${open}`, '"amount"'],
    payments: [payment, '-"amount"'],
    settled: [`"endReason" = ${ENDED.settled} AND "endDay" ${within}`, '"amount"'],
    bounced: [`${payment} AND "amount" > 0 AND "dueDay" >= ${asOf - beyondDays}`, '"amount"'],
    ...paidSums(paidFrom, asOf),
    ...monthly,
  } as const;
  const shape = Object.fromEntries(Object.keys(items).map((name) => [name, 'money' as const]));
  const [rows, parts] = await Promise.all([
    db.rows(
      sql`SELECT "currency", MIN("first") AS "firstSale", ${again(Object.keys(items))} FROM (
            SELECT "currency", MIN(CASE WHEN ${raw(SALE)} THEN "fromDay" END) AS "first", ${raw(sums(items))} FROM "Item"
            WHERE "scope" = 0 AND "fromDay" <= ${int(asOf)}${among(db, filter)} GROUP BY "debtorId", "currency"
          ) AS debtors GROUP BY "currency" ORDER BY "currency"`,
      { currency: 'text', firstSale: 'int?', ...shape },
    ),
    allocated(db, open, from, asOf, filter),
  ]);
  return rows.map((row) => {
    const part = parts.get(row.currency) ?? { opening: 0n, cash: 0n };
    const sum = (name: string): bigint => BigInt(Reflect.get(row, name));
    return {
      currency: row.currency,
      firstSale: row.firstSale,
      opening: sum('opening') - part.opening,
      cash: sum('payments') + sum('settled') + part.cash,
      bounced: sum('bounced'),
      sales: months.map((_, i) => sum(`m${i}`)),
      paid: sum('paid'),
      paidWeight: sum('high') * PART + sum('low'),
    };
  });
}

/** What allocations take off the opening, and part payments that only a list's open amount tells: they count when the list shows them, not again when the item is settled. */
async function allocated(db: Db, open: Day, from: Day, asOf: Day, filter: LedgerFilter) {
  const within = sql`BETWEEN ${int(from)} AND ${int(asOf)}`;
  const rows = await db.rows(
    sql`SELECT "currency", SUM("before") AS "opening", SUM("received") AS "cash" FROM (
          SELECT "currency", SUM(CASE WHEN "day" <= ${int(open)} AND "endDay" > ${int(open)} THEN "amount" ELSE 0 END) AS "before",
            SUM(CASE WHEN "basis" = ${int(LIST)} AND "day" ${within} AND "day" < "endDay" THEN "amount" ELSE 0 END) AS "received"
          FROM "Allocation" WHERE "scope" = 0 AND "day" <= ${int(asOf)}${among(db, filter, ALLOCATION)} GROUP BY "debtorId", "currency"
          UNION ALL
          SELECT i."currency", 0, -SUM(a."amount") FROM "Allocation" a JOIN "Item" i ON i."id" = a."itemId"
          WHERE a."scope" = 0 AND a."basis" = ${int(LIST)} AND a."endDay" ${within} AND a."day" < a."endDay"
            AND i."endReason" = ${int(ENDED.settled)}${among(db, filter, ALIASED)} GROUP BY i."currency"
        ) AS parts GROUP BY "currency" ORDER BY "currency"`,
    { currency: 'text', opening: 'money', cash: 'money' },
  );
  return new Map(rows.map((row) => [row.currency, row]));
}
