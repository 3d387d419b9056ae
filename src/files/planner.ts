/** Makes the plan of a list of items: which column is which, how its dates and figures are written, and what every other question about it comes to; what the file leaves open is asked. */
import { FileFault } from '../core/ledger/file-fault.ts';
import { columnValue } from '../core/ledger/question.ts';
import type { DecimalMark } from './amount-column.ts';
import { linesAround, ofCustomers, partsOf } from './around.ts';
import type { Asker } from './ask.ts';
import { blankOpenOf, creditsAbove, isOpenWithout, settleBalances, turnedOf } from './balances.ts';
import { type DateColumn, type DateOrder, type DateReading, isNever, readDate } from './date-column.ts';
import { dateOrders, decimalMarks } from './formats.ts';
import { Columns } from './headers.ts';
import type { ItemField } from './item-fields.ts';
import { ITEM_TYPES, PAYMENT_TYPES } from './item-fields.ts';
import { AMOUNTS, type Known, wordsOf } from './known.ts';
import { filterOf, type List, type ListOptions } from './list.ts';
import { signsOf, statusWords, typesOf } from './meanings.ts';
import { bookOnly, type Currency, currencyMarks, currencyOf, shiftsOf, taxOf } from './moneys.ts';
import { blanksOf, type Groups, groupsOf, isCharted } from './owners.ts';
import { NO_PLAN, type Plan } from './plan.ts';
import { isOnce, joins } from './repeats.ts';
import { columnChoice, columnId, rolesOf } from './roles.ts';
import { type Says, saysOf } from './says.ts';
import { type Facts, isBelow, type Row, type Survey } from './survey.ts';
import { tableUnder } from './table.ts';
import type { Side, StatusMeaning, TypeMeaning } from './words.ts';

/** A list ready to be read: its plan, carried out by columns. */
export interface ItemList extends List<ItemField> {
  readonly plan: Plan;
  readonly statuses: readonly { readonly at: number; readonly means: ReadonlyMap<string, StatusMeaning> }[];
  /** Indexes of an aged balance's columns that add up to an item's amount, when no column has it. */
  readonly buckets: readonly number[];
  /** The amount column's balance runs: each value is the one before and the line. */
  readonly odd: boolean;
  readonly lastLine: number;
  /** An invoice stands on as many lines as it has articles, each with its whole amount. */
  readonly once: boolean;
  /** Some line is called a total, so that a customer may stand above his lines too. */
  readonly totalled: boolean;
  /** Which column names the customer on a line of its own. */
  readonly groupsAt: number;
  /** Only lines that say so ("Client : …") name one. */
  readonly prefixed: boolean;
  /** Some credit may name the invoice that it pays. */
  readonly joins: boolean;
  /** The column of credits holds some above zero: one below takes a credit back. */
  readonly creditsAbove: boolean;
  /** Marks of a side beside amounts of both signs. */
  readonly mixedSides: ReadonlySet<string>;
  /** Of amounts that name none. */
  readonly currency: string;
  /** What is left where the column that says so has nothing; undefined when nobody said. */
  readonly blankOpen: Plan['blankOpen'];
  /** The column of a tax to be added to the amounts, -1 without one. */
  readonly taxAt: number;
  /** How many places the decimal mark of a column moves. */
  readonly shifts: ReadonlyMap<number, number>;
  readonly says: readonly Says[];
  /** Most customers have an account of the chart: those of suppliers are none. */
  readonly charted: boolean;
}

export function planItems(survey: Survey, kind: 'items' | 'payments', options: ListOptions, asker: Asker): ItemList {
  const { mapping, profile } = options;
  const roles = rolesOf(survey, kind === 'items' ? ITEM_TYPES : PAYMENT_TYPES, { mapping, given: profile }, asker);
  const known: Known = {
    ...{ survey, kind, options, asker, roles },
    given: mapping ?? profile ?? {},
    ...{ at: new Map(roles.at), around: [], marks: new Map() },
  };
  const { at } = known;
  sortDates(known);
  const inBook = bookOnly(known);
  const groups = groupsOf(known);
  needed(known, groups !== undefined);
  known.around = linesAround(known);
  const orders = ordersOf(known);
  known.marks = marksOf(known);
  settleBalances(known, groups);
  const signs = signsOf(known);
  const types = typesOf(known, at.get('kind'));
  const statuses = roles.statuses.map((facts) => ({ facts, means: statusWords(known, facts) }));
  const once = isOnce(known);
  const says = saysOf(known);
  const tax = taxOf(known);
  const marks = currencyMarks(known);
  const currency = currencyOf(known, marks);
  const shifts = shiftsOf(known);
  const blankOpen = blankOpenOf(known, settledBy(known, statuses));
  const evidence = {
    ...(inBook === undefined ? {} : { perLine: inBook === 'line' }),
    ...optional('customers', ofCustomers(known)),
    ...optional('blankOpen', blankOpen),
    ...optional('turned', turnedOf(known, types.meanings)),
    ...optional('tax', tax.kept),
    ...optional('shifts', shifts),
    says: Object.fromEntries(
      says.flatMap(({ name, counts }) => (counts === undefined ? [] : [[name, counts ? 'count' : 'aside'] as const])),
    ),
  };
  const facts = survey.columns;
  return {
    plan: { ...asPlan(known, { types, signs, statuses, groups, orders, once, marks, currency }), ...evidence },
    ...listOf(known, orders, groups),
    notes: [
      ...(at.has('issueDate') || !at.has('dueDate') ? [] : [{ code: 'due-date-only' as const, column: at.get('dueDate')?.name ?? '' }]),
      ...partsOf(known),
    ],
    statuses: statuses.map(({ facts, means }) => ({ at: facts.at, means })),
    buckets: at.has('amount') || at.has('openAmount') || at.has('debit') ? [] : roles.buckets.map((bucket) => bucket.at),
    odd: survey.odd,
    lastLine: survey.lastLine,
    once: once ?? false,
    totalled: survey.totalled,
    groupsAt: groups?.at ?? -1,
    prefixed: groups?.prefixed ?? false,
    joins: joins(known, types.meanings),
    creditsAbove: creditsAbove(known),
    mixedSides: new Set(wordsOf(at.get('sign')).flatMap(([word, { count, minus }]) => (minus > 0 && minus < count ? [word] : []))),
    currency: currency.code,
    blankOpen: blankOpen ?? (isOpenWithout(known) ? 'whole' : undefined),
    taxAt: tax.added?.at ?? -1,
    shifts: new Map(
      facts.flatMap(({ at: column, name }) => (shifts && Object.hasOwn(shifts, name) ? [[column, shifts[name] ?? 0] as const] : [])),
    ),
    says: says.filter(({ counts }) => counts !== false),
    charted: isCharted(known),
  };
}

