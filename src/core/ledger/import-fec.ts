/** Importing a FEC: its customer lines become items, entries say what they are, letters say what settled what (docs/rules/ledger.md), and the years join. */
import type { WriteCounts } from '../desk/people-ports.ts';
import { deskTexts } from '../desk/texts.ts';
import { DomainError } from '../kernel/errors.ts';
import { toDecimal } from '../kernel/money.ts';
import { allocate } from './allocate.ts';
import { scopeOf } from './classify.ts';
import { DebtorBook, dueOf, type MetDebtor } from './debtor-book.ts';
import type { Counts, ImportContext } from './import-context.ts';
import type { FecRow } from './item.ts';
import { Ordinals } from './ordinals.ts';
import { type ItemSource, ledgerIn, type NewFecItem } from './ports.ts';
import type { FecReading } from './reading.ts';
import type { TieOut } from './report.ts';
import { Run } from './run.ts';

/** Debtors whose lines are allocated in one go: bounds the memory, not the result. */
const DEBTORS_AT_ONCE = 500;

export async function importFec(context: ImportContext, reading: FecReading): Promise<Counts> {
  const { act, importId } = context;
  const { tx, policy } = act;
  const source = await ledgerIn(tx).source(context.company.id, 'fec', reading.source);
  const run = new FecRun(context, source);
  await reading.read(async (batch) => {
    for (const entry of batch.entries) run.weigh(entry.balance, entry.line);
    await ledgerIn(tx).noteEntries(importId, batch.entries);
    await run.take(batch, (rows) => run.write(rows));
  });
  const entries = await ledgerIn(tx).classifyFec(source, importId);
  run.warnings.add(
    entries.first.map((e) => ({ line: e.line, code: 'unbalanced-entry' as const, value: toDecimal(e.balance, policy.currency) })),
  );
  run.warnings.count += entries.unbalanced - entries.first.length;
  await ledgerIn(tx).dropUnseen(source, importId);
  await allocateAll(context, source, run.lettered);
  await ledgerIn(tx).carryForward(context.company.id);
  const tieOut = await run.tieOut(reading.lastDay);
  const aged = tieOut.filter((row) => scopeOf(row.account, policy.country) === 'balance');
  const open = aged.reduce((sum, row) => sum + row.ledger, 0n);
  const totals = run.rows === run.ignored ? {} : { [policy.currency]: { debit: run.debit, credit: run.credit, open } };
  return run.counts({ debtors: run.debtors.size, items: run.accepted + run.unchanged, totals, tieOut });
}

async function allocateAll(context: ImportContext, source: ItemSource, lettered: boolean): Promise<void> {
  const ledger = ledgerIn(context.act.tx);
  for (let after = 0; ; ) {
    const page = await ledger.fecLines(source, after, DEBTORS_AT_ONCE);
    const last = page.at(-1);
    if (!last) return;
    const allocations = page.flatMap((debtor) => allocate(debtor.lines, lettered));
    await ledger.replaceAllocations(
      source,
      page.map((debtor) => debtor.debtorId),
      allocations,
    );
    after = last.debtorId;
  }
}

/** One pass over the lines: what was written and the accounts' balances, gathered batch by batch. */
class FecRun extends Run {
  /** Sums of the accounts of the aged balance; what is in the exposure only is left out. */
  debit = 0n;
  credit = 0n;
  /** Whether any customer line carries a letter: without one, matching is estimated. */
  lettered = false;
  readonly debtors: DebtorBook;
  readonly #context: ImportContext;
  readonly #source: ItemSource;
  readonly #ordinals = new Ordinals();
  readonly #balances = new Map<string, bigint>();

  constructor(context: ImportContext, source: ItemSource) {
    super();
    this.#context = context;
    this.#source = source;
    this.debtors = new DebtorBook(context.act.tx, context.company.id, context.act.policy);
  }

  async write(rows: readonly FecRow[]): Promise<WriteCounts> {
    const debtors = await this.debtors.meet(rows, (row) => row.debtorName);
    const items = rows.map((row, i) => this.#item(row, debtors[i]));
    return ledgerIn(this.#context.act.tx).putFecItems(this.#source, this.#context.importId, items);
  }

  /** Open items by account beside each account's balance in the file, at the file's last date. */
  async tieOut(lastDay: number): Promise<readonly TieOut[]> {
    const rows = await ledgerIn(this.#context.act.tx).openByAccount(this.#source.id, lastDay);
    const open = new Map(rows.map((row) => [row.account, row.open]));
    return [...this.#balances].map(([account, file]) => ({
      account,
      currency: this.#context.act.policy.currency,
      ledger: open.get(account) ?? 0n,
      file,
    }));
  }

  #item(row: FecRow, debtor: MetDebtor | undefined): NewFecItem {
    const scope = scopeOf(row.account, this.#context.act.policy.country);
    if (scope === undefined) throw new DomainError('bad-file', deskTexts(this.#context.act.policy.language).access.fault);
    if (row.letter !== '') this.lettered = true;
    this.weigh(row.amount, row.line);
    this.weigh(row.original?.minor ?? 0n, row.line);
    this.#balances.set(row.account, (this.#balances.get(row.account) ?? 0n) + row.amount);
    if (scope === 'balance') this.#sum(row.amount);
    const key = `${row.journal}\0${row.entry}\0${row.debtor}\0${row.account}\0${row.ref}\0${row.bookDay}\0${row.amount}`;
    const currency = this.#context.act.policy.currency;
    return { ...row, ...dueOf(row, debtor, true), scope, ordinal: this.#ordinals.next(key), currency };
  }

  #sum(amount: bigint): void {
    if (amount > 0n) this.debit += amount;
    else this.credit -= amount;
  }
}
