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

  constructor(name: string) {
    this.name = name;
  }

  see(text: string, line: number): void {
    const fits = quickMarks(text) ?? (/[.,]/.test(text) ? marksThatFit(text) : NEITHER);
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

/** A currency's sign or code before or after the number. */
const CURRENCY = /^(?:[€$£¥]|[A-Z]{2,3}\$?|[A-Z]?\$)\s*(?=[\d(+\-.,])|\s*(?:[€$£¥]|[A-Z]{3}|[Ee]uros?)$/;
const SPACES = /[\s\u00a0\u202f\u2009'’]/;
const SPACE_GROUPS = /^\d{1,3}(?:[\s\u00a0\u202f\u2009'’]\d{3})+$/;
const DOT_GROUPS = /^[1-9]\d{0,2}(?:\.\d{3})+$/;
const COMMA_GROUPS = /^[1-9]\d{0,2}(?:,\d{3})+$/;

/** Takes an amount apart under a decimal mark, whatever its dress: grouping, trailing sign, parentheses, currency, exponent. Undefined when it is none. */
function parts(text: string, mark: DecimalMark): Parts | undefined {
  let body = text.trim().replace('−', '-');
  let negative = false;
  if (body.startsWith('(') && body.endsWith(')')) {
    negative = true;
    body = body.slice(1, -1).trim();
  }
  body = body.replace(CURRENCY, '').trim();
  const signed = /^([+-]?)\s*(.*?)\s*([+-]?)$/.exec(body);
  if (!signed || (signed[1] !== '' && signed[3] !== '')) return undefined;
  if (signed[1] === '-' || signed[3] === '-') negative = !negative;
  const number = (signed[2] ?? '').replace(CURRENCY, '').trim();
  const m = /^([^eE]*)(?:[eE]([+-]?\d{1,2}))?$/.exec(number);
  const written = m?.[1] ?? '';
  const at = written.lastIndexOf(mark);
  const whole = ungrouped(at === -1 ? written : written.slice(0, at), mark);
  const fraction = at === -1 ? '' : written.slice(at + 1);
  if (whole === undefined || !/^\d*$/.test(fraction) || (whole === '' && fraction === '')) return undefined;
  return { negative, whole, fraction, exponent: Number(m?.[2] ?? 0) };
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

const SIGNS: Readonly<Record<string, string>> = { '€': 'EUR', '£': 'GBP', $: 'USD', '¥': 'JPY' };

/** The currency that the cell itself names ("1 234,56 €", "USD 12.00"); undefined when it names none. */
export function currencyIn(text: string): string | undefined {
  const first = text.charCodeAt(0);
  const last = text.charCodeAt(text.length - 1);
  if ((first < 65 && first !== 36 && last < 65) || text === '') return undefined;
  const found = /[€£$¥]|\b[A-Z]{3}\b/.exec(text)?.[0];
  return found === undefined ? undefined : (SIGNS[found] ?? found);
}
