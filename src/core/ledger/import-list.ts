/** Importing a list of items (or of payments): rows become items, part payments become allocations, and a complete list settles what it no longer shows. */
import { exactPercent } from '../desk/chart-format.ts';
import type { WriteCounts } from '../desk/people-ports.ts';
import type { Day } from '../kernel/dates.ts';
import { DomainError } from '../kernel/errors.ts';
import { DebtorBook, dueOf, type MetDebtor } from './debtor-book.ts';
import type { Counts, ImportContext } from './import-context.ts';
import type { ListRow } from './item.ts';
import { type ItemSource, ledgerIn, type NewListItem } from './ports.ts';
import type { Batch, FileTotal, ListReading } from './reading.ts';
import { type Missing, SAMPLE, type SampleRow, type TieOut, type Totals } from './report.ts';
import { Run } from './run.ts';
import { ledgerTexts } from './texts.ts';

/** More than this share of a source's open amount never vanishes without --confirm: 20 % (docs/rules/ledger.md, rule 16). */
const VANISH_PERCENT = 20n;

export async function importList(context: ImportContext, reading: ListReading): Promise<Counts> {
  const { options } = context;
  const { tx } = context.act;
  const source = await ledgerIn(tx).source(context.company.id, 'items', options.source ?? '');
  const run = new ListRun(context, source);
  await reading.read((batch) => {
    run.hear(batch);
    return run.take(batch, (rows) => run.write(rows));
  });
  // Where a person said that the list is complete, what they take back is still to be told.
  const told = context.again && (!options.complete || options.answers?.complete !== undefined);
  const missing = told ? await missingOf(context, source) : undefined;
  if (options.complete) await settleUnseen(context, source);
  const tieOut = await tieOutOf(context, source, run);
  const counts = run.counts({
    debtors: run.debtors.size,
    items: run.accepted + run.unchanged,
    totals: Object.fromEntries(run.totals),
    tieOut,
  });
  return { ...counts, sample: run.sample, ...(missing ? { missing } : {}) };
}

/** The totals that the file itself states; where it states none, nothing outside of it was there to check against, and the lines written are held against those read. */
async function tieOutOf({ act: { tx }, importId, asOf }: ImportContext, source: ItemSource, run: ListRun): Promise<readonly TieOut[]> {
  const stated = run.stated.map(({ line: _, ...total }): TieOut => ({ against: 'file-total', account: '', ...total }));
  const alone = [...run.totals].filter(([currency]) => !stated.some((row) => row.currency === currency));
  if (alone.length === 0) return stated;
  const ledger = await ledgerIn(tx).openByAccount(source.id, asOf, importId);
  const open = (currency: string): bigint => ledger.filter((row) => row.currency === currency).reduce((sum, row) => sum + row.open, 0n);
  return [
    ...stated,
    ...alone.map(([currency, sums]): TieOut => ({ against: 'none', account: '', currency, ledger: open(currency), file: sums.open })),
  ];
}

/** Open items of the source that this list does not show; nothing when it shows them all. */
async function missingOf({ act, importId, asOf }: ImportContext, source: ItemSource): Promise<Missing | undefined> {
  const rows = await ledgerIn(act.tx).unseen(source, importId, asOf);
  const items = rows.reduce((sum, row) => sum + row.count, 0);
  return items === 0 ? undefined : { items, amounts: Object.fromEntries(rows.map((row) => [row.currency, row.open])) };
}

async function settleUnseen({ act, importId, asOf, options }: ImportContext, source: ItemSource): Promise<void> {
  const { tx, locale } = act;
  const vanishing = await ledgerIn(tx).unseen(source, importId, asOf);
  const large = vanishing.find((row) => size(row.open) * 100n > size(row.sourceOpen) * VANISH_PERCENT);
  if (large && !options.confirm) {
    const message = ledgerTexts(locale).imports.vanish(source.name, exactPercent(locale, size(large.open), size(large.sourceOpen)));
    throw new DomainError('conflict', message, { source: source.name, currency: large.currency, items: large.count });
  }
  await ledgerIn(tx).endUnseen(source, importId, asOf);
}

function size(n: bigint): bigint {
  return n < 0n ? -n : n;
}

/** One pass over the rows: what was written and the sums of the file, gathered batch by batch. */
class ListRun extends Run {
  readonly #sums = new Map<string, { -readonly [K in keyof Totals]: Totals[K] }>();
  readonly debtors: DebtorBook;
  readonly #context: ImportContext;
  readonly #source: ItemSource;

  constructor(context: ImportContext, source: ItemSource) {
    super();
    this.#context = context;
    this.#source = source;
    this.debtors = new DebtorBook(context.act.tx, context.company.id, context.act.policy);
  }

  /** Some of the rows, as they were understood, and the totals that the file states. */
  readonly sample: SampleRow[] = [];
  readonly stated: FileTotal[] = [];

  hear({ rows, totals }: Batch<ListRow>): void {
    for (const row of rows.slice(0, SAMPLE - this.sample.length)) this.sample.push({ ...pick(row), open: openAt(row, this.#context.asOf) });
    this.stated.push(...(totals ?? []));
  }

  /** By currency. */
  get totals(): ReadonlyMap<string, Totals> {
    return this.#sums;
  }

  async write(rows: readonly ListRow[]): Promise<WriteCounts> {
    const { act, importId, asOf, options } = this.#context;
    const debtors = await this.debtors.meet(rows, (row) => row.name);
    const items = rows.map((row, i) => this.#item(row, debtors[i]));
    return ledgerIn(act.tx).putListItems(this.#source, importId, asOf, items, options.asOf === undefined);
  }

  #item(row: ListRow, debtor: MetDebtor | undefined): NewListItem {
    this.#count(row);
    // What falls due later is owed today all the same, from the list's own date on; its key stays what the file says.
    if (row.undated) Object.assign(row, { fromDay: Math.min(row.issueDay, this.#context.asOf) });
    // The reader made the row for this import alone: extended in place, because a copy of each of a million rows doubles the time spent on garbage.
    return Object.assign(row, dueOf(row, debtor, row.kind === 'invoice' || row.kind === 'opening'));
  }

  #count(row: ListRow): void {
    const { asOf } = this.#context;
    this.weigh(row.amount, row.line);
    let sums = this.#sums.get(row.currency);
    if (!sums) {
      sums = { debit: 0n, credit: 0n, open: 0n };
      this.#sums.set(row.currency, sums);
    }
    if (row.amount > 0n) sums.debit += row.amount;
    else sums.credit -= row.amount;
    sums.open += openAt(row, asOf);
  }
}

/** What is owed of the row on that day. */
function openAt({ settledDay, undated, issueDay, openAmount, amount }: ListRow, asOf: Day): bigint {
  const settled = settledDay !== undefined && settledDay <= asOf;
  return !settled && (undated || issueDay <= asOf) ? (openAmount ?? amount) : 0n;
}

function pick({ debtor, name, ref, kind, issueDay, dueDay, currency }: ListRow): Omit<SampleRow, 'open'> {
  return { debtor, name, ref, kind, issueDay, dueDay, currency };
}
