/** Delimited text as rows of cells with their line numbers, whatever the separator, quotes and line ends, and whatever titles stand above its columns. */
import Papa from 'papaparse';
import { cleanText, needsCleaning } from '../core/kernel/clean.ts';
import { FileFault } from '../core/ledger/file-fault.ts';
import { decodeFile } from './encoding.ts';
import { type Grid, isBlank, MAX_COLUMNS, type RowBlock } from './grid.ts';
import type { Sniffed } from './sniff.ts';
import type { FileSource } from './source.ts';

export const SEPARATORS = ['\t', ';', '|', ','] as const;

/** A single row longer than this is no row: a quote that never ends, or no line ends at all. Characters. */
const LONGEST_ROW = 4 << 20;

interface Layout {
  readonly separator: string;
  readonly quoted: boolean;
  /** The first line only names the separator. */
  readonly named: boolean;
  /** Cells that most rows have. */
  readonly width: number;
}

export function textGrid(source: FileSource, sniffed: Sniffed): Grid {
  const layout = layoutOf(sniffed.head);
  return { name: source.name, hidden: false, separator: layout.separator, rows: () => textRows(source, sniffed, layout) };
}

/** How many lines the separator is chosen from. */
const SAMPLE = 200;

/** The separator that cuts most of the first lines into the same number of cells, under a row of names; titles above them have no say. */
function layoutOf(head: string): Layout {
  const lines = head.split('\n', SAMPLE + 1);
  if (lines.length > 1) lines.pop();
  // Excel's own way to name it.
  const own = /^"?sep=(.)"?\s*$/i.exec(lines[0] ?? '')?.[1];
  if (own !== undefined) lines.shift();
  const sample = lines.filter((line) => !isRuled([line])).join('\n');
  let best: (Layout & { readonly score: number }) | undefined;
  for (const separator of own === undefined ? SEPARATORS : [own]) {
    const layout = { separator, named: own !== undefined, ...quotingIn(sample, separator) };
    if (!best || layout.score > best.score) best = layout;
  }
  return best ?? { separator: ';', quoted: true, named: false, width: 1 };
}

/** Tabs and pipes are what FEC and ERP dumps use, without quoting: a quote there is a letter like any other, unless the header itself is quoted. */
function quotingIn(sample: string, separator: string): Pick<Layout, 'quoted' | 'width'> & { readonly score: number } {
  const usual = separator !== '\t' && separator !== '|';
  const rows = rowsIn(sample, separator, usual);
  // Lines without a separator are titles, and what a printed list says of each customer.
  const width = mostCommon(rows.map((row) => row.length).filter((cells) => cells > 1));
  const header = rows.find((row) => row.length === width) ?? [];
  const quoted = usual || (header[0] ?? '').trimStart().startsWith('"');
  const alike = rows.filter((row) => row.length === width).length / Math.max(rows.length, 1);
  const names = header.filter((cell) => !/\d/.test(cell)).length / Math.max(header.length, 1);
  // Decimal commas cut every line but the header alike, and into cells that are no names.
  return { quoted, width, score: width < 2 ? 0 : alike * (0.2 + names) * Math.log2(1 + width) };
}

function rowsIn(text: string, separator: string, quoted: boolean): string[][] {
  return parse(text, { separator, quoted }, false).rows.filter((row) => !isBlank(row));
}

function mostCommon(numbers: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const n of numbers) counts.set(n, (counts.get(n) ?? 0) + 1);
  const [most] = [...counts].sort(([n, count], [other, otherCount]) => otherCount - count || other - n);
  return most?.[0] ?? 0;
}

/** A line drawn across a list: nothing but dashes, and marks where columns cross. */
function isRuled(row: readonly string[]): boolean {
  return row.some((cell) => cell.includes('---')) && row.every((cell) => /^[-+|\s]*$/.test(cell));
}

interface Parsed {
  readonly rows: string[][];
  /** How many characters of the text the rows take. */
  readonly used: number;
  readonly faults: readonly { readonly row?: number }[];
}

