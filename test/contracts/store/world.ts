/** Small words for the store's contract: companies, debtors and lines without the columns that a test does not speak of. */
import type { WriteCounts } from '../../../src/core/desk/people-ports.ts';
import type { Tx } from '../../../src/core/desk/store.ts';
import { overdue, total } from '../../../src/core/kernel/buckets.ts';
import { parseDay } from '../../../src/core/kernel/dates.ts';
import { importsIn } from '../../../src/core/ledger/import-ports.ts';
import { debtorsIn } from '../../../src/core/ledger/parties.ts';
import { type AgedRow, type ItemSource, ledgerIn, type NewFecItem, type NewListItem } from '../../../src/core/ledger/ports.ts';
import type { ImportReport } from '../../../src/core/ledger/report.ts';
import type { OpenedStore } from '../../../src/store/open.ts';
import { BOUNDS } from '../../support/buckets.ts';

export interface World {
  readonly store: OpenedStore;
  /** A second instance on the same database. */
  another(): Promise<OpenedStore>;
  /** A store on a database of its own. */
  empty(): Promise<OpenedStore>;
}

export function day(iso: string): number {
  const found = parseDay(iso);
  if (found === undefined) throw new Error(`no such day: ${iso}`);
  return found;
}

/** The store keeps a report as it is; what is in it is the importer's business. */
export const NO_REPORT = { rows: 3 } as ImportReport;

let companies = 0;

/** A company that no other test uses, with debtors C1, C2, … */
export interface Company {
  readonly id: number;
  readonly debtors: readonly number[];
}

export function newCompany(world: World, debtors = 1): Promise<Company> {
  companies += 1;
  const siren = String(companies).padStart(9, '0');
  return world.store.transact(async (tx) => {
    const { id } = await debtorsIn(tx).company(siren, `Company ${siren}`);
    const codes = Array.from({ length: debtors }, (_, i) => ({ code: `C${i + 1}`, name: `Debtor ${i + 1}` }));
    const ids = await debtorsIn(tx).ensure(id, codes);
    return { id, debtors: codes.map(({ code }) => ids.get(code) ?? 0) };
  });
}

export interface ListLine {
  readonly ref: string;
  readonly amount: bigint;
  readonly debtor?: number;
  readonly issued?: string;
  readonly due?: string;
  readonly open?: bigint;
  readonly settled?: string;
  readonly currency?: string;
  readonly ordinal?: number;
  readonly kind?: NewListItem['kind'];
  readonly disputed?: string;
}

export function listItem(company: Company, line: ListLine): NewListItem {
  const issueDay = day(line.issued ?? '2026-01-10');
  const due = line.due === undefined ? issueDay + 30 : day(line.due);
  return {
    line: 2,
    debtor: '',
    name: undefined,
    debtorId: line.debtor ?? company.debtors[0] ?? 0,
    ref: line.ref,
    kind: line.kind ?? (line.amount < 0n ? 'credit-note' : 'invoice'),
    issueDay,
    dueDay: due,
    due,
    currency: line.currency ?? 'EUR',
    amount: line.amount,
    openAmount: line.open,
    settledDay: line.settled === undefined ? undefined : day(line.settled),
    disputed: line.disputed,
    ordinal: line.ordinal ?? 0,
  };
}

export async function begin(tx: Tx, companyId: number, kind: 'fec' | 'items', asOf: number): Promise<number> {
  return importsIn(tx).begin({
    at: 1,
    kind,
    file: 'f',
    sha256: 's',
    fingerprint: 'f',
    sourceKey: `${companyId}`,
    companyId,
    asOf,
    actor: 'a@b.c',
  });
}

/** Imports a list whole, as one file of its date. */
export function importList(
  world: World,
  company: Company,
  asOf: string,
  lines: readonly ListLine[],
  { undated = false } = {},
): Promise<WriteCounts> {
  return withList(world, company, asOf, lines, async (_, __, ___, counts) => counts, undated);
}

export function withList<T>(
  world: World,
  company: Company,
  asOf: string,
  lines: readonly ListLine[],
  then: (tx: Tx, source: ItemSource, importId: number, counts: WriteCounts) => Promise<T>,
  undated = false,
): Promise<T> {
  return world.store.transact(async (tx) => {
    const source = await ledgerIn(tx).source(company.id, 'items', 'list');
    const importId = await begin(tx, company.id, 'items', day(asOf));
    const items = lines.map((line) => listItem(company, line));
    const counts = await ledgerIn(tx).putListItems(source, importId, day(asOf), items, undated);
    await importsIn(tx).finish(importId, day(asOf), NO_REPORT);
    return then(tx, source, importId, counts);
  });
}

export interface FecLineOf {
  readonly entry: string;
  readonly amount: bigint;
  readonly booked: string;
  readonly debtor?: number;
  readonly account?: string;
  readonly ref?: string;
  readonly letter?: string;
  readonly issued?: string;
  readonly due?: string;
  readonly ordinal?: number;
  readonly scope?: NewFecItem['scope'];
}

export function fecItem(company: Company, line: FecLineOf): NewFecItem {
  const bookDay = day(line.booked);
  const issueDay = line.issued === undefined ? bookDay : day(line.issued);
  return {
    line: 2,
    journal: 'VE',
    entry: line.entry,
    entryKey: `VE/${line.entry}`,
    bookDay,
    account: line.account ?? '411000',
    accountName: '',
    debtor: '',
    debtorName: '',
    debtorId: line.debtor ?? company.debtors[0] ?? 0,
    ref: line.ref ?? `FA${line.entry}`,
    issueDay,
    dueDay: line.due === undefined ? undefined : day(line.due),
    due: line.due === undefined ? (line.amount > 0n ? issueDay + 30 : issueDay) : day(line.due),
    label: '',
    amount: line.amount,
    letter: line.letter ?? '',
    letterDay: undefined,
    original: undefined,
    scope: line.scope ?? 'balance',
    ordinal: line.ordinal ?? 0,
    currency: 'EUR',
    part: '',
  };
}

/** The aged balance of a company at a date in short: total, overdue, and the row itself; zeros when nothing is open. */
export async function aged(
  world: World,
  company: Company,
  asOf: string,
): Promise<{ total: bigint; overdue: bigint; row: AgedRow | undefined }> {
  const [row, second] = await ledgerIn(world.store.read).agedTotal(day(asOf), { companyId: company.id, bounds: BOUNDS });
  if (second) throw new Error('two currencies: ask for the rows');
  return { total: row ? total(row) : 0n, overdue: row ? overdue(row) : 0n, row };
}

/** Lines of which nothing goes on as another. */
export const NOTHING_ELSE = { carried: [], continued: [] } as const;
