/** The fichier des écritures comptables: its customer lines as typed rows, and what every entry says of them; everything else it holds (payroll, suppliers) stays where it is. */
import { type Day, dayOf, isoDay } from '../core/kernel/dates.ts';
import { isBalanceSheet, isCarriedOver, scopeOf, signOf } from '../core/ledger/classify.ts';
import { FileFault } from '../core/ledger/file-fault.ts';
import { type EntryFacts, type FecRow, type Remark, SIGNS } from '../core/ledger/item.ts';
import type { FecBatch, RefusedLine } from '../core/ledger/reading.ts';
import { AmountColumn, type DecimalMark } from './amount-column.ts';
import type { Asker } from './ask.ts';
import { DateColumn, type DateOrder, readDate } from './date-column.ts';
import { checkedFecColumns, type FecColumns, type FecField } from './fec-columns.ts';
import { FecLineReader, type LineRemark } from './fec-line.ts';
import { FecShape } from './fec-shape.ts';
import { dateOrders, decimalMarks } from './formats.ts';
import { BATCH } from './list.ts';
import type { Table } from './table.ts';

export interface FecOptions {
  /** ISO 3166 alpha-2: says which accounts are customers (Belgium 400, 401, 407). */
  readonly country: string;
  readonly dateFormat?: DateOrder;
  readonly decimal?: DecimalMark;
  readonly asker: Asker;
}

/** What a first pass over the whole file tells, and the way to read it. */
export interface Fec {
  /** Of the nine digits before "FEC" in the file's name (some programs write ten). */
  readonly siren: string | undefined;
  /** The file identity: closing date and part from the name, else the first EcritureDate. */
  readonly source: string;
  readonly firstDay: Day;
  readonly lastDay: Day;
  /** As its name says, but not before the last day: of two exports of a year the later closing is the newer. */
  readonly closing: Day;
  readonly part: string | undefined;
  /** First three digits of all its accounts. */
  readonly accounts: readonly string[];
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
  const { firstDay, lastDay } = survey;
  return {
    siren,
    source,
    firstDay,
    lastDay,
    closing: Math.max(closing ?? lastDay, lastDay),
    part,
    accounts: [...survey.accounts].sort(),
    read,
  };
}

interface Survey {
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly mark: DecimalMark;
  readonly dueOrder: DateOrder;
  /** Keys of the entries that carry last year's balances over. */
  readonly openings: ReadonlySet<string>;
  /** What PieceRef holds on every customer line, if it is one text on more than one entry: then it is no reference. */
  readonly sameRef: string | undefined;
  /** First three digits of the accounts. */
  readonly accounts: ReadonlySet<string>;
}

async function surveyFec(table: Table, shape: FecShape, at: FecColumns, options: FecOptions): Promise<Survey> {
  const amounts = new AmountColumn(table.header[at.debit === -1 ? at.montant : at.debit] ?? '');
  const due = new DateColumn(table.header[at.echeance] ?? '');
  const money = at.debit === -1 ? [at.montant] : [at.debit, at.credit];
  const openings = new Openings(at);
  const refs = new Set<string>();
  const entries = new Set<string>();
  const accounts = new Set<string>();
  let [firstDay, lastDay, rows] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for await (const block of table.rows()) {
    for (let i = 0; i < block.rows.length; i++) {
      shape.learn(block.rows[i] ?? []);
      const cells = shape.fit(block.rows[i] ?? []) ?? [];
      const line = block.lines[i] ?? 0;
      rows++;
      for (const column of money) amounts.see(cells[column] ?? '', line);
      if (at.echeance !== -1) due.see(cells[at.echeance] ?? '', line);
      const account = (cells[at.comptenum] ?? '').trim();
      if (accounts.size < MOST_ACCOUNTS) accounts.add(account.slice(0, 3));
      const day = readDate(cells[at.ecrituredate] ?? '', 'DMY') ?? undefined;
      if (day === undefined) continue;
      if (day < firstDay) firstDay = day;
      if (day > lastDay) lastDay = day;
      openings.see(cells, account, day);
      // Two of each tell what is to be known of a whole file.
      if (refs.size > 1 || scopeOf(account, options.country) === undefined) continue;
      refs.add((cells[at.pieceref] ?? '').trim());
      if (entries.size < 2) entries.add(entryKey(at, cells, day));
    }
  }
  if (rows === 0) throw new FileFault('empty');
  // Not one date can be read: the columns are not what their names say.
  if (lastDay < firstDay) throw new FileFault('mixed-dates', { column: table.header[at.ecrituredate] ?? '' });
  const [sameRef] = refs.size === 1 && entries.size > 1 ? refs : [];
  const read = dateOrders([due], { said: options.dateFormat, before: undefined }, options.asker).get(due);
  const dueOrder = read === undefined || read === 'serial' ? 'DMY' : read;
  return { firstDay, lastDay, mark: markOf(amounts, options), dueOrder, openings: openings.found(), sameRef, accounts };
}

/** Three digits have no more; what is beyond is no account. */
const MOST_ACCOUNTS = 1000;

