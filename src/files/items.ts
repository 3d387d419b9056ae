/** Lists of items and of payments, read by their plan: each row becomes one typed item with signed exact amounts, one numbered remark, or a total that the items are held against. */
import type { Day } from '../core/kernel/dates.ts';
import { decimalsOf } from '../core/kernel/money.ts';
import type { ItemKind, ListRow } from '../core/ledger/item.ts';
import { Ordinals } from '../core/ledger/ordinals.ts';
import type { Batch } from '../core/ledger/reading.ts';
import { type AmountFault, currencyIn, type DecimalMark, readAmount } from './amount-column.ts';
import { currencyCode } from './currencies.ts';
import { type DateReading, isNever, readDate } from './date-column.ts';
import { ITEM_TYPES, type ItemField } from './item-fields.ts';
import { netOf } from './known.ts';
import { Groups, type RowReader } from './letters.ts';
import { idText, type ListOptions, plainText, type RowResult, readList, refuse } from './list.ts';
import { type ItemList, planItems } from './planner.ts';
import { Stretch } from './stretch.ts';
import type { Survey } from './survey.ts';
import type { KINDS, Side, StatusMeaning, TypeMeaning } from './words.ts';

export interface OpenedItems {
  readonly list: ItemList;
  readonly read: (sink: (batch: Batch<ListRow>) => Promise<void>) => Promise<void>;
}

/** Plans a list of items or payments; the result reads it, as often as asked. While something is open to question, nothing of it counts. Throws FileFault. */
export async function openItems(
  survey: Survey,
  kind: 'items' | 'payments',
  options: ListOptions,
  hidden: readonly string[],
): Promise<OpenedItems> {
  const planned = planItems(survey, kind, options, options.asker);
  const rows = survey.grid.hiddenRows?.() ?? 0;
  const unseen = [
    ...hidden.map((value) => ({ code: 'hidden-sheet' as const, value })),
    ...(rows > 0 ? [{ code: 'hidden-rows' as const, value: String(rows) }] : []),
  ];
  const list = { ...planned, notes: [...(planned.notes ?? []), ...unseen] };
  const fallback = options.mapping?.defaults.kind ?? (kind === 'payments' ? 'payment' : undefined);
  const reading = () => new ItemReader(list, options, fallback);
  const groups = await groupsOf(list, reading);
  return {
    list,
    read: (sink) => {
      const reader = reading();
      const close = groups?.closer();
      const read = (cells: readonly string[], line: number) => reader.read(cells, line);
      return readList(list, close ? (cells, line) => close(cells, read(cells, line)) : read, sink, () => reader.totals);
    },
  };
}

/** A list that says what is open needs no letters. */
async function groupsOf(list: ItemList, reading: () => RowReader): Promise<Groups | undefined> {
  const { columns } = list;
  const says = columns.has('openAmount') || columns.has('paid') || columns.has('settledDate');
  if (columns.has('letter') && !says) return Groups.byLetter(list, reading);
  return list.joins ? Groups.byReference(list, reading) : undefined;
}

const NO = new Set(['', 'no', 'non', 'n', '0', 'false', 'faux', 'nee', 'nein', '-']);
const YES = new Set(['yes', 'y', 'oui', 'o', 'true', 'vrai', '1', 'x', 'ja', 'si', 'sì', 'sí']);

/** Days: an invoice dated more than a year from now has a slip in its year, and none is due more than twenty years after it. */
const YEAR = 366;
const FAR = 7_305;

/** The money of one row, as its file signs it. */
interface Amounts {
  readonly currency: string;
  readonly amount: bigint;
  readonly open: bigint | undefined;
}

type Refusal = ReturnType<typeof refuse>;

