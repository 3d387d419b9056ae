/** Gathers a sheet's cells, wherever they lie, into rows: what a far cell costs is what it holds, not the blanks before it. */
import { cleanText } from '../core/kernel/clean.ts';
import { FileFault } from '../core/ledger/file-fault.ts';
import { isBlank, MAX_COLUMNS, type RowBlock } from './grid.ts';

/** Cells of one sheet, the blanks before each row's last one included: a million rows of sixty. */
const MAX_CELLS = 64_000_000;
/** Cells handed over in one go. */
const BLOCK = 200_000;

export class SheetRows {
  #line = 0;
  #cells = new Map<number, string>();
  #width = 0;
  #all = 0;
  readonly #done: { readonly line: number; readonly cells: ReadonlyMap<number, string>; readonly width: number }[] = [];

  /** A row begins, under the number that the sheet gives it, else under the next one. */
  begin(number?: number): void {
    this.#line = number !== undefined && number > this.#line ? number : this.#line + 1;
    this.#cells = new Map();
    this.#width = 0;
  }

  /** Columns count from 0. */
  put(column: number, text: string): void {
    if (column >= MAX_COLUMNS) throw new FileFault('beyond-limit', { what: 'columns', limit: MAX_COLUMNS, line: this.#line });
    const cell = cleanText(text);
    if (cell === '') return;
    this.#cells.set(column, cell);
    if (column >= this.#width) this.#width = column + 1;
  }

  end(): void {
    if (this.#width === 0) return;
    this.#all += this.#width;
    if (this.#all > MAX_CELLS) throw new FileFault('beyond-limit', { what: 'cells', limit: MAX_CELLS, line: this.#line });
    this.#done.push({ line: this.#line, cells: this.#cells, width: this.#width });
  }

  /** The rows that are whole by now. */
  *blocks(): Generator<RowBlock> {
    let [rows, lines, size] = [[] as string[][], [] as number[], 0];
    for (const { line, cells, width } of this.#done.splice(0)) {
      const row = Array.from({ length: width }, (_, column) => cells.get(column) ?? '');
      if (isBlank(row)) continue;
      rows.push(row);
      lines.push(line);
      size += width;
      if (size < BLOCK) continue;
      yield { rows, lines };
      [rows, lines, size] = [[], [], 0];
    }
    if (rows.length > 0) yield { rows, lines };
  }
}
