/** Amounts as people type them, in forms, commands and a shell: one reading for all of them, in which a currency counts. */

import { type AmountFault, amountTexts } from './amount.text.ts';
import { DomainError } from './errors.ts';
import type { Locale } from './locale.ts';
import { decimalsOf } from './money.ts';

export type TypedAmount = { readonly minor: bigint } | { readonly fault: AmountFault };

/** From where on an amount makes sense. */
export type Least = 'any' | 'zero' | 'above-zero';

/**
 * "80 000", "80.000,50", "80,000.50", "1'234.5", "1,23,456", "12k", "70 000 €", "$70,000", "CHF -5", in minor units of the currency. Three digits behind a lone mark are
 * a group, unless they can be decimals too (1,234 TND; 1,234k): then nobody knows.
 */
export function readAmount(text: string, currency: string, least: Least = 'any'): TypedAmount {
  const parts = partsOf(text);
  if (!parts) return { fault: { code: 'none' } };
  const { negative, digits, thousands, named } = parts;
  if (named !== undefined && !namesOf(named)?.includes(currency)) return { fault: { code: 'currency', named } };
  const read = minorOf(digits, decimalsOf(currency), thousands);
  if ('fault' in read) return read;
  const minor = negative ? -read.minor : read.minor;
  if (minor < 0n && least !== 'any') return { fault: { code: 'negative' } };
  return minor === 0n && least === 'above-zero' ? { fault: { code: 'zero' } } : { minor };
}

/** The same, or a refusal that says what would be right. Throws DomainError `bad-input`. */
export function amountIn(text: string, currency: string, locale: Locale, least: Least = 'any'): bigint {
  const read = readAmount(text, currency, least);
  if ('minor' in read) return read.minor;
  throw new DomainError('bad-input', amountFault(read.fault, text, currency, locale), { fault: read.fault.code });
}

export function amountFault(fault: AmountFault, written: string, currency: string, locale: Locale): string {
  return amountTexts(locale).fault(fault, written.trim().slice(0, LONGEST), currency);
}

/** Whether the words are an amount, of whatever currency, and whether or not it can be meant. */
export function isAmount(text: string): boolean {
  const read = readAmount(text, 'EUR');
  return 'minor' in read || read.fault.code !== 'none';
}

/** How many words from one on are an amount together ("70 000 USD" are three): as many as possible, 0 when the first is none. */
export function amountWords(words: readonly string[], from: number): number {
  for (let count = Math.min(MOST_WORDS, words.length - from); count > 0; count--)
    if (isAmount(words.slice(from, from + count).join(' '))) return count;
  return 0;
}

/** Where the amount at the end of some words begins; undefined without one. The first word is never part of it: that is whom it is about. */
export function amountAtEnd(words: readonly string[]): number | undefined {
  for (let from = Math.max(1, words.length - MOST_WORDS); from < words.length; from++)
    if (isAmount(words.slice(from).join(' '))) return from;
  return undefined;
}

const MOST_WORDS = 6;
/** Characters of an amount; the ledger's 64 bits hold this many minor units. */
const LONGEST = 40;
const LARGEST = 10n ** 18n;

interface Parts {
  readonly negative: boolean;
  /** Digits with their marks. */
  readonly digits: string;
  /** A `k` behind them. */
  readonly thousands: boolean;
  readonly named: string | undefined;
}