/** Reads the rows of one pass over a list. */
class ItemReader implements RowReader {
  readonly #ordinals = new Ordinals();
  readonly #list: ItemList;
  readonly #at: Readonly<Record<ItemField, number>>;
  readonly #orders: Readonly<Record<ItemField, DateReading>>;
  readonly #marked: Readonly<Record<ItemField, DecimalMark>>;
  readonly #floats: Readonly<Record<'debtor' | 'ref', boolean>>;
  /** Debits are marked, so that an amount without a mark is not told to be one. */
  readonly #owing: boolean;
  /** The list has whole amounts, and not only what is left of them. */
  readonly #whole: boolean;
  readonly #fallback: (typeof KINDS)[number] | undefined;
  readonly #currency: string;
  readonly #round: boolean;
  readonly #types: ReadonlyMap<string, TypeMeaning>;
  readonly #sides: ReadonlyMap<string, Side>;
  readonly #marks: Readonly<Record<string, string>>;
  readonly #signed: boolean;
  readonly #turned: boolean;
  /** No invoice is of a later day. */
  readonly #latest: number;
  readonly #columned: boolean;
  /** What is no item, where such lines may stand: totals, and customers on lines of their own. */
  readonly #stretch: Stretch | undefined;

  constructor(list: ItemList, options: ListOptions, fallback: (typeof KINDS)[number] | undefined) {
    this.#list = list;
    const fields = Object.keys(ITEM_TYPES.synonyms) as ItemField[];
    this.#at = Object.fromEntries(fields.map((field) => [field, list.columns.at(field)])) as Record<ItemField, number>;
    this.#fallback = fallback;
    this.#currency = list.currency;
    this.#turned = list.plan.turned ?? false;
    this.#latest = options.today === undefined ? Number.POSITIVE_INFINITY : options.today + YEAR;
    this.#round = options.mapping?.rounding !== undefined;
    this.#types = new Map(Object.entries(list.plan.types));
    this.#sides = new Map(Object.entries(list.plan.signs));
    this.#marks = list.plan.marks;
    this.#signed = list.plan.signed ?? false;
    this.#orders = Object.fromEntries(fields.map((field) => [field, list.order(field)])) as Record<ItemField, DateReading>;
    this.#marked = Object.fromEntries(fields.map((field) => [field, list.mark(field)])) as Record<ItemField, DecimalMark>;
    this.#floats = { debtor: list.floats('debtor'), ref: list.floats('ref') };
    this.#owing = [...this.#sides.values()].includes('debit') && !this.#sides.has('');
    this.#whole = (['amount', 'debit', 'credit'] as const).some((field) => this.#at[field] !== -1);
    this.#columned = this.#at.debit !== -1 || this.#at.credit !== -1;
    this.#stretch = list.odd || list.groupsAt !== -1 || list.plan.blanks === 'above' ? new Stretch(list) : undefined;
  }

  get totals(): Batch<ListRow>['totals'] {
    return this.#stretch?.totals();
  }

  get apart(): boolean {
    return this.#stretch === undefined && !this.#list.once;
  }

  mayBeCredit(cells: readonly string[]): boolean {
    const money = this.#money(cells, true);
    return !('fault' in money) && this.#signedBy(cells, money).amount < 0n;
  }

