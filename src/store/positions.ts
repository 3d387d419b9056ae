/**
 * Where debtors stand at a date: the aged balance with the weights of its days, in total and for the debtors that rank. Over the covering index of the aged
 * balance and no dearer than one: what every debtor must be asked for is three sums, the rest is summed for all together and for the few that are named.
 */
import type { Position, PositionAges, Ranking } from '../core/indicators/ports.ts';
import { agesWithin, emptyBuckets, lastAge, lateBeyond } from '../core/kernel/buckets.ts';
import type { Day } from '../core/kernel/dates.ts';
import { groupBy } from '../core/kernel/group-by.ts';
import type { LedgerFilter } from '../core/ledger/ports.ts';
import { bucketColumns, bucketConditions, coveredOldest, keyOf } from './aged.ts';
import { type Db, int, raw, type Sql, sql } from './db.ts';
import { ALLOCATION, again, among, byCurrency, countsAt, ITEM, type Names, type Part, type Sums, sums } from './sums.ts';

/** An amount times a number of days may pass 2^63: the amount is taken in two parts, put together as bigint. */
export const PART = 1_000_000_000n;

const WEIGHTS = { lateHigh: 'money', lateLow: 'money', beyond: 'money', debits: 'int', lateDebits: 'int' } as const;

interface Positions {
  readonly totals: readonly Position[];
  readonly debtors: readonly Position[];
}

export async function positions(
  db: Db,
  asOf: Day,
  ages: PositionAges,
  filter: LedgerFilter,
  ranking: Ranking | undefined,
): Promise<Positions> {
  if (ranking === undefined) {
    const debtors = await byDebtor(db, asOf, ages, filter);
    return { totals: [...groupBy(debtors, (row) => row.currency)].map(([currency, rows]) => addedUp(currency, rows, ages)), debtors };
  }
  const ranked = await rank(db, asOf, filter, ranking);
  const chosen = new Set(ranked.flatMap((row) => row.debtorIds.map((id) => `${id}/${row.currency}`)));
  const debtorIds = [...new Set(ranked.flatMap((row) => row.debtorIds))];
  const [totals, debtors] = await Promise.all([
    totalsOf(db, asOf, ages, filter, ranked),
    debtorIds.length === 0 ? [] : byDebtor(db, asOf, ages, { ...filter, debtorIds }),
  ]);
  return { totals, debtors: debtors.filter((row) => chosen.has(`${row.debtorId}/${row.currency}`)) };
}

function addedUp(currency: string, rows: readonly Position[], { bounds = [] }: PositionAges): Position {
  const none = { debtorId: 0, currency, lateWeight: 0n, beyond: 0n, debits: 0, lateDebits: 0, oldestDue: null };
  const sum: { -readonly [K in keyof Position]: Position[K] } = { ...emptyBuckets(bounds), ...none };
  const names = [...agesWithin(bounds), 'notDue', 'unallocated', 'unallocatedDue', 'lateWeight', 'beyond'] as const;
  for (const row of rows) {
    for (const name of names) sum[name] = (sum[name] ?? 0n) + (row[name] ?? 0n);
    sum.debits += row.debits;
    sum.lateDebits += row.lateDebits;
  }
  return sum;
}

/** Totals per currency, beside what the ranking knows of them already: what is owed in all and what of it is late. */
async function totalsOf(
  db: Db,
  asOf: Day,
  { bounds = [], beyondDays }: PositionAges,
  filter: LedgerFilter,
  ranked: readonly Ranked[],
): Promise<Position[]> {
  if (ranked.length === 0) return [];
  const oldest = lastAge(bounds);
  const columns = (amount: string, debit: string, one: string): Sums => {
    const { [oldest]: _, ...buckets } = bucketConditions(asOf, bounds, debit);
    return {
      ...valued(buckets, amount),
      ...weights(asOf, amount, debit),
      // Most of what is open is either late or not: the smaller half is counted.
      recent: [`"dueDay" BETWEEN ${asOf - beyondDays} AND ${asOf - 1} AND ${debit}`, amount],
      debits: [debit, one],
      early: [`"dueDay" >= ${asOf} AND ${debit}`, one],
    };
  };
  const { [oldest]: _, ...buckets } = bucketColumns(bounds);
  const { beyond: __, lateDebits: ___, ...weighed } = WEIGHTS;
  const found = await byCurrency(
    db,
    partsAt(asOf, columns),
    filter,
    { ...buckets, ...weighed, recent: 'money', early: 'int' },
    ranked.map((row) => row.currency),
  );
  return found.map(({ lateHigh, lateLow, recent, early, ...row }) => {
    const late = (ranked.find((r) => r.currency === row.currency)?.late ?? 0n) - row.unallocatedDue;
    return {
      ...row,
      debtorId: 0,
      [oldest]: late - lateBeyond(row, 0),
      lateWeight: lateHigh * PART + lateLow,
      beyond: late - recent,
      lateDebits: row.debits - early,
      oldestDue: null,
    };
  });
}

