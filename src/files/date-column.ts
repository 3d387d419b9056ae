/** One column of dates: the order of day, month and year is decided over the whole column, then every cell is read in it. */
import { type Day, dayOf } from '../core/kernel/dates.ts';
import { FileFault } from '../core/ledger/file-fault.ts';

export type DateOrder = 'DMY' | 'MDY' | 'YMD';

/** How a column's cells are read: in an order, or as a spreadsheet's numbers of days. */
export type DateReading = DateOrder | 'serial';

/** Two-digit years below it are of this century: 69 is 2069, 70 is 1970. */
export const CENTURY_PIVOT = 70;

const DMY = 1;
const MDY = 2;
const YMD = 4;
const ANY = DMY | MDY | YMD;
/** A cell that says its own order: a year of four digits first, or the month as a word. */
const PLAIN = 8;
const BIT: Readonly<Record<DateOrder, number>> = { DMY, MDY, YMD };

/** Full names in the languages read here, without accents; a cell may write the first three letters or more. */
const MONTHS: readonly (readonly string[])[] = [
  ['janvier', 'january', 'januari', 'januar', 'jänner', 'janner', 'enero', 'gennaio'],
  ['fevrier', 'february', 'februari', 'februar', 'febrero', 'febbraio'],
  ['mars', 'march', 'maart', 'mrt', 'marz', 'maerz', 'marzo'],
  ['avril', 'april', 'abril', 'aprile'],
  ['mai', 'may', 'mei', 'mayo', 'maggio'],
  ['juin', 'june', 'juni', 'junio', 'giugno'],
  ['juillet', 'july', 'juli', 'julio', 'luglio'],
  ['aout', 'august', 'augustus', 'agosto'],
  ['septembre', 'september', 'septiembre', 'setiembre', 'settembre'],
  ['octobre', 'october', 'oktober', 'octubre', 'ottobre'],
  ['novembre', 'november', 'noviembre'],
  ['decembre', 'december', 'dezember', 'diciembre', 'dicembre'],
];

/** A weekday in front of a date says nothing more; it is written out or cut to two letters or more. */
const WEEKDAY =
  /^(?:lu|ma|me|je|ve|sa|di|mo|tu|we|th|fr|su|mi|do|so|wo|vr|za|zo|lun|mar|mer|gio|ven|sab|dom|jue|vie|mié)\p{L}*\.?,?\s+(?=\p{L}|\d)/iu;
