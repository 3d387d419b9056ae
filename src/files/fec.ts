/** The fichier des écritures comptables: its customer lines as typed rows, and what every entry says of them; everything else it holds (payroll, suppliers) stays where it is. */
import { type Day, dayOf, isoDay } from '../core/kernel/dates.ts';
import { isCashAccount, isSaleAccount, scopeOf } from '../core/ledger/classify.ts';
import { FileFault } from '../core/ledger/file-fault.ts';
import type { EntryFacts, FecRow, Remark } from '../core/ledger/item.ts';
import type { FecBatch } from '../core/ledger/reading.ts';
import { AmountColumn, type DecimalMark } from './amount-column.ts';
import { DateColumn, type DateOrder, readDate } from './date-column.ts';
import { checkedFecColumns, type FecColumns, type FecField } from './fec-columns.ts';
import { FecLineReader, type LineRemark } from './fec-line.ts';
import { FecShape } from './fec-shape.ts';
import { BATCH } from './list.ts';
import type { Table } from './table.ts';

export interface FecOptions {
  /** ISO 3166 alpha-2: says which accounts are customers (Belgium 400, 401, 407). */
  readonly country: string;
  readonly dateFormat?: DateOrder;
  readonly decimal?: DecimalMark;
}

/** What a first pass over the whole file tells, and the way to read it. */
export interface Fec {
  /** Of the nine digits before "FEC" in the file's name (some programs write ten). */
  readonly siren: string | undefined;
  /** The file identity: closing date and part from the name, else the first EcritureDate. */
  readonly source: string;
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly read: (sink: (batch: FecBatch) => Promise<void>) => Promise<void>;
}

/** `<SIREN>FEC<closing date AAAAMMJJ>`, with `_1`, `_2` when the year is split; anything may stand before it. */
export function fileIdentity(name: string): { readonly siren?: string; readonly closing?: Day; readonly part?: string } {
  const m = /(?<!\d)(\d{9,14})FEC(\d{4})(\d{2})(\d{2})(?:[_-](\d{1,3}))?(?!\d)/i.exec(name);
  if (!m) return {};
  const closing = dayOf(Number(m[2]), Number(m[3]), Number(m[4]));
  return { siren: m[1] ?? '', ...(closing === undefined ? {} : { closing }), ...(m[5] === undefined ? {} : { part: m[5] }) };
}

/** Surveys a FEC. Throws FileFault: missing columns, ambiguities, `empty`. */
export async function openFec(table: Table, fileName: string, options: FecOptions): Promise<Fec> {
  const at = checkedFecColumns(table.header);
  const shape = new FecShape(table, at);
  const survey = await surveyFec(table, shape, at, options);
  const { siren, closing, part } = fileIdentity(fileName);
  const source = closing === undefined ? isoDay(survey.firstDay) : `${isoDay(closing)}${part === undefined ? '' : `_${part}`}`;
  const read: Fec['read'] = (sink) => new FecRun(table, shape, at, survey, options).read(sink);
  return { siren, source, firstDay: survey.firstDay, lastDay: survey.lastDay, read };
}

interface Survey {
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly mark: DecimalMark;
  readonly dueOrder: DateOrder;
}

async function surveyFec(table: Table, shape: FecShape, at: FecColumns, options: FecOptions): Promise<Survey> {
  const amounts = new AmountColumn(table.header[at.debit === -1 ? at.montant : at.debit] ?? '');
  const due = new DateColumn(table.header[at.echeance] ?? '');
  const money = at.debit === -1 ? [at.montant] : [at.debit, at.credit];
  let [firstDay, lastDay, rows] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for await (const block of table.rows()) {
    for (let i = 0; i < block.rows.length; i++) {
      shape.learn(block.rows[i] ?? []);
      const cells = shape.fit(block.rows[i] ?? []) ?? [];
      const line = block.lines[i] ?? 0;
      rows++;
      for (const column of money) amounts.see(cells[column] ?? '', line);
      if (at.echeance !== -1) due.see(cells[at.echeance] ?? '', line);
      const day = readDate(cells[at.ecrituredate] ?? '', 'DMY') ?? undefined;
      if (day === undefined) continue;
      if (day < firstDay) firstDay = day;
      if (day > lastDay) lastDay = day;
    }
  }
  if (rows === 0) throw new FileFault('empty');
  // Not one date can be read: the columns are not what their names say.
  if (lastDay < firstDay) throw new FileFault('mixed-dates', { column: table.header[at.ecrituredate] ?? '' });
  return { firstDay, lastDay, mark: markOf(amounts, options.decimal), dueOrder: due.decide(options.dateFormat) };
}

/** By law the mark is a comma and thousands are not grouped: "1,234" is no question here, and cells that contradict each other are read each in their one meaning. */
function markOf(amounts: AmountColumn, given: DecimalMark | undefined): DecimalMark {
  try {
    return amounts.decide(given);
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    if (error.code === 'mixed-decimals' || error.details.value?.includes(',')) return ',';
    throw error;
  }
}

/** Remarks of one code and column beyond these are left out: a file that writes every amount with a dot says so a few times. */
const WARNINGS_EACH = 20;

/** What is known of an entry so far, in the batch. */
type Facts = { -readonly [K in keyof EntryFacts]: EntryFacts[K] };

/** One reading of the file from its start. */
class FecRun {
  readonly #table: Table;
  readonly #shape: FecShape;
  readonly #at: FecColumns;
  readonly #country: string;
  readonly #line: FecLineReader;
  readonly #warned = new Map<string, number>();
  readonly #openings = new Map<string, boolean>();
  #rows: FecRow[] = [];
  #rejected: Remark[] = [];
  #warnings: Remark[] = [];
  #entries = new Map<string, Facts>();
  #ignored = 0;

