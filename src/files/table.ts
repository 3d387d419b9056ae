/** A grid whose first row names its columns. */
import { FileFault } from '../core/ledger/file-fault.ts';
import { type Grid, headerNames, type RowBlock } from './grid.ts';
import { openGrids } from './grids.ts';
import type { Sniffed } from './sniff.ts';
import type { FileSource } from './source.ts';

export interface Table {
  /** Trimmed; a trailing separator gives no column. */
  readonly header: readonly string[];
  /** How many cells the header line has, those after its last name included. */
  readonly width: number;
  readonly headerLine: number;
  /** Undefined for a workbook. */
  readonly separator: string | undefined;
  /** The rows under the header, from the start each time. Throws FileFault `truncated`, `bad-quotes`, `beyond-limit`. */
  rows(): AsyncIterable<RowBlock>;
}

/** The first sheet that is not hidden. Throws FileFault `no-header`, `empty`, and what reading a workbook throws. */
export async function openTable(source: FileSource, sniffed: Sniffed): Promise<Table> {
  const grids = await openGrids(source, sniffed);
  const grid = grids.find(({ hidden }) => !hidden) ?? grids[0];
  if (!grid) throw new FileFault('empty');
  for await (const { rows, lines } of grid.rows()) {
    const first = rows[0] ?? [];
    const headerLine = lines[0] ?? 1;
    const { separator } = grid;
    return { header: headerOf(first), width: first.length, headerLine, separator, rows: () => under(grid, headerLine) };
  }
  throw new FileFault('empty');
}

/** The rows of a grid under a header that stands on that line. */
export function tableUnder(grid: Grid, header: readonly string[], headerLine: number): Table {
  return { header, width: header.length, headerLine, separator: grid.separator, rows: () => under(grid, headerLine) };
}

async function* under(grid: Grid, headerLine: number): AsyncGenerator<RowBlock> {
  for await (const block of grid.rows()) {
    const from = block.lines.findIndex((line) => line > headerLine);
    if (from === 0) yield block;
    else if (from > 0) yield { rows: block.rows.slice(from), lines: block.lines.slice(from) };
  }
}

function headerOf(cells: readonly string[]): string[] {
  const header = headerNames(cells);
  if (header.length < 2) throw new FileFault('no-header', { found: header.map((name) => name.slice(0, 80)) });
  return header;
}
