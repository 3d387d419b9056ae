/** One pass over a grid before anything is read: where its columns are named, what each column holds, and a bounded sample of its rows for what must be seen row by row. */
import { FileFault } from '../core/ledger/file-fault.ts';
import { AmountColumn, isAmount } from './amount-column.ts';
import { DateColumn, isDate, serialDay } from './date-column.ts';
import { type Grid, headerNames } from './grid.ts';
import { headerKey } from './headers.ts';
import { totalOf } from './words.ts';

/** Rows under the header that are kept as evidence. */
const SAMPLE = 2_000;
/** Rows from the top among which the names of the columns stand. */
const TOP = 60;
/** Rows at the end that are kept too: notes stand there. */
const TAIL = 4;
/** Different words of a column that are counted; a column with more holds texts. */
const MOST_WORDS = 40;

/** A word of a column, how often it stands there, and on how many of those rows the amount is below zero. */
export interface Word {
  count: number;
  minus: number;
}

/** What one column holds. Shares are of the sample's rows that look like items; the rest is of the whole file. */
export interface Facts {
  readonly at: number;
  /** The header as written; the second of one name bears its number, one without a name its letter. */
  readonly name: string;
  readonly key: string;
  /** Cells of the sample: not blank, dates, amounts, amounts that are no bare whole number, below zero. */
  readonly filled: number;
  readonly dates: number;
  readonly amounts: number;
  readonly written: number;
  readonly below: number;
  /** The sample's first different values. */
  readonly values: readonly string[];
  readonly several: boolean;
  readonly date: DateColumn;
  readonly amount: AmountColumn;
  readonly float: FloatColumn;
  /** Undefined when there are too many. */
  readonly words: ReadonlyMap<string, Word> | undefined;
  /** The whole file has one value here, blanks apart. */
  readonly constant: boolean;
  /** No cell of the whole file holds anything. */
  readonly blank: boolean;
  /** Rows of the whole file with a date, totals left out, where this column of amounts or words has nothing. */
  readonly blanks: number;
}

export interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

export interface Survey {
  readonly grid: Grid;
  /** As written, a trailing separator left out. */
  readonly header: readonly string[];
  readonly headerLine: number;
  readonly columns: readonly Facts[];
  readonly sample: readonly Row[];
  /** The rows above the header. */
  readonly above: readonly Row[];
  /** The rows of the sample that have a date and an amount, those that are called totals left out. */
  readonly itemish: readonly Row[];
  /** The last rows of the file. */
  readonly tail: readonly Row[];
  /** Rows under the header. */
  readonly rows: number;
  /** The last row with an amount. */
  readonly lastLine: number;
  /** Some row is called a total, or has no date: what is no item may stand among them. */
  readonly odd: boolean;
  /** Some row is called a total. */
  readonly totalled: boolean;
  /** Some amount is below zero. */
  readonly below: boolean;
}

/** What to watch in a column, by its header. */
export type Watch = (name: string) => { readonly date: boolean; readonly amount: boolean; readonly id: boolean; readonly words: boolean };

export interface SurveyOptions {
  /** How well a row names columns: how many of its cells are known headers. */
  readonly known: (cell: string) => boolean;
  readonly watch: Watch;
  readonly headerLine?: number | undefined;
  /** Which rows are wanted, by the header. */
  readonly keeps: (header: readonly string[]) => (cells: readonly string[]) => boolean;
}

/** Throws FileFault `empty`, `no-header`, and what reading throws. */
export async function surveyGrid(grid: Grid, options: SurveyOptions): Promise<Survey> {
  const top: Row[] = [];
  let pass: Pass | undefined;
  for await (const { rows, lines } of grid.rows()) {
    for (let i = 0; i < rows.length; i++) {
      const row = { cells: rows[i] ?? [], line: lines[i] ?? 0 };
      if (pass) pass.take(row);
      else if (top.push(row) >= SAMPLE) pass = begin(grid, top, options);
    }
  }
  return (pass ?? begin(grid, top, options)).survey();
}