/** Undefined when the text is no amount. */
function partsOf(text: string): Parts | undefined {
  const written = text.trim();
  if (written.length > LONGEST) return undefined;
  const plain = written.toLowerCase().replace(/\s/gu, ' ').replace(/[’ʼ]/g, "'").replace(/[−–]/g, '-');
  const m = /^([^\d.,']*\.? ?)(\d(?:[\d .,']*\d)?)([^\d]*)$/.exec(plain);
  if (!m || /[ .,']{2}/.test(m[2] ?? '')) return undefined;
  const front = /^([+-]?)([^+-]*)([+-]?)$/.exec((m[1] ?? '').replaceAll(' ', ''));
  const back = behind((m[3] ?? '').replaceAll(' ', ''));
  if (!front || !back || (front[1] !== '' && front[3] !== '')) return undefined;
  const before = front[2] ?? '';
  if ((before !== '' && back.named !== '') || (before !== '' && !namesOf(before))) return undefined;
  const named = before === '' ? back.named : before;
  const negative = front[1] === '-' || front[3] === '-';
  return { negative, digits: m[2] ?? '', thousands: back.thousands, named: named === '' ? undefined : named };
}

function behind(words: string): { readonly thousands: boolean; readonly named: string } | undefined {
  if (words === '' || namesOf(words)) return { thousands: false, named: words };
  if (!words.startsWith('k')) return undefined;
  const named = words.slice(1);
  return named === '' || namesOf(named) ? { thousands: true, named } : undefined;
}

const GROUPS = /^[1-9]\d{0,2}(?:([ .,'])\d{3})(?:\1\d{3})*$/;
/** Thousands, then hundreds: 1,23,456. */
const LAKHS = /^[1-9]\d?(?:,\d{2})+,\d{3}$/;

function minorOf(digits: string, decimals: number, thousands: boolean): TypedAmount {
  const shift = decimals + (thousands ? 3 : 0);
  const grouped = /^\d+$/.test(digits) || GROUPS.test(digits) || LAKHS.test(digits) ? scaled(digits, '', shift) : undefined;
  const m = /^(.*)[.,](\d+)$/.exec(digits);
  const whole = m?.[1] ?? '';
  const mark = digits[whole.length];
  const behind = m?.[2] ?? '';
  const fraction = grouped === undefined ? behind.replace(/0+$/, '') : behind;
  const fits = /^\d+$/.test(whole) || ((GROUPS.test(whole) || LAKHS.test(whole)) && !whole.includes(mark ?? ''));
  const pointed = m && fits && fraction.length <= shift ? scaled(whole, fraction, shift) : undefined;
  if (grouped !== undefined && pointed !== undefined && grouped !== pointed)
    return { fault: { code: 'readings', readings: [plain(grouped, decimals), plain(pointed, decimals)] } };
  const minor = grouped ?? pointed;
  if (minor === undefined) return { fault: m && fits ? { code: 'decimals', most: decimals } : { code: 'none' } };
  return minor > LARGEST ? { fault: { code: 'too-large' } } : { minor };
}

function scaled(whole: string, fraction: string, shift: number): bigint {
  return BigInt(whole.replace(/\D/g, '') + fraction.padEnd(shift, '0'));
}

/** Digits and a point, never three behind it. */
function plain(minor: bigint, decimals: number): string {
  const digits = minor.toString().padStart(decimals + 1, '0');
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '');
  const whole = digits.slice(0, digits.length - decimals);
  return fraction === '' ? whole : `${whole}.${fraction.length === 3 ? `${fraction}0` : fraction}`;
}

/** What people call currencies beside their codes; a mark of several is each of them. */
const NAMES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    '€': 'EUR',
    euro: 'EUR',
    euros: 'EUR',
    $: 'USD CAD AUD NZD SGD HKD TWD MXN ARS CLP COP',
    dollar: 'USD CAD AUD NZD SGD HKD TWD',
    dollars: 'USD CAD AUD NZD SGD HKD TWD',
    us$: 'USD',
    $us: 'USD',
    c$: 'CAD',
    ca$: 'CAD',
    $ca: 'CAD',
    a$: 'AUD',
    au$: 'AUD',
    nz$: 'NZD',
    s$: 'SGD',
    hk$: 'HKD',
    r$: 'BRL',
    '£': 'GBP EGP LBP',
    pound: 'GBP',
    pounds: 'GBP',
    livre: 'GBP',
    livres: 'GBP',
    '¥': 'JPY CNY',
    yen: 'JPY',
    yens: 'JPY',
    fr: 'CHF',
    'fr.': 'CHF',
    frs: 'CHF',
    sfr: 'CHF',
    franc: 'CHF XOF XAF XPF',
    francs: 'CHF XOF XAF XPF',
    fcfa: 'XOF XAF',
    cfa: 'XOF XAF',
    kr: 'SEK NOK DKK ISK',
    'kr.': 'DKK NOK ISK',
    zł: 'PLN',
    zl: 'PLN',
    kč: 'CZK',
    kc: 'CZK',
    ft: 'HUF',
    lei: 'RON',
    '₹': 'INR',
    '₺': 'TRY',
    '₽': 'RUB',
    dh: 'MAD AED',
    dhs: 'MAD AED',
    dt: 'TND',
  }),
);
const CODES = new Set(Intl.supportedValuesOf('currency'));

/** An amount among other folded words, as the source of a pattern: a measure, one group. */
export const AMOUNT_SOURCE = (() => {
  const marks = [...NAMES.keys()].filter((name) => /[^a-z]/.test(name));
  const escaped = marks.map((mark) => mark.replace(/[.$]/g, '\\$&')).sort((a, b) => b.length - a.length);
  const words = [...NAMES.keys()].filter((name) => !/[^a-z]/.test(name));
  const named = `(?:k ?)?(?:${escaped.join('|')}|(?:${[...words, ...[...CODES].map((code) => code.toLowerCase())].join('|')})(?![a-z]))`;
  return `((?:${named} ?)?-?(?:\\d{1,3}(?:[ .,'][0-9]{3})+(?:[.,]\\d{1,4})?|\\d+(?:[.,]\\d{1,4})?)(?: ?(?:${named}|k(?![a-z])))?)`;
})();

/** The currencies that a word may name; undefined when it names none. */
function namesOf(word: string): readonly string[] | undefined {
  const code = word.toUpperCase();
  return CODES.has(code) ? [code] : NAMES.get(word)?.split(' ');
}