function optional<Key extends string, Value>(key: Key, value: Value | undefined): { readonly [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [K in Key]: Value });
}

/** Whether a line's state, or a date of settlement, says that nothing of it is left. */
function settledBy({ at }: Known, statuses: Decided['statuses']): (row: Row) => boolean {
  const settled = at.get('settledDate');
  return ({ cells }) =>
    (cells[settled?.at ?? -1] ?? '').trim() !== '' ||
    statuses.some(({ facts, means }) => /^(?:settled|leave-out)$/.test(means.get((cells[facts.at] ?? '').trim()) ?? ''));
}

type Orders = ReadonlyMap<DateColumn, DateReading>;

function ordersOf(known: Known): Orders {
  const { dateFormat: said = known.options.mapping?.dateFormat } = known.options;
  const dates = ITEM_TYPES.dates.flatMap((field) => known.at.get(field)?.date ?? []);
  return dateOrders(dates, { said, before: known.options.profile?.dateFormat }, known.asker, (order) => refutes(known, order));
}

function marksOf({ options, at, roles, asker }: Known): Known['marks'] {
  const { decimal: said = options.mapping?.decimal } = options;
  const amounts = AMOUNTS.flatMap((field) => at.get(field) ?? []).concat(roles.buckets);
  return decimalMarks(
    amounts.map(({ amount }) => amount),
    { said, before: options.profile?.decimal },
    asker,
  );
}

function listOf(known: Known, orders: Orders, groups: Groups | undefined): List<ItemField> {
  const { survey, options, roles, given, at } = known;
  const header = survey.columns.map(({ name }) => name);
  const left = options.mapping ? [] : roles.aside.filter((facts) => !facts.blank && !given.aside?.includes(facts.name));
  const columns = new Columns<ItemField>(
    header,
    new Map([...at].map(([field, facts]) => [field, facts.at])),
    left.map(({ name }) => name),
  );
  const order = (facts: Facts | undefined): DateReading => (facts && orders.get(facts.date)) ?? 'DMY';
  const mark = (facts: Facts | undefined): DecimalMark => (facts && known.marks.get(facts.amount)) ?? '.';
  return {
    table: tableUnder(survey.grid, header, groups?.fromTop ? 0 : survey.headerLine),
    columns,
    keeps: filterOf(survey.header, options.mapping),
    order: (field) => order(at.get(field)),
    mark: (field) => mark(at.get(field) ?? roles.buckets[0]),
    floats: (field) => at.get(field)?.float.all ?? false,
  };
}

/** Without a date of issue, the one of settlement dates a payment. */
function sortDates(known: Known): void {
  const settled = known.at.get('settledDate');
  if (known.kind !== 'payments' || known.at.has('issueDate') || known.at.has('dueDate') || !settled) return;
  known.at.delete('settledDate');
  known.at.set('issueDate', settled);
}

