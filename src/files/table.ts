/** Delimited text as rows of cells with their line numbers, whatever the separator, quotes and line ends; a workbook's first sheet gives the same shape. */
import Papa from 'papaparse';
import { cleanText, needsCleaning } from '../core/kernel/clean.ts';
import { FileFault } from '../core/ledger/file-fault.ts';
import { decodeFile } from './encoding.ts';
import type { Sniffed } from './sniff.ts';
import type { FileSource } from './source.ts';

/** Some consecutive rows. `lines[i]` is the line of `rows[i]` as a text editor counts; blank rows are left out. Cells are as written, without what nobody sees: not trimmed. */
export interface RowBlock {
  readonly rows: readonly (readonly string[])[];
  readonly lines: readonly number[];
}

export interface Table {
  /** Trimmed; a trailing separator gives no column. */
  readonly header: readonly string[];
  /** How many cells the header line has, those after its last name included. */
  readonly width: number;
  readonly headerLine: number;
  /** Undefined for a workbook. */
  readonly separator: string | undefined;
  /** The rows under the header, from the start each time. Throws FileFault `truncated`, `bad-quotes`, `binary`. */
  rows(): AsyncIterable<RowBlock>;
}

export const SEPARATORS = ['\t', ';', '|', ','] as const;

/** A single row longer than this is no row: a quote that never ends, or no line ends at all. Characters. */
const LONGEST_ROW = 4 << 20;

interface Layout {
  readonly separator: string;
  readonly quoted: boolean;
}

/** Throws FileFault `no-header`, `empty`, and what reading a workbook throws. */
export async function openTable(source: FileSource, sniffed: Sniffed): Promise<Table> {
  // Loaded only when it is asked for: it costs ten megabytes.
  if (sniffed.format === 'xlsx') return sheetTable(await (await import('./xlsx.ts')).readSheetRows(source));
  const layout = layoutOf(sniffed.head);
  const { rows } = parse(sniffed.head, layout, false);
  const at = rows.findIndex((row) => !isBlank(row));
  const first = rows[at];
  const header = headerOf(first ?? []);
  const headerLine = at + 1;
  const lines = () => new LineCounter(headerLine, header.length);
  const width = first?.length ?? 0;
  return { header, width, headerLine, separator: layout.separator, rows: () => textRows(source, sniffed, layout, lines()) };
}

function headerOf(cells: readonly string[]): string[] {
  const header = cells.map((cell) => cleanText(cell).replace(/\s+/g, ' ').trim());
  while (header.at(-1) === '') header.pop();
  if (header.length < 2) throw new FileFault('no-header', { found: header });
  return header;
}

/** The separator that cuts the header, and most of the first lines, into the same number of cells; the larger number when several do. */
function layoutOf(head: string): Layout {
  const lines = head.split('\n', 60);
  if (lines.length > 1) lines.pop();
  const sample = lines.join('\n');
  const header = lines.find((line) => line.trim() !== '') ?? '';
  let best: (Layout & { readonly score: number }) | undefined;
  for (const separator of SEPARATORS) {
    // Tabs and pipes are what FEC and ERP dumps use, without quoting: a quote there is a letter like any other, unless the header itself is quoted.
    const quoted = separator === ';' || separator === ',' || header.trimStart().startsWith('"');
    const rows = parse(sample, { separator, quoted }, false).rows.filter((row) => !isBlank(row));
    const width = rows[0]?.length ?? 0;
    if (width < 2) continue;
    const alike = rows.filter((row) => row.length === width).length / rows.length;
    const score = Math.round(alike * 4) * 1000 + width;
    if (!best || score > best.score) best = { separator, quoted, score };
  }
  if (!best) throw new FileFault('no-header', { found: [header.slice(0, 80)] });
  return best;
}

interface Parsed {
  readonly rows: string[][];
  /** How many characters of the text the rows take. */
  readonly used: number;
  readonly faults: readonly { readonly row?: number }[];
}