  read(cells: readonly string[], line: number): RowResult<ListRow> {
    const stretch = this.#stretch;
    if (!stretch) return this.#item(cells, line, cells[this.#at.debtor], undefined);
    const dated = this.#dated(cells);
    const label = stretch.label(cells) ?? (dated ? undefined : stretch.labelWithin(cells));
    if (label !== undefined || !dated) {
      const money = this.#money(cells, true);
      const found = stretch.take({
        cells,
        line,
        label,
        dated,
        twice: this.#isDay('issueDate', cells) && this.#isDay('dueDate', cells),
        ref: (cells[this.#at.ref] ?? '').trim(),
        money: 'fault' in money ? undefined : money,
      });
      if (found) return 'ignored';
    }
    const own = stretch.ownerOf(cells);
    const result = this.#item(cells, line, own?.code ?? cells[this.#at.debtor], own?.name);
    const money = this.#money(cells, true);
    if (!('fault' in money)) stretch.count(own?.code ?? (cells[this.#at.debtor] ?? '').trim(), this.#signedBy(cells, money), result);
    return result;
  }

  #isDay(field: ItemField, cells: readonly string[]): boolean {
    return typeof this.#date(field, cells) === 'number';
  }

  #dated(cells: readonly string[]): boolean {
    const { issueDate, dueDate } = this.#at;
    if ((cells[issueDate] ?? '').trim() !== '') return this.#date('issueDate', cells) !== null;
    const due = (cells[dueDate] ?? '').trim();
    // The column of due dates may be the one where customers stand on lines of their own.
    return this.#list.groupsAt === -1 ? due !== '' : /\d/.test(due) && this.#date('dueDate', cells) !== null;
  }

  #item(cells: readonly string[], line: number, owner: string | undefined, ownName: string | undefined): RowResult<ListRow> {
    const debtor = idText(owner, this.#floats.debtor);
    if (debtor === '') return this.#missing('debtor', cells);
    if (this.#list.charted && /^40\d/.test(debtor)) return refuse('supplier', this.#list.columns.name('debtor'), debtor);
    const state = this.#state(cells);
    if (state === 'leave-out') return 'ignored';
    if (state === null) return this.#refuse('bad-status', 'status', cells);
    const issued = this.#date('issueDate', cells);
    const dueDay = this.#date('dueDate', cells);
    const settledDay = this.#date('settledDate', cells);
    if (issued === null) return this.#refuse('bad-date', 'issueDate', cells);
    if (dueDay === null) return this.#refuse('bad-date', 'dueDate', cells);
    if (settledDay === null) return this.#refuse('bad-date', 'settledDate', cells);
    const issueDay = issued ?? dueDay;
    if (issued !== undefined && issued > this.#latest) return this.#refuse('far-date', 'issueDate', cells);
    if (dueDay !== undefined && issued !== undefined && dueDay - issued > FAR) return this.#refuse('far-date', 'dueDate', cells);
    if (issueDay === undefined) return this.#missing(this.#at.issueDate === -1 ? 'dueDate' : 'issueDate', cells);
    const money = this.#money(cells, false);
    if ('fault' in money) return money;
    const ref = idText(cells[this.#at.ref], this.#floats.ref);
    const said = this.#said(cells, money);
    if (typeof said === 'object') return said;
    const meaning = said ?? this.#meaning(cells, money.amount, ref !== '' && dueDay !== undefined);
    if (meaning === undefined) return this.#refuse('bad-kind', 'kind', cells);
    if (meaning === 'leave-out') return 'ignored';
    const kind = kindOf(meaning, money.amount);
    const own = plainText(cells[this.#at.name]);
    const name = own === '' ? (ownName ?? '') : own;
    const { currency } = money;
    const { amount, open } = this.#reduced(money, meaning);
    if (this.#list.once && this.#again(`${debtor}\0${ref}\0${amount}`, ref)) return 'ignored';
    const settled = state === 'settled' && settledDay === undefined;
    const left = settled ? this.#settledOf(open) : (open ?? this.#blankOpen(amount, settledDay));
    if (left === 'unsaid') return this.#refuse('missing-field', 'openAmount', cells);
    if (left === null) return this.#refuse('open-though-settled', 'status', cells);
    // A date beside what is still owed is that of the last part that was paid.
    const closed = left === undefined || left === 0n ? settledDay : undefined;
    const item = {
      line,
      debtor,
      name: name === '' ? undefined : name,
      ref,
      kind,
      issueDay,
      dueDay,
      currency,
      amount,
      openAmount: left,
      settledDay: closed,
      disputed: this.#disputed(cells) ?? (state === 'disputed' ? 'yes' : undefined),
      ordinal: this.#ordinals.next(`${debtor}\0${ref}\0${kind}\0${issueDay}`),
    };
    const row = issued === undefined ? { ...item, undated: true as const } : item;
    // Paid on order, before the invoice was posted: real lists hold such lines. The item never counts, which is right, but it is said.
    const early = closed !== undefined && closed < issueDay;
    return early ? { row, warning: this.#refuse('settled-before-issue', 'settledDate', cells).fault } : { row };
  }

  #last = '';

  /** A further line of the same invoice. */
  #again(key: string, ref: string): boolean {
    const again = ref !== '' && key === this.#last;
    this.#last = key;
    return again;
  }

  /** Settled means that nothing is left; null when the file says in the same row that something is. */
  #settledOf(open: bigint | undefined): bigint | null {
    return open === undefined || open === 0n ? 0n : null;
  }

  /** Where the column of what is left has nothing it is as a person said; 'unsaid' when nobody did and no date settles it. */
  #blankOpen(amount: bigint, settledDay: Day | undefined): bigint | undefined | 'unsaid' {
    const { columns, blankOpen } = this.#list;
    if (!columns.has('openAmount') || this.#at.paid !== -1 || !this.#whole || settledDay !== undefined) return undefined;
    if (blankOpen === undefined && amount !== 0n) return 'unsaid';
    return blankOpen === 'nothing' ? 0n : undefined;
  }

  /** What a text says of a line that has no other word for it; a fault where nobody said whether it counts. */
  #said(cells: readonly string[], { amount, open }: Amounts): 'leave-out' | 'credit-note' | 'payment' | Refusal | undefined {
    for (const { at, said, counts } of this.#list.says) {
      const found = said(cells[at] ?? '');
      if (found === undefined || open === 0n || (found !== 'over' && amount <= 0n)) continue;
      if (!counts) return refuse('says-otherwise', this.#list.table.header[at], cells[at]);
      return found === 'over' ? 'leave-out' : found;
    }
    return undefined;
  }

  /** Credits reduce what is owed: where the list does not sign them, by their word. */
  #reduced({ amount, open }: Amounts, meaning: TypeMeaning): { readonly amount: bigint; readonly open: bigint | undefined } {
    const credit = !this.#signed && reduces(meaning) && amount > 0n;
    return credit ? { amount: -amount, open: open === undefined ? undefined : -open } : { amount, open };
  }

  #signedBy(cells: readonly string[], money: Amounts): Amounts {
    const said = this.#said(cells, money);
    const meaning = typeof said === 'string' ? said : this.#meaning(cells, money.amount, false);
    return meaning === undefined ? money : { ...money, ...this.#reduced(money, meaning) };
  }

  /** Undefined is open; null is a word that is not known. Of several columns the one that closes an item decides. */
  #state(cells: readonly string[]): StatusMeaning | undefined | null {
    let state: StatusMeaning | undefined;
    for (const { at, means } of this.#list.statuses) {
      const word = (cells[at] ?? '').trim();
      const meaning = means.get(word);
      if (meaning === undefined && word === '') continue;
      if (meaning === undefined) return null;
      if (meaning === 'leave-out' || state === undefined || state === 'open') state = meaning === 'open' ? (state ?? meaning) : meaning;
      if (state === 'leave-out') return state;
    }
    return state;
  }

  #date(field: ItemField, cells: readonly string[]): Day | undefined | null {
    const at = this.#at[field];
    if (at === -1) return undefined;
    const day = readDate(cells[at] ?? '', this.#orders[field]);
    return field !== 'issueDate' && isNever(day, cells[at] ?? '') ? undefined : day;
  }

  /** A total's line may show both a debit and a credit, and more left than its amount. */
  #money(cells: readonly string[], total: boolean): Amounts | Refusal {
    const currency = this.#currencyOf(cells);
    if (currency === undefined) return this.#refuse('bad-currency', this.#at.currency === -1 ? this.#amountField : 'currency', cells);
    const moved = this.#columned ? this.#columns(cells, currency, total) : this.#plain(cells, currency, total);
    if (typeof moved === 'object') return moved;
    const open = this.#open(cells, currency, moved);
    if (typeof open === 'object') return open;
    if (moved === undefined)
      return open === undefined ? this.#missing(this.#amountField, cells) : { currency, amount: open, open: undefined };
    // Money on account is no amount of an invoice: nothing was invoiced, and less than nothing is owed.
    if (moved === 0n && open !== undefined && open < 0n) return { currency, amount: open, open: undefined };
    if (!total && open !== undefined && (moved < 0n ? open > 0n || open < moved : open < 0n || open > moved))
      return this.#refuse('open-exceeds-amount', this.#at.openAmount === -1 ? 'paid' : 'openAmount', cells);
    return { currency, amount: moved, open };
  }

  /** The amount column, on the side that the mark beside it says; else an aged balance's columns together. */
  #plain(cells: readonly string[], currency: string, total: boolean): bigint | undefined | Refusal {
    const amount = this.#amount('amount', cells, currency);
    if (typeof amount === 'string') return this.#refuse(amount, 'amount', cells);
    if (amount !== undefined && this.#list.taxAt !== -1) return this.#taxed(amount, cells, currency);
    if (amount === undefined) return this.#list.buckets.length > 0 ? this.#aged(cells, currency) : undefined;
    if (this.#at.sign === -1) return amount;
    const word = (cells[this.#at.sign] ?? '').trim();
    const side = this.#sides.get(word);
    if (side === undefined && (word !== '' || (this.#owing && !total))) return this.#refuse('bad-side', 'sign', cells);
    return side === 'credit' && (amount > 0n || this.#list.mixedSides.has(word)) ? -amount : amount;
  }

  #taxed(amount: bigint, cells: readonly string[], currency: string): bigint | Refusal {
    const tax = this.#figure(this.#list.taxAt, 'amount', cells, currency);
    if (typeof tax === 'string') return refuse(tax, this.#list.table.header[this.#list.taxAt], cells[this.#list.taxAt]);
    return amount + (tax ?? 0n);
  }

  #aged(cells: readonly string[], currency: string): bigint | undefined | Refusal {
    let sum: bigint | undefined;
    for (const at of this.#list.buckets) {
      const amount = this.#figure(at, 'amount', cells, currency);
      if (typeof amount === 'string') return refuse(amount, this.#list.table.header[at], cells[at]);
      if (amount !== undefined) sum = (sum ?? 0n) + amount;
    }
    return sum;
  }

  #columns(cells: readonly string[], currency: string, total: boolean): bigint | undefined | Refusal {
    const debit = this.#amount('debit', cells, currency);
    if (typeof debit === 'string') return this.#refuse(debit, 'debit', cells);
    const credit = this.#amount('credit', cells, currency);
    if (typeof credit === 'string') return this.#refuse(credit, 'credit', cells);
    if (debit === undefined && credit === undefined) return this.#plain(cells, currency, total);
    if (
      !total &&
      debit !== undefined &&
      debit !== 0n &&
      credit !== undefined &&
      credit !== 0n &&
      !this.#confirmed(cells, currency, debit - credit)
    )
      return refuse('both-debit-and-credit');
    return netOf(debit, credit, this.#list.creditsAbove);
  }

  /** An item with what was paid of it on one line: its balance says so. */
  #confirmed(cells: readonly string[], currency: string, net: bigint): boolean {
    const open = this.#amount('openAmount', cells, currency);
    return typeof open === 'bigint' && (open === net || open === -net);
  }

  /** What is left: its own column, else the amount less what was paid of it. */
  #open(cells: readonly string[], currency: string, moved: bigint | undefined): bigint | undefined | Refusal {
    const open = this.#amount('openAmount', cells, currency);
    if (typeof open === 'string') return this.#refuse(open, 'openAmount', cells);
    if (open !== undefined || this.#at.paid === -1 || moved === undefined) {
      const side = this.#at.sign === -1 || open === undefined ? undefined : this.#sides.get((cells[this.#at.sign] ?? '').trim());
      return side === 'credit' && open !== undefined && open > 0n ? -open : open;
    }
    const paid = this.#amount('paid', cells, currency);
    if (typeof paid === 'string') return this.#refuse(paid, 'paid', cells);
    if (paid === undefined || paid === 0n) return undefined;
    return paid > 0n === moved > 0n ? moved - paid : moved + paid;
  }

  get #amountField(): ItemField {
    return (['amount', 'openAmount', 'debit', 'credit'] as const).find((field) => this.#at[field] !== -1) ?? 'amount';
  }

  #amount(field: ItemField, cells: readonly string[], currency: string): bigint | undefined | AmountFault {
    const at = this.#at[field];
    return at === -1 ? undefined : this.#figure(at, field, cells, currency);
  }

  #figure(at: number, field: ItemField, cells: readonly string[], currency: string): bigint | undefined | AmountFault {
    const shift = this.#list.shifts.get(at) ?? 0;
    const found = readAmount(cells[at] ?? '', this.#marked[field], decimalsOf(currency) + shift, this.#round);
    return this.#turned && typeof found === 'bigint' ? -found : found;
  }

  /** The currency column, else the sign beside the amount, else the default; undefined when they contradict each other or name no currency. */
  #currencyOf(cells: readonly string[]): string | undefined {
    const written = this.#at.currency === -1 ? '' : (cells[this.#at.currency] ?? '').trim();
    const column = written === '' ? undefined : this.#known(written);
    if (written !== '' && column === undefined) return undefined;
    const sign = this.#signIn(cells);
    if (sign === undefined) return column ?? this.#currency;
    const expected = column ?? this.#currency;
    // A dollar sign fits every dollar, and a crown's every crown.
    if ((sign === 'USD' && expected.endsWith('D')) || (sign === 'kr' && /^(?:SEK|NOK|DKK|ISK)$/.test(expected))) return expected;
    if (column !== undefined && column !== sign) return undefined;
    return currencyCode(sign);
  }

  #signIn(cells: readonly string[]): string | undefined {
    for (const field of ['amount', 'openAmount', 'debit', 'credit'] as const) {
      const at = this.#at[field];
      const sign = at === -1 ? undefined : currencyIn(cells[at] ?? '', this.#marks);
      if (sign !== undefined) return sign;
    }
    return undefined;
  }

  readonly #codes = new Map<string, string | undefined>();

  #known(written: string): string | undefined {
    if (this.#codes.has(written)) return this.#codes.get(written);
    const code = currencyCode(written, this.#marks);
    if (this.#codes.size < 1000) this.#codes.set(written, code);
    return code;
  }

  /** What the row's word says of it; undefined for a word without a meaning. An advance that bears a number and a due date was asked for: it is owed. */
  #meaning(cells: readonly string[], amount: bigint, numbered: boolean): TypeMeaning | undefined {
    const written = this.#at.kind === -1 ? '' : (cells[this.#at.kind] ?? '').trim();
    const meaning = written === '' ? (this.#types.get('') ?? this.#fallback ?? 'invoice') : this.#types.get(written);
    if (meaning !== 'deposit') return meaning;
    return numbered && amount > 0n ? 'invoice' : 'payment';
  }

  #disputed(cells: readonly string[]): string | undefined {
    if (this.#at.disputed === -1) return undefined;
    const written = plainText(cells[this.#at.disputed]);
    const word = written.toLowerCase();
    if (NO.has(word) || /^0+[.,]0+$/.test(word)) return undefined;
    return YES.has(word) ? 'yes' : written;
  }

  #refuse(code: Parameters<typeof refuse>[0], field: ItemField, cells: readonly string[]): Refusal {
    if (field !== 'status') return refuse(code, this.#list.columns.name(field), cells[this.#at[field]] ?? '');
    const at = this.#list.statuses.find((status) => (cells[status.at] ?? '').trim() !== '')?.at ?? 0;
    return refuse(code, this.#list.table.header[at], cells[at]);
  }

  #missing(field: ItemField, cells: readonly string[]): Refusal {
    // A sheet's rows end with their last cell that is not blank.
    const short = this.#list.table.separator !== undefined && cells.length <= this.#at[field];
    return short ? refuse('short-row') : refuse('missing-field', this.#list.columns.name(field));
  }
}

function reduces(meaning: TypeMeaning): boolean {
  return meaning === 'credit-note' || meaning === 'payment';
}

/** A negative invoice is a credit note, whatever it is called; what its sign tells is moved within the account. */
function kindOf(meaning: Exclude<TypeMeaning, 'leave-out'>, amount: bigint): ItemKind {
  if (meaning === 'signed' || meaning === 'deposit') return 'transfer';
  return meaning === 'invoice' && amount < 0n ? 'credit-note' : meaning;
}
