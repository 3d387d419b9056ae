/** In which order a file's dates are written and with which decimal mark its amounts: decided over all of its columns together, asked for when two readings are left. */
import { longDate } from '../core/kernel/format.ts';
import type { AmountColumn, DecimalMark } from './amount-column.ts';
import type { Asker } from './ask.ts';
import { type DateColumn, type DateOrder, type DateReading, readDate } from './date-column.ts';

interface Given<Format> {
  /** An option or a mapping: it overrules what the cells say. */
  readonly said: Format | undefined;
  /** What an earlier file of the source had: it decides where this file's cells leave a choice. */
  readonly before: Format | undefined;
}

/** `refuted` says which of the orders cannot be: due dates would fall before their issue dates. Throws FileFault `mixed-dates`. */
export function dateOrders(
  columns: readonly DateColumn[],
  { said, before }: Given<DateOrder>,
  asker: Asker,
  refuted: (order: DateOrder) => boolean = () => false,
): ReadonlyMap<DateColumn, DateReading> {
  const serial = new Map<DateColumn, DateReading>(columns.filter((column) => column.serial).map((column) => [column, 'serial']));
  const written = columns.filter((column) => !serial.has(column));
  if (said) return new Map([...serial, ...written.map((column) => [column, said] as const)]);
  const shared = (['DMY', 'MDY', 'YMD'] as const).filter((order) => written.every((column) => column.fits.includes(order)));
  const groups = shared.length > 0 ? [written] : written.map((column) => [column]);
  const found = groups.flatMap((group) => {
    const order = orderOf(group, before, asker, refuted);
    return group.map((column) => [column, order] as const);
  });
  return new Map([...serial, ...found]);
}

function orderOf(
  group: readonly DateColumn[],
  before: DateOrder | undefined,
  asker: Asker,
  refuted: (order: DateOrder) => boolean,
): DateOrder {
  const [first] = group;
  if (!first) return 'DMY';
  const fits = first.fits.filter((order) => group.every((column) => column.fits.includes(order)));
  // A column whose cells contradict each other says so itself.
  for (const column of group) column.check();
  const unsure = group.find((column) => column.unsure);
  const left = fits.length > 1 && unsure ? fits.filter((order) => !refuted(order)) : fits;
  const [only, second] = left.length > 0 ? left : fits;
  if (only === undefined) return first.decide();
  if (second === undefined || !unsure?.unsure) return only;
  if (before && left.includes(before)) return before;
  const { value, line } = unsure.unsure;
  const answer = asker.ask({
    id: 'dates',
    code: 'ambiguous-date',
    about: asker.t.dates(unsure.name, value),
    column: unsure.name,
    line,
    values: [value],
    choices: left.map((order) => ({ value: order, label: asker.t.dateAs(order, dayIn(value, order, asker)) })),
  });
  return left.find((order) => order === answer) ?? only;
}

function dayIn(value: string, order: DateOrder, { locale }: Asker): string {
  const day = readDate(value, order);
  return day === undefined || day === null ? value : longDate(day, locale, 0);
}

/** Throws FileFault `mixed-decimals`. */
export function decimalMarks(
  columns: readonly AmountColumn[],
  { said, before }: Given<DecimalMark>,
  asker: Asker,
): ReadonlyMap<AmountColumn, DecimalMark> {
  if (said) return new Map(columns.map((column) => [column, said]));
  const sure = new Set(columns.filter((column) => column.speaks && !column.unsure).map((column) => column.decide()));
  const shared = sure.size === 1 ? [...sure][0] : before;
  return new Map(columns.map((column) => [column, markOf(column, shared, asker)]));
}

function markOf(column: AmountColumn, shared: DecimalMark | undefined, asker: Asker): DecimalMark {
  const { unsure } = column;
  if (!unsure) return column.decide();
  if (shared) return shared;
  const answer = asker.ask({
    id: 'decimal',
    code: 'ambiguous-decimal',
    about: asker.t.decimal(column.name, unsure.value),
    column: column.name,
    line: unsure.line,
    values: [unsure.value],
    choices: ([',', '.'] as const).map((mark) => ({ value: mark, label: asker.t.decimalAs(mark) })),
  });
  return answer === '.' ? '.' : ',';
}
