/** Companies and their debtors: made once per account code, found again by what people remember of them. */
import type { DebtorRow } from '../core/ledger/item.ts';
import { addressee } from '../core/ledger/master.ts';
import type { Company, Debtor, DebtorReads, DebtorWrites, LimitRecord, PutCounts } from '../core/ledger/parties.ts';
import { columnsOf } from './columns.ts';
import { type Db, empty, int, join, list, quoted, type Row, raw, type Sql, sql, type Value } from './db.ts';
import { changeFacts, factsColumn, groupIds, parentLinks, sayFacts } from './debtor-facts.ts';
import { searchDebtors, searchText } from './debtor-search.ts';

const COLUMNS = columnsOf('Debtor', [
  'companyId',
  'code',
  'name',
  'siren',
  'vat',
  'terms',
  'limitMinor',
  'limitCurrency',
  'insurer',
  'insuredMinor',
  'insuredCurrency',
  'insuredUntil',
  'segment',
  'salesperson',
  'salesAdmin',
  'collector',
  'country',
  'region',
  'contact',
  'email',
  'phone',
  'address',
  'language',
  'externalScore',
  'externalScoreDay',
]);
const WITH_ID = { id: 'int', ...COLUMNS } as const;
/** Who looks after an account. */
const OWNERS = ['salesperson', 'salesAdmin', 'collector'];
const WITH_FACTS = { ...WITH_ID, facts: 'text?' } as const;
const NAMED = columnsOf('Debtor', ['code', 'name', 'search']);
const SEARCHED = { ...COLUMNS, search: 'text' } as const;
type Stored = Row<typeof COLUMNS>;
const NOTHING: Omit<Stored, 'companyId' | 'code' | 'name'> = {
  siren: null,
  vat: null,
  terms: null,
  limitMinor: null,
  limitCurrency: null,
  insurer: null,
  insuredMinor: null,
  insuredCurrency: null,
  insuredUntil: null,
  segment: null,
  salesperson: null,
  salesAdmin: null,
  collector: null,
  country: null,
  region: null,
  contact: null,
  email: null,
  phone: null,
  address: null,
  language: null,
  externalScore: null,
  externalScoreDay: null,
};

/** Debtors read at once when all are wanted. */
const PAGE = 4000;

export function createDebtorReads(db: Db): DebtorReads {
  const select = async (where: Sql, limit?: number) => {
    const first = limit === undefined ? empty : sql` LIMIT ${int(limit)}`;
    const query = sql`SELECT ${columns(WITH_ID)}, ${factsColumn(db)} FROM "Debtor" WHERE ${where} ORDER BY "id"${first}`;
    return (await db.rows(query, WITH_FACTS)).map(toDebtor);
  };
  const byIds = (ids: readonly number[]) => (ids.length === 0 ? Promise.resolve([]) : select(sql`"id" IN ${list(db.dialect, ids)}`));
  return {
    companies: () => db.prisma.company.findMany({ orderBy: { id: 'asc' } }),
    byId: async (id) => (await select(sql`"id" = ${id}`))[0],
    byIds,
    async all() {
      const debtors: Debtor[] = [];
      // Page by page: one answer of fifty thousand rows is held three times over while it is read.
      for (let page = await select(sql`1 = 1`, PAGE); page.length > 0; ) {
        for (const debtor of page) debtors.push(debtor);
        page = page.length < PAGE ? [] : await select(sql`"id" > ${page.at(-1)?.id ?? 0}`, PAGE);
      }
      return debtors;
    },
    async search(folded, limit) {
      const { ids, count } = await searchDebtors(db, folded, limit);
      const found = new Map((await byIds(ids)).map((debtor) => [debtor.id, debtor]));
      return { debtors: ids.flatMap((id) => found.get(id) ?? []), count };
    },
    group: (of) => groupIds(db, of),
    parents: (companyId) => parentLinks(db, companyId),
    limits: (ids) => limitsOf(db, ids),
  };
}

export function createDebtorWrites(db: Db): DebtorWrites {
  return {
    async company(siren, name): Promise<Company> {
      await db.run(sql`INSERT INTO "Company" ("siren", "name") VALUES (${siren}, ${name ?? ''}) ON CONFLICT DO NOTHING`);
      const company = await db.prisma.company.findUniqueOrThrow({ where: { siren } });
      if (name === undefined || name === company.name) return company;
      return db.prisma.company.update({ where: { siren }, data: { name } });
    },
    async nameCompany(id, siren) {
      await db.prisma.company.update({ where: { id }, data: { siren } });
    },
    ensure: (companyId, debtors) => ensure(db, companyId, debtors),
    async terms(ids) {
      if (ids.length === 0) return new Map();
      const rows = await db.rows(sql`SELECT "id", "terms" FROM "Debtor" WHERE "terms" IS NOT NULL AND "id" IN ${list(db.dialect, ids)}`, {
        id: 'int',
        terms: 'text',
      });
      return new Map(rows.map((row) => [row.id, row.terms]));
    },
    put: (companyId, rows) => put(db, companyId, rows),
    passOn: (from, to) =>
      db.run(
        sql`UPDATE "Debtor" SET ${join(OWNERS.map((name) => sql`${raw(`"${name}"`)} = CASE WHEN ${raw(`"${name}"`)} = ${from} THEN ${to} ELSE ${raw(`"${name}"`)} END`))}
            WHERE ${from} IN (${raw(quoted(OWNERS))})`,
      ),
    change: (debtorId, facts) => changeFacts(db, debtorId, facts),
  };
}

