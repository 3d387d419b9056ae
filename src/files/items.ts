/** Lists of items and of payments (CSV, XLSX): each row becomes one typed item with signed exact amounts, or one numbered remark. */
import type { Day } from '../core/kernel/dates.ts';
import { decimalsOf } from '../core/kernel/money.ts';
import type { ItemKind, ListRow } from '../core/ledger/item.ts';
import { Ordinals } from '../core/ledger/ordinals.ts';
import type { Batch } from '../core/ledger/reading.ts';
import { type AmountFault, currencyIn, readAmount } from './amount-column.ts';
import { readDate } from './date-column.ts';
import { ITEM_TYPES, type ItemField, itemColumns } from './item-fields.ts';
import { kindOfWord } from './kinds.ts';
import { Letters } from './letters.ts';
import { currencyCode, idText, type List, type ListOptions, plainText, type RowResult, readList, refuse, surveyList } from './list.ts';
import type { Table } from './table.ts';

/** Surveys a list of items or payments; the result reads it, as often as asked. Throws FileFault. */
export async function openItems(
  table: Table,
  kind: 'items' | 'payments',
  options: ListOptions,
): Promise<(sink: (batch: Batch<ListRow>) => Promise<void>) => Promise<void>> {
  const list = await surveyList(table, itemColumns(table.header, kind, options), ITEM_TYPES, options);
  const fallback = options.mapping?.defaults.kind ?? (kind === 'payments' ? 'payment' : undefined);
  const reading = () => {
    const reader = new ItemReader(list, options, fallback);
    return (cells: readonly string[], line: number) => reader.read(cells, line);
  };
  // A list that says what is open needs no letters.
  if (!list.columns.has('letter') || list.columns.has('openAmount') || list.columns.has('settledDate'))
    return (sink) => readList(list, reading(), sink);
  const letters = await Letters.of(list, reading());
  return (sink) => {
    const read = reading();
    return readList(list, (cells, line) => letters.close(cells, read(cells, line)), sink);
  };
}

const NO = new Set(['', 'no', 'non', 'n', '0', 'false', 'faux', 'nee', '-']);
const YES = new Set(['yes', 'y', 'oui', 'o', 'true', 'vrai', '1', 'x', 'ja']);

/** The money of one row. */
interface Amounts {
  readonly currency: string;
  readonly amount: bigint;
  readonly open: bigint | undefined;
}

/** Reads the rows of one pass over a list. */
class ItemReader {
  readonly #ordinals = new Ordinals();
  readonly #list: List<ItemField>;
  readonly #at: Readonly<Record<ItemField, number>>;
  readonly #fallback: ItemKind | undefined;
  readonly #currency: string;
  readonly #round: boolean;

  constructor(list: List<ItemField>, options: ListOptions, fallback: ItemKind | undefined) {
    this.#list = list;
    const fields = Object.keys(ITEM_TYPES.synonyms) as ItemField[];
    this.#at = Object.fromEntries(fields.map((field) => [field, list.columns.at(field)])) as Record<ItemField, number>;
    this.#fallback = fallback;
    this.#currency = options.mapping?.defaults.currency ?? options.currency;
    this.#round = options.mapping?.rounding !== undefined;
  }

