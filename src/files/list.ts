/** What every list has in common: columns found, formats decided in a first pass over the whole file, rows delivered in batches in a second one. */
import type { Day } from '../core/kernel/dates.ts';
import type { Locale } from '../core/kernel/locale.ts';
import { FileFault } from '../core/ledger/file-fault.ts';
import type { Remark, RemarkCode } from '../core/ledger/item.ts';
import { fieldNames } from '../core/ledger/question.text.ts';
import { columnValue } from '../core/ledger/question.ts';
import type { Batch, RefusedLine } from '../core/ledger/reading.ts';
import { AmountColumn, type DecimalMark } from './amount-column.ts';
import type { Asker } from './ask.ts';
import { DateColumn, type DateOrder, type DateReading } from './date-column.ts';
import { dateOrders, decimalMarks } from './formats.ts';
import { type Columns, indexOf, mapped, recognise, type Synonyms } from './headers.ts';
import type { Plan } from './plan.ts';
import { FloatColumn } from './survey.ts';
import type { Table } from './table.ts';

/** Rows handed over in one go. */
export const BATCH = 2_000;

export interface ListOptions {
  readonly mapping?: Plan;
  /** How an earlier file of the source was read. */
  readonly profile?: Plan;
  readonly sheet?: string;
  readonly dateFormat?: DateOrder;
  readonly decimal?: DecimalMark;
  /** Of amounts that name none. ISO 4217. */
  readonly currency: string;
  /** The day on which it is read. */
  readonly today?: Day;
  readonly asker: Asker;
}

export interface FieldTypes<F extends string> {
  readonly synonyms: Synonyms<F>;
  readonly dates: readonly F[];
  readonly amounts: readonly F[];
  /** Numbers that are names: a ".0" is dropped when the whole column has it. */
  readonly ids: readonly F[];
}

/** A list whose formats are known. */
export interface List<F extends string> {
  readonly table: Table;
  readonly columns: Columns<F>;
  readonly order: (field: F) => DateReading;
  readonly mark: (field: F) => DecimalMark;
  /** Whether the ".0" of that column is dropped. */
  readonly floats: (field: F) => boolean;
  /** What is said of the list as a whole, at its header. */
  readonly notes?: readonly Omit<Remark, 'line'>[];
  /** Whether the mapping keeps the row. */
  readonly keeps: (cells: readonly string[]) => boolean;
}

/** Columns of a file about parties: by a mapping, by what a person said, by their names. Throws FileFault `missing-column`, `ambiguous-column` for a mapping. */
function columnsOf<F extends string>({ header }: Table, types: FieldTypes<F>, { mapping, asker }: ListOptions, key: F): Columns<F> {
  if (mapping) return mapped(header, Object.keys(types.synonyms) as F[], mapping);
  const ask = (code: 'ambiguous-column' | 'missing-column', field: F, names: readonly string[]): number | undefined => {
    const word = fieldNames([field], asker.locale);
    const about = code === 'missing-column' ? asker.t.missingColumn(word) : asker.t.severalColumns(word, names);
    const choices = names.map((name) => ({ value: columnValue(name), label: name }));
    return indexSaid(header, asker.ask({ id: field, code, about, values: [], choices }));
  };
  const columns = recognise(header, types.synonyms, (field, fits) => {
    if (fits.length === 0) return indexSaid(header, asker.given(field));
    return ask(
      'ambiguous-column',
      field,
      fits.map((i) => header[i] ?? ''),
    );
  });
  if (!columns.has(key)) ask('missing-column', key, columns.unknown);
  return columns;
}

function indexSaid(header: readonly string[], said: string | undefined): number | undefined {
  const at = said === undefined ? -1 : header.findIndex((name) => columnValue(name) === said);
  return at === -1 ? undefined : at;
}