async function ensure(
  db: Db,
  companyId: number,
  debtors: readonly { readonly code: string; readonly name: string | undefined }[],
): Promise<Map<string, number>> {
  const wanted = new Map(debtors.map((d) => [d.code, d.name]));
  const found = await namesOf(db, companyId, [...wanted.keys()]);
  const fresh = [...wanted.keys()].filter((code) => !found.has(code));
  if (fresh.length > 0) {
    const tail = 'ON CONFLICT ("companyId", "code") DO NOTHING';
    await db.insert({ table: 'Debtor', columns: NAMED, constants: { companyId }, tail }, fresh, (code) => {
      const name = wanted.get(code) || code;
      return [code, name, searchText({ code, name, siren: null, vat: null })];
    });
  }
  // A debtor that only ever had its code for a name takes the first real one.
  const nameless = [...found.values()].filter((d) => d.name === d.code && (wanted.get(d.code) || d.code) !== d.code);
  const whole = await byCode(
    db,
    companyId,
    nameless.map((d) => d.code),
  );
  await save(
    db,
    [...whole.values()].map((d) => ({ ...d, name: wanted.get(d.code) ?? d.code })),
  );
  const added = await namesOf(db, companyId, fresh);
  return new Map([...wanted.keys()].flatMap((code) => pair(code, (found.get(code) ?? added.get(code))?.id)));
}

async function namesOf(
  db: Db,
  companyId: number,
  codes: readonly string[],
): Promise<Map<string, { readonly id: number; readonly code: string; readonly name: string }>> {
  if (codes.length === 0) return new Map();
  const rows = await db.rows(
    sql`SELECT "id", "code", "name" FROM "Debtor" WHERE "companyId" = ${int(companyId)} AND "code" IN ${list(db.dialect, codes)}`,
    columnsOf('Debtor', ['id', 'code', 'name']),
  );
  return new Map(rows.map((row) => [row.code, row]));
}

async function put(db: Db, companyId: number, rows: readonly DebtorRow[]): Promise<PutCounts> {
  const before = await byCode(
    db,
    companyId,
    rows.map((row) => row.debtor),
  );
  const after = new Map<string, Stored>();
  for (const row of rows)
    after.set(row.debtor, merged(after.get(row.debtor) ?? before.get(row.debtor) ?? blank(companyId, row.debtor), row));
  const changed = [...after.values()].filter((row) => {
    const old = before.get(row.code);
    return !old || Object.keys(COLUMNS).some((key) => Reflect.get(old, key) !== Reflect.get(row, key));
  });
  const limited = rows.filter((row) => row.limit !== undefined || row.facts?.groupLimit !== undefined).map((row) => row.debtor);
  const limitsBefore = await limitsByCode(db, companyId, limited);
  await save(db, changed);
  const said = await sayFacts(db, companyId, rows);
  const limits = [...(await limitsByCode(db, companyId, limited)).values()].filter((now) => hasMoved(limitsBefore.get(now.debtorId), now));
  const added = changed.filter((row) => !before.has(row.code)).length;
  const touched = new Set([...changed.map((row) => row.code), ...said.changed]).size;
  const termsChanged = changed.flatMap((row) => {
    const old = before.get(row.code);
    return old && old.terms !== row.terms ? [old.id] : [];
  });
  const counts = {
    added,
    changed: touched - added,
    unchanged: rows.length - touched,
    termsChanged,
    ...(limits.length > 0 ? { limits } : {}),
  };
  return said.replaced.length > 0 ? { ...counts, replaced: said.replaced } : counts;
}

const LIMIT = { debtorId: 'int', limitMinor: 'money?', limitCurrency: 'text?', groupLimit: 'text' } as const;

function limitsWhere(db: Db, where: Sql): Promise<readonly LimitRecord[]> {
  return db.rows(
    sql`SELECT "id" AS "debtorId", "limitMinor", "limitCurrency",
          COALESCE((SELECT "value" FROM "DebtorFact" WHERE "debtorId" = "Debtor"."id" AND "name" = 'groupLimit'), '') AS "groupLimit"
        FROM "Debtor" WHERE ${where} ORDER BY "id"`,
    LIMIT,
  );
}

async function limitsOf(db: Db, ids: readonly number[]): Promise<readonly LimitRecord[]> {
  return ids.length === 0 ? [] : limitsWhere(db, sql`"id" IN ${list(db.dialect, ids)}`);
}

