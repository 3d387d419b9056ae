/** Puts a FEC's line back into its columns when one of its texts holds the separator itself. */
import { readDate } from './date-column.ts';
import type { FecColumns } from './fec-columns.ts';
import type { Table } from './table.ts';

export class FecShape {
  readonly #separator: string;
  /** Columns with a name; cells of the header line; cells that most lines have. */
  readonly #named: number;
  readonly #header: number;
  #usual: number;
  readonly #counts = new Map<number, number>();
  readonly #at: FecColumns;
  readonly #texts: readonly number[];

  constructor(table: Table, at: FecColumns) {
    this.#separator = table.separator ?? '';
    this.#named = table.header.length;
    this.#header = table.width;
    this.#usual = table.width;
    this.#at = at;
    this.#texts = [at.ecriturelib, at.compauxlib, at.comptelib, at.pieceref, at.journallib].filter((i) => i !== -1);
  }

  /** Notes how many cells the lines have that make sense as they are written: the usual number tells trailing separators from stray ones. */
  learn(cells: readonly string[]): void {
    const length = cells.length;
    if (length < this.#header || (length > this.#header && !this.#plausible(cells))) return;
    const count = (this.#counts.get(length) ?? 0) + 1;
    this.#counts.set(length, count);
    if (count > (this.#counts.get(this.#usual) ?? 0)) this.#usual = length;
  }

  /** The cells of a line in the header's columns; undefined when it has more and no single way of joining a text explains them. */
  fit(cells: readonly string[]): readonly string[] | undefined {
    const extra = cells.length - this.#usual;
    if (extra <= 0) return cells;
    const asWritten = this.#plausible(cells) ? cells : undefined;
    for (const text of this.#texts) {
      const joined = this.#joined(cells, text, extra);
      if (!this.#plausible(joined)) continue;
      if (!asWritten || !cells.slice(text + 1, text + extra + 1).some(isNumber)) return joined;
      // A separator more at the end of this line, or a number in its text? The letter tells, being no number.
      return isNumber(asWritten[this.#at.ecriturelet] ?? '') ? undefined : asWritten;
    }
    if (asWritten || cells.slice(this.#named).every((cell) => cell.trim() === '')) return cells;
    return this.#onlyOther(cells, extra);
  }

  /** Stray and trailing separators on one line: fewer of its cells belong to the text, if one way alone makes sense. */
  #onlyOther(cells: readonly string[], extra: number): readonly string[] | undefined {
    const others: (readonly string[])[] = [];
    for (const text of this.#texts) for (let n = 1; n < extra; n++) others.push(this.#joined(cells, text, n));
    const fits = others.filter((joined) => this.#plausible(joined));
    return fits.length === 1 ? fits[0] : undefined;
  }

  #joined(cells: readonly string[], text: number, n: number): readonly string[] {
    return [...cells.slice(0, text), cells.slice(text, text + n + 1).join(this.#separator), ...cells.slice(text + n + 1)];
  }

  /** Dates where dates are, one amount that is not 0, no amount where the letter is, nothing beyond the last column: shifted cells break one of these. */
  #plausible(cells: readonly string[]): boolean {
    const at = this.#at;
    const cell = (i: number) => (i === -1 ? '' : (cells[i] ?? '').trim());
    const isDate = (i: number) => readDate(cell(i), 'DMY') !== null || /^[9/.-]+$/.test(cell(i));
    const money = (at.debit === -1 ? [at.montant] : [at.debit, at.credit]).map(cell);
    const amounts = money.every((c) => /^[+-]?[\d\s]*[.,]?\d*[+-]?$/.test(c)) && money.filter((c) => /[1-9]/.test(c)).length === 1;
    const sens = at.sens === -1 || /^(?:[DC]|[+-]?1?)$/i.test(cell(at.sens));
    const rest = cells.slice(this.#named).every((c) => c.trim() === '');
    return amounts && sens && rest && !/\d[.,]\d/.test(cell(at.ecriturelet)) && [at.ecrituredate, at.piecedate, at.datelet].every(isDate);
  }
}

function isNumber(cell: string): boolean {
  return /^[+-]?\d+(?:[.,]\d*)?[+-]?$/.test(cell.trim());
}
