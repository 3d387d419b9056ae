/**
 * The sums behind the indicators, over the covering index of the aged balance, so that any past date can be rebuilt from the ledger at about the price of
 * an aged balance: each statement reads only the lines that it sums, debtor by debtor in the order of the index. Nothing here rounds or divides: the formulas do.
 */
import type { IndicatorReads, MovementSpan, Movements } from '../core/indicators/ports.ts';
import type { LedgerFilter } from '../core/ledger/ports.ts';
import { type Db, int, raw, sql } from './db.ts';
import { createEvidenceReads } from './evidence.ts';
import { PART, positions } from './positions.ts';
import { createPostedReads } from './posted.ts';
import { ALIASED, ALLOCATION, again, among, BASIS, byCurrency, ENDED, KIND, SALE, type Sums, sums } from './sums.ts';

const HABIT = { debtorId: 'int', currency: 'text', paid: 'money', high: 'money', low: 'money' } as const;

const PARTS = { begun: 'money', ended: 'money', received: 'money', paid: 'money', high: 'money', low: 'money' } as const;

type Spans = readonly { readonly from: number; readonly to: number }[];

export function createIndicatorReads(db: Db): IndicatorReads {
  return {
    ...createPostedReads(db),
    ...createEvidenceReads(db),
    positions: (asOf, ages, filter = {}, ranking = undefined) => positions(db, asOf, ages, filter, ranking),
    movements: (span, filter = {}) => movements(db, span, filter),
    sales: (months, filter = {}, currency = undefined) => sales(db, months, filter, currency),
    async firstSale(filter = {}) {
      const rows = await db.rows(
        sql`SELECT "currency", MIN("first") AS "day" FROM (
              SELECT "currency", MIN("fromDay") AS "first" FROM "Item" WHERE "scope" = 0 AND ${raw(SALE)}${among(db, filter)} GROUP BY "debtorId", "currency"
            ) AS debtors GROUP BY "currency"`,
        { currency: 'text', day: 'int' },
      );
      return new Map(rows.map((row) => [row.currency, row.day]));
    },
    async firstSales(asOf, filter = {}) {
      const rows = await db.rows(
        sql`SELECT "debtorId", MIN("fromDay") AS "day" FROM "Item"
            WHERE "scope" = 0 AND "fromDay" <= ${int(asOf)} AND ${raw(SALE)}${among(db, filter)} GROUP BY "debtorId"`,
        { debtorId: 'int', day: 'int' },
      );
      return new Map(rows.map((row) => [row.debtorId, row.day]));
    },
    async habits(asOf, from, filter = {}) {
      const by = sql`GROUP BY "debtorId", "currency"`;
      const rows = await db.rows(
        sql`SELECT "debtorId", "currency", ${raw(again(['paid', 'high', 'low']))} FROM (
              SELECT "debtorId", "currency", ${raw(sums(SETTLED_SUMS))} FROM "Item"
              WHERE "scope" = 0 AND "endDay" BETWEEN ${int(from)} AND ${int(asOf)} AND ${raw(SETTLED)}${among(db, filter)} ${by}
              UNION ALL
              SELECT "debtorId", "currency", ${raw(sums(CASH_SUMS))} FROM "Allocation"
              WHERE "scope" = 0 AND "day" BETWEEN ${int(from)} AND ${int(asOf)} AND ${raw(CASH)}${among(db, filter, ALLOCATION)} ${by}
            ) AS parts GROUP BY "debtorId", "currency" ORDER BY "debtorId", "currency"`,
        HABIT,
      );
      return rows.map(({ high, low, ...row }) => ({ ...row, paidWeight: high * PART + low }));
    },
  };
}

/** Debits that were paid: a list says on which day (SETTLED), in a FEC it is the cash that they were allocated (CASH); what else takes a debit down pays nothing. */
const SETTLED = `"endReason" = ${ENDED.settled} AND "kind" IN (${KIND.invoice}, ${KIND.opening}) AND "amount" > 0`;
const CASH = '"cash"';
const SETTLED_SUMS = paidSums(SETTLED, 'endDay');
const CASH_SUMS = paidSums(CASH, 'day');

/** What was paid, and its amounts times their days late, in two parts. */
function paidSums(condition: string, day: 'endDay' | 'day'): Sums {
  return {
    paid: [condition, '"amount"'],
    high: [`"amount" >= ${PART} AND ${condition}`, `("amount" / ${PART}) * ("${day}" - "dueDay")`],
    low: [condition, `("amount" % ${PART}) * ("${day}" - "dueDay")`],
  };
}

/** The same of what was paid within some days. */
function paidWithin(columns: Sums, day: 'endDay' | 'day', from: number, to: number): Sums {
  return Object.fromEntries(
    Object.entries(columns).map(([name, [condition, value]]) => [name, [`${within(day, from, to)} AND ${condition}`, value] as const]),
  );
}

function within(column: string, from: number, to: number): string {
  return `"${column}" BETWEEN ${from} AND ${to}`;
}

function monthly(months: Spans, condition = ''): Sums {
  return Object.fromEntries(months.map((m, i) => [`m${i}`, [`${within('fromDay', m.from, m.to)}${condition}`, '"amount"'] as const]));
}

