/** The sheets of a workbook written as one XML file (Excel 2003), as grids: what some systems call `.xls`. */
import { decodeFile } from './encoding.ts';
import type { Grid, RowBlock } from './grid.ts';
import { walk } from './markup.ts';
import { exactNumber } from './sheet-number.ts';
import { SheetRows } from './sheet-rows.ts';
import type { Sniffed } from './sniff.ts';
import type { FileSource } from './source.ts';

/** Goes once through the file for its sheets. */
export async function spreadsheetGrids(source: FileSource, sniffed: Sniffed): Promise<readonly Grid[]> {
  const pieces = () => decodeFile(source, sniffed.encoding, sniffed.crOnly);
  const sheets: { name: string; hidden: boolean }[] = [];
  let visible = false;
  const nothing = (): void => {};
  const names = {
    open: (name: string, at: Readonly<Record<string, string>>) => {
      if (name === 'Worksheet') sheets.push({ name: named(at, 'Name') ?? '', hidden: false });
      visible = name === 'Visible';
    },
    text: (text: string) => {
      const last = sheets.at(-1);
      if (visible && last && text.includes('Hidden')) last.hidden = true;
    },
    close: nothing,
  };
  for await (const _ of walk(pieces(), 'xml', names));
  return sheets.map(({ name, hidden }, index) => ({
    name,
    hidden,
    separator: undefined,
    async *rows(): AsyncGenerator<RowBlock> {
      const rows = new SheetRows();
      for await (const _ of walk(pieces(), 'xml', new SheetReader(rows, index))) yield* rows.blocks();
    },
  }));
}

/** An attribute by its name without prefix. */
function named(at: Readonly<Record<string, string>>, name: string): string | undefined {
  return at[`ss:${name}`] ?? at[name];
}

class SheetReader {
  readonly #rows: SheetRows;
  /** Which of the sheets is read. */
  readonly #wanted: number;
  #sheet = -1;
  #column = 0;
  #across = 0;
  #type = '';
  #value: string | undefined;
  #cell = '';

  constructor(rows: SheetRows, wanted: number) {
    this.#rows = rows;
    this.#wanted = wanted;
  }

  open(name: string, at: Readonly<Record<string, string>>): void {
    if (name === 'Worksheet') this.#sheet++;
    if (this.#sheet !== this.#wanted) return;
    if (name === 'Row') {
      this.#rows.begin(place(at));
      this.#column = 0;
    } else if (name === 'Cell') {
      this.#column = (place(at) ?? this.#column + 1) - 1;
      this.#across = Math.max(0, Number(named(at, 'MergeAcross') ?? 0)) || 0;
      this.#cell = '';
    } else if (name === 'Data') {
      this.#type = named(at, 'Type') ?? 'String';
      this.#value = '';
    }
  }

  text(text: string): void {
    if (this.#value !== undefined) this.#value += text;
  }

  close(name: string): void {
    if (this.#sheet !== this.#wanted) return;
    if (name === 'Data') {
      this.#cell = written(this.#value ?? '', this.#type);
      this.#value = undefined;
    } else if (name === 'Cell') {
      this.#rows.put(this.#column, this.#cell);
      this.#column += 1 + this.#across;
    } else if (name === 'Row') this.#rows.end();
  }
}

/** Rows and cells count from 1; one that follows the other names no place. */
function place(at: Readonly<Record<string, string>>): number | undefined {
  const n = Number(named(at, 'Index'));
  return Number.isInteger(n) && n >= 1 ? n : undefined;
}

function written(value: string, type: string): string {
  if (type === 'Number') return exactNumber(value);
  return type === 'DateTime' ? value.trim().slice(0, 10) : value;
}
