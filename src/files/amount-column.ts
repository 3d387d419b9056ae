/** One column of amounts: its decimal mark is decided over the whole column, then every cell becomes exact minor units. */
import { FileFault } from '../core/ledger/file-fault.ts';

export type DecimalMark = '.' | ',';

const DOT = 46;
const COMMA = 44;
const EITHER = 3;
/** The cell has no mark at all, or is no amount: it says nothing. */
const NEITHER = 0;

/** Gathers what a column's cells say of the decimal mark, then decides. `name` is the file's header, for the fault. */
export class AmountColumn {
  readonly name: string;
  /** 1 = dot fits, 2 = comma fits. */
  #mask = EITHER;
  #narrowed = 0;
  #conflict: { readonly line: number; readonly otherLine: number; readonly value: string } | undefined;
  #doubt: { readonly line: number; readonly value: string } | undefined;

  /** The currency marks that its cells bear. */
  readonly marks = new Set<string>();

  constructor(name: string) {
    this.name = name;
  }

  #dress(text: string): void {
    if (this.marks.size > 20) return;
    const { mark } = bare(text);
    if (mark !== undefined) this.marks.add(mark);
  }

  see(text: string, line: number): void {
    const quick = quickMarks(text);
    if (quick === undefined) this.#dress(text);
    const fits = quick ?? (/[.,]/.test(text) ? marksThatFit(text) : NEITHER);
    if (fits === NEITHER) return;
    if (fits === EITHER) {
      this.#doubt ??= { line, value: text.trim().slice(0, 80) };
      return;
    }
    const left = this.#mask & fits;
    if (left !== 0) {
      if (left !== this.#mask) this.#narrowed = line;
      this.#mask = left;
    } else this.#conflict ??= { line: this.#narrowed, otherLine: line, value: text.trim().slice(0, 80) };
  }

  /** Whether some cell has a mark at all. */
  get speaks(): boolean {
    return this.#mask !== EITHER || this.#doubt !== undefined || this.#conflict !== undefined;
  }

  /** The cell that leaves open which mark it is. */
  get unsure(): { readonly line: number; readonly value: string } | undefined {
    return this.#mask === EITHER ? this.#doubt : undefined;
  }

  /** Throws FileFault `ambiguous-decimal` when only cells like "1.234" speak, `mixed-decimals` when two cells contradict each other; `given` overrules both. */
  decide(given?: DecimalMark): DecimalMark {
    if (given) return given;
    const column = this.name;
    if (this.#conflict) throw new FileFault('mixed-decimals', { column, option: '--decimal', ...this.#conflict });
    if (this.#mask === EITHER && this.#doubt) throw new FileFault('ambiguous-decimal', { column, option: '--decimal', ...this.#doubt });
    return this.#mask === 2 ? ',' : '.';
  }
}

/** The same answer for a sign, digits and at most one mark, found without regular expressions: a million cells come by. Undefined for anything else. */
function quickMarks(text: string): number | undefined {
  const first = text.charCodeAt(0) === 45 ? 1 : 0;
  let found = 0;
  let at = -1;
  for (let i = first; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c >= 48 && c <= 57) continue;
    if ((c !== DOT && c !== COMMA) || at !== -1) return undefined;
    at = i;
    found = c === DOT ? 1 : 2;
  }
  if (at === -1) return NEITHER;
  const before = at - first;
  const groups = text.length - at - 1 === 3 && before >= 1 && before <= 3 && text.charCodeAt(first) !== 48;
  return groups ? EITHER : found;
}

/** Mask of the decimal marks under which the cell is an amount. A single mark before three digits may also group thousands. */
function marksThatFit(text: string): number {
  return (parts(text, '.') ? 1 : 0) | (parts(text, ',') ? 2 : 0);
}

interface Parts {
  readonly negative: boolean;
  readonly whole: string;
  readonly fraction: string;
  readonly exponent: number;
}

/** Every mark that names a currency, longest first; `$`, `kr` and `¥` may be several. */
const MARK = String.raw`(?:F ?CFA|CFA|(?:US|CA|AU|NZ|HK|SG|MX|[ACSR])\$|\$|[€£¥₹₺₽₪]|[Ee]uros?|kr\.?|Kr\.?|z[łl]|Kč|Ft|DH|Dhs?|S?Fr\.|Rs\.?|[A-Z]{3})`;
const MARK_FIRST = new RegExp(`^(${MARK})(?=[\\s\\u00a0\\u202f]*[\\d(+\\-.,])[\\s\\u00a0\\u202f]*`);
const MARK_LAST = new RegExp(`[\\s\\u00a0\\u202f]*(?<![A-Za-z])(${MARK})$`);
/** The side written behind the figure: CR/DR, Haben/Soll, and behind cents débit/crédit ("350,00 D"; "12 C" may be a number). Alone, since "CR" would else be a mark. */
const SIDE_LAST = /[\s\u00a0\u202f]*(?<![A-Za-z])([CD]R|[CDcd]r\.?|[HS]|(?<=[.,]\d\d[\s\u00a0\u202f]*)[CD])$/;
/** Three capital letters are a mark when they are a currency's: "INV-0012" and "MOV0012" are numbers of documents. */
export const CODES = new Set(Intl.supportedValuesOf('currency'));
/** Swiss and Dutch for no cents: "1'200.-", "1.200,--". */
const NO_CENTS = /(?<=\d)[.,][-–—]{1,2}$/;
const SPACES = /[\s\u00a0\u202f\u2009'’]/;
const SPACE_GROUPS = /^\d{1,3}(?:[\s\u00a0\u202f\u2009'’]\d{3})+$/;
const DOT_GROUPS = /^[1-9]\d{0,2}(?:\.\d{3})+$/;
/** In threes, or as in India: the last three, then twos. */
const COMMA_GROUPS = /^(?:[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d?(?:,\d{2})*,\d{3})$/;

/** A cell without what is written around its figure. */
interface Bare {
  /** Times that something said "below zero", or "above": more than once outside of brackets is no amount. */
  readonly signs: number;
  readonly negative: boolean;
  readonly mark: string | undefined;
  readonly figure: string;
}

/** Takes off signs, brackets, sides and one currency's mark in front and one behind, in whatever order they stand. */
function bare(text: string): Bare {
  let figure = text.trim().replace(/[−–—]/g, '-').replace(NO_CENTS, '');
  let mark: string | undefined;
  let negative = false;
  let signs = 0;
  const unmarked = (whole: string, found: string): string => {
    if (/^[A-Z]{3}$/.test(found) && !CODES.has(found) && !(found in CODES_OF)) return whole;
    mark = found;
    return '';
  };
  for (let before = ''; before !== figure; ) {
    before = figure;
    if (figure.startsWith('(') && figure.endsWith(')')) {
      negative = true;
      figure = figure.slice(1, -1).trim();
    }
    figure = figure.replace(MARK_FIRST, unmarked);
    const side = SIDE_LAST.exec(figure);
    if (side) {
      figure = figure.slice(0, side.index);
      signs++;
      negative ||= /^[CcH]/.test(side[1] ?? '');
    } else figure = figure.replace(MARK_LAST, unmarked);
    const sign = /^[+-]|[+-]$/.exec(figure);
    if (sign) {
      signs++;
      negative ||= sign[0] === '-';
      figure = (sign.index === 0 ? figure.slice(1) : figure.slice(0, -1)).trim();
    }
  }
  return { signs, negative, mark, figure };
}

/** Takes an amount apart under a decimal mark, whatever its dress. Undefined when it is none. A dash alone is nothing owed. */
function parts(text: string, mark: DecimalMark): Parts | undefined {
  const { signs, negative, figure } = bare(text);
  if (signs > 1) return undefined;
  if (figure === '') return signs === 1 && text.trim() !== '' && !/[A-Za-z()+]/.test(text) ? ZERO : undefined;
  const m = /^([^eE]*)(?:[eE]([+-]?\d{1,2}))?$/.exec(figure);
  const written = m?.[1] ?? '';
  const at = written.lastIndexOf(mark);
  const whole = ungrouped(at === -1 ? written : written.slice(0, at), mark);
  const fraction = at === -1 ? '' : written.slice(at + 1);
  if (whole === undefined || !/^\d*$/.test(fraction) || (whole === '' && fraction === '')) return undefined;
  return { negative, whole, fraction, exponent: Number(m?.[2] ?? 0) };
}

const ZERO: Parts = { negative: false, whole: '0', fraction: '', exponent: 0 };

/** Whether the cell is an amount under one decimal mark or the other. */
export function isAmount(text: string): boolean {
  return quickMarks(text) !== undefined ? /\d/.test(text) : parts(text, '.') !== undefined || parts(text, ',') !== undefined;
}

/** The digits of the integer part; its groups must be of three, and of one kind. */
function ungrouped(whole: string, mark: DecimalMark): string | undefined {
  if (/^\d*$/.test(whole)) return whole;
  if (SPACE_GROUPS.test(whole)) return whole.split(SPACES).join('');
  if (mark === ',' && DOT_GROUPS.test(whole)) return whole.replaceAll('.', '');
  return mark === '.' && COMMA_GROUPS.test(whole) ? whole.replaceAll(',', '') : undefined;
}

export type AmountFault = 'bad-amount' | 'too-many-decimals';

/**
 * The cell in minor units of a currency with so many decimals; undefined when it is empty. More decimals than the currency has are a fault,
 * unless `round` says to round them half to even. Exact at any size.
 */
export function readAmount(text: string, mark: DecimalMark, decimals: number, round = false): bigint | undefined | AmountFault {
  const quick = plainAmount(text, mark === '.' ? DOT : COMMA, decimals);
  if (quick !== undefined) return BigInt(quick);
  if (text.trim() === '') return undefined;
  const found = parts(text, mark);
  if (!found) return 'bad-amount';
  const digits = BigInt(`${found.whole}${found.fraction}` || '0');
  const scale = decimals - found.fraction.length + found.exponent;
  const minor = scale >= 0 ? digits * 10n ** BigInt(scale) : divided(digits, 10n ** BigInt(-scale), round);
  if (minor === undefined) return 'too-many-decimals';
  return found.negative ? -minor : minor;
}

/** Sign, digits, one mark, at most 15 digits in the result: read without leaving small integers. Undefined sends everything else the long way. */
function plainAmount(text: string, mark: number, decimals: number): number | undefined {
  const length = text.length;
  let at = text.charCodeAt(0) === 45 ? 1 : 0;
  const negative = at === 1;
  let value = 0;
  let digits = 0;
  let fraction = -1;
  for (; at < length; at++) {
    const c = text.charCodeAt(at);
    if (c >= 48 && c <= 57) {
      value = value * 10 + c - 48;
      digits++;
      if (fraction >= 0) fraction++;
    } else if (c === mark && fraction < 0) fraction = 0;
    else return undefined;
  }
  const cents = Math.max(fraction, 0);
  if (digits === 0 || digits - cents + decimals > 15 || cents > decimals) return undefined;
  for (let f = cents; f < decimals; f++) value *= 10;
  return negative && value !== 0 ? -value : value;
}

function divided(digits: bigint, by: bigint, round: boolean): bigint | undefined {
  const whole = digits / by;
  const rest = digits % by;
  if (rest === 0n) return whole;
  if (!round) return undefined;
  const twice = rest * 2n;
  return twice > by || (twice === by && whole % 2n === 1n) ? whole + 1n : whole;
}

const CODES_OF: Readonly<Record<string, string>> = {
  ...{ '€': 'EUR', EURO: 'EUR', EUROS: 'EUR', '£': 'GBP', $: 'USD', US$: 'USD', CA$: 'CAD', C$: 'CAD', A$: 'AUD', AU$: 'AUD', NZ$: 'NZD' },
  ...{ HK$: 'HKD', S$: 'SGD', SG$: 'SGD', MX$: 'MXN', R$: 'BRL', '¥': 'JPY', '₹': 'INR', RS: 'INR', '₺': 'TRY', '₽': 'RUB', '₪': 'ILS' },
  ...{ ZŁ: 'PLN', ZL: 'PLN', KČ: 'CZK', FT: 'HUF', DH: 'MAD', DHS: 'MAD', FR: 'CHF', SFR: 'CHF', FCFA: 'XOF', 'F CFA': 'XOF', CFA: 'XOF' },
};

/** The currency, or the mark that may be several (`kr`), that the cell itself names ("1 234,56 €", "($12.00)", "12 FCFA"); undefined when it names none. `marks` says what a mark means in this file. */
export function currencyIn(text: string, marks: Readonly<Record<string, string>> = {}): string | undefined {
  if (quickMarks(text) !== undefined) return undefined;
  const { mark } = bare(text);
  return mark === undefined ? undefined : currencyOfMark(mark, marks);
}

/** A mark as plans and tables name it: "kr." is KR. */
export function markKey(mark: string): string {
  return mark.replace(/\.$/, '').toUpperCase();
}

/** A mark's code; the mark itself (`kr`) when it may be several and the file's plan does not say which. */
export function currencyOfMark(mark: string, marks: Readonly<Record<string, string>> = {}): string {
  const key = markKey(mark);
  return marks[key] ?? CODES_OF[key] ?? (key === 'KR' ? 'kr' : key);
}
