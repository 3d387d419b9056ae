/**
 * The sums behind the indicators, over the covering index of the aged balance (aged.ts), so that any past date can be rebuilt from the ledger at about the price of
 * an aged balance: each statement reads only the lines that it sums, debtor by debtor in the order of the index. Nothing here rounds or divides: core/indicators does.
 */
import type { Day } from '../core/dates.ts';
import {
  ALLOCATION_BASES,
  type FlowSpan,
  type Flows,
  type IndicatorReads,
  type LedgerFilter,
  type Position,
  type Ranking,
} from '../core/ports.ts';
import { BUCKET_COLUMNS, buckets } from './aged.ts';
import { type Db, int, type Row, raw, type Shape, type Sql, sql } from './db.ts';
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
    positions: (asOf, beyondDays, filter = {}, ranking = undefined) => positions(db, asOf, beyondDays, filter, ranking),
    flows: (span, filter = {}) => flows(db, span, filter),
    sales: (months, filter = {}) => sales(db, months, filter),
    async firstSale(filter = {}) {
      const rows = await db.rows(
        sql`SELECT "currency", MIN("first") AS "day" FROM (
              SELECT "currency", MIN("fromDay") AS "first" FROM "Item" WHERE "scope" = 0 AND ${raw(SALE)}${among(db, filter)} GROUP BY "debtorId", "currency"
            ) AS debtors GROUP BY "currency"`,
        { currency: 'text', day: 'int' },
      );
      return new Map(rows.map((row) => [row.currency, row.day]));
    },
    async habits(asOf, from, filter = {}) {
      const rows = await db.rows(
        sql`SELECT "debtorId", "currency", ${raw(sums(PAID_SUMS))} FROM "Item"
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

async function positions(
  db: Db,
  asOf: Day,
  beyondDays: number,
  filter: LedgerFilter,
  ranking: Ranking | undefined,
): Promise<{ totals: Position[]; debtors: Position[] }> {
  const names = raw(['debtorId', 'currency', ...Object.keys(POSITION), 'oldestDue'].map((name) => `"${name}"`).join(', '));
  const chosen = ranking === undefined ? sql`` : sql` WHERE ("debtorId", "currency") IN (${placed(ranking)})`;
  const rows = await db.rows(
    sql`WITH d AS MATERIALIZED (${byDebtor(db, asOf, beyondDays, filter)})
        SELECT ${names} FROM (
          SELECT 0 AS "debtorId", "currency", ${again(Object.keys(POSITION))}, MIN("oldestDue") AS "oldestDue" FROM d GROUP BY "currency"
          UNION ALL
          SELECT ${names} FROM d${chosen}
        ) AS chosen ORDER BY "debtorId", "currency"`,
    { debtorId: 'int', currency: 'text', ...POSITION, oldestDue: 'int?' },
  );
  const found = rows.map(({ lateHigh, lateLow, ...row }) => ({ ...row, lateWeight: lateHigh * PART + lateLow }));
  return { totals: found.filter((row) => row.debtorId === 0), debtors: found.filter((row) => row.debtorId !== 0) };
}

function byDebtor(db: Db, asOf: Day, beyondDays: number, filter: LedgerFilter): Sql {
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
  return sql`SELECT "debtorId", "currency", ${again(Object.keys(POSITION))}, MIN("oldest") AS "oldestDue" FROM (
      SELECT "debtorId", "currency", ${buckets(asOf, '"amount"', '"amount" > 0')}, ${raw(half('"amount"', '"amount" > 0'))},
        MIN(CASE WHEN "amount" > 0 AND "dueDay" < ${int(asOf)} THEN "dueDay" END) AS "oldest"
      FROM "Item" WHERE ${counts('"fromDay"', ITEM)} GROUP BY "debtorId", "currency"
      UNION ALL
      SELECT "debtorId", "currency", ${buckets(asOf, '-"amount"', '"debit"')}, ${raw(half('(-"amount")', '"debit"'))}, NULL
      FROM "Allocation" WHERE ${counts('"day"', ALLOCATION)} GROUP BY "debtorId", "currency"
    ) AS parts GROUP BY "debtorId", "currency"`;
}

/** The debtors with a place among those of their currency: by overdue amount, by age among those who owe enough, or by all that is owed. Sorted as narrow rows. */
function placed({ top, floor }: Ranking): Sql {
  const late = '"d1_30" + "d31_60" + "d61_90" + "d91_120" + "over120" + "unallocatedDue"';
  const place = (order: string, name: string) => `ROW_NUMBER() OVER (PARTITION BY "currency" ORDER BY ${order}, "debtorId") AS "${name}"`;
  const old = `CASE WHEN "late" > 0 AND "late" >= ${floor} AND "oldestDue" IS NOT NULL THEN "oldestDue" ELSE 99999999 END`;
  const places = [place('"late" DESC', 'byAmount'), place(`${old}, "late" DESC`, 'byAge'), place('"owed" DESC', 'bySize')];
  return sql`SELECT "debtorId", "currency" FROM (
      SELECT "debtorId", "currency", ${raw(places.join(', '))} FROM (
        SELECT "debtorId", "currency", "oldestDue", ${raw(late)} AS "late", ${raw(`${late} - "unallocatedDue" + "notDue" + "unallocated"`)} AS "owed" FROM d
      ) AS narrow
    ) AS places WHERE "byAmount" <= ${int(top)} OR "byAge" <= ${int(top)} OR "bySize" <= ${int(top)}`;
}

/** Debits that were paid: a list says on which day, a FEC by its letters. */
const PAID = `"kind" IN (${KIND.invoice}, ${KIND.opening}) AND "amount" > 0 AND "endReason" IN (${ENDED.settled}, ${ENDED.allocated})`;
const PAID_SUMS: Sums = {
  paid: [PAID, '"amount"'],
  high: [PAID, `("amount" / ${PART}) * ("endDay" - "dueDay")`],
  low: [PAID, `("amount" % ${PART}) * ("endDay" - "dueDay")`],
};

/** Sums over the items that `where` lets through, one row per currency. */
function byCurrency<S extends Shape>(
  db: Db,
  columns: Sums,
  where: string,
  filter: LedgerFilter,
  shape: S,
): Promise<Row<S & { currency: 'text' }>[]> {
  return db.rows(
    sql`SELECT "currency", ${again(Object.keys(columns))} FROM (
          SELECT "currency", ${raw(sums(columns))} FROM "Item" WHERE "scope" = 0 AND ${raw(where)}${among(db, filter)} GROUP BY "debtorId", "currency"
        ) AS debtors GROUP BY "currency" ORDER BY "currency"`,
    { currency: 'text', ...shape },
  );
}

async function flows(db: Db, span: FlowSpan, filter: LedgerFilter): Promise<Flows[]> {
  const { asOf, from, beyondDays, paidFrom } = span;
  const open = from - 1;
  const [opening, moved, ended, parts] = await Promise.all([
    byCurrency(db, { opening: ['1 = 1', '"amount"'] }, `"fromDay" <= ${open} AND "endDay" > ${open}`, filter, { opening: 'money' }),
    byCurrency(
      db,
      { payments: ['1 = 1', '-"amount"'], bounced: [`"amount" > 0 AND "dueDay" >= ${asOf - beyondDays}`, '"amount"'] },
      `"fromDay" BETWEEN ${from} AND ${asOf} AND "kind" = ${KIND.payment}`,
      filter,
      { payments: 'money', bounced: 'money' },
    ),
    byCurrency(
      db,
      { settled: [`"endReason" = ${ENDED.settled} AND "endDay" >= ${from}`, '"amount"'], ...PAID_SUMS },
      `"endDay" BETWEEN ${paidFrom} AND ${asOf} AND "endReason" IN (${ENDED.settled}, ${ENDED.allocated})`,
      filter,
      { settled: 'money', paid: 'money', high: 'money', low: 'money' },
    ),
    allocated(db, open, from, asOf, filter),
  ]);
  const currencies = [...new Set([...opening, ...moved, ...ended].map((row) => row.currency))].sort();
  return currencies.map((currency) => {
    const of = <T extends { currency: string }>(rows: readonly T[]): T | undefined => rows.find((row) => row.currency === currency);
    const [pay, end, part] = [of(moved), of(ended), of(parts)];
    return {
      currency,
      opening: (of(opening)?.opening ?? 0n) - (part?.opening ?? 0n),
      cash: (pay?.payments ?? 0n) + (end?.settled ?? 0n) + (part?.cash ?? 0n),
      bounced: pay?.bounced ?? 0n,
      paid: end?.paid ?? 0n,
      paidWeight: (end?.high ?? 0n) * PART + (end?.low ?? 0n),
    };
  });
}

async function sales(db: Db, months: readonly { readonly from: Day; readonly to: Day }[], filter: LedgerFilter) {
  if (months.length === 0) return [];
  const monthly = Object.fromEntries(months.map((m, i) => [`m${i}`, [`"fromDay" BETWEEN ${m.from} AND ${m.to}`, '"amount"'] as const]));
  const where = `"fromDay" BETWEEN ${Math.min(...months.map((m) => m.from))} AND ${Math.max(...months.map((m) => m.to))} AND ${SALE}`;
  const shape = Object.fromEntries(Object.keys(monthly).map((name) => [name, 'money' as const]));
  const rows = await byCurrency(db, monthly, where, filter, shape);
  return rows.map((row) => ({ currency: row.currency, months: months.map((_, i) => BigInt(Reflect.get(row, `m${i}`))) }));
}

/** What allocations take off the opening, and part payments that only a list's open amount tells: they count when the list shows them, not again when the item is settled. */
function allocated(db: Db, open: Day, from: Day, asOf: Day, filter: LedgerFilter) {
  const within = sql`BETWEEN ${int(from)} AND ${int(asOf)}`;
  return db.rows(
    sql`SELECT "currency", SUM("before") AS "opening", SUM("received") AS "cash" FROM (
          SELECT "currency", SUM(CASE WHEN "day" <= ${int(open)} AND "endDay" > ${int(open)} THEN "amount" ELSE 0 END) AS "before",
            SUM(CASE WHEN "basis" = ${int(LIST)} AND "day" ${within} AND "day" < "endDay" THEN "amount" ELSE 0 END) AS "received"
          FROM "Allocation" WHERE "scope" = 0 AND "day" <= ${int(asOf)} AND "endDay" >= ${int(open)}${among(db, filter, ALLOCATION)} GROUP BY "debtorId", "currency"
          UNION ALL
          SELECT i."currency", 0, -SUM(a."amount") FROM "Allocation" a JOIN "Item" i ON i."id" = a."itemId"
          WHERE a."scope" = 0 AND a."basis" = ${int(LIST)} AND a."endDay" ${within} AND a."day" < a."endDay"
            AND i."endReason" = ${int(ENDED.settled)}${among(db, filter, ALIASED)} GROUP BY i."currency"
        ) AS parts GROUP BY "currency" ORDER BY "currency"`,
    { currency: 'text', opening: 'money', cash: 'money' },
  );
}