/** By id, of accounts that are there. */
async function limitsByCode(db: Db, companyId: number, codes: readonly string[]): Promise<ReadonlyMap<number, LimitRecord>> {
  if (codes.length === 0) return new Map();
  const rows = await limitsWhere(db, sql`"companyId" = ${int(companyId)} AND "code" IN ${list(db.dialect, codes)}`);
  return new Map(rows.map((row) => [row.debtorId, row]));
}

function hasMoved(before: LimitRecord | undefined, now: LimitRecord): boolean {
  const { limitMinor = null, limitCurrency = null, groupLimit = '' } = before ?? {};
  return now.limitMinor !== limitMinor || now.limitCurrency !== limitCurrency || now.groupLimit !== groupLimit;
}

async function byCode(db: Db, companyId: number, codes: readonly string[]): Promise<Map<string, Stored & { readonly id: number }>> {
  if (codes.length === 0) return new Map();
  const rows = await db.rows(
    sql`SELECT ${columns(WITH_ID)} FROM "Debtor" WHERE "companyId" = ${companyId} AND "code" IN ${list(db.dialect, codes)}`,
    WITH_ID,
  );
  return new Map(rows.map((row) => [row.code, row]));
}

async function save(db: Db, rows: readonly Stored[]): Promise<void> {
  if (rows.length === 0) return;
  const updates = Object.keys(SEARCHED).map((name) => `"${name}" = excluded."${name}"`);
  const tail = `ON CONFLICT ("companyId", "code") DO UPDATE SET ${updates.join(', ')}`;
  await db.insert({ table: 'Debtor', columns: SEARCHED, tail }, rows, cells);
}

function blank(companyId: number, code: string): Stored {
  return { ...NOTHING, companyId, code, name: code };
}

function merged(old: Stored, row: DebtorRow): Stored {
  return {
    ...old,
    name: row.name ?? old.name,
    siren: row.siren ?? old.siren,
    vat: row.vat ?? old.vat,
    terms: row.terms ?? old.terms,
    limitMinor: row.limit?.minor ?? old.limitMinor,
    limitCurrency: row.limit?.currency ?? old.limitCurrency,
    insurer: row.insurer ?? old.insurer,
    insuredMinor: row.insured?.minor ?? old.insuredMinor,
    insuredCurrency: row.insured?.currency ?? old.insuredCurrency,
    insuredUntil: row.insuredUntil ?? old.insuredUntil,
    segment: row.segment ?? old.segment,
    salesperson: row.salesperson ?? old.salesperson,
    salesAdmin: row.salesAdmin ?? old.salesAdmin,
    collector: row.collector ?? old.collector,
    country: row.country ?? old.country,
    region: row.region ?? old.region,
    contact: row.contact ?? old.contact,
    email: row.email ?? old.email,
    phone: row.phone ?? old.phone,
    address: row.address ?? old.address,
    language: row.language ?? old.language,
    externalScore: row.externalScore ?? old.externalScore,
    externalScoreDay: row.externalScoreDay ?? old.externalScoreDay,
  };
}

function cells(row: Stored): Value[] {
  return [...Object.keys(COLUMNS).map((name) => row[name as keyof Stored]), searchText(row)];
}

// ---------------------------------------------------------------- rows

function columns(shape: Readonly<Record<string, unknown>>): Sql {
  return raw(quoted(Object.keys(shape)));
}

/** Written out: a row is built name by name, which V8 keeps as a table of five times the size, and the agenda holds every debtor. */
function toDebtor(row: Row<typeof WITH_FACTS>): Debtor {
  const facts: Debtor['facts'] = row.facts === null ? NO_FACTS : JSON.parse(row.facts);
  const { contact, email, phone, language } = addressee(facts, row);
  return {
    id: row.id,
    companyId: row.companyId,
    code: row.code,
    name: row.name,
    siren: row.siren,
    vat: row.vat,
    terms: row.terms,
    limit: money(row.limitMinor, row.limitCurrency),
    insurer: row.insurer,
    insured: money(row.insuredMinor, row.insuredCurrency),
    insuredUntil: row.insuredUntil,
    segment: row.segment,
    salesperson: row.salesperson,
    salesAdmin: row.salesAdmin,
    collector: row.collector,
    country: row.country,
    region: row.region,
    contact,
    email,
    phone,
    address: row.address,
    language,
    externalScore: row.externalScore,
    externalScoreDay: row.externalScoreDay,
    facts,
  };
}

/** Most debtors have none, and the agenda holds them all. */
const NO_FACTS: Debtor['facts'] = {};

function money(minor: bigint | null, currency: string | null): Debtor['limit'] {
  return minor === null || currency === null ? null : { minor, currency };
}

function pair(code: string, id: number | undefined): [string, number][] {
  return id === undefined ? [] : [[code, id]];
}
