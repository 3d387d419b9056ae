/** Exports as their programs lay them out, each a way to write out one and the same ledger. */
import iconv from 'iconv-lite';
import { type Day, isoDay, parseDay } from '../../src/core/kernel/dates.ts';
import type { Answers } from '../../src/core/ledger/question.ts';
import { sheets, sheetXml, workbook } from './zip.ts';

export interface Layout {
  readonly program: string;
  readonly export: string;
  /** Titles above the header, one a line. */
  readonly top?: string;
  /** "Header=what stands under it", parted by `;`: a field in braces, or what the program always writes there. */
  readonly columns: string;
  readonly separator?: string;
  /** How 1234.5 and 16 March 2026 are written; one thousand two hundred below zero when a minus in front is not the way. */
  readonly money: string;
  readonly minus?: string;
  readonly date: string;
  /** Credits are written without a sign, beside a word that says what they are. */
  readonly unsigned?: true;
  /** Words for an invoice and a credit note; for what is open, partly paid, paid and not issued yet (which is not in the list without it). */
  readonly types?: readonly [string, string];
  readonly states?: readonly [open: string, partly: string, paid: string, draft?: string];
  readonly sides?: readonly [string, string];
  /** A customer's line above the items, and the sum's label under them; the label of all. */
  readonly group?: string;
  readonly sum?: string;
  readonly total?: string;
  readonly as?: 'cp1252' | 'utf16' | 'html' | 'spreadsheetml' | 'xlsx' | 'two sheets';
  readonly currency?: string;
  /** The company's own currency, when it is not the euro. */
  readonly home?: string;
  readonly answers?: Answers;
  /** The customer is known by the name alone. */
  readonly byName?: true;
}

export interface Truth {
  readonly code: string;
  readonly name: string;
  readonly ref: string;
  readonly issue: Day;
  readonly due: Day;
  /** Cents. */
  readonly amount: number;
  readonly open: number;
  readonly state: 0 | 1 | 2 | 3;
}

const on = (text: string): Day => parseDay(text) ?? 0;
const [A, B] = [
  { code: 'C10010', name: 'Atelier Bleu' },
  { code: 'C10020', name: 'Boutique Verte' },
] as const;
export const LEDGER: readonly Truth[] = [
  { ...A, ref: 'F2601', issue: on('2026-03-16'), due: on('2026-04-15'), amount: 120_000, open: 120_000, state: 0 },
  { ...A, ref: 'F2602', issue: on('2026-06-20'), due: on('2026-07-30'), amount: 185_050, open: 35_050, state: 1 },
  { ...A, ref: 'G2603', issue: on('2026-07-02'), due: on('2026-07-02'), amount: -10_000, open: -10_000, state: 0 },
  { ...B, ref: 'F2604', issue: on('2026-05-13'), due: on('2026-06-12'), amount: 245_050, open: 245_050, state: 0 },
  { ...B, ref: 'F2605', issue: on('2026-08-03'), due: on('2026-09-02'), amount: 24_000, open: 0, state: 2 },
  { ...B, ref: 'F2606', issue: on('2026-08-04'), due: on('2026-09-03'), amount: 9_900, open: 9_900, state: 3 },
];

/** What the layout shows: what is settled or not issued yet only where it can say so. */
export function shown({ columns, states }: Layout): readonly Truth[] {
  const says = /\{(?:open|paid|state)\}/.test(columns);
  return LEDGER.filter(({ state }) => (state === 3 ? states?.[3] !== undefined : state !== 2 || says));
}

export function owed(truth: Truth): number {
  return truth.state === 3 ? 0 : truth.open;
}

function moneyOf(cents: number, { money, minus, unsigned }: Layout): string {
  const size = Math.abs(cents);
  const form = /1(\D?)234(\D)50/.exec(money);
  const whole = String(Math.trunc(size / 100)).replace(/\B(?=(\d{3})+$)/g, form?.[1] ?? '');
  const figure = `${whole}${form?.[2] ?? '.'}${String(size % 100).padStart(2, '0')}`;
  const plain = money.replace(form?.[0] ?? money, figure);
  if (cents >= 0 || unsigned) return plain;
  return minus === undefined ? `-${plain}` : minus.replace(/1\D?200\D00/, figure);
}

function dateOf(day: Day, { date }: Layout): string {
  const [y = '', m = '', d = ''] = isoDay(day).split('-');
  const short = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][Number(m) - 1] ?? '';
  return date
    .replace('2026', y)
    .replace('26', y.slice(2))
    .replace('Mar', short)
    .replace('mars', ['janvier', 'février', 'mars', 'avril', 'mai', 'juin', 'juillet', 'août', 'septembre'][Number(m) - 1] ?? '')
    .replace('03', m)
    .replace('16', d);
}

