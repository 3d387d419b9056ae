/** One ledger written out as programs write it: a layout, a way to sign, to date and to write amounts, in a language, with totals or without. */
import { civil, type Day, isoDay } from '../../src/core/kernel/dates.ts';

export interface Truth {
  readonly debtor: string;
  readonly name: string;
  readonly ref: string;
  readonly kind: 'invoice' | 'credit-note' | 'payment';
  readonly issue: Day;
  readonly due: Day;
  /** Cents, signed. */
  readonly amount: number;
  /** What is left of it. */
  readonly open: number;
}

export interface Shape {
  readonly language: 'fr' | 'en' | 'de' | 'nl' | 'es' | 'it';
  readonly layout: 'flat' | 'merged' | 'grouped' | 'prefixed';
  readonly titles: number;
  readonly blankFirst: boolean;
  readonly totals: 'none' | 'grand' | 'each';
  readonly signs: 'minus' | 'trailing' | 'brackets' | 'columns' | 'side' | 'words' | 'suffix';
  readonly money: 'open' | 'amount-open' | 'amount-paid';
  readonly dates: 'DMY' | 'MDY' | 'ISO' | 'serial' | 'month' | 'short';
  readonly comma: boolean;
  readonly group: '' | ' ' | '.' | "'";
  readonly mark: '' | '€' | 'EUR';
  readonly balance: boolean;
  readonly states: boolean;
  readonly separator: ';' | '\t';
}

