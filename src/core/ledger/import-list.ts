/** Importing a list of items (or of payments): rows become items, part payments become allocations, and a complete list settles what it no longer shows. */

import { exactPercent } from '../chart-format.ts';
import { DomainError } from '../errors.ts';
import type { ItemSource, NewListItem } from '../ports.ts';
import { texts } from '../text/texts.ts';
import { DebtorBook } from './debtor-book.ts';
import type { Counts, ImportContext } from './import-ledger.ts';
import type { ListRow } from './item.ts';
import { Ordinals } from './ordinals.ts';
import type { Batch, ListReading } from './reading.ts';
import { Remarks, type Totals } from './report.ts';

/** More than this share of a source's open amount never vanishes without --confirm: 20 % (cli.md). */
const VANISH_PERCENT = 20n;

export async function importList(context: ImportContext, reading: ListReading): Promise<Counts> {
  const { tx, importId, asOf, options } = context;
  const source = await tx.ledger.source(context.company.id, 'items', options.source ?? '');
  const run = new ListRun(context, source);
  await reading.read((batch) => run.take(batch));
  if (options.complete) await settleUnseen(context, source);
  const ledger = await tx.ledger.openByAccount(source.id, asOf);
  const tieOut = [...run.totals].map(([currency, sums]) => ({
    account: '',
    currency,
    ledger: ledger.filter((row) => row.currency === currency).reduce((sum, row) => sum + row.open, 0n),
    file: sums.open,
  }));
  return {
    rows: run.rows,
    accepted: run.accepted,
    unchanged: run.unchanged,
    ignored: run.ignored,
    rejected: run.rejected.kept,
    rejectedCount: run.rejected.count,
    warnings: run.warnings.kept,
    warningCount: run.warnings.count,
    debtors: run.debtors.size,
    items: run.accepted + run.unchanged,
    totals: Object.fromEntries(run.totals),
    tieOut,
  };

  async function settleUnseen(ctx: ImportContext, from: ItemSource): Promise<void> {
    const vanishing = await ctx.tx.ledger.unseen(from, importId, asOf);
    const large = vanishing.find((row) => size(row.open) * 100n > size(row.sourceOpen) * VANISH_PERCENT);
    if (large && !options.confirm) {
      const locale = options.locale ?? ctx.policy.language;
      const t = texts(locale);
      const share = exactPercent(locale, size(large.open), size(large.sourceOpen));
      throw new DomainError('conflict', t.imports.vanish(from.name, share), {
        source: from.name,
        currency: large.currency,
        items: large.count,
      });
    }
    await ctx.tx.ledger.endUnseen(from, importId, asOf);
  }
}

function size(n: bigint): bigint {
  return n < 0n ? -n : n;
}

/** One pass over the rows: what was written and the sums of the file, gathered batch by batch. */
class ListRun {
  rows = 0;
  accepted = 0;
  unchanged = 0;
  ignored = 0;
  readonly rejected = new Remarks();
  readonly warnings = new Remarks();
  readonly totals = new Map<string, Totals>();
  readonly debtors: DebtorBook;
  readonly #context: ImportContext;
  readonly #source: ItemSource;
  readonly #ordinals = new Ordinals();

  constructor(context: ImportContext, source: ItemSource) {
    this.#context = context;
    this.#source = source;
    this.debtors = new DebtorBook(context.tx, context.company.id, context.policy);
  }

  async take(batch: Batch<ListRow>): Promise<void> {
    const { tx, importId, asOf } = this.#context;
    this.rows += batch.rows.length + batch.rejected.length + batch.ignored;
    this.ignored += batch.ignored;
    this.rejected.add(batch.rejected);
    this.warnings.add(batch.warnings);
    if (batch.rows.length === 0) return;
    await this.debtors.meet(batch.rows.map((row) => ({ code: row.debtor, name: row.name })));
    const items = batch.rows.map((row) => this.#item(row));
    const counts = await tx.ledger.putListItems(this.#source, importId, asOf, items);
    this.accepted += counts.added + counts.changed;
    this.unchanged += counts.unchanged;
  }

  #item(row: ListRow): NewListItem {
    this.#count(row);
    const due = this.debtors.due(row.debtor, row.issueDay, row.dueDay, row.amount, row.kind === 'invoice' || row.kind === 'opening');
    const ordinal = this.#ordinals.next(`${row.debtor}\0${row.ref}\0${row.kind}\0${row.issueDay}`);
    // The reader made the row for this import alone: extended in place, because a copy of each of a million rows doubles the time spent on garbage.
    return Object.assign(row, { debtorId: this.debtors.id(row.debtor), ordinal, due });
  }

  #count(row: ListRow): void {
    const { asOf } = this.#context;
    const sums = this.totals.get(row.currency) ?? { debit: 0n, credit: 0n, open: 0n };
    const settled = row.settledDay !== undefined && row.settledDay <= asOf;
    const open = settled || row.issueDay > asOf ? 0n : (row.openAmount ?? row.amount);
    this.totals.set(row.currency, {
      debit: sums.debit + (row.amount > 0n ? row.amount : 0n),
      credit: sums.credit + (row.amount < 0n ? -row.amount : 0n),
      open: sums.open + open,
    });
  }
}
