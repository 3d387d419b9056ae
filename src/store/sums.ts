/** Words of SQL that the sums over the ledger share: codes of kinds and ends, conditional sums, and which debtors a filter lets through. */
import { END_REASONS, type EndReason, ITEM_KINDS, type ItemKind } from '../core/ledger/item.ts';
import type { LedgerFilter } from '../core/ports.ts';
import { type Db, empty, int, join, list, raw, type Sql, sql } from './db.ts';

const kind = (name: ItemKind): number => ITEM_KINDS.indexOf(name);
const end = (reason: EndReason): number => END_REASONS.indexOf(reason);

export const KIND = {
  invoice: kind('invoice'),
  creditNote: kind('credit-note'),
  payment: kind('payment'),
  opening: kind('opening'),
} as const;
export const ENDED = { settled: end('settled'), allocated: end('allocated'), carried: end('carried') } as const;

/** Opening lines continue older sales; payments are none. */
export const SALE = `"kind" IN (${KIND.invoice}, ${KIND.creditNote})`;

/** Names of sums, each with its condition and its value. */
export type Sums = Readonly<Record<string, readonly [condition: string, value: string]>>;

/** `SUM(CASE WHEN condition THEN value ELSE 0 END) AS "name"`, for each name. */
export function sums(columns: Sums): string {
  return Object.entries(columns)
    .map(([name, [condition, value]]) => `SUM(CASE WHEN ${condition} THEN ${value} ELSE 0 END) AS "${name}"`)
    .join(', ');
}

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