function fieldOf(field: string, truth: Truth, layout: Layout): string {
  // Where only the amount is shown it is what is left of it.
  const size = /\{(?:open|paid|state)\}/.test(layout.columns) ? truth.amount : truth.open;
  const money = (cents: number): string => moneyOf(cents, layout);
  const tax = Math.round(size / 6);
  const credit = truth.amount < 0;
  switch (field) {
    case 'code':
    case 'name':
    case 'ref':
      return truth[field];
    case 'issue':
    case 'due':
      return dateOf(truth[field], layout);
    case 'amount':
      return money(layout.sides ? Math.abs(size) : size);
    case 'open':
      return money(truth.open);
    case 'paid':
      return money(truth.amount - truth.open);
    case 'net':
      return money(size - tax);
    case 'tax':
      return money(tax);
    case 'debit':
      return credit ? '' : money(size);
    case 'credit':
      return credit ? money(-size) : '';
    case 'type':
      return layout.types?.[credit ? 1 : 0] ?? '';
    case 'side':
      return layout.sides?.[credit ? 1 : 0] ?? '';
    case 'state':
      return layout.states?.[truth.state] ?? '';
    default:
      throw new Error(`no field is called ${field}`);
  }
}

function cellsOf(truth: Truth, columns: readonly string[], layout: Layout): string[] {
  return columns.map((column) => column.replace(/\{(\w+)\}/g, (_, field: string) => fieldOf(field, truth, layout)));
}

/** A line of sums under the items, its label in the first column. */
function sumOf(items: readonly Truth[], label: string, columns: readonly string[], layout: Layout): string[] {
  const all = items.map((truth) => fieldsOf(truth, layout));
  return columns.map((column, i) => {
    if (i === 0) return label;
    const field = /^\{(amount|open|paid|debit|credit)\}$/.exec(column)?.[1];
    return field === undefined
      ? ''
      : moneyOf(
          all.reduce((sum, of) => sum + (of[field as keyof typeof of] ?? 0), 0),
          layout,
        );
  });
}

function fieldsOf({ amount, open }: Truth, { columns }: Layout) {
  const size = /\{(?:open|paid|state)\}/.test(columns) ? amount : open;
  return { amount: size, open, paid: amount - open, debit: Math.max(size, 0), credit: Math.max(-size, 0) };
}

function rowsOf(layout: Layout): string[][] {
  const pairs = layout.columns.split(';').map((pair) => pair.split('=') as [string, string]);
  const columns = pairs.map(([, content = '']) => content);
  const items = shown(layout);
  const lines = [A, B].flatMap((party) => {
    const own = items.filter(({ code }) => code === party.code);
    const say = (text: string): string => text.replace('{code}', party.code).replace('{name}', party.name);
    return [
      ...(layout.group === undefined ? [] : [say(layout.group).split(';')]),
      ...own.map((truth) => cellsOf(truth, columns, layout)),
      ...(layout.sum === undefined ? [] : [sumOf(own, say(layout.sum), columns, layout)]),
    ];
  });
  return [
    ...(layout.top === undefined ? [] : layout.top.split('\n').map((line) => line.split(';'))),
    pairs.map(([header]) => header),
    ...lines,
    ...(layout.total === undefined ? [] : [sumOf(items, layout.total, columns, layout)]),
  ];
}

/** The bytes of the export. */
export function written(layout: Layout): Buffer {
  const rows = rowsOf(layout);
  const { as, separator = ';' } = layout;
  const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  if (as === 'xlsx') return workbook(rows);
  if (as === 'two sheets')
    return sheets([
      {
        name: 'Résumé',
        xml: sheetXml([
          ['Tranche', 'Montant'],
          ['Non échu', { n: '12' }],
        ]),
      },
      { name: 'Archives', xml: sheetXml(rows), hidden: true },
      { name: 'Détail', xml: sheetXml(rows) },
    ]);
  if (as === 'html')
    return Buffer.from(
      `<html><body><table>${rows.map((row) => `<tr>${row.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`).join('')}</table></body></html>`,
    );
  if (as === 'spreadsheetml') {
    const cells = (row: readonly string[]): string =>
      row.map((cell) => `<Cell><Data ss:Type="String">${escaped(cell)}</Data></Cell>`).join('');
    return Buffer.from(
      `<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Liste"><Table>${rows.map((row) => `<Row>${cells(row)}</Row>`).join('')}</Table></Worksheet></Workbook>`,
    );
  }
  const quoted = (cell: string): string => (cell.includes(separator) || cell.includes('"') ? `"${cell.replaceAll('"', '""')}"` : cell);
  const text = `${rows.map((row) => row.map(quoted).join(separator)).join('\r\n')}\r\n`;
  if (as === 'cp1252') return iconv.encode(text, 'windows-1252');
  return as === 'utf16' ? iconv.encode(text, 'utf-16le', { addBOM: true }) : Buffer.from(text);
}