function valued(conditions: Readonly<Record<string, string>>, amount: string): Sums {
  return Object.fromEntries(Object.entries(conditions).map(([name, condition]) => [name, [condition, amount] as const]));
}

/** Overdue amounts times their days late; few amounts are so large that they have a high part. */
function weights(asOf: Day, amount: string, debit: string): Sums {
  const late = `"dueDay" < ${asOf} AND ${debit}`;
  return {
    lateHigh: [`"amount" NOT BETWEEN -${PART - 1n} AND ${PART - 1n} AND ${late}`, `(${amount} / ${PART}) * (${asOf} - "dueDay")`],
    lateLow: [late, `(${amount} % ${PART}) * (${asOf} - "dueDay")`],
  };
}

/** What is open at the date, and what was allocated of it: no item of its own. */
function partsAt(asOf: Day, columns: (amount: string, debit: string, one: string) => Sums): readonly [Part, Part] {
  return [
    { table: 'Item', columns: columns('"amount"', '"amount" > 0', '1'), where: countsAt('Item', asOf) },
    { table: 'Allocation', columns: columns('(-"amount")', '"debit"', '0'), where: countsAt('Allocation', asOf) },
  ];
}

function lines(db: Db, table: 'Item' | 'Allocation', asOf: Day, filter: LedgerFilter): Sql {
  const names: Names = table === 'Item' ? ITEM : ALLOCATION;
  return sql`FROM ${raw(`"${table}"`)} WHERE "scope" = 0 AND ${raw(countsAt(table, asOf))}${among(db, filter, names)}`;
}

/** An item that counts has something open (its last allocation ends it), so the items alone tell the oldest due day. */
function oldestOf(asOf: Day): Sql {
  return sql`CASE WHEN MIN("oldest") < ${int(asOf)} THEN MIN("oldest") END`;
}

async function byDebtor(db: Db, asOf: Day, { bounds = [], beyondDays }: PositionAges, filter: LedgerFilter): Promise<Position[]> {
  const shape = { ...bucketColumns(bounds), ...WEIGHTS };
  const [items, allocations] = partsAt(asOf, (amount, debit, one) => ({
    ...valued(bucketConditions(asOf, bounds, debit), amount),
    ...weights(asOf, amount, debit),
    beyond: [`"dueDay" < ${asOf - beyondDays} AND ${debit}`, amount],
    debits: [debit, one],
    lateDebits: [`"dueDay" < ${asOf} AND ${debit}`, one],
  }));
  const rows = await db.rows(
    sql`SELECT "debtorId", "currency", ${raw(again(Object.keys(shape)))}, ${oldestOf(asOf)} AS "oldestDue" FROM (
        SELECT "debtorId", "currency", ${raw(sums(items.columns))}, MIN("dueDay") FILTER (WHERE "amount" > 0) AS "oldest"
        ${lines(db, 'Item', asOf, filter)} GROUP BY "debtorId", "currency"
        UNION ALL
        SELECT "debtorId", "currency", ${raw(sums(allocations.columns))}, NULL ${lines(db, 'Allocation', asOf, filter)} GROUP BY "debtorId", "currency"
      ) AS parts GROUP BY "debtorId", "currency" ORDER BY "debtorId", "currency"`,
    { debtorId: 'int', currency: 'text', ...shape, oldestDue: 'int?' },
  );
  const covered = await coveredOldest(db, asOf, rows, (what) => among(db, filter, what === 'Item' ? ITEM : ALLOCATION));
  return rows.map(({ lateHigh, lateLow, oldestDue, ...row }) => ({
    ...row,
    oldestDue: covered.has(keyOf(row)) ? (covered.get(keyOf(row)) ?? null) : oldestDue,
    lateWeight: lateHigh * PART + lateLow,
  }));
}