/** By law the mark is a comma and thousands are not grouped: "1,234" is no question here, and cells that contradict each other are read each in their one meaning. */
function markOf(amounts: AmountColumn, { decimal, asker }: FecOptions): DecimalMark {
  if (amounts.unsure?.value.includes(',')) return decimal ?? ',';
  try {
    return decimalMarks([amounts], { said: decimal, before: undefined }, asker).get(amounts) ?? ',';
  } catch (error) {
    if (error instanceof FileFault && error.code === 'mixed-decimals') return ',';
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
  readonly #openings: ReadonlySet<string>;
  readonly #signs = new Map<string, number>();
  #rows: FecRow[] = [];
  #rejected: RefusedLine[] = [];
  #warnings: Remark[] = [];
  #entries = new Map<string, Facts>();
  #ignored = 0;

  constructor(table: Table, shape: FecShape, at: FecColumns, survey: Survey, options: FecOptions) {
    this.#table = table;
    this.#shape = shape;
    this.#at = at;
    this.#country = options.country;
    this.#openings = survey.openings;
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
      if (ours) this.#rejected.push({ ...this.#remark(result.fault, line), cells: written });
      else this.#warn(result.fault, line);
    } else if (ours && result.amount !== 0n) {
      const row = this.#line.row(cells ?? written, line, result.key, result.day, result.amount);
      if ('fault' in row) this.#rejected.push({ ...this.#remark(row.fault, line), cells: written });
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
    const key = entryKey(this.#at, cells, day);
    this.#note(key, account, 'amount' in found ? found.amount : 0n, line);
    if ('fault' in found) return found;
    if (typeof day === 'number') return { key, day, amount: found.amount };
    const value = this.#line.cell(cells, 'ecrituredate');
    return { fault: { code: day === null ? 'bad-date' : 'missing-field', field: 'ecrituredate', value } };
  }

  #note(key: string, account: string, amount: bigint, line: number): void {
    let facts = this.#entries.get(key);
    if (!facts) {
      facts = { key, signs: this.#openings.has(key) ? SIGNS.opening : 0, balance: 0n, line };
      this.#entries.set(key, facts);
    }
    facts.balance += amount;
    facts.signs |= this.#signOf(account);
  }

  /** A file has few accounts and many lines. */
  #signOf(account: string): number {
    let sign = this.#signs.get(account);
    if (sign === undefined) {
      sign = signOf(account, this.#country);
      if (this.#signs.size < MOST_ACCOUNTS) this.#signs.set(account, sign);
    }
    return sign;
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

/** Journal and number; a file that numbers nothing (blank, or "0" everywhere) still has the day and the document. */
function entryKey(at: FecColumns, cells: readonly string[], day: Day | undefined | null): string {
  const cell = (field: FecField): string => (cells[at[field]] ?? '').trim();
  const number = cell('ecriturenum');
  return `${cell('journalcode')}|${/^0*$/.test(number) ? `${day ?? ''} ${cell('pieceref')}` : number}`;
}

/** What an entry touches: accounts that carry last year's balances over, accounts of the result. */
const CARRIED = 1;
const RESULT = 2;

/** What a journal's lines have in common. */
interface Journal {
  first: Day;
  last: Day;
  carried: boolean;
  readonly named: boolean;
  readonly place: number;
}

/**
 * Entries that open the year, known by what they do (docs/rules/ledger.md, rule 14): on the year's first day, on balance sheet accounts only, and the whole of them –
 * alone or with the others of a journal that does nothing else – touches capital, fixed assets or the like. A journal's name helps only where an entry is cut into lines.
 */
class Openings {
  readonly #at: FecColumns;
  #day = Number.POSITIVE_INFINITY;
  /** Of the year's first day, of which there may be many: its journal's place, times four, and what it touches. */
  #entries = new Map<string, number>();
  readonly #journals = new Map<string, Journal>();

  constructor(at: FecColumns) {
    this.#at = at;
  }

  see(cells: readonly string[], account: string, day: Day): void {
    const carried = isCarriedOver(account);
    const code = (cells[this.#at.journalcode] ?? '').trim();
    const journal = this.#journal(code, cells, day);
    journal.first = Math.min(journal.first, day);
    journal.last = Math.max(journal.last, day);
    journal.carried ||= carried;
    if (day > this.#day) return;
    if (day < this.#day) {
      this.#day = day;
      this.#entries = new Map();
    }
    const key = entryKey(this.#at, cells, day);
    const touched = (carried ? CARRIED : 0) | (isBalanceSheet(account) ? 0 : RESULT);
    this.#entries.set(key, (this.#entries.get(key) ?? journal.place * 4) | touched);
  }

  #journal(code: string, cells: readonly string[], day: Day): Journal {
    let journal = this.#journals.get(code);
    if (!journal) {
      const label = (cells[this.#at.journallib] ?? '').trim();
      journal = { first: day, last: day, carried: false, named: isOpeningJournal(code, label), place: this.#journals.size };
      this.#journals.set(code, journal);
    }
    return journal;
  }

  found(): ReadonlySet<string> {
    const whole = (journal: Journal | undefined): boolean =>
      journal !== undefined && (journal.named || (journal.carried && journal.last === this.#day));
    const journals = [...this.#journals.values()];
    const opens = (entry: number): boolean => (entry & RESULT) === 0 && ((entry & CARRIED) !== 0 || whole(journals[entry >> 2]));
    return new Set([...this.#entries].filter(([, entry]) => opens(entry)).map(([key]) => key));
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