const WORDS = {
  fr: {
    headers: {
      code: 'Code client',
      name: 'Nom',
      kind: 'Type',
      ref: 'N° facture',
      issue: 'Date facture',
      due: 'Échéance',
      amount: 'Montant TTC',
      open: 'Reste dû',
      paid: 'Déjà réglé',
      debit: 'Débit',
      credit: 'Crédit',
      side: 'Sens',
      balance: 'Solde',
      state: 'Statut',
    },
    kinds: { invoice: 'Facture', 'credit-note': 'Avoir', payment: 'Règlement' },
    sides: ['D', 'C'],
    total: 'Total',
    grand: 'Total général',
    prefix: 'Client : ',
    states: { open: 'En retard', paid: 'Payée', part: 'Partiellement payée' },
    months: ['janvier', 'février', 'mars', 'avril', 'mai', 'juin', 'juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre'],
  },
  en: {
    headers: {
      code: 'Customer No.',
      name: 'Customer Name',
      kind: 'Document Type',
      ref: 'Invoice Number',
      issue: 'Invoice Date',
      due: 'Due Date',
      amount: 'Total Amount',
      open: 'Outstanding',
      paid: 'Amount Paid',
      debit: 'Debit',
      credit: 'Credit',
      side: 'Dr/Cr',
      balance: 'Balance',
      state: 'Status',
    },
    kinds: { invoice: 'Invoice', 'credit-note': 'Credit Memo', payment: 'Payment' },
    sides: ['DR', 'CR'],
    total: 'Total',
    grand: 'Grand Total',
    prefix: 'Customer: ',
    states: { open: 'Overdue', paid: 'Paid', part: 'Partially paid' },
    months: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
  },
  de: {
    headers: {
      code: 'Kunden-Nr.',
      name: 'Kundenname',
      kind: 'Belegart',
      ref: 'Rechnungsnummer',
      issue: 'Rechnungsdatum',
      due: 'Fälligkeit',
      amount: 'Rechnungsbetrag',
      open: 'Offener Betrag',
      paid: 'Bezahlt',
      debit: 'Soll',
      credit: 'Haben',
      side: 'S/H',
      balance: 'Saldo',
      state: 'Status',
    },
    kinds: { invoice: 'Rechnung', 'credit-note': 'Gutschrift', payment: 'Zahlung' },
    sides: ['S', 'H'],
    total: 'Summe',
    grand: 'Gesamtsumme',
    prefix: 'Kunde: ',
    states: { open: 'überfällig', paid: 'bezahlt', part: 'teilweise bezahlt' },
    months: ['Januar', 'Februar', 'März', 'April', 'Mai', 'Juni', 'Juli', 'August', 'September', 'Oktober', 'November', 'Dezember'],
  },
  nl: {
    headers: {
      code: 'Klantnummer',
      name: 'Klantnaam',
      kind: 'Soort',
      ref: 'Factuurnummer',
      issue: 'Factuurdatum',
      due: 'Vervaldatum',
      amount: 'Factuurbedrag',
      open: 'Openstaand',
      paid: 'Betaald',
      debit: 'Debet',
      credit: 'Credit',
      side: 'D/C',
      balance: 'Saldo',
      state: 'Status',
    },
    kinds: { invoice: 'Factuur', 'credit-note': 'Creditnota', payment: 'Betaling' },
    sides: ['D', 'C'],
    total: 'Totaal',
    grand: 'Totaal',
    prefix: 'Klant: ',
    states: { open: 'openstaand', paid: 'betaald', part: 'gedeeltelijk betaald' },
    months: ['januari', 'februari', 'maart', 'april', 'mei', 'juni', 'juli', 'augustus', 'september', 'oktober', 'november', 'december'],
  },
  es: {
    headers: {
      code: 'Código cliente',
      name: 'Nombre cliente',
      kind: 'Tipo',
      ref: 'Nº factura',
      issue: 'Fecha factura',
      due: 'Vencimiento',
      amount: 'Importe total',
      open: 'Pendiente',
      paid: 'Cobrado',
      debit: 'Debe',
      credit: 'Haber',
      side: 'D/H',
      balance: 'Saldo',
      state: 'Estado',
    },
    kinds: { invoice: 'Factura', 'credit-note': 'Abono', payment: 'Pago' },
    sides: ['D', 'H'],
    total: 'Total',
    grand: 'Total general',
    prefix: 'Cliente: ',
    states: { open: 'Vencida', paid: 'Pagada', part: 'Parcialmente pagada' },
    months: ['enero', 'febrero', 'marzo', 'abril', 'mayo', 'junio', 'julio', 'agosto', 'septiembre', 'octubre', 'noviembre', 'diciembre'],
  },
  it: {
    headers: {
      code: 'Codice cliente',
      name: 'Ragione sociale',
      kind: 'Tipo documento',
      ref: 'N. fattura',
      issue: 'Data fattura',
      due: 'Scadenza',
      amount: 'Importo totale',
      open: 'Residuo',
      paid: 'Incassato',
      debit: 'Dare',
      credit: 'Avere',
      side: 'D/A',
      balance: 'Saldo',
      state: 'Stato',
    },
    kinds: { invoice: 'Fattura', 'credit-note': 'Nota di credito', payment: 'Pagamento' },
    sides: ['D', 'A'],
    total: 'Totale',
    grand: 'Totale generale',
    prefix: 'Cliente: ',
    states: { open: 'Scaduta', paid: 'Pagata', part: 'Parzialmente pagata' },
    months: [
      'gennaio',
      'febbraio',
      'marzo',
      'aprile',
      'maggio',
      'giugno',
      'luglio',
      'agosto',
      'settembre',
      'ottobre',
      'novembre',
      'dicembre',
    ],
  },
} as const;

type Cells = Record<string, string>;

/** The file's text; the items come in the order of their debtors. */
export function written(truth: readonly Truth[], shape: Shape): string {
  const { headers, total, grand, prefix } = WORDS[shape.language];
  const columns = columnsOf(shape);
  const lines: string[][] = [];
  const put = (cells: Cells): void => void lines.push(columns.map((column) => cells[column] ?? ''));
  const grouped = shape.layout === 'grouped' || shape.layout === 'prefixed';
  const label = grouped ? (columns[0] ?? '') : 'code';
  let before = '';
  for (const [i, item] of truth.entries()) {
    const first = item.debtor !== before;
    before = item.debtor;
    if (first && grouped) put({ [label]: `${shape.layout === 'prefixed' ? prefix : ''}${item.debtor} - ${item.name}` });
    put({
      ...itemCells(truth, i, shape),
      ...(grouped || (shape.layout === 'merged' && !first) ? {} : { code: item.debtor, name: item.name }),
    });
    if (shape.totals === 'each' && truth[i + 1]?.debtor !== item.debtor)
      put({
        [label]: `${total} ${item.debtor}`,
        ...sums(
          truth.filter(({ debtor }) => debtor === item.debtor),
          shape,
        ),
      });
  }
  if (shape.totals !== 'none') put({ [label]: grand, ...sums(truth, shape) });
  const named = columns.map((column) => headers[column as keyof typeof headers] ?? column);
  const all = [...Array.from({ length: shape.titles }, (_, i) => [`Liste ${i + 1}`]), named, ...lines];
  const quoted = (cell: string): string => (cell.includes(shape.separator) ? `"${cell}"` : cell);
  return all
    .map((row) => [...(shape.blankFirst ? [''] : []), ...row].map(quoted).join(shape.separator))
    .join('\n')
    .concat('\n');
}

