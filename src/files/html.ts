/** The tables of a page as one grid: what many systems call `.xls`. */
import { decodeFile } from './encoding.ts';
import { type Grid, MAX_COLUMNS, type RowBlock } from './grid.ts';
import { walk } from './markup.ts';
import { SheetRows } from './sheet-rows.ts';
import type { Sniffed } from './sniff.ts';
import type { FileSource } from './source.ts';

export function pageGrid(source: FileSource, sniffed: Sniffed): Grid {
  async function* rows(): AsyncGenerator<RowBlock> {
    const sheet = new SheetRows();
    for await (const _ of walk(decodeFile(source, sniffed.encoding, sniffed.crOnly), 'html', new PageReader(sheet))) yield* sheet.blocks();
  }
  return { name: source.name, hidden: false, separator: undefined, rows };
}

/** As browsers bound them (HTML, 4.9.11). */
const MAX_COLSPAN = 1_000;
const MAX_ROWSPAN = 65_534;

/** Rows of whatever table, one after another, under their number in the page. A table inside of a cell has rows of its own: around it nothing but layout is lost. */
class PageReader {
  readonly #rows: SheetRows;
  #row = 0;
  #column = 0;
  #width = 1;
  #cell: string | undefined;
  /** Of a column, the last row that a cell from above reaches into. */
  #below = new Map<number, number>();
  #open = false;

  constructor(rows: SheetRows) {
    this.#rows = rows;
  }

  open(name: string, at: Readonly<Record<string, string>>): void {
    if (name === 'table') {
      this.#endRow();
      this.#below = new Map();
    } else if (name === 'tr') this.#beginRow();
    else if (name === 'td' || name === 'th') this.#beginCell(span(at.colspan, MAX_COLSPAN), span(at.rowspan, MAX_ROWSPAN));
    else if (name === 'br' && this.#cell !== undefined) this.#cell += '\n';
  }

  text(text: string): void {
    if (this.#cell !== undefined) this.#cell += text.replace(/[ \t\n\f\r]+/g, ' ');
  }

  close(name: string): void {
    if (name === 'td' || name === 'th') this.#endCell();
    else if (name === 'tr' || name === 'table') this.#endRow();
  }

  #beginRow(): void {
    this.#endRow();
    this.#rows.begin();
    this.#open = true;
    this.#row++;
    this.#column = 0;
  }

  #beginCell(across: number, down: number): void {
    this.#endCell();
    if (!this.#open) return;
    while ((this.#below.get(this.#column) ?? 0) >= this.#row) this.#column++;
    this.#cell = '';
    this.#width = across;
    if (down === 1) return;
    const end = Math.min(this.#column + across, MAX_COLUMNS);
    for (let column = this.#column; column < end; column++) this.#below.set(column, this.#row + down - 1);
  }

  #endCell(): void {
    if (this.#cell === undefined) return;
    this.#rows.put(this.#column, this.#cell.trim());
    this.#cell = undefined;
    this.#column += this.#width;
  }

  #endRow(): void {
    this.#endCell();
    if (this.#open) this.#rows.end();
    this.#open = false;
  }
}

function span(written: string | undefined, most: number): number {
  const n = Number.parseInt(written ?? '1', 10);
  return n >= 1 ? Math.min(n, most) : 1;
}