  read(cells: readonly string[], line: number): RowResult<ListRow> {
    const debtor = idText(cells[this.#at.debtor], this.#list.floats('debtor'));
    if (debtor === '') return this.#missing('debtor', cells);
    const issued = this.#date('issueDate', cells);
    const dueDay = this.#date('dueDate', cells);
    const settledDay = this.#date('settledDate', cells);
    if (issued === null) return this.#refuse('bad-date', 'issueDate', cells);
    if (dueDay === null) return this.#refuse('bad-date', 'dueDate', cells);
    if (settledDay === null) return this.#refuse('bad-date', 'settledDate', cells);
    const issueDay = issued ?? dueDay;
    if (issueDay === undefined) return this.#missing(this.#at.issueDate === -1 ? 'dueDate' : 'issueDate', cells);
    const money = this.#money(cells);
    if ('fault' in money) return money;
    const kind = this.#kind(cells, money.amount);
    if (kind === undefined) return this.#refuse('bad-kind', 'kind', cells);
    const name = plainText(cells[this.#at.name]);
    const ref = idText(cells[this.#at.ref], this.#list.floats('ref'));
    // Credits reduce what is owed, however the list signs them.
    const credit = (kind === 'credit-note' || kind === 'payment') && money.amount > 0n;
    const { currency, amount, open } = money;
    const item = {
      line,
      debtor,
      name: name === '' ? undefined : name,
      ref,
      kind,
      issueDay,
      dueDay,
      currency,
      amount: credit ? -amount : amount,
      openAmount: credit && open !== undefined ? -open : open,
      settledDay,
      disputed: this.#disputed(cells),
      ordinal: this.#ordinals.next(`${debtor}\0${ref}\0${kind}\0${issueDay}`),
    };
    // Paid on order, before the invoice was posted: real lists hold such lines. The item never counts, which is right, but it is said.
    const early = settledDay !== undefined && settledDay < issueDay;
    return early ? { row: item, warning: this.#refuse('settled-before-issue', 'settledDate', cells).fault } : { row: item };
  }

  #date(field: ItemField, cells: readonly string[]): Day | undefined | null {
    const at = this.#at[field];
    return at === -1 ? undefined : readDate(cells[at] ?? '', this.#list.order(field));
  }

  #money(cells: readonly string[]): Amounts | { readonly fault: { readonly code: 'bad-currency' } } | ReturnType<typeof refuse> {
    const currency = this.#currencyOf(cells);
    if (currency === undefined) return this.#refuse('bad-currency', this.#at.currency === -1 ? this.#amountField : 'currency', cells);
    const amount = this.#amount('amount', cells, currency);
    if (typeof amount === 'string') return this.#refuse(amount, 'amount', cells);
    const open = this.#amount('openAmount', cells, currency);
    if (typeof open === 'string') return this.#refuse(open, 'openAmount', cells);
    if (amount === undefined)
      return open === undefined ? this.#missing(this.#amountField, cells) : { currency, amount: open, open: undefined };
    if (open !== undefined && (amount < 0n ? open > 0n || open < amount : open < 0n || open > amount))
      return this.#refuse('open-exceeds-amount', 'openAmount', cells);
    return { currency, amount, open };
  }

  get #amountField(): 'amount' | 'openAmount' {
    return this.#at.amount === -1 ? 'openAmount' : 'amount';
  }

  #amount(field: 'amount' | 'openAmount', cells: readonly string[], currency: string): bigint | undefined | AmountFault {
    const at = this.#at[field];
    return at === -1 ? undefined : readAmount(cells[at] ?? '', this.#list.mark(field), decimalsOf(currency), this.#round);
  }

  /** The currency column, else the sign beside the amount, else the default; undefined when they contradict each other or name no currency. */
  #currencyOf(cells: readonly string[]): string | undefined {
    const written = this.#at.currency === -1 ? '' : (cells[this.#at.currency] ?? '').trim();
    const column = written === '' ? undefined : this.#known(written);
    if (written !== '' && column === undefined) return undefined;
    const sign = currencyIn((cells[this.#at[this.#amountField]] ?? '').trim());
    if (sign === undefined) return column ?? this.#currency;
    const expected = column ?? this.#currency;
    // A dollar sign fits every dollar.
    if (sign === 'USD' && expected.endsWith('D')) return expected;
    if (column !== undefined && column !== sign) return undefined;
    return currencyCode(sign);
  }

  readonly #codes = new Map<string, string | undefined>();

  #known(written: string): string | undefined {
    if (this.#codes.has(written)) return this.#codes.get(written);
    const code = currencyCode(written);
    if (this.#codes.size < 1000) this.#codes.set(written, code);
    return code;
  }

  /** A negative invoice is a credit note, whatever it is called; a credit note or payment is given by its word. */
  #kind(cells: readonly string[], amount: bigint): ItemKind | undefined {
    const written = this.#at.kind === -1 ? '' : (cells[this.#at.kind] ?? '').trim();
    const kind = written === '' ? (this.#fallback ?? 'invoice') : kindOfWord(written);
    return kind === 'invoice' && amount < 0n ? 'credit-note' : kind;
  }

  #disputed(cells: readonly string[]): string | undefined {
    if (this.#at.disputed === -1) return undefined;
    const written = plainText(cells[this.#at.disputed]);
    const word = written.toLowerCase();
    if (NO.has(word) || /^0+[.,]0+$/.test(word)) return undefined;
    return YES.has(word) ? 'yes' : written;
  }

  #refuse(code: Parameters<typeof refuse>[0], field: ItemField, cells: readonly string[]): ReturnType<typeof refuse> {
    return refuse(code, this.#list.columns.name(field), cells[this.#at[field]] ?? '');
  }

  #missing(field: ItemField, cells: readonly string[]): ReturnType<typeof refuse> {
    return cells.length <= this.#at[field] ? refuse('short-row') : refuse('missing-field', this.#list.columns.name(field));
  }
}