function parse(text: string, layout: Layout, holdLast: boolean): Parsed {
  const parser = new Papa.Parser({ delimiter: layout.separator, newline: '\n', ...(layout.quoted ? {} : { fastMode: true }) });
  const result = parser.parse(text, 0, holdLast) as { data: string[][]; errors: { row?: number }[]; meta: { cursor: number } };
  return { rows: result.data, used: result.meta.cursor, faults: result.errors };
}

function isBlank(row: readonly string[]): boolean {
  for (const cell of row) if (cell !== '' && cell.trim() !== '') return false;
  return true;
}

async function* textRows(source: FileSource, sniffed: Sniffed, layout: Layout, lines: LineCounter): AsyncGenerator<RowBlock> {
  let rest = '';
  for await (const piece of decodeFile(source, sniffed.encoding, sniffed.crOnly)) {
    const text = rest === '' ? piece : rest + piece;
    const parsed = parse(text, layout, true);
    rest = text.slice(parsed.used);
    if (rest.length > LONGEST_ROW) throw new FileFault(rest.includes('\n') ? 'bad-quotes' : 'binary', { line: lines.next });
    const block = lines.number(parsed, text, layout);
    if (block.rows.length > 0) yield block;
  }
  if (rest === '') return;
  const block = lines.number(parse(rest, layout, false), rest, layout, true);
  if (block.rows.length > 0) yield block;
}

/** Gives rows their line numbers: a quoted cell may hold line ends of its own. */
class LineCounter {
  next = 1;
  readonly #headerLine: number;
  /** The fewest cells that a whole line has had. */
  #narrowest: number;
  #rows = 0;

  constructor(headerLine: number, width: number) {
    this.#headerLine = headerLine;
    this.#narrowest = width;
  }

  /** `last` marks a last line without a line end: one that has fewer cells than the header and any other was cut off in the middle. */
  number(parsed: Parsed, text: string, layout: Layout, last = false): RowBlock {
    const inner = layout.quoted && text.includes('"') ? innerLineEnds : none;
    const clean = needsCleaning(text) ? cleanCells : same;
    const rows: (readonly string[])[] = [];
    const lines: number[] = [];
    for (let i = 0; i < parsed.rows.length; i++) {
      const written = parsed.rows[i] ?? [];
      const line = this.next;
      if (parsed.faults.length > 0 && parsed.faults[0]?.row === i) throw new FileFault('bad-quotes', { line });
      this.next += 1 + inner(written);
      const row = clean(written);
      if (line <= this.#headerLine || isBlank(row)) continue;
      if (last && row.length < this.#narrowest && this.#rows > 0) throw new FileFault('truncated', { line });
      this.#rows++;
      if (row.length < this.#narrowest) this.#narrowest = row.length;
      rows.push(row);
      lines.push(line);
    }
    if (parsed.faults.length > 0) throw new FileFault('bad-quotes', { line: this.next });
    return { rows, lines };
  }
}

function same(row: readonly string[]): readonly string[] {
  return row;
}

function cleanCells(row: readonly string[]): readonly string[] {
  return row.map(cleanText);
}

function none(): number {
  return 0;
}

function innerLineEnds(row: readonly string[]): number {
  let n = 0;
  for (const cell of row) for (let at = cell.indexOf('\n'); at !== -1; at = cell.indexOf('\n', at + 1)) n++;
  return n;
}

function sheetTable(written: readonly (readonly string[])[]): Table {
  const all = written.map(cleanCells);
  const at = all.findIndex((row) => !isBlank(row));
  if (at === -1) throw new FileFault('empty');
  const header = headerOf(all[at] ?? []);
  const rows: (readonly string[])[] = [];
  const lines: number[] = [];
  all.forEach((row, i) => {
    if (i <= at || isBlank(row)) return;
    rows.push(row);
    lines.push(i + 1);
  });
  async function* once(): AsyncGenerator<RowBlock> {
    yield { rows, lines };
  }
  return { header, width: header.length, headerLine: at + 1, separator: undefined, rows: once };
}
