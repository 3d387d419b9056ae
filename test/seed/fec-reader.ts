/** A second reading of the demo company's files, straight from their text and sharing nothing with the generator. */

export interface FecLine {
  readonly journal: string;
  readonly number: string;
  /** YYYYMMDD, like every date here. */
  readonly date: string;
  readonly account: string;
  readonly debtor: string;
  readonly debtorName: string;
  readonly ref: string;
  readonly pieceDate: string;
  readonly text: string;
  /** Cents, debits positive. */
  readonly amount: number;
  readonly letter: string;
  readonly letterDate: string;
}

export interface OpenItem {
  readonly line: FecLine;
  readonly open: number;
}

export const HEADER =
  'JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tCompAuxNum\tCompAuxLib\tPieceRef\tPieceDate\tEcritureLib\tDebit\tCredit\tEcritureLet\tDateLet\tValidDate\tMontantdevise\tIdevise';

export function rowsOf(content: string): string[] {
  const rows = content.split('\r\n');
  if (rows.pop() !== '') throw new Error('the last line is not ended');
  return rows;
}

export function readFec(content: string): FecLine[] {
  return rowsOf(content)
    .slice(1)
    .map((row) => {
      const field = row.split('\t');
      const at = (index: number): string => field[index] ?? '';
      return {
        journal: at(0),
        number: at(2),
        date: at(3),
        account: at(4),
        debtor: at(6),
        debtorName: at(7),
        ref: at(8),
        pieceDate: at(9),
        text: at(10),
        amount: cents(at(11)) - cents(at(12)),
        letter: at(13),
        letterDate: at(14),
      };
    });
}

function cents(text: string): number {
  if (!/^\d+,\d{2}$/.test(text)) throw new Error(`not an amount: ${text}`);
  return Number(text.replace(',', ''));
}

export const isCustomer = (line: FecLine): boolean => /^41[136]/.test(line.account);

/** Open items by customer, account and letter (case kept): a group that does not balance gives its credits to its oldest debits. */
export function openItems(lines: readonly FecLine[]): OpenItem[] {
  const groups = new Map<string, FecLine[]>();
  lines.filter(isCustomer).forEach((line, index) => {
    const key = [line.debtor, line.account, line.letter === '' ? `#${index}` : line.letter].join('|');
    const group = groups.get(key);
    if (group) group.push(line);
    else groups.set(key, [line]);
  });
  return [...groups.values()].flatMap(leftIn);
}

function leftIn(group: readonly FecLine[]): OpenItem[] {
  const sum = group.reduce((total, line) => total + line.amount, 0);
  if (sum === 0) return [];
  // What has the smaller side is used up; the larger side keeps what is left of it, oldest used first.
  const side = Math.sign(sum);
  let used = group.filter((line) => Math.sign(line.amount) !== side).reduce((total, line) => total - line.amount * side, 0);
  const byAge = group.filter((line) => Math.sign(line.amount) === side).sort((a, b) => (a.pieceDate < b.pieceDate ? -1 : 1));
  return byAge.flatMap((line) => {
    const taken = Math.min(used, Math.abs(line.amount));
    used -= taken;
    const open = line.amount - taken * side;
    return open === 0 ? [] : [{ line, open }];
  });
}

/** The rows of a CSV without quoted fields, by header. */
export function readCsv(content: string): Record<string, string>[] {
  const [header = '', ...rows] = rowsOf(content);
  const names = header.split(',');
  return rows.map((row) => {
    const fields = row.split(',');
    if (fields.length !== names.length) throw new Error(`${fields.length} fields instead of ${names.length}: ${row}`);
    return Object.fromEntries(names.map((name, index) => [name, fields[index] ?? '']));
  });
}

const MS_PER_DAY = 86_400_000;

/** Days between a due date, worked out from the terms as the debtors file spells them, and `asOf` (both YYYYMMDD). */
export function daysLate(item: OpenItem, terms: string, asOf: string): number {
  const issued = utc(item.line.pieceDate);
  const due = item.open < 0 ? utc(item.line.date) : dueAt(issued, terms);
  return Math.round((utc(asOf) - due) / MS_PER_DAY);
}

function dueAt(issued: number, terms: string): number {
  const after = (from: number, days: number): number => from + days * MS_PER_DAY;
  const monthEnd = (from: number): number => Date.UTC(new Date(from).getUTCFullYear(), new Date(from).getUTCMonth() + 1, 0);
  const [first = '', second = ''] = terms.split(' ');
  if (second === 'EOM') return monthEnd(after(issued, Number(first)));
  return first === 'EOM' ? after(monthEnd(issued), Number(second)) : after(issued, Number(first));
}

function utc(date: string): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6, 8)));
}

/** Monday to Friday outside the eleven French public holidays, Easter by the Gregorian computus (Meeus). */
export function isFrenchBusinessDay(date: string): boolean {
  const time = utc(date);
  const weekday = new Date(time).getUTCDay();
  const fixed = ['0101', '0501', '0508', '0714', '0815', '1101', '1111', '1225'];
  const easter = easterSunday(Number(date.slice(0, 4)));
  const movable = [1, 39, 50].map((days) => easter + days * MS_PER_DAY);
  return weekday !== 0 && weekday !== 6 && !fixed.includes(date.slice(4)) && !movable.includes(time);
}

function easterSunday(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return Date.UTC(year, Math.floor(f / 31) - 1, (f % 31) + 1);
}