function columnsOf({ layout, signs, money, balance, states }: Shape): string[] {
  const two = signs === 'columns';
  return [
    ...(layout === 'flat' || layout === 'merged' ? ['code', 'name'] : []),
    'issue',
    ...(signs === 'words' ? ['kind'] : []),
    'ref',
    'due',
    ...(two ? ['debit', 'credit'] : money === 'open' ? ['open'] : ['amount']),
    ...(signs === 'side' ? ['side'] : []),
    ...(!two && money === 'amount-open' ? ['open'] : []),
    ...(!two && money === 'amount-paid' ? ['paid'] : []),
    ...(two && balance ? ['balance'] : []),
    ...(!two && states && money === 'amount-open' ? ['state'] : []),
  ];
}

function itemCells(truth: readonly Truth[], at: number, shape: Shape): Cells {
  const item = truth[at];
  if (!item) return {};
  const { kinds, sides, states } = WORDS[shape.language];
  // Two columns show what is left, as an account does.
  const main = shape.signs === 'columns' || shape.money === 'open' ? item.open : item.amount;
  const run = truth.slice(0, at + 1).filter(({ debtor }) => debtor === item.debtor);
  return {
    issue: day(item.issue, shape),
    due: day(item.due, shape),
    ref: item.ref,
    kind: kinds[item.kind],
    side: (main < 0 ? sides[1] : sides[0]) ?? '',
    amount: signed(item.amount, shape),
    open: signed(item.open, shape),
    paid: signed(item.amount - item.open, shape),
    debit: main > 0 ? figure(main, shape) : '',
    credit: main < 0 ? figure(-main, shape) : '',
    balance: plainly(sum(run, 'open'), shape),
    state: item.open === 0 ? states.paid : item.open === item.amount ? states.open : states.part,
  };
}

function sums(items: readonly Truth[], shape: Shape): Cells {
  const debits = items.filter(({ open }) => open > 0);
  const credits = items.filter(({ open }) => open < 0);
  return {
    amount: plainly(sum(items, 'amount'), shape),
    open: plainly(sum(items, 'open'), shape),
    debit: figure(sum(debits, 'open'), shape),
    credit: figure(-sum(credits, 'open'), shape),
  };
}

function sum(items: readonly Truth[], what: 'amount' | 'open'): number {
  return items.reduce((all, item) => all + item[what], 0);
}

function signed(cents: number, shape: Shape): string {
  if (shape.signs === 'side' || shape.signs === 'words') return figure(Math.abs(cents), shape);
  return plainly(cents, shape);
}

function plainly(cents: number, shape: Shape): string {
  const text = figure(Math.abs(cents), shape);
  if (cents >= 0) return text;
  switch (shape.signs) {
    case 'trailing':
      return `${text}-`;
    case 'brackets':
      return `(${text})`;
    case 'suffix':
      return `${text} CR`;
    default:
      return `-${text}`;
  }
}

function figure(cents: number, { comma, group, mark }: Shape): string {
  const digits = String(cents).padStart(3, '0');
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, group === '.' && !comma ? ',' : group);
  return `${whole}${comma ? ',' : '.'}${digits.slice(-2)}${mark === '' ? '' : ` ${mark}`}`;
}

/** Excel counts days from the end of 1899. */
const SERIAL = 25_569;

function day(day: Day, { dates, language }: Shape): string {
  const { year, month, day: date } = civil(day);
  const two = (n: number): string => String(n).padStart(2, '0');
  switch (dates) {
    case 'DMY':
      return `${two(date)}/${two(month)}/${year}`;
    case 'MDY':
      return `${month}/${date}/${year}`;
    case 'ISO':
      return isoDay(day);
    case 'serial':
      return String(day + SERIAL);
    case 'month':
      return `${date} ${WORDS[language].months[month - 1]} ${year}`;
    case 'short':
      return `${two(date)}.${two(month)}.${two(year % 100)}`;
  }
}