function begin(grid: Grid, top: readonly Row[], options: SurveyOptions): Pass {
  const at = headerAt(top, options);
  const named = top[at];
  if (!named) throw new FileFault('empty');
  const header = headerNames(named.cells);
  const pass = new Pass(grid, header, named.line, { above: top.slice(0, at), under: top.slice(at + 1) }, options);
  for (const row of top.slice(at + 1)) pass.take(row);
  return pass;
}

/** The row whose cells are names: the most known ones, no figures among them. */
export function headerAt(top: readonly Row[], { known, headerLine }: Pick<SurveyOptions, 'known' | 'headerLine'>): number {
  if (headerLine !== undefined) return top.findIndex((row) => row.line >= headerLine);
  let best = { at: -1, score: 0 };
  for (const [at, { cells }] of top.slice(0, TOP).entries()) {
    const filled = cells.filter((cell) => cell.trim() !== '');
    if (filled.length < 2) continue;
    const score = filled.reduce((sum, cell) => sum + (known(cell) ? 4 : isDate(cell) || isAmount(cell) ? -3 : 0.5), 0);
    if (score > best.score) best = { at, score };
  }
  if (best.at !== -1) return best.at;
  const found = top[0]?.cells.map((cell) => cell.trim().slice(0, 80)) ?? [];
  throw top.length === 0 ? new FileFault('empty') : new FileFault('no-header', { found });
}

/** Columns by names that are theirs alone: "Date", "Date (2)"; "[C]" is the third, which has none. */
export function columnNames(header: readonly string[], width: number): string[] {
  const times = new Map<string, number>();
  return Array.from({ length: Math.max(header.length, width) }, (_, i) => {
    const name = header[i] ?? '';
    if (name === '') return `[${letters(i)}]`;
    const before = times.get(name) ?? 0;
    times.set(name, before + 1);
    return before === 0 ? name : `${name} (${before + 1})`;
  });
}

function letters(column: number): string {
  const rest = String.fromCharCode(65 + (column % 26));
  return column < 26 ? rest : letters(Math.floor(column / 26) - 1) + rest;
}

/** Whether every cell of a column is an integer with ".0", as programs write numbers that passed through floats. */
export class FloatColumn {
  #seen = false;
  #other = false;

  see(text: string): void {
    if (this.#other) return;
    const cell = text.trim();
    if (cell === '') return;
    this.#seen = true;
    this.#other = !/^\d+\.0$/.test(cell);
  }

  get all(): boolean {
    return this.#seen && !this.#other;
  }
}

/** Counts words, until there are too many. */
class WordColumn {
  words: Map<string, Word> | undefined = new Map();

  see(text: string, below: boolean): void {
    if (!this.words) return;
    let word = this.words.get(text);
    if (!word) {
      // Padded words come by too: they are joined at the end.
      if (this.words.size >= MOST_WORDS) {
        this.words = undefined;
        return;
      }
      word = { count: 0, minus: 0 };
      this.words.set(text, word);
    }
    word.count++;
    if (below) word.minus++;
  }

  get trimmed(): ReadonlyMap<string, Word> | undefined {
    if (!this.words) return undefined;
    const joined = new Map<string, Word>();
    for (const [text, { count, minus }] of this.words) {
      const word = text.trim();
      if (word === '') continue;
      const before = joined.get(word) ?? { count: 0, minus: 0 };
      joined.set(word, { count: before.count + count, minus: before.minus + minus });
    }
    return joined;
  }
}

interface Watched {
  readonly at: number;
  readonly first: Sampled;
  readonly date: DateColumn;
  readonly amount: AmountColumn;
  readonly float: FloatColumn;
  readonly word: WordColumn;
  one: string | undefined;
  several: boolean;
  blanks: number;
}

/** What the sample says of a column. */
interface Sampled {
  filled: number;
  dates: number;
  amounts: number;
  written: number;
  below: number;
  readonly values: Set<string>;
}

class Pass {
  readonly #grid: Grid;
  readonly #header: readonly string[];
  readonly #headerLine: number;
  readonly #keeps: (cells: readonly string[]) => boolean;
  readonly #columns: readonly Watched[];
  readonly #names: readonly string[];
  /** Who sees which cells, by what is to be learnt of them. */
  readonly #dates: readonly Watched[];
  readonly #amounts: readonly Watched[];
  readonly #ids: readonly Watched[];
  readonly #words: readonly Watched[];
  readonly #sample: Row[] = [];
  readonly #itemish: Row[];
  readonly #above: readonly Row[];
  readonly #tail: Row[] = [];
  #rows = 0;
  #lastLine = 0;
  #odd = false;
  #totalled = false;
  #below = false;

