/** Importing a FEC: its customer lines become items, entries say what they are, and with the company's other FECs it is one ledger (docs/rules/ledger.md). */
import type { WriteCounts } from '../desk/people-ports.ts';
import { deskTexts } from '../desk/texts.ts';
import type { Day } from '../kernel/dates.ts';
import { DomainError } from '../kernel/errors.ts';
import { toDecimal } from '../kernel/money.ts';
import { customerPrefixes, OTHER_CHARTS, READ_CHARTS, scopeOf } from './classify.ts';
import { accountTerms, DebtorBook, dueOf, type MetDebtor } from './debtor-book.ts';
import { type FecFile, type FecFindings, type Relations, relate, type YearStart, yearStarts } from './fec-files.ts';
import type { Counts, ImportContext } from './import-context.ts';
import { importsIn } from './import-ports.ts';
import type { FecRow } from './item.ts';
import { Ordinals } from './ordinals.ts';
import { debtorsIn } from './parties.ts';
import { type DebtorLines, type ItemSource, ledgerIn, type NewFecItem, type SettledLines } from './ports.ts';
import type { FecReading } from './reading.ts';
import { MAX_REMARKS, SAMPLE, type SampleRow, type TieOut } from './report.ts';
import { Run } from './run.ts';
import { settleLines } from './settle-lines.ts';

/** Debtors whose lines are settled in one go: bounds the memory, not the result. */
const DEBTORS_AT_ONCE = 500;

export async function importFec(context: ImportContext, reading: FecReading): Promise<Counts> {
  const { act, importId, company } = context;
  const { tx, policy } = act;
  const ledger = ledgerIn(tx);
  const source = await ledger.source(company.id, 'fec', '');
  const file: FecFile = { ...reading, key: reading.source };
  const known = await importsIn(tx).fecs(company.id);
  const relations = relate(file, known, context.options.confirm);
  await ledger.restoreFiled(company.id);
  const replaced = await ledger.countReplaced(company.id, importId, relations.replaces);
  const run = new FecRun(context, source, file, relations);
  await reading.read(async (batch) => {
    for (const entry of batch.entries) run.weigh(entry.balance, entry.line);
    await ledger.noteEntries(importId, batch.entries);
    await run.take(batch, (rows) => run.write(rows));
  });
  const entries = await ledger.classifyFec(source, importId);
  run.warnings.add(
    entries.first.map((e) => ({ line: e.line, code: 'unbalanced-entry' as const, value: toDecimal(e.balance, policy.currency) })),
  );
  run.warnings.count += entries.unbalanced - entries.first.length;
  const vanished = await ledger.dropReplaced(company.id, importId, relations.replaces, MAX_REMARKS);
  const firsts = [...known, file].map((f) => f.firstDay);
  const openings = await ledger.openingDays(company.id, firsts);
  const years = yearStarts(firsts, openings, await ledger.collectiveOpenings(company.id, openings));
  const found = new Found(file);
  await settleAll(context, source, years, found);
  // What a newer export says of the same days is not this file's balance.
  const tieOut = relations.newer.length > 0 ? [] : await run.tieOut(file, years);
  const aged = tieOut.filter((row) => scopeOf(row.account, policy.country) === 'balance');
  const open = aged.reduce((sum, row) => sum + row.ledger, 0n);
  const totals = run.rows === run.ignored ? {} : { [policy.currency]: { debit: run.debit, credit: run.credit, open } };
  const findings: FecFindings = {
    ...(replaced.items > 0 ? { replaced } : {}),
    vanished,
    newer: relations.newer[0]?.file,
    ageless: { items: found.ageless, amount: found.agelessAmount, currency: policy.currency },
    openings: { count: found.off.length, lines: await named(context, found.off.slice(0, MAX_REMARKS)) },
    ...(run.rows > 0 && run.rows === run.ignored ? { noCustomers: missed(reading, policy.country) } : {}),
  };
  const { sample } = run;
  return { ...run.counts({ debtors: run.debtors.size, items: run.accepted + run.unchanged, totals, tieOut }), findings, sample };
}

function pick({ debtor, debtorName, ref, issueDay, dueDay, amount }: NewFecItem): Omit<SampleRow, 'currency'> {
  return { debtor, name: debtorName, ref, issueDay, dueDay, open: amount };
}