  constructor(table: Table, shape: FecShape, at: FecColumns, survey: Survey, options: FecOptions) {
    this.#table = table;
    this.#shape = shape;
    this.#at = at;
    this.#country = options.country;
    this.#line = new FecLineReader(at, survey, (remark, line) => this.#warn(remark, line));
  }

  async read(sink: (batch: FecBatch) => Promise<void>): Promise<void> {
    let pending = 0;
    for await (const block of this.#table.rows()) {
      for (let i = 0; i < block.rows.length; i++) {
        this.#take(block.rows[i] ?? [], block.lines[i] ?? 0);
        if (++pending < BATCH) continue;
        await sink(this.#batch());
        pending = 0;
      }
    }
    if (pending > 0) await sink(this.#batch());
  }

  #batch(): FecBatch {
    const entries = [...this.#entries.values()];
    const batch = { rows: this.#rows, rejected: this.#rejected, warnings: this.#warnings, ignored: this.#ignored, entries };
    [this.#rows, this.#rejected, this.#warnings, this.#ignored] = [[], [], [], 0];
    this.#entries = new Map();
    return batch;
  }

  #take(written: readonly string[], line: number): void {
    const cells = this.#shape.fit(written);
    const account = (cells ?? written)[this.#at.comptenum]?.trim();
    const ours = account === undefined || scopeOf(account, this.#country) !== undefined;
    const result = this.#read(cells, written, account, line);
    if ('fault' in result) {
      if (ours) this.#rejected.push(this.#remark(result.fault, line));
      else this.#warn(result.fault, line);
    } else if (ours && result.amount !== 0n) {
      const row = this.#line.row(cells ?? written, line, result.key, result.day, result.amount);
      if ('fault' in row) this.#rejected.push(this.#remark(row.fault, line));
      else this.#rows.push(row);
      return;
    }
    // Another account's line, or 0,00 which moves nothing.
    if (!ours || !('fault' in result)) this.#ignored++;
  }

  /** What any line must have: its account, a date and an amount. Its entry is noted whatever the account. */
  #read(
    cells: readonly string[] | undefined,
    written: readonly string[],
    account: string | undefined,
    line: number,
  ): { readonly fault: LineRemark } | { readonly key: string; readonly day: Day; readonly amount: bigint } {
    if (account === undefined) return { fault: { code: 'short-row', field: 'comptenum', value: '' } };
    if (cells === undefined)
      return { fault: { code: 'long-row', field: 'ecriturelib', value: written.slice(this.#table.header.length).join(' ') } };
    if (cells.length <= Math.max(this.#at.debit, this.#at.credit, this.#at.montant, this.#at.sens))
      return { fault: { code: 'short-row', field: 'debit', value: '' } };
    const found = this.#line.amount(cells, line);
    const day = this.#line.bookDay(cells, line);
    const key = this.#entryKey(cells, day);
    this.#note(cells, key, account, 'amount' in found ? found.amount : 0n, line);
    if ('fault' in found) return found;
    if (typeof day === 'number') return { key, day, amount: found.amount };
    const value = this.#line.cell(cells, 'ecrituredate');
    return { fault: { code: day === null ? 'bad-date' : 'missing-field', field: 'ecrituredate', value } };
  }

  /** Journal and number; a file that numbers nothing (blank, or "0" everywhere) still has the day and the document. */
  #entryKey(cells: readonly string[], day: Day | undefined | null): string {
    const number = this.#line.cell(cells, 'ecriturenum');
    const entry = /^0*$/.test(number) ? `${day ?? ''} ${this.#line.cell(cells, 'pieceref')}` : number;
    return `${this.#line.cell(cells, 'journalcode')}|${entry}`;
  }

  #note(cells: readonly string[], key: string, account: string, amount: bigint, line: number): void {
    let facts = this.#entries.get(key);
    if (!facts) {
      facts = { key, sale: false, cash: false, opening: this.#isOpening(cells), balance: 0n, line };
      this.#entries.set(key, facts);
    }
    facts.balance += amount;
    facts.sale ||= isSaleAccount(account, this.#country);
    facts.cash ||= isCashAccount(account, this.#country);
  }

  #isOpening(cells: readonly string[]): boolean {
    const code = this.#line.cell(cells, 'journalcode');
    const label = this.#line.cell(cells, 'journallib');
    const key = `${code}\0${label}`;
    const known = this.#openings.get(key);
    if (known !== undefined) return known;
    const opening = isOpeningJournal(code, label);
    this.#openings.set(key, opening);
    return opening;
  }

  #warn(remark: LineRemark, line: number): void {
    const key = `${remark.code}/${remark.field}`;
    const before = this.#warned.get(key) ?? 0;
    this.#warned.set(key, before + 1);
    if (before < WARNINGS_EACH) this.#warnings.push(this.#remark(remark, line));
  }

  #remark(remark: LineRemark, line: number): Remark {
    return { line, code: remark.code, column: this.#header(remark.field), value: remark.value.slice(0, 80) };
  }

  #header(field: FecField): string {
    return this.#table.header[this.#at[field]] ?? field;
  }
}

/** Whether a journal carries the balances over from last year: its code and label are free text, these are the usual ones. */
export function isOpeningJournal(code: string, label: string): boolean {
  const fold = (text: string) =>
    text
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toUpperCase()
      .replace(/[^A-Z0-9]+/g, ' ')
      .trim();
  if (/^(?:A ?N|ANO|ANX|RAN|R A N|OUV|OPEN)$/.test(fold(code))) return true;
  return /(?:^| )A ?NOUV|(?:^| )OUVERTURE(?: |$)|(?:^| )OPENING(?: |$)|(?:^| )REPORTS?(?: |$)|BILAN (?:DE )?DEBUT/.test(fold(label));
}
