/** A FEC in XML (arrêté du 29 juillet 2013, art. A47 A-1 VII LPF) as a grid: one row for each `ligne`, under the names of the flat file. */
import { decodeFile } from './encoding.ts';
import { FEC_FIELDS } from './fec-columns.ts';
import type { Grid, RowBlock } from './grid.ts';
import { walk } from './markup.ts';
import type { Sniffed } from './sniff.ts';
import type { FileSource } from './source.ts';

/** The flat file's other names for what the schema calls otherwise. */
const NAMES: ReadonlyMap<string, string> = new Map(Object.entries({ compteauxnum: 'compauxnum', compteauxlib: 'compauxlib' }));
const COLUMNS = new Map<string, number>(FEC_FIELDS.map((field, i) => [field, i]));

export function xmlFecGrid(source: FileSource, sniffed: Sniffed): Grid {
  const pieces = () => decodeFile(source, sniffed.encoding, sniffed.crOnly);
  return {
    name: source.name,
    hidden: false,
    separator: undefined,
    async *rows(): AsyncGenerator<RowBlock> {
      const lines = new LineReader();
      for await (const _ of walk(pieces(), 'xml', lines)) {
        const block = lines.taken();
        if (block.rows.length > 0) yield block;
      }
    },
  };
}

/** What an element says holds for all lines within its parent: a journal's code for its entries, an entry's date for its lines. */
class LineReader {
  readonly #scopes: Map<number, string>[] = [new Map()];
  #text = '';
  #rows: string[][] = [[...FEC_FIELDS]];
  #lines: number[] = [1];
  #count = 1;

  taken(): RowBlock {
    const block = { rows: this.#rows, lines: this.#lines };
    [this.#rows, this.#lines] = [[], []];
    return block;
  }

  open(): void {
    this.#scopes.push(new Map());
    this.#text = '';
  }

  text(text: string): void {
    this.#text += text;
  }

  close(name: string): void {
    const folded = name.toLowerCase();
    if (folded === 'ligne') this.#line();
    this.#scopes.pop();
    const column = COLUMNS.get(NAMES.get(folded) ?? folded);
    if (column !== undefined) this.#scopes.at(-1)?.set(column, flat(this.#text.trim()));
    this.#text = '';
  }

  #line(): void {
    const row: string[] = Array(FEC_FIELDS.length).fill('');
    for (const scope of this.#scopes) for (const [column, value] of scope) row[column] = value;
    this.#rows.push(row);
    this.#lines.push(++this.#count);
  }
}

/** A date or an amount as the flat file writes it: the schema's own types have hyphens and a point. */
function flat(value: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return value.replaceAll('-', '');
  return /^[+-]?\d+\.\d+$/.test(value) ? value.replace('.', ',') : value;
}
