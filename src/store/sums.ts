/** Words of SQL that the sums over the ledger share: codes of kinds and ends, conditional sums, and which debtors a filter lets through. */
import type { Day } from '../core/kernel/dates.ts';
import { END_REASONS, type EndReason, ITEM_KINDS, type ItemKind } from '../core/ledger/item.ts';
import { ALLOCATION_BASES, type AllocationBasis, type LedgerFilter } from '../core/ledger/ports.ts';
import { type Db, empty, int, join, list, type Row, raw, type Shape, type Sql, sql } from './db.ts';

const kind = (name: ItemKind): number => ITEM_KINDS.indexOf(name);
const end = (reason: EndReason): number => END_REASONS.indexOf(reason);

export const KIND = {
  invoice: kind('invoice'),
  creditNote: kind('credit-note'),
  payment: kind('payment'),
  opening: kind('opening'),
} as const;
export const ENDED = { settled: end('settled'), allocated: end('allocated'), carried: end('carried') } as const;

const basis = (name: AllocationBasis): number => ALLOCATION_BASES.indexOf(name);
/** Part payments that only a list's open amount tells: on the list's day, or nobody knows when. */
export const BASIS = { list: basis('list'), before: basis('before') } as const;

/** Opening lines continue older sales; payments are none. */
export const SALE = `"kind" IN (${KIND.invoice}, ${KIND.creditNote})`;

/**
 * What counts at a date: begun (an item by its `fromDay`, an allocation by its `day`) and not ended. `as` is the name that the statement gives the table. The day is
 * written into the statement, as by `int`.
 */
export function countsAt(what: 'Item' | 'Allocation', day: Day, as?: 'i' | 'a' | '"Item"'): string {
  const column = (name: string): string => `${as === undefined ? '' : `${as}.`}"${name}"`;
  return `${column(what === 'Item' ? 'fromDay' : 'day')} <= ${whole(day)} AND ${column('endDay')} > ${day}`;
}

/** What is left at a date of an item that counts then: its amount, less what was allocated of it. */
export function leftAt(day: Day, as: 'i' | '"Item"'): string {
  return `${as}."amount" - COALESCE((SELECT SUM(a."amount") FROM "Allocation" a WHERE a."itemId" = ${as}."id" AND a."day" <= ${whole(day)}), 0)`;
}

function whole(day: Day): Day {
  if (!Number.isSafeInteger(day)) throw new RangeError(`not a day: ${day}`);
  return day;
}

/** Names of sums, each with its condition and its value. */
export type Sums = Readonly<Record<string, readonly [condition: string, value: string]>>;

/** Each sum under its name, 0 when nothing fits. FILTER and not CASE: a line that does not fit then costs a comparison and no addition, half of the time of a long list of sums. */
export function sums(columns: Sums): string {
  return Object.entries(columns)
    .map(([name, [condition, value]]) => `COALESCE(SUM(${value}) FILTER (WHERE ${condition}), 0) AS "${name}"`)
    .join(', ');
}

/** The same sums once more, over sums. */
export function again(names: readonly string[]): string {
  return names.map((name) => `COALESCE(SUM("${name}"), 0) AS "${name}"`).join(', ');
}

/** Lines of one table that are summed: those that `where` lets through. */
export interface Part {
  readonly table: 'Item' | 'Allocation';
  readonly columns: Sums;
  readonly where: string;
}

/**
 * Sums of the parts, added up name by name, one row per currency that has a line. Nearly every ledger has one currency: its sums are taken in one go, and only where
 * there are several debtor by debtor, in the order of the covering index, so that nothing is ever sorted. `known` are the currencies when the caller knows them.
 */
export async function byCurrency<S extends Shape>(
  db: Db,
  parts: readonly Part[],
  filter: LedgerFilter,
  shape: S,
  known: readonly string[] = [],
): Promise<Summed<S>[]> {
  const total = raw(again(Object.keys(shape)));
  const lines = ({ table, where }: Part) =>
    sql`FROM ${raw(`"${table}"`)} WHERE "scope" = 0 AND ${raw(where)}${among(db, filter, table === 'Item' ? ITEM : ALLOCATION)}`;
  const [only, ...others] = known;
  const rows = async (query: Sql) => (await db.rows(query, { ...shape, currency: 'text' })) as unknown as Summed<S>[];
  if (only !== undefined && others.length === 0) {
    const mine = parts.map((p) => sql`SELECT ${raw(sums(p.columns))} ${lines(p)} AND "currency" = ${only}`);
    return rows(sql`SELECT ${only} AS "currency", ${total} FROM (${join(mine, ' UNION ALL ')}) AS parts`);
  }
  if (only === undefined) {
    const whole = parts.map((p) => sql`SELECT MIN("currency") AS "first", MAX("currency") AS "last", ${raw(sums(p.columns))} ${lines(p)}`);
    const all = await rows(
      sql`SELECT MIN("first") AS "currency", ${total} FROM (${join(whole, ' UNION ALL ')}) AS parts HAVING MIN("first") = MAX("last")`,
    );
    if (all.length > 0) return all;
  }
  const split = parts.map((p) => sql`SELECT "currency", ${raw(sums(p.columns))} ${lines(p)} GROUP BY "debtorId", "currency"`);
  return rows(sql`SELECT "currency", ${total} FROM (${join(split, ' UNION ALL ')}) AS parts GROUP BY "currency" ORDER BY "currency"`);
}

type Summed<S extends Shape> = Row<S> & { readonly currency: string };

/** How a statement names an item's id and its debtor. */
export interface Names {
  readonly item: string;
  readonly debtor: string;
}
export const ITEM: Names = { item: '"id"', debtor: '"debtorId"' };
export const ALLOCATION: Names = { item: '"itemId"', debtor: '"debtorId"' };
export const ALIASED: Names = { item: 'i."id"', debtor: 'i."debtorId"' };

/** `AND …` for the items, or the allocations of items, of the debtors that a filter lets through. */
export function among(db: Db, filter: LedgerFilter, columns = ITEM): Sql {
  const { companyId, debtorIds, salesperson, collector, segment, withoutAccount } = filter;
  const column = columns.debtor;
  const conditions: Sql[] = [];
  if (companyId !== undefined) conditions.push(sql`"companyId" = ${int(companyId)}`);
  if (salesperson !== undefined) conditions.push(sql`"salesperson" = ${salesperson}`);
  if (collector !== undefined) conditions.push(sql`"collector" = ${collector}`);
  if (segment !== undefined) conditions.push(sql`"segment" = ${segment}`);
  const accounts =
    withoutAccount === undefined
      ? empty
      : sql` AND ${raw(columns.item)} NOT IN (SELECT "id" FROM "Item" WHERE "account" LIKE ${`${withoutAccount}%`})`;
  const named = debtorIds === undefined ? empty : sql` AND ${raw(column)} IN ${list(db.dialect, debtorIds)}`;
  if (conditions.length === 0) return sql`${accounts}${named}`;
  return sql`${accounts}${named} AND ${raw(column)} IN (SELECT "id" FROM "Debtor" WHERE ${join(conditions, ' AND ')})`;
}