interface Ranked {
  readonly currency: string;
  /** Of what is owed in the currency, what is past its due day: debits and credits. */
  readonly late: bigint;
  readonly debtorIds: readonly number[];
}

/** The debtors with a place among those of their currency: by overdue amount, by age among those who owe enough, or by all that is owed. Ties by id, so that the order never depends on the store. */
async function rank(db: Db, asOf: Day, filter: LedgerFilter, { top, floor }: Ranking): Promise<Ranked[]> {
  const late = sql`COALESCE(SUM("amount") FILTER (WHERE "dueDay" < ${int(asOf)}), 0)`;
  const ids = raw(db.dialect === 'sqlite' ? `json_group_array("debtorId") || ''` : 'json_agg("debtorId")::text');
  const places = (where: string, rest: string) =>
    sql`(SELECT ${ids} FROM (SELECT "debtorId" FROM d WHERE d."currency" = c."currency"${raw(where)} ${raw(rest)}) AS p)`;
  const first = (order: string) => `ORDER BY ${order}, "debtorId" LIMIT ${top}`;
  // A debtor with a credit among what is open is as old as what the credit does not cover.
  const aged = (credit: string) => ` AND "late" > 0 AND "late" >= ${floor} AND "oldest" IS NOT NULL AND "least" ${credit}`;
  const rows = await db.rows(
    sql`WITH d AS MATERIALIZED (
          SELECT "debtorId", "currency", SUM("owed") AS "owed", SUM("late") AS "late", ${oldestOf(asOf)} AS "oldest", MIN("least") AS "least" FROM (
            SELECT "debtorId", "currency", SUM("amount") AS "owed", ${late} AS "late", MIN("dueDay") FILTER (WHERE "amount" > 0) AS "oldest",
              MIN("amount") AS "least"
            ${lines(db, 'Item', asOf, filter)} GROUP BY "debtorId", "currency"
            UNION ALL
            SELECT "debtorId", "currency", -SUM("amount"), -${late}, NULL, NULL ${lines(db, 'Allocation', asOf, filter)} GROUP BY "debtorId", "currency"
          ) AS parts GROUP BY "debtorId", "currency"
        )
        SELECT "currency", "total", ${places('', first('"late" DESC'))} AS "byAmount", ${places(aged('>= 0'), first('"oldest", "late" DESC'))} AS "byAge",
          ${places('', first('"owed" DESC'))} AS "bySize", ${places(aged('< 0'), '')} AS "mixed"
        FROM (SELECT "currency", SUM("late") AS "total" FROM d GROUP BY "currency") AS c ORDER BY "currency"`,
    { currency: 'text', total: 'money', byAmount: 'text?', byAge: 'text?', bySize: 'text?', mixed: 'text?' },
  );
  return Promise.all(
    rows.map(async ({ currency, total, mixed, ...lists }) => ({
      currency,
      late: total,
      debtorIds: [
        ...new Set([...Object.values(lists).flatMap(listed), ...(await oldestOfMixed(db, asOf, filter, currency, listed(mixed), top))]),
      ],
    })),
  );
}

function listed(json: string | null): number[] {
  return JSON.parse(json ?? '[]');
}

/** Of debtors with credits, those that may be among the oldest, and all that are as old as the last of them. */
async function oldestOfMixed(
  db: Db,
  asOf: Day,
  filter: LedgerFilter,
  currency: string,
  debtorIds: readonly number[],
  top: number,
): Promise<readonly number[]> {
  const accounts = debtorIds.map((debtorId) => ({ debtorId, currency, oldestDue: asOf, unallocated: -1n }));
  const covered = await coveredOldest(db, asOf, accounts, (what) => among(db, filter, what === 'Item' ? ITEM : ALLOCATION));
  const ages = debtorIds.flatMap((debtorId) => {
    const oldest = covered.get(keyOf({ debtorId, currency }));
    return oldest == null ? [] : [{ debtorId, oldest }];
  });
  const last = ages.map((a) => a.oldest).sort((a, b) => a - b)[top - 1] ?? asOf;
  return ages.flatMap(({ debtorId, oldest }) => (oldest <= last ? [debtorId] : []));
}