  constructor(
    grid: Grid,
    header: readonly string[],
    headerLine: number,
    { above, under }: { readonly above: readonly Row[]; readonly under: readonly Row[] },
    { keeps, watch }: SurveyOptions,
  ) {
    this.#grid = grid;
    this.#header = header;
    this.#headerLine = headerLine;
    this.#keeps = keeps(header);
    this.#above = above;
    const wanted = under.filter((row) => this.#keeps(row.cells));
    const dated = wanted.filter(({ cells }) => totalLabel(cells) === undefined && cells.some(isDay) && cells.some(isFigure));
    this.#itemish = dated.length > 0 ? dated : wanted;
    this.#names = columnNames(header, usualWidth(this.#itemish));
    this.#columns = this.#names.map((name, at) => ({
      at,
      first: sampled(this.#itemish, at),
      date: new DateColumn(name),
      amount: new AmountColumn(name),
      float: new FloatColumn(),
      word: new WordColumn(),
      one: undefined,
      several: false,
      blanks: 0,
    }));
    const watched = this.#columns.map((column) => ({ column, ...watch(this.#names[column.at] ?? '') }));
    const half = ({ first }: Watched, count: number): boolean => first.filled > 0 && count * 2 >= first.filled;
    this.#dates = watched.filter(({ column, date }) => date || half(column, column.first.dates)).map(({ column }) => column);
    this.#amounts = watched
      .filter(({ column, amount }) => amount || (half(column, column.first.amounts) && column.first.written > 0))
      .map(({ column }) => column);
    this.#ids = watched.filter(({ id }) => id).map(({ column }) => column);
    this.#words = watched
      .filter(
        ({ column, words }) => words || (column.first.filled > 0 && column.first.values.size <= MOST_WORDS / 2 && isWordy(column.first)),
      )
      .filter(({ column }) => !half(column, column.first.dates) && !(half(column, column.first.amounts) && column.first.written > 0))
      .map(({ column }) => column);
  }

