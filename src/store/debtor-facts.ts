/** What is known of debtors beside their account: facts by name, with what the file said of each last, so that a value set by hand stands until the file says something else. */
import type { ParentLink } from '../core/ledger/group.ts';
import type { DebtorRow } from '../core/ledger/item.ts';
import type { FactName, Facts } from '../core/ledger/master.ts';
import type { Replaced } from '../core/ledger/parties.ts';
import { columnsOf } from './columns.ts';
import { type Db, int, list, type Sql, sql } from './db.ts';

const COLUMNS = columnsOf('DebtorFact', ['debtorId', 'name', 'value', 'said']);

/** A debtor's facts as one JSON text, beside its other columns; null when it has none. */
export function factsColumn({ dialect }: Db): Sql {
  const all = dialect === 'sqlite' ? sql`json_group_object("name", "value")` : sql`json_object_agg("name", "value")::text`;
  return sql`(SELECT ${all} FROM "DebtorFact" WHERE "debtorId" = "Debtor"."id" AND "value" <> '' HAVING COUNT(*) > 0) AS "facts"`;
}

export function parentLinks(db: Db, companyId: number): Promise<readonly ParentLink[]> {
  return db.rows(
    sql`SELECT d."id" AS "debtorId", d."code", f."value" AS "parent", p."id" AS "parentId"
        FROM "DebtorFact" f JOIN "Debtor" d ON d."id" = f."debtorId" LEFT JOIN "Debtor" p ON p."companyId" = d."companyId" AND p."code" = f."value"
        WHERE f."name" = 'parent' AND f."value" <> '' AND d."companyId" = ${int(companyId)} ORDER BY d."id"`,
    { debtorId: 'int', code: 'text', parent: 'text', parentId: 'int?' },
  );
}

/** More generations than any group has: a circle ends there. */
const MOST_ABOVE = 50;

/** Up to the head along parents, then down to all who stand below it: in the size of the group, whatever the company's. */
export async function groupIds(db: Db, { id, companyId }: { readonly id: number; readonly companyId: number }): Promise<readonly number[]> {
  const rows = await db.rows(
    sql`WITH RECURSIVE up("id", "code", "step") AS (
          SELECT "id", "code", 0 FROM "Debtor" WHERE "id" = ${int(id)}
          UNION ALL
          SELECT p."id", p."code", up."step" + 1 FROM up
            JOIN "DebtorFact" f ON f."debtorId" = up."id" AND f."name" = 'parent' AND f."value" <> ''
            JOIN "Debtor" p ON p."companyId" = ${int(companyId)} AND p."code" = f."value"
          WHERE up."step" < ${int(MOST_ABOVE)}
        ), head AS (SELECT "id", "code" FROM up ORDER BY "step" DESC LIMIT 1),
        down("id", "code") AS (
          SELECT "id", "code" FROM head
          UNION
          SELECT c."id", c."code" FROM down
            JOIN "DebtorFact" f ON f."name" = 'parent' AND f."value" = down."code"
            JOIN "Debtor" c ON c."id" = f."debtorId" AND c."companyId" = ${int(companyId)}
        )
        SELECT "id" FROM down ORDER BY CASE WHEN "id" = (SELECT "id" FROM head) THEN 0 ELSE 1 END, "id"`,
    { id: 'int' },
  );
  return rows.map((row) => row.id);
}

interface Kept {
  readonly debtorId: number;
  readonly name: string;
  readonly value: string;
  readonly said: string | null;
}

/** Sets what a file says of debtors that are there. `changed` are the accounts of which something is another now; `replaced` is what somebody had set otherwise. */
export async function sayFacts(
  db: Db,
  companyId: number,
  rows: readonly DebtorRow[],
): Promise<{ readonly changed: readonly string[]; readonly replaced: readonly Replaced[] }> {
  const saying = rows.filter((row) => row.facts !== undefined);
  if (saying.length === 0) return { changed: [], replaced: [] };
  const debtors = await db.rows(
    sql`SELECT "id", "code" FROM "Debtor" WHERE "companyId" = ${int(companyId)}
        AND "code" IN ${list(
          db.dialect,
          saying.map((row) => row.debtor),
        )}`,
    { id: 'int', code: 'text' },
  );
  const ids = new Map(debtors.map((debtor) => [debtor.code, debtor.id]));
  const kept = new Map((await keptOf(db, [...ids.values()])).map((fact) => [`${fact.debtorId}/${fact.name}`, fact]));
  const written = new Map<string, Kept>();
  const changed = new Set<string>();
  const replaced: Replaced[] = [];
  for (const { debtor, facts = {} } of saying) {
    const debtorId = ids.get(debtor) ?? 0;
    for (const [name, said] of Object.entries(facts) as [FactName, string][]) {
      const key = `${debtorId}/${name}`;
      const before = written.get(key) ?? kept.get(key);
      if (before?.said === said) continue;
      written.set(key, { debtorId, name, value: said, said });
      if (before?.value === said) continue;
      changed.add(debtor);
      if (before && before.value !== (before.said ?? '')) replaced.push({ debtor, fact: name });
    }
  }
  await save(db, [...written.values()]);
  return { changed: [...changed], replaced };
}

export async function changeFacts(db: Db, debtorId: number, facts: Facts): Promise<void> {
  const before = new Map((await keptOf(db, [debtorId])).map((fact) => [fact.name, fact.said]));
  await save(
    db,
    Object.entries(facts).map(([name, value]) => ({ debtorId, name, value, said: before.get(name) ?? null })),
  );
}

function keptOf(db: Db, ids: readonly number[]): Promise<Kept[]> {
  return db.rows(sql`SELECT "debtorId", "name", "value", "said" FROM "DebtorFact" WHERE "debtorId" IN ${list(db.dialect, ids)}`, COLUMNS);
}

async function save(db: Db, facts: readonly Kept[]): Promise<void> {
  if (facts.length === 0) return;
  const tail = 'ON CONFLICT ("debtorId", "name") DO UPDATE SET "value" = excluded."value", "said" = excluded."said"';
  await db.insert({ table: 'DebtorFact', columns: COLUMNS, tail }, facts, ({ debtorId, name, value, said }) => [
    debtorId,
    name,
    value,
    said,
  ]);
}
