/** Writes the books as FEC files (art. A47 A-1 LPF): one per calendar year, opening balances first, 18 columns, tabs and decimal commas. */
import type { Book, Entry, Item, OtherLine } from './book.ts';
import { type Day, dayOf, toIso, yearOf } from './calendar.ts';
import { type Letter, letters } from './lettering.ts';

const HEADER =
  'JournalCode JournalLib EcritureNum EcritureDate CompteNum CompteLib CompAuxNum CompAuxLib PieceRef PieceDate EcritureLib Debit Credit EcritureLet DateLet ValidDate Montantdevise Idevise'.split(
    ' ',
  );

const JOURNALS = {
  AN: 'À nouveaux',
  VE: 'Ventes',
  BQ: 'Banque',
  EF: 'Effets à recevoir',
  OD: 'Opérations diverses',
  AC: 'Achats',
} as const;

const ACCOUNTS: Readonly<Record<string, string>> = {
  '101300': 'Capital souscrit, appelé, versé',
  '110000': 'Report à nouveau',
  '401000': 'Fournisseurs',
  '411000': 'Clients',
  '413000': 'Clients, effets à recevoir',
  '416000': 'Clients douteux ou litigieux',
  '421000': 'Personnel, rémunérations dues',
  '431000': 'Sécurité sociale',
  '445510': 'TVA à décaisser',
  '445660': 'TVA déductible',
  '445710': 'TVA collectée',
  '512000': 'Banque',
  '601000': 'Achats de matières',
  '606100': 'Énergie',
  '624100': 'Transports sur ventes',
  '627000': 'Services bancaires',
  '641000': 'Rémunérations du personnel',
  '645000': 'Charges sociales',
  '654000': 'Pertes sur créances irrécouvrables',
  '701000': 'Ventes de produits finis',
  '701200': 'Ventes intracommunautaires',
  '708500': 'Ports et frais facturés',
};

interface FecFile {
  readonly name: string;
  readonly content: string;
}

/**
 * One file per calendar year from the year of `start` to that of `last`. The first opens on `start` with what was then
 * open, every later one on 1 January; customer accounts are opened item by item, with each item's own number and date.
 */
export function fecFiles(book: Book, siren: string, start: Day, last: Day): FecFile[] {
  const files: FecFile[] = [];
  let open = openAmounts(book, start);
  for (let year = yearOf(start); year <= yearOf(last); year += 1) {
    const opening = Math.max(start, dayOf(year, 1, 1));
    const closing = Math.min(last, dayOf(year, 12, 31));
    const left = openAmounts(book, closing + 1);
    files.push({ name: `${siren}FEC${year}1231.txt`, content: yearFile(book, opening, closing, open, left) });
    open = left;
  }
  return files;
}

type OpenAmounts = ReadonlyMap<Item, number>;

function yearFile(book: Book, opening: Day, closing: Day, open: OpenAmounts, left: OpenAmounts): string {
  const lettered = book.allocations.filter(({ day }) => day >= opening && day <= closing);
  const marks = letters(lettered, (item) => left.has(item));
  const rows = [HEADER, ...openingRows(book, opening, open, marks)];
  const numbers = new Map<string, number>();
  for (const entry of book.entries) {
    if (entry.day < opening || entry.day > closing) continue;
    const number = (numbers.get(entry.journal) ?? 0) + 1;
    numbers.set(entry.journal, number);
    rows.push(...entryRows(entry, `${entry.journal}${String(number).padStart(6, '0')}`, marks));
  }
  return rows.map((row) => `${row.join('\t')}\r\n`).join('');
}

function entryRows(entry: Entry, number: string, marks: ReadonlyMap<Item, Letter>): string[][] {
  const about = { journal: entry.journal, number, day: entry.day, text: entry.text };
  const items = entry.items.map((item) => itemRow(about, item, item.amount, marks));
  const others = entry.others.map((line) => otherRow(about, line, entry.ref, entry.pieceDay));
  return [...items, ...others];
}

/** The opening entry: every item as it stood, every other balance-sheet account in one line, results in the report à nouveau. */
function openingRows(book: Book, opening: Day, open: OpenAmounts, marks: ReadonlyMap<Item, Letter>): string[][] {
  const about = { journal: 'AN' as const, number: 'AN000001', day: opening, text: 'Solde à nouveau' };
  const before = book.entries.filter((entry) => entry.day < opening);
  const rows = [...open].map(([item, amount]) => itemRow({ ...about, text: `À nouveau ${item.ref}` }, item, amount, marks));
  const others = balances(before.flatMap((entry) => entry.others));
  return [...rows, ...others.map((line) => otherRow(about, line, 'AN', opening))];
}

/** What each item posted before `morning` still held on it, in cents; closed items are left out. */
function openAmounts(book: Book, morning: Day): OpenAmounts {
  const open = new Map<Item, number>();
  for (const item of book.items) if (item.entryDay < morning && item.closedOn >= morning) open.set(item, item.amount);
  for (const { debit, credit, amount, day } of book.allocations) {
    if (day >= morning) continue;
    const [debitLeft, creditLeft] = [open.get(debit), open.get(credit)];
    if (debitLeft !== undefined) open.set(debit, debitLeft - amount);
    if (creditLeft !== undefined) open.set(credit, creditLeft + amount);
  }
  return open;
}

function balances(lines: readonly OtherLine[]): OtherLine[] {
  const sums = new Map<string, OtherLine>();
  for (const line of lines) {
    const account = /^[67]/.test(line.account) ? '110000' : line.account;
    const key = `${account} ${line.auxiliary?.code ?? ''}`;
    sums.set(key, { ...line, account, amount: (sums.get(key)?.amount ?? 0) + line.amount });
  }
  const sorted = [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
  return sorted.filter((line) => line.amount !== 0);
}

interface About {
  readonly journal: keyof typeof JOURNALS;
  readonly number: string;
  readonly day: Day;
  readonly text: string;
}

function itemRow(about: About, item: Item, amount: number, marks: ReadonlyMap<Item, Letter>): string[] {
  const mark = marks.get(item);
  const lettering = mark ? [mark.code, fecDate(mark.day)] : ['', ''];
  return row(about, item.account, [item.debtor.code, item.debtor.name], item.ref, item.pieceDay, amount, lettering);
}

function otherRow(about: About, line: OtherLine, ref: string, pieceDay: Day): string[] {
  const auxiliary = line.auxiliary ? [line.auxiliary.code, line.auxiliary.name] : ['', ''];
  return row(about, line.account, auxiliary, ref, pieceDay, line.amount, ['', '']);
}

function row(about: About, account: string, auxiliary: string[], ref: string, piece: Day, amount: number, lettering: string[]): string[] {
  const { journal, number, day, text } = about;
  return [
    journal,
    JOURNALS[journal],
    number,
    fecDate(day),
    account,
    ACCOUNTS[account] ?? '',
    ...auxiliary,
    ref,
    fecDate(piece),
    text,
    euros(Math.max(amount, 0)),
    euros(Math.max(-amount, 0)),
    ...lettering,
    fecDate(day),
    '',
    '',
  ];
}

const writtenDates = new Map<Day, string>();

/** YYYYMMDD, remembered because a year's lines share some 250 dates. */
function fecDate(day: Day): string {
  const known = writtenDates.get(day);
  if (known !== undefined) return known;
  const written = toIso(day).replaceAll('-', '');
  writtenDates.set(day, written);
  return written;
}

function euros(cents: number): string {
  return `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, '0')}`;
}