/** Which accounts were looked for, what the file has instead, and whose chart that is. */
function missed({ accounts }: FecReading, country: string): NonNullable<FecFindings['noCustomers']> {
  const charts = OTHER_CHARTS.filter(
    ([code, prefix]) => code !== country && accounts.some((a) => prefix.startsWith(a) || a.startsWith(prefix)),
  );
  return {
    lookedFor: customerPrefixes(country),
    classes: [...new Set(accounts.map((a) => a.slice(0, 2)))],
    charts: charts.map(([code, prefix]) => ({ country: code, prefix })),
    country: charts.find(([code]) => READ_CHARTS.includes(code))?.[0],
  };
}

async function named({ act }: ImportContext, off: Found['off']): Promise<FecFindings['openings']['lines']> {
  const debtors = await debtorsIn(act.tx).byIds([...new Set(off.map((line) => line.debtorId))]);
  const codes = new Map(debtors.map((d) => [d.id, d.code]));
  return off.map(({ debtorId, ...line }) => ({ debtor: codes.get(debtorId) ?? '', ...line }));
}

/** What the opening of the file's own year leaves to be said. */
class Found {
  ageless = 0;
  agelessAmount = 0n;
  readonly off: { debtorId: number; account: string; opening: bigint; closing: bigint }[] = [];
  readonly #day: Day;

  constructor(file: FecFile) {
    this.#day = file.firstDay;
  }