/** Decides every column's format in one pass over the rows. Throws FileFault: the ambiguities, `empty` when there is no row. */
export async function surveyList<F extends string>(
  table: Table,
  columns: Columns<F>,
  types: FieldTypes<F>,
  options: ListOptions,
): Promise<List<F>> {
  const keeps = filterOf(table.header, options.mapping);
  const dates = seers(types.dates, columns, (name) => new DateColumn(name));
  const amounts = seers(types.amounts, columns, (name) => new AmountColumn(name));
  const ids = seers(types.ids, columns, () => new FloatColumn());
  const all = [...dates.values(), ...amounts.values(), ...ids.values()];
  let rows = 0;
  for await (const block of table.rows()) {
    rows += block.rows.length;
    for (let i = 0; i < block.rows.length; i++) {
      const cells = block.rows[i] ?? [];
      const line = block.lines[i] ?? 0;
      if (keeps(cells)) for (const { at, column } of all) column.see(cells[at] ?? '', line);
    }
  }
  if (rows === 0) throw new FileFault('empty');
  const { asker, mapping } = options;
  const before = undefined;
  const orders = dateOrders(
    [...dates.values()].map(({ column }) => column),
    { said: options.dateFormat ?? mapping?.dateFormat, before },
    asker,
  );
  const marks = decimalMarks(
    [...amounts.values()].map(({ column }) => column),
    { said: options.decimal ?? mapping?.decimal, before },
    asker,
  );
  const floats = new Set([...ids].filter(([, { column }]) => column.all).map(([field]) => field));
  return {
    table,
    columns,
    keeps,
    order: (field) => found(orders, dates.get(field)?.column) ?? 'DMY',
    mark: (field) => found(marks, amounts.get(field)?.column) ?? '.',
    floats: (field) => floats.has(field),
  };
}

interface Seer {
  see(text: string, line: number): void;
}

function seers<F extends string, C extends Seer>(
  fields: readonly F[],
  columns: Columns<F>,
  make: (name: string) => C,
): Map<F, { at: number; column: C }> {
  const present = fields.filter((field) => columns.has(field));
  return new Map(present.map((field) => [field, { at: columns.at(field), column: make(columns.name(field)) }]));
}

function found<Column, Format>(formats: ReadonlyMap<Column, Format>, column: Column | undefined): Format | undefined {
  return column && formats.get(column);
}

/** Which rows a mapping keeps. Throws FileFault `missing-column`. */
export function filterOf(header: readonly string[], mapping: Plan | undefined): (cells: readonly string[]) => boolean {
  const tests = Object.entries(mapping?.where ?? {}).map(([name, values]) => ({
    at: indexOf(header, name, 'where'),
    name,
    values: new Set(values),
  }));
  const missing = tests.filter((t) => t.at === -1).map((t) => t.name);
  if (missing.length > 0) throw new FileFault('missing-column', { missing, found: header });
  return (cells) => tests.every((t) => t.values.has((cells[t.at] ?? '').trim()));
}

/** What reading one row gives: the row (perhaps with a warning), or the one reason for which it is refused, or nothing when it repeats another. */
export type RowResult<Row> =
  | { readonly row: Row; readonly warning?: Omit<Remark, 'line'> }
  | { readonly fault: Omit<Remark, 'line'> }
  | 'ignored';

export function refuse(code: RemarkCode, column?: string, value?: string): { readonly fault: Omit<Remark, 'line'> } {
  return {
    fault: { code, ...(column === undefined ? {} : { column }), ...(value === undefined ? {} : { value: value.trim().slice(0, 80) }) },
  };
}