function parse(text: string, layout: Pick<Layout, 'separator' | 'quoted'>, holdLast: boolean): Parsed {
  const parser = new Papa.Parser({ delimiter: layout.separator, newline: '\n', ...(layout.quoted ? {} : { fastMode: true }) });
  const result = parser.parse(text, 0, holdLast) as { data: string[][]; errors: { row?: number }[]; meta: { cursor: number } };
  return { rows: result.data, used: result.meta.cursor, faults: result.errors };
}

async function* textRows(source: FileSource, sniffed: Sniffed, layout: Layout): AsyncGenerator<RowBlock> {
  const lines = new LineCounter(layout);
  let rest = '';
  // A row that does not end is looked at again only when it has doubled.
  let due = 0;
  for await (const piece of decodeFile(source, sniffed.encoding, sniffed.crOnly)) {
    const text = rest === '' ? piece : rest + piece;
    if (text.length < due) {
      rest = text;
      continue;
    }
    const parsed = parse(text, layout, true);
    rest = text.slice(parsed.used);
    due = Math.min(rest.length * 2, LONGEST_ROW);
    const block = lines.number(parsed, text);
    if (rest.length > LONGEST_ROW) throw tooLong(rest, lines.next);
    if (block.rows.length > 0) yield block;
  }
  if (rest === '') return;
  const block = lines.number(parse(rest, layout, false), rest, true);
  if (block.rows.length > 0) yield block;
}

function tooLong(rest: string, line: number): FileFault {
  return rest.includes('\n')
    ? new FileFault('bad-quotes', { line })
    : new FileFault('beyond-limit', { what: 'line', limit: LONGEST_ROW, line });
}

/** Gives rows their line numbers: a quoted cell may hold line ends of its own. */
class LineCounter {
  next = 1;
  readonly #layout: Layout;
  /** The fewest cells that a whole line has had since the list began. */
  #narrowest = Number.POSITIVE_INFINITY;
  #rows = 0;

  constructor(layout: Layout) {
    this.#layout = layout;
  }

  /** `last` marks a last line without a line end: one that has fewer cells than any other was cut off in the middle. */
  number(parsed: Parsed, text: string, last = false): RowBlock {
    const inner = this.#layout.quoted && text.includes('"') ? innerLineEnds : none;
    const clean = needsCleaning(text) ? cleanCells : same;
    const ruled = text.includes('---') ? isRuled : never;
    const rows: (readonly string[])[] = [];
    const lines: number[] = [];
    for (let i = 0; i < parsed.rows.length; i++) {
      const written = parsed.rows[i] ?? [];
      const line = this.next;
      if (parsed.faults.length > 0 && parsed.faults[0]?.row === i) throw new FileFault('bad-quotes', { line });
      this.next += 1 + inner(written);
      const row = clean(written);
      if (isBlank(row) || (line === 1 && this.#layout.named) || ruled(row)) continue;
      if (row.length > MAX_COLUMNS) throw new FileFault('beyond-limit', { what: 'columns', limit: MAX_COLUMNS, line });
      if (last && row.length < this.#narrowest && this.#rows > 1) throw new FileFault('truncated', { line });
      this.#measure(row);
      rows.push(row);
      lines.push(line);
    }
    if (parsed.faults.length > 0) throw new FileFault('bad-quotes', { line: this.next });
    return { rows, lines };
  }

  /** The list begins with its header, the first row that is about as wide as most; a separator behind its last name is no cell of it. */
  #measure(row: readonly string[]): void {
    let width = row.length;
    if (this.#rows === 0) {
      while (row[width - 1]?.trim() === '') width--;
      if (width * 2 <= this.#layout.width) return;
    }
    this.#rows++;
    if (width < this.#narrowest) this.#narrowest = width;
  }
}

function same(row: readonly string[]): readonly string[] {
  return row;
}

function cleanCells(row: readonly string[]): readonly string[] {
  return row.map(cleanText);
}

function never(): boolean {
  return false;
}

function none(): number {
  return 0;
}

function innerLineEnds(row: readonly string[]): number {
  let n = 0;
  for (const cell of row) for (let at = cell.indexOf('\n'); at !== -1; at = cell.indexOf('\n', at + 1)) n++;
  return n;
}