  add(debtorId: number, settled: SettledLines): void {
    for (const line of settled.ageless) {
      if (line.bookDay !== this.#day) continue;
      this.ageless++;
      this.agelessAmount += line.amount;
    }
    for (const { day, ...off } of settled.off) if (day === this.#day) this.off.push({ debtorId, ...off });
  }
}

async function settleAll(context: ImportContext, source: ItemSource, years: readonly YearStart[], found: Found): Promise<void> {
  const ledger = ledgerIn(context.act.tx);
  for (let after = 0; ; ) {
    const page = await ledger.fecLines(context.company.id, after, DEBTORS_AT_ONCE);
    const last = page.at(-1);
    if (!last) return;
    const settled = await settlePage(context, source, years, page);
    await ledger.settleFec(context.company.id, settled);
    for (const { debtorId, ...lines } of settled) found.add(debtorId, lines);
    after = last.debtorId;
  }
}

/** A gap is a line of its own, with an id: where one comes or goes, its debtors are settled once more with it; each round settles one more year. */
async function settlePage(
  context: ImportContext,
  source: ItemSource,
  years: readonly YearStart[],
  page: readonly DebtorLines[],
): Promise<readonly (SettledLines & { readonly debtorId: number })[]> {
  const { act, company, importId } = context;
  const settle = (all: readonly DebtorLines[]) =>
    all.map(({ debtorId, lines, gaps }) => ({ debtorId, ...settleLines(lines, gaps, years) }));
  let lines = page;
  let settled = settle(lines);
  for (let round = 0; round <= years.length; round++) {
    const moved = settled.filter((debtor, i) => !sameGaps(debtor, lines[i]));
    if (moved.length === 0) break;
    const gaps = moved.flatMap(({ debtorId, gaps }) =>
      gaps.map((gap) => ({
        ...gap,
        debtorId,
        currency: act.policy.currency,
        scope: scopeOf(gap.account, act.policy.country) ?? 'balance',
      })),
    );
    const ids = moved.map((debtor) => debtor.debtorId);
    await ledgerIn(act.tx).putGaps(source, importId, ids, gaps);
    lines = await ledgerIn(act.tx).fecLines(company.id, (page[0]?.debtorId ?? 1) - 1, page.length);
    settled = settle(lines);
  }
  return settled;
}

function sameGaps(settled: SettledLines, kept: DebtorLines | undefined): boolean {
  const wanted = settled.gaps.map((gap) => `${gap.account}|${gap.day}|${gap.amount}`).sort();
  const there = (kept?.gaps ?? []).map((line) => `${line.account}|${line.bookDay}|${line.amount}`).sort();
  return wanted.join() === there.join();
}

/** One pass over the lines: what was written and the accounts' balances, gathered batch by batch. */
class FecRun extends Run {
  /** Sums of the accounts of the aged balance; what is in the exposure only is left out. */
  debit = 0n;
  credit = 0n;
  readonly debtors: DebtorBook;
  /** Some lines without a letter, as they were understood. */
  readonly sample: SampleRow[] = [];
  readonly #context: ImportContext;
  readonly #source: ItemSource;
  readonly #part: string;
  readonly #relations: Relations;
  readonly #accountTerms: ReturnType<typeof accountTerms>;
  readonly #ordinals = new Ordinals();
  readonly #balances = new Map<string, bigint>();

  constructor(context: ImportContext, source: ItemSource, file: FecFile, relations: Relations) {
    super();
    this.#context = context;
    this.#source = source;
    this.#part = file.part === undefined || file.part === '1' ? '' : file.part;
    this.#relations = relations;
    this.#accountTerms = accountTerms(context.act.policy);
    this.debtors = new DebtorBook(context.act.tx, context.company.id, context.act.policy);
  }

  async write(all: readonly FecRow[]): Promise<WriteCounts> {
    const { newer, overlaps } = this.#relations;
    const rows = newer.length === 0 ? all : all.filter((row) => !newer.some((span) => row.bookDay >= span.from && row.bookDay <= span.to));
    const debtors = await this.debtors.meet(rows, (row) => row.debtorName);
    const items = rows.map((row, i) => this.#item(row, debtors[i]));
    for (const row of items.filter(({ letter }) => letter === '').slice(0, SAMPLE - this.sample.length))
      this.sample.push({ ...pick(row), currency: this.#context.act.policy.currency });
    const counts = await ledgerIn(this.#context.act.tx).putFecItems(this.#source, this.#context.importId, items, !overlaps);
    return { ...counts, unchanged: counts.unchanged + all.length - rows.length };
  }

  /** Open items by account beside what the company's FECs booked there since the last opening, at the file's last date. */
  async tieOut(file: FecFile, years: readonly YearStart[]): Promise<readonly TieOut[]> {
    const { act, company, importId } = this.#context;
    const ledger = ledgerIn(act.tx);
    const from = Math.max(...years.flatMap((y) => (y.opening && y.day <= file.lastDay ? [y.day] : [])), 0);
    const booked = new Map(
      (await ledger.bookedByAccount(company.id, importId, from, file.lastDay)).map((row) => [row.account, row.booked]),
    );
    const open = new Map((await ledger.fecOpenByAccount(company.id, file.lastDay)).map((row) => [row.account, row.open]));
    const accounts = new Set([...this.#balances.keys(), ...open.keys()]);
    const rows = [...accounts].map((account) => ({
      against: 'account' as const,
      account,
      currency: act.policy.currency,
      ledger: open.get(account) ?? 0n,
      file: (this.#balances.get(account) ?? 0n) + (booked.get(account) ?? 0n),
    }));
    // Last year's accounts are another file's, unless they should be empty and are not.
    return rows.filter((row) => this.#balances.has(row.account) || row.ledger !== row.file);
  }

  #item(row: FecRow, debtor: MetDebtor | undefined): NewFecItem {
    const scope = scopeOf(row.account, this.#context.act.policy.country);
    if (scope === undefined) throw new DomainError('bad-file', deskTexts(this.#context.act.policy.language).access.fault);
    this.weigh(row.amount, row.line);
    this.weigh(row.original?.minor ?? 0n, row.line);
    this.#balances.set(row.account, (this.#balances.get(row.account) ?? 0n) + row.amount);
    if (scope === 'balance') this.#sum(row.amount);
    const key = `${row.journal}\0${row.entry}\0${row.debtor}\0${row.account}\0${row.ref}\0${row.bookDay}\0${row.amount}`;
    const currency = this.#context.act.policy.currency;
    return {
      ...row,
      ...dueOf(row, debtor, true, this.#accountTerms(row.account)),
      scope,
      ordinal: this.#ordinals.next(key),
      currency,
      part: this.#part,
    };
  }

  #sum(amount: bigint): void {
    if (amount > 0n) this.debit += amount;
    else this.credit -= amount;
  }
}