/** A debtor, an amount and a date: what is not recognised is chosen among what could be it, or the file is refused. */
function needed(known: Known, grouped: boolean): void {
  const amount = hasAmount(known);
  const dated = known.at.has('issueDate') || known.at.has('dueDate');
  const debtor = known.at.has('debtor') || grouped;
  const missing = [...(debtor ? [] : ['debtor']), ...(amount ? [] : ['amount']), ...(dated ? [] : ['issueDate'])] as const;
  if (missing.length === 0) return;
  const found = known.survey.columns.map(({ name }) => name);
  for (const field of missing as readonly ItemField[]) {
    const fits = candidates(known, field);
    if (fits.length === 0) throw new FileFault('missing-column', { missing, found });
    // What such a column is was asked already.
    if (fits.some((facts) => known.asker.questions.some(({ id }) => id === columnId(facts)))) continue;
    const answer = known.asker.ask({
      id: field,
      code: 'missing-column',
      about: known.asker.t.missingColumn(known.asker.t.fields[field]),
      values: fits.map(({ name }) => name),
      choices: fits.map((facts) => columnChoice(facts, known.asker)),
    });
    const chosen = fits.find(({ name }) => columnValue(name) === answer);
    if (chosen) known.at.set(field, chosen);
  }
}

function hasAmount(known: Known): boolean {
  return (
    known.at.has('amount') ||
    known.at.has('openAmount') ||
    known.at.has('debit') ||
    known.at.has('credit') ||
    known.roles.buckets.length > 0
  );
}

/** Columns that hold such a thing in most of their cells, else in some. */
function candidates(known: Known, field: ItemField): readonly Facts[] {
  const sure = known.roles.aside.filter((facts) => couldBe(field, facts));
  if (sure.length > 0) return sure;
  return known.roles.aside.filter((facts) =>
    field === 'amount' ? facts.amounts > 0 : field === 'issueDate' ? facts.dates > 0 : facts.filled > 0 && facts.dates < facts.filled,
  );
}

function couldBe(field: ItemField, facts: Facts): boolean {
  if (facts.filled === 0) return false;
  const most = (count: number): boolean => count * 2 >= facts.filled;
  if (field === 'amount') return most(facts.amounts);
  if (field === 'issueDate') return most(facts.dates) || facts.date.serial;
  return (
    !most(facts.dates) && !most(facts.written) && facts.several && facts.values.some((value) => /\p{L}{2}/u.test(value) || value.length > 3)
  );
}

/** Due dates before their issue dates, or a title's date that does not exist, show that an order is not the one. */
function refutes(known: Known, order: DateOrder): boolean {
  // A list's title bears its date as its lines do.
  const titled = known.survey.above.some(({ cells }) =>
    cells.some((cell) => {
      const written = /(?<![\d/.-])\d{1,2}([/.-])\d{1,2}\1\d{4}(?!\d)/.exec(cell)?.[0];
      return written !== undefined && readDate(written, order) === null;
    }),
  );
  const issue = known.at.get('issueDate');
  const due = known.at.get('dueDate');
  if (titled || !issue || !due) return titled;
  const day = ({ cells }: Row, facts: Facts): number | undefined =>
    readDate(cells[facts.at] ?? '', facts.date.serial ? 'serial' : order) ?? undefined;
  const none = ({ cells }: Row): boolean => isNever(day({ cells, line: 0 }, due), cells[due.at] ?? '');
  return known.survey.itemish.some((row) => {
    // A credit may bear the due date of its invoice, which came before it.
    if (AMOUNTS.some((field) => isBelow(row.cells[known.at.get(field)?.at ?? -1] ?? ''))) return false;
    const [issued, falls] = [day(row, issue), none(row) ? undefined : day(row, due)];
    return issued !== undefined && falls !== undefined && falls < issued;
  });
}

interface Decided {
  readonly types: { readonly meanings: ReadonlyMap<string, TypeMeaning>; readonly signed: boolean };
  readonly signs: ReadonlyMap<string, Side>;
  readonly statuses: readonly { readonly facts: Facts; readonly means: ReadonlyMap<string, StatusMeaning> }[];
  readonly groups: Groups | undefined;
  readonly orders: Orders;
  readonly once: boolean | undefined;
  readonly marks: Record<string, string>;
  readonly currency: Currency;
}

function asPlan(known: Known, { types, signs, statuses, groups, orders, once, marks, currency }: Decided): Plan {
  const blanks = blanksOf(known);
  const order = [...orders.values()].find((reading): reading is DateOrder => reading !== 'serial');
  const mark = [...known.marks.values()][0];
  const { sheet } = known.options;
  return {
    ...NO_PLAN,
    ...(sheet === undefined ? {} : { sheet }),
    headerLine: known.survey.headerLine,
    lastLine: known.survey.lastLine,
    columns: {
      ...Object.fromEntries([...known.at].map(([field, { name }]) => [field, name])),
      ...(statuses.length > 0 ? { status: statuses.map(({ facts }) => facts.name) } : {}),
    },
    defaults: currency.said,
    where: known.given.where ?? {},
    ...(known.given.rounding ? { rounding: known.given.rounding } : {}),
    ...(order ? { dateFormat: order } : {}),
    ...(mark ? { decimal: mark } : {}),
    types: Object.fromEntries(types.meanings),
    statuses: Object.fromEntries(statuses.map(({ facts, means }) => [facts.name, Object.fromEntries(means)])),
    signs: Object.fromEntries(signs),
    marks,
    signed: types.signed,
    ...optional('once', once),
    ...(blanks ? { blanks } : {}),
    ...(groups ? { groups: groups.split ? ('split' as const) : ('name' as const) } : {}),
    aside: known.roles.aside.map(({ name }) => name),
  };
}
