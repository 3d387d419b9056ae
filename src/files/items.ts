/** Lists of items and of payments (CSV, XLSX): each row becomes one typed item with signed exact amounts, or one numbered remark. */
import type { Day } from '../core/dates.ts';
import { FileFault } from '../core/ledger/file-fault.ts';
import type { ItemKind, ListRow } from '../core/ledger/item.ts';
import type { Batch } from '../core/ledger/reading.ts';
import { decimalsOf } from '../core/money.ts';
import { type AmountFault, currencyIn, readAmount } from './amount-column.ts';
import { readDate } from './date-column.ts';
import type { Columns } from './headers.ts';
import { kindOfWord } from './kinds.ts';
import {
  columnsOf,
  currencyCode,
  type FieldTypes,
  idText,
  type List,
  type ListOptions,
  plainText,
  type RowResult,
  readList,
  refuse,
  surveyList,
} from './list.ts';
import type { Table } from './table.ts';

export type ItemField =
  | 'debtor'
  | 'name'
  | 'ref'
  | 'kind'
  | 'issueDate'
  | 'dueDate'
  | 'currency'
  | 'amount'
  | 'openAmount'
  | 'settledDate'
  | 'disputed';

export const ITEM_TYPES: FieldTypes<ItemField> = {
  synonyms: {
    debtor: [
      'debtor id|debtor code|debtor no|code debiteur|no debiteur|no client|code client|client id|compte client|no compte client|customer no|customer id|customer code|cust no|cust id|customer account|compte tiers|no compte tiers|code tiers|no tiers|compte auxiliaire|comp aux num|account code|account id|account no|no compte|kunnr|klantnummer',
      'compte|account|tiers|cust',
      'debiteur|client|customer|buyer|acheteur|klant',
    ],
    name: [
      'debtor name|nom|nom client|raison sociale|intitule|intitule compte|intitule client|customer name|client name|name customer|nom tiers|nom debiteur|libelle tiers|libelle client|account name|denomination|comp aux lib|company name|societe|klantnaam',
      'company',
      'client|customer|tiers|debiteur',
    ],
    ref: [
      'no facture|facture|ref facture|reference facture|invoice no|invoice id|invoice ref|invoice reference|invoice|document no|doc no|doc id|document id|belnr|factuurnummer',
      'reference|no piece|piece|piece ref|ref piece|document|xblnr|transaction id|no',
    ],
    kind: [
      'type|type piece|type facture|type document|document type|doc type|invoice type|transaction type|type ecriture|nature|nature piece|blart',
    ],
    issueDate: [
      'date facture|date facturation|date emission|emission|invoice date|date invoice|billing date|document date|doc date|date document|date piece|issued|issued on|bldat|factuurdatum',
      'date|posting date|date comptable|date ecriture|date comptabilisation|budat',
    ],
    dueDate: [
      'due|due on|due in date|date due|echeance|date echeance|date d echeance|net due date|maturity|maturity date|payment due date|echeance nette|vervaldatum',
    ],
    currency: ['devise|code devise|monnaie|currency code|invoice currency|document currency|ccy|cur|curr|waers|munt'],
    amount: [
      'montant|montant ttc|ttc|total ttc|montant facture|montant total|montant initial|montant origine|montant original|invoice amount|amount incl tax|amount incl vat|total amount|original amount|gross amount|wrbtr|dmbtr|bedrag',
      'total',
    ],
    openAmount: [
      'reste du|restant du|reste a payer|reste a regler|reste|montant ouvert|montant restant|montant restant du|montant du|solde|solde du|solde ouvert|encours|outstanding|outstanding amount|amount outstanding|amount due|balance|balance due|open balance|remaining|remaining amount|total open amount|amount open|openstaand',
    ],
    settledDate: [
      'settled on|settlement date|settled date|date reglement|date paiement|date encaissement|date lettrage|regle le|paye le|payment date|paid on|paid date|date paid|clear date|clearing date|closed on|augdt',
    ],
    disputed: [
      'dispute|litige|en litige|litigieux|conteste|contested|motif litige|motif du litige|dispute reason|code litige|montant litige|disputed amount',
    ],
  },
  dates: ['issueDate', 'dueDate', 'settledDate'],
  amounts: ['amount', 'openAmount'],
  ids: ['debtor', 'ref'],
};

/** A list of payments calls its own date and amount by other names. */
const PAYMENT_TYPES: FieldTypes<ItemField> = {
  ...ITEM_TYPES,
  synonyms: {
    ...ITEM_TYPES.synonyms,
    issueDate: [
      `${ITEM_TYPES.synonyms.issueDate[0]}|payment date|paid on|date reglement|date paiement|date encaissement|value date|date valeur`,
      'date',
    ],
    settledDate: ['settled on'],
    amount: [
      `${ITEM_TYPES.synonyms.amount[0]}|payment amount|amount paid|paid amount|montant regle|montant paye|montant reglement`,
      'total',
    ],
    ref: [
      `${ITEM_TYPES.synonyms.ref[0]}|payment reference|ref reglement|no reglement|payment id|no cheque`,
      'reference|no piece|piece|document|no',
    ],
  },
};

/** Columns of an item list. Throws FileFault `missing-column`: debtor, an amount and a date are essential. */
export function itemColumns(header: readonly string[], kind: 'items' | 'payments', options: ListOptions): Columns<ItemField> {
  const columns = columnsOf(header, kind === 'items' ? ITEM_TYPES : PAYMENT_TYPES, options.mapping);
  const missing = [
    ...(columns.has('debtor') ? [] : ['debtor']),
    ...(columns.has('amount') || columns.has('openAmount') ? [] : ['amount']),
    ...(columns.has('issueDate') || columns.has('dueDate') ? [] : ['issueDate']),
  ];
  if (missing.length > 0) throw new FileFault('missing-column', { missing, found: header, option: '--mapping' });
  return columns;
}

/** Surveys a list of items or payments; the result reads it, as often as asked. Throws FileFault. */
export async function openItems(
  table: Table,
  kind: 'items' | 'payments',
  options: ListOptions,
): Promise<(sink: (batch: Batch<ListRow>) => Promise<void>) => Promise<void>> {
  const list = await surveyList(table, itemColumns(table.header, kind, options), ITEM_TYPES, options);
  const fallback = options.mapping?.defaults.kind ?? (kind === 'payments' ? 'payment' : undefined);
  const reader = new ItemReader(list, options, fallback);
  return (sink) => readList(list, (cells, line) => reader.read(cells, line), sink);
}

const NO = new Set(['', 'no', 'non', 'n', '0', 'false', 'faux', 'nee', '-']);
const YES = new Set(['yes', 'y', 'oui', 'o', 'true', 'vrai', '1', 'x', 'ja']);

/** The money of one row. */
interface Amounts {
  readonly currency: string;
  readonly amount: bigint;
  readonly open: bigint | undefined;
}

class ItemReader {
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