/** Reads the rows of a surveyed list; each batch is awaited before the next is read. Columns that were not understood are a warning of the first batch. */
export async function readList<F extends string, Row>(
  list: List<F>,
  read: (cells: readonly string[], line: number) => RowResult<Row>,
  sink: (batch: Batch<Row>) => Promise<void>,
  totals: () => Batch<Row>['totals'] = () => undefined,
): Promise<void> {
  const { header, headerLine } = list.table;
  const fresh = () => ({ rows: [] as Row[], rejected: [] as RefusedLine[], warnings: [] as Remark[], ignored: 0 });
  let batch = fresh();
  batch.warnings.push(
    ...list.columns.unknown.map((name) => ({ line: headerLine, code: 'unknown-column' as const, value: name.slice(0, 80) })),
    ...(list.notes ?? []).map((note) => ({ line: headerLine, ...note })),
  );
  let pending = 0;
  for await (const block of list.table.rows()) {
    for (let i = 0; i < block.rows.length; i++) {
      const cells = block.rows[i] ?? [];
      const line = block.lines[i] ?? 0;
      const result = !list.keeps(cells) ? 'ignored' : (tooLong(cells, header.length) ?? read(cells, line));
      if (result === 'ignored') batch.ignored++;
      else if ('row' in result) {
        batch.rows.push(result.row);
        if (result.warning) batch.warnings.push({ line, ...result.warning });
      } else batch.rejected.push({ line, ...result.fault, cells });
      if (++pending < BATCH) continue;
      await sink(batch);
      batch = fresh();
      pending = 0;
    }
  }
  const found = totals();
  if (pending > 0 || found) await sink({ ...batch, totals: found });
}

/**
 * Opens a file about parties: each row is about the one that its `key` column names. Surveys it; the result reads it, as often as asked, with a reader of its own
 * each time. Throws FileFault: `missing-column` without that column, and what a survey throws.
 */
export async function openParties<F extends string, Row>(
  table: Table,
  options: ListOptions,
  types: FieldTypes<F>,
  key: F,
  readerOf: (list: List<F>) => (cells: readonly string[], line: number) => RowResult<Row>,
): Promise<(sink: (batch: Batch<Row>) => Promise<void>) => Promise<void>> {
  const columns = columnsOf(table, types, options, key);
  if (!columns.has(key) && columns.unknown.length === 0) throw new FileFault('missing-column', { missing: [key], found: table.header });
  const list = await surveyList(table, columns, types, options);
  return (sink) => readList(list, readerOf(list), sink);
}

/** Cells beyond the header shift what the others mean (a separator inside a name): such a row is never guessed at. */
function tooLong(cells: readonly string[], width: number): { readonly fault: Omit<Remark, 'line'> } | undefined {
  for (let i = width; i < cells.length; i++) if ((cells[i] ?? '').trim() !== '') return refuse('long-row', undefined, cells[i]);
  return undefined;
}

/** A cell's text in one line, trimmed, and copied out of its chunk: a kept name must not keep a megabyte of file alive. */
export function plainText(cell: string | undefined): string {
  let text = (cell ?? '').trim();
  if (text.includes('  ') || text.includes('\n') || text.includes('\t')) text = text.replace(/\s+/g, ' ');
  // Short strings are copies already.
  return text.length < 13 ? text : ` ${text}`.slice(1);
}

/** An optional text: undefined when blank. */
export function optionalText(cell: string | undefined): string | undefined {
  const text = plainText(cell);
  return text === '' ? undefined : text;
}

/** A cell of several lines, as a postal address is: parted by line breaks or `|`, joined by line feeds. */
export function linesText(cell: string | undefined): string | undefined {
  const lines = (cell ?? '').split(/[\r\n|]+/).map(plainText);
  return optionalText(lines.join(' ')) === undefined ? undefined : lines.filter((line) => line !== '').join('\n');
}

/** Null when the words name a language that is not spoken here. */
export function languageOf(word: string | undefined): Locale | undefined | null {
  if (word === undefined) return undefined;
  if (/^fr(?:$|[-_ ]|an|en)/i.test(word)) return 'fr';
  return /^(?:en(?:$|[-_ ]|g)|anglais)/i.test(word) ? 'en' : null;
}

/** An account or document number. */
export function idText(cell: string | undefined, dropFloat: boolean): string {
  const text = plainText(cell);
  return dropFloat && text.endsWith('.0') ? text.slice(0, -2) : text;
}