/** Between day, month and year in words: "15 de junio de 2026", "1st of June 2026". */
const BETWEEN = /(?<=\d)(?:er|st|nd|rd|th|º|°)(?![\p{L}])|\b(?:de|del|of|the|le|den|d')\s+/giu;

/** What one cell holds: three numbers with their widths, and in which place (1 or 2) a month was written as a word. Reused for every cell: hot loop. */
const part = { n: [0, 0, 0], width: [0, 0, 0], word: 0, joint: 0 };

type Split = 'date' | 'empty' | 'bad';

/** Gathers what a column's cells allow, then decides. `name` is the file's header, for the fault. */
export class DateColumn {
  readonly name: string;
  #serials = 0;
  #other = false;
  #mask = ANY;
  #narrowed = 0;
  #conflict: { readonly line: number; readonly otherLine: number; readonly value: string } | undefined;
  #doubt: { readonly line: number; readonly value: string } | undefined;

  constructor(name: string) {
    this.name = name;
  }

  see(text: string, line: number): void {
    if (isIso(text)) {
      this.#other = true;
      return;
    }
    if (serialDay(text) !== undefined) this.#serials++;
    if (split(text) !== 'date') return;
    this.#other = true;
    const fits = fitting();
    if (fits === PLAIN || fits === 0) return;
    const left = this.#mask & fits;
    if (left === 0) this.#conflict ??= { line: this.#narrowed, otherLine: line, value: text.trim().slice(0, 80) };
    else if (left !== this.#mask) {
      this.#mask = left;
      this.#narrowed = line;
    }
    if (!this.#doubt && differs(fits)) this.#doubt = { line, value: text.trim().slice(0, 80) };
  }

  /** The orders that every cell fits. */
  get fits(): readonly DateOrder[] {
    return (['DMY', 'MDY', 'YMD'] as const).filter((order) => this.#mask & BIT[order]);
  }

  /** A cell that means different days under the orders that are left. */
  get unsure(): { readonly line: number; readonly value: string } | undefined {
    return (this.#mask & (this.#mask - 1)) === 0 ? undefined : this.#doubt;
  }

  /** Throws FileFault `mixed-dates` when no order fits all cells. */
  check(): void {
    if (this.#conflict) throw new FileFault('mixed-dates', { column: this.name, option: '--date-format', ...this.#conflict });
  }

  /** Its dates are days' numbers in a spreadsheet, none is written out. */
  get serial(): boolean {
    return this.#serials > 0 && !this.#other;
  }

  /**
   * The order that every cell fits. Throws FileFault `ambiguous-date` when a cell means different days under the orders that are left,
   * and `mixed-dates` when no order fits all; `given` (an option or a mapping) overrules both.
   */
  decide(given?: DateOrder): DateOrder {
    if (given) return given;
    this.check();
    const column = this.name;
    const several = this.#mask & (this.#mask - 1);
    if (several !== 0 && this.#doubt) throw new FileFault('ambiguous-date', { column, option: '--date-format', ...this.#doubt });
    return this.#mask & DMY ? 'DMY' : this.#mask & MDY ? 'MDY' : 'YMD';
  }
}

/** The day in a cell; undefined when it is empty (or all zeros, as SAP and FEC write it), null when there is no such date. A time after the date is ignored. */
export function readDate(text: string, order: DateReading): Day | undefined | null {
  const quick = isIso(text) ? dayOf(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)) : undefined;
  if (quick !== undefined) return quick;
  if (order === 'serial') return serialDay(text) ?? (text.trim() === '' ? undefined : null);
  const found = split(text);
  if (found !== 'date') return found === 'empty' ? undefined : null;
  const fits = fitting();
  if (fits === PLAIN) return plainDay() ?? null;
  return fits & BIT[order] ? (dayIn(BIT[order]) ?? null) : null;
}

/** What programs write where there is no date: the first days of their calendars, and the last one. */
const NEVER = new Set([dayOf(1753, 1, 1), dayOf(1899, 12, 30), dayOf(1899, 12, 31), dayOf(1900, 1, 1), dayOf(1970, 1, 1)]);

export function isNever(day: Day | undefined | null, text: string): boolean {
  return day === null ? /^\D*(?:0001|1753|1899|9999)|(?:0001|1753|1899|9999)(?:\D|$)/.test(text) : day !== undefined && NEVER.has(day);
}

/** Whether the cell looks like a date, be it one that exists or not; it is no question of its order. */
export function isDate(text: string): boolean {
  return (
    isIso(text) ||
    /^\D{0,12}\d{1,4}[-/. ]\d{1,2}[-/. ]\d{2,4}(?!\d)(?!,)/.test(text.trim()) ||
    (/[-/\p{L}]|^(?:19|20)\d{6}$/u.test(text) && split(text) === 'date')
  );
}

/** Spreadsheets count days from 1899-12-30. */
const SERIAL_EPOCH = 25_569;

/** The day of a spreadsheet's number between 1954 and 2119; a time of day behind it is left out. */
export function serialDay(text: string): Day | undefined {
  if (text.length < 5 || !/^\s*\d{5}(?:\d*e-\d+|\.\d+)?\s*$/.test(text)) return undefined;
  const serial = Math.floor(Number(text));
  return serial >= 20_000 && serial < 80_000 ? serial - SERIAL_EPOCH : undefined;
}

/** yyyy-mm-dd, told without taking the cell apart: a million cells come by. It says its own order, if it is a date. */
function isIso(text: string): boolean {
  if (text.length !== 10 || text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return false;
  for (let i = 0; i < 10; i++) {
    const c = text.charCodeAt(i);
    if (i !== 4 && i !== 7 && (c < 48 || c > 57)) return false;
  }
  return true;
}

function digits(text: string, from: number, to: number): number {
  let n = 0;
  for (let i = from; i < to; i++) n = n * 10 + text.charCodeAt(i) - 48;
  return n;
}

/** Which orders give a day that exists: a mask, or PLAIN. */
function fitting(): number {
  if (part.word > 0 || part.width[0] === 4 || part.width[0] === 8) {
    if (plainDay() !== undefined) return PLAIN;
    if (part.width[0] !== 8) return 0;
  }
  let mask = 0;
  if (dayIn(DMY) !== undefined) mask |= DMY;
  if (dayIn(MDY) !== undefined) mask |= MDY;
  // A two-digit year comes first only where ISO's own separator, or none, is used.
  if (part.width[2] !== 4 && (part.joint === 45 || part.joint === 0) && dayIn(YMD) !== undefined) mask |= YMD;
  return mask;
}

/** Whether the orders of the mask give different days. */
function differs(mask: number): boolean {
  const days = [DMY, MDY, YMD].filter((order) => mask & order).map(dayIn);
  return days.some((day) => day !== days[0]);
}

/** The day of a cell that says its own order. */
function plainDay(): Day | undefined {
  const [a = 0, b = 0, c = 0] = part.n;
  if (part.width[0] === 8) return dayOf(Math.floor(a / 10_000), Math.floor(a / 100) % 100, a % 100);
  if (part.width[0] === 4) return dayOf(a, b, c);
  const year = part.width[2] === 4 ? c : fullYear(c);
  return part.word === 1 ? dayOf(year, a, b) : dayOf(year, b, a);
}

function dayIn(order: number): Day | undefined {
  let [a = 0, b = 0, c = 0] = part.n;
  let year = part.width[2] === 4 ? c : fullYear(c);
  if (part.width[0] === 8) {
    [a, b, c] = [Math.floor(a / 1_000_000), Math.floor(a / 10_000) % 100, a % 10_000];
    year = c;
  }
  if (order === DMY) return dayOf(year, b, a);
  return order === MDY ? dayOf(year, a, b) : dayOf(fullYear(a), b, c);
}

function fullYear(twoDigits: number): number {
  return twoDigits < CENTURY_PIVOT ? 2000 + twoDigits : 1900 + twoDigits;
}

const LETTERS = /[a-zé]{2}/i;

/** Fills `part` from the cell's text. */
function split(text: string): Split {
  let cell = text.trim();
  if (LETTERS.test(cell)) {
    const bare = cell.replace(WEEKDAY, '');
    // "mars 15 2026" begins with a month, "mar. 3 mars 2026" with a Tuesday.
    if (monthOf(/^\p{L}+/u.exec(cell)?.[0] ?? '') === 0 || bare.match(/\p{L}+/gu)?.some((word) => monthOf(word) > 0)) cell = bare;
    cell = cell.replace(BETWEEN, ' ').trim();
  }
  const length = cell.length;
  if (length === 0) return 'empty';
  part.word = 0;
  part.joint = 0;
  let found = 0;
  let at = 0;
  let zeros = true;
  while (at < length && found < 3) {
    const start = at;
    let n = 0;
    for (let c = cell.charCodeAt(at); c >= 48 && c <= 57; c = cell.charCodeAt(++at)) n = n * 10 + c - 48;
    let width = at - start;
    // yyyymmdd with its time written on: 20260115000000.
    if (found === 0 && (width === 14 || width === 12)) {
      at = start + 8;
      width = 8;
      n = Number(cell.slice(start, at));
    }
    if (width === 0) {
      at = wordEnd(cell, at);
      n = monthOf(cell.slice(start, at));
      if (n === 0 || part.word > 0 || found === 2) return 'bad';
      part.word = found + 1;
    } else if (width > 8) return 'bad';
    if (n !== 0) zeros = false;
    part.n[found] = n;
    part.width[found] = width;
    found++;
    if (found === 1 && (width === 8 || width === 6)) break;
    if (found < 3 && at < length) at = afterJoint(cell, at);
  }
  if (zeros && found > 0 && isRest(cell, at)) return 'empty';
  if (found === 1) return compact(cell, at);
  if (found !== 3 || !isRest(cell, at)) return 'bad';
  const [w1 = 0, w2 = 0, w3 = 0] = part.width;
  const yearFirst = w1 === 4 && w3 <= 2;
  return yearFirst || (w1 <= 2 && w2 <= 2 && (w3 === 4 || w3 === 2)) || (part.word > 0 && w1 <= 2 && (w3 === 4 || w3 === 2))
    ? 'date'
    : 'bad';
}

/** yyyymmdd, ddmmyyyy or six digits, without separators. */
function compact(cell: string, at: number): Split {
  const [digits = 0] = part.n;
  const [width] = part.width;
  if ((width !== 8 && width !== 6) || !isRest(cell, at)) return 'bad';
  if (width === 6) {
    part.n = [Math.floor(digits / 10_000), Math.floor(digits / 100) % 100, digits % 100];
    part.width = [2, 2, 2];
  } else part.width = [8, 0, 4];
  return 'date';
}

/** Past the separators between two parts; the kind of the first (its character code) is kept. */
function afterJoint(cell: string, from: number): number {
  let at = from;
  for (; at < cell.length; at++) {
    const c = cell.charCodeAt(at);
    // space / - . , and the no-break spaces
    if (c !== 32 && c !== 47 && c !== 45 && c !== 46 && c !== 44 && c !== 0xa0 && c !== 0x202f) break;
    if (at === from) part.joint = c;
  }
  return at;
}

function wordEnd(cell: string, from: number): number {
  let at = from;
  while (at < cell.length && /[\p{L}.]/u.test(cell[at] ?? '')) at++;
  return at;
}

const months = new Map<string, number>();

/** 1 to 12, or 0 when the word names no month or several ("jui"). */
function monthOf(word: string): number {
  const known = months.get(word);
  if (known !== undefined) return known;
  const folded = word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/\.$/, '');
  const fits = folded.length < 3 ? [] : MONTHS.flatMap((names, i) => (names.some((name) => name.startsWith(folded)) ? [i + 1] : []));
  const month = fits.length === 1 ? (fits[0] ?? 0) : 0;
  if (months.size < 1000) months.set(word, month);
  return month;
}

/** Nothing, a time of day, or the ".0" of a number that was written as a float. */
function isRest(cell: string, at: number): boolean {
  return (
    at >= cell.length ||
    /^(?:\.0+|[ T,]+\d{1,2}(?:[:hH.]\d{0,2})*(?:[.,]\d+)?\s*(?:[AaPp]\.?[Mm]\.?)?\s*(?:Z|(?:GMT|UTC)?\s?[+-]\d{1,2}(?::?\d{2})?|\(?[A-Z]{3,4}\)?)?|[ T]?(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d)?)$/.test(
      cell.slice(at),
    )
  );
}