function monthsIn(row: object, months: Spans): bigint[] {
  return months.map((_, i) => BigInt(Reflect.get(row, `m${i}`)));
}

function moneyOf(columns: Sums): Record<string, 'money'> {
  return Object.fromEntries(Object.keys(columns).map((name) => [name, 'money'] as const));
}

async function sales(db: Db, months: Spans, filter: LedgerFilter, currency: string | undefined) {
  if (months.length === 0) return [];
  const columns = monthly(months);
  const where = `${within('fromDay', Math.min(...months.map((m) => m.from)), Math.max(...months.map((m) => m.to)))} AND ${SALE}`;
  const rows = await byCurrency(
    db,
    [{ table: 'Item', columns, where }],
    filter,
    moneyOf(columns),
    currency === undefined ? [] : [currency],
  );
  return rows.map((row) => ({ currency: row.currency, months: monthsIn(row, months) }));
}

/** One pass over the lines that began or ended in one of the spans. */
async function movements(db: Db, span: MovementSpan, filter: LedgerFilter): Promise<Movements[]> {
  const { asOf, from, months, beyondDays, paidFrom } = span;
  const period = (column: string): string => within(column, from, asOf);
  const sold = monthly(months, ` AND ${SALE}`);
  const columns: Sums = {
    ...sold,
    begun: [`"fromDay" >= ${from} AND "endDay" > ${asOf}`, '"amount"'],
    ended: [`"fromDay" < ${from} AND ${period('endDay')}`, '"amount"'],
    payments: [`"kind" = ${KIND.payment} AND "fromDay" >= ${from}`, '-"amount"'],
    bounced: [`"kind" = ${KIND.payment} AND "fromDay" >= ${from} AND "amount" > 0 AND "dueDay" >= ${asOf - beyondDays}`, '"amount"'],
    settled: [`"endReason" = ${ENDED.settled} AND ${period('endDay')}`, '"amount"'],
    ...paidWithin(SETTLED_SUMS, 'endDay', paidFrom, asOf),
  };
  const first = Math.min(from, ...months.map((m) => m.from));
  const where = `"fromDay" <= ${asOf} AND ("fromDay" >= ${first} OR ${within('endDay', Math.min(from, paidFrom), asOf)})`;
  const shape = {
    begun: 'money',
    ended: 'money',
    payments: 'money',
    bounced: 'money',
    settled: 'money',
    paid: 'money',
    high: 'money',
    low: 'money',
  } as const;
  const [items, parts] = await Promise.all([
    byCurrency(db, [{ table: 'Item', columns, where }], filter, { ...moneyOf(sold), ...shape }),
    allocated(db, span, filter),
  ]);
  const currencies = [...new Set([...items, ...parts].map((row) => row.currency))].sort();
  return currencies.map((currency) => {
    const item = items.find((row) => row.currency === currency);
    const part = parts.find((row) => row.currency === currency);
    return {
      currency,
      change: (item?.begun ?? 0n) - (item?.ended ?? 0n) - (part?.begun ?? 0n) + (part?.ended ?? 0n),
      sales: item ? monthsIn(item, months) : months.map(() => 0n),
      cash: (item?.payments ?? 0n) + (item?.settled ?? 0n) + (part?.cash ?? 0n),
      bounced: item?.bounced ?? 0n,
      paid: (item?.paid ?? 0n) + (part?.paid ?? 0n),
      paidWeight: ((item?.high ?? 0n) + (part?.high ?? 0n)) * PART + (item?.low ?? 0n) + (part?.low ?? 0n),
    };
  });
}

/** What allocations change of the receivables, and part payments that only a list's open amount tells: they count when the list shows them, not again when the item is settled. */
async function allocated(db: Db, { asOf, from, paidFrom }: MovementSpan, filter: LedgerFilter) {
  const period = (column: string): string => within(column, from, asOf);
  const columns: Sums = {
    begun: [`"day" >= ${from} AND "endDay" > ${asOf}`, '"amount"'],
    ended: [`"day" < ${from} AND ${period('endDay')}`, '"amount"'],
    received: [`"basis" = ${BASIS.list} AND ${period('day')} AND "day" < "endDay"`, '"amount"'],
    ...paidWithin(CASH_SUMS, 'day', paidFrom, asOf),
  };
  const again = db.rows(
    sql`SELECT i."currency", SUM(a."amount") AS "again" FROM "Allocation" a JOIN "Item" i ON i."id" = a."itemId"
        WHERE a."scope" = 0 AND a."basis" IN (${int(BASIS.list)}, ${int(BASIS.before)}) AND a."endDay" BETWEEN ${int(from)} AND ${int(asOf)} AND a."day" < a."endDay"
          AND i."endReason" = ${int(ENDED.settled)}${among(db, filter, ALIASED)} GROUP BY i."currency"`,
    { currency: 'text', again: 'money' },
  );
  const where = `"day" <= ${asOf} AND ("endDay" >= ${from} OR "day" >= ${paidFrom})`;
  const [parts, twice] = await Promise.all([byCurrency(db, [{ table: 'Allocation', columns, where }], filter, PARTS), again]);
  return parts.map((part) => ({ ...part, cash: part.received - (twice.find((row) => row.currency === part.currency)?.again ?? 0n) }));
}
