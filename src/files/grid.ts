/** What every file of rows and columns gives, delimited text and each sheet of a workbook alike: its rows as they lie, nothing of them taken for a header yet. */

/** Some consecutive rows. `lines[i]` is the line of `rows[i]` as a text editor or a sheet counts; blank rows are left out. Cells are as written, without what nobody sees: not trimmed. */
export interface RowBlock {
  readonly rows: readonly (readonly string[])[];
  readonly lines: readonly number[];
}

export interface Grid {
  /** A sheet's own name; the file's where it has none. */
  readonly name: string;
  /** Whoever made the workbook put this sheet out of sight. */
  readonly hidden: boolean;
  /** Undefined for what is no delimited text. */
  readonly separator: string | undefined;
  /** Of a sheet that was read: rows that its maker, or a filter, put out of sight. */
  hiddenRows?(): number;
  /** The rows from line 1, from the start each time. Throws FileFault `truncated`, `bad-quotes`, `beyond-limit`. */
  rows(): AsyncIterable<RowBlock>;
}

/** As many as a sheet of Excel has: a row with more is no row of a list. */
export const MAX_COLUMNS = 16_384;

export function isBlank(row: readonly string[]): boolean {
  for (const cell of row) if (cell !== '' && cell.trim() !== '') return false;
  return true;
}

/** The names in a row of headers, trimmed; a trailing separator gives no column. */
export function headerNames(cells: readonly string[]): string[] {
  const names = cells.map((cell) => cell.replace(/\s+/g, ' ').trim());
  while (names.at(-1) === '') names.pop();
  return names;
}