  take(row: Row): void {
    this.#tail[this.#rows++ % TAIL] = row;
    const { cells, line } = row;
    if (!this.#keeps(cells)) return;
    if (this.#sample.length < SAMPLE) this.#sample.push(row);
    let dated = false;
    for (const { at, date } of this.#dates) {
      const cell = cells[at];
      if (cell === undefined || cell === '') continue;
      date.see(cell, line);
      dated = true;
    }
    const total = totalLabel(cells) !== undefined;
    this.#totalled ||= total;
    this.#odd ||= !dated || total;
    let below = false;
    let figure = false;
    for (const { at, amount } of this.#amounts) {
      const cell = cells[at] ?? '';
      if (isNothing(cell)) continue;
      amount.see(cell, line);
      figure = true;
      below ||= isBelow(cell);
    }
    const item = dated && figure && !total;
    if (item) for (const watched of this.#amounts) if (isNothing(cells[watched.at])) watched.blanks++;
    if (figure) this.#lastLine = line;
    this.#below ||= below;
    for (const watched of this.#ids) {
      const cell = cells[watched.at] ?? '';
      watched.float.see(cell);
      this.#vary(watched, cell);
    }
    for (const watched of this.#words) {
      const cell = cells[watched.at] ?? '';
      watched.word.see(cell, below);
      if (item && isNothing(cell)) watched.blanks++;
      this.#vary(watched, cell);
    }
  }

  #vary(watched: Watched, cell: string): void {
    if (watched.several || cell === '' || cell === watched.one) return;
    if (watched.one === undefined) watched.one = cell;
    else watched.several = watched.one.trim() !== cell.trim() && cell.trim() !== '';
  }

  survey(): Survey {
    if (this.#rows === 0) throw new FileFault('empty');
    return {
      grid: this.#grid,
      header: this.#header,
      headerLine: this.#headerLine,
      columns: this.#columns.map((column) => this.#facts(column)),
      sample: this.#sample,
      above: this.#above,
      itemish: this.#itemish,
      tail: this.#tail,
      rows: this.#rows,
      lastLine: this.#lastLine,
      odd: this.#odd,
      totalled: this.#totalled,
      below: this.#below,
    };
  }

  #facts({ at, first, date, amount, float, word, several, blanks }: Watched): Facts {
    const name = this.#names[at] ?? '';
    const { filled, dates, amounts, written, below } = first;
    const values = [...first.values];
    const counted = this.#words.some((watched) => watched.at === at);
    return {
      ...{ at, name, filled, dates, amounts, written, below, date, amount, float, blanks },
      key: headerKey(this.#header[at] ?? ''),
      values,
      several: several || values.length > 1,
      words: counted ? word.trimmed : undefined,
      constant: !several && values.length === 1,
      blank: values.length === 0 && !several,
    };
  }
}

function isNothing(cell = ''): boolean {
  return cell === '' || cell.trim() === '';
}

/** How far more than half of the rows reach: some lists name fewer columns than they have. */
function usualWidth(rows: readonly Row[]): number {
  const widths = rows.map((row) => filledWidth(row.cells)).sort((a, b) => a - b);
  return widths.length < 3 ? 0 : (widths[Math.floor((widths.length - 1) / 2)] ?? 0);
}

function filledWidth(cells: readonly string[]): number {
  let width = cells.length;
  while (width > 0 && (cells[width - 1] ?? '').trim() === '') width--;
  return width;
}

function isDay(cell: string): boolean {
  return isDate(cell) || serialDay(cell) !== undefined;
}

function isFigure(cell: string): boolean {
  return isAmount(cell) && !isDate(cell);
}

/** Written as something below zero, whatever its decimal mark. */
export function isBelow(cell: string): boolean {
  return /(?<![eE])[-−(]/.test(cell) ? /\d/.test(cell) : /\d\s*[Cc][Rr]\.?$/.test(cell);
}

function isWordy({ values }: Sampled): boolean {
  for (const value of values) if (value.length > 40) return false;
  return true;
}

/** Different values that are looked at in a sample's column. */
const MOST_VALUES = 60;

/** A workbook's formula whose result was not written down: no amount can be read of it, and its line is refused. */
const UNCOMPUTED = /^=[A-Z$(+-]/;

function sampled(rows: readonly Row[], at: number): Sampled {
  const found: Sampled = { filled: 0, dates: 0, amounts: 0, written: 0, below: 0, values: new Set() };
  for (const { cells } of rows) {
    const cell = (cells[at] ?? '').trim();
    if (cell === '') continue;
    found.filled++;
    if (found.values.size < MOST_VALUES) found.values.add(cell);
    if (isDate(cell)) found.dates++;
    else if (isAmount(cell) || UNCOMPUTED.test(cell)) {
      found.amounts++;
      if (!/^\d+$/.test(cell) && !/^\d+\.0$/.test(cell)) found.written++;
      if (isBelow(cell)) found.below++;
    }
  }
  return found;
}

const TOTAL_START =
  /^[\s"]*(?:\*|grand|sous|sub|s\/|gesamt|zwischen|end|total|totaux|somm|summ|sum|totaal|solde|saldo|balance|cumul|report)/i;
const TOTAL_LAST = /(?:total|totaal|totale|summe|gesamt)[\s:]*$/i;

/** The label of a row that is called a total: of its first cell that is not blank. What follows the total's word, '' for a total of everything. */
export function totalLabel(cells: readonly string[]): string | undefined {
  for (const cell of cells) {
    if (cell === '' || cell.trim() === '') continue;
    return TOTAL_START.test(cell) || TOTAL_LAST.test(cell) ? totalOf(cell) : undefined;
  }
  return undefined;
}
