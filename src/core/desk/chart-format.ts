/** Numbers and names as charts, their tables and their words write them, in French and English. Spaces inside a number never break a line. */
import { type Column, spanOf } from '../kernel/buckets.ts';
import type { Locale } from '../kernel/locale.ts';
import { decimalsOf, ratio } from '../kernel/money.ts';

/** Narrow no-break space (U+202F): between digit groups and before a unit in French; the shipped font has it. */
export const THIN = '\u202f';

const TAG = { fr: 'fr-FR', en: 'en-GB' } satisfies Record<Locale, string>;
const MISSING = '–';

type Scale = { readonly exponent: number; readonly suffix: Record<Locale, string> };
const UNITS: Scale = { exponent: 0, suffix: { fr: '', en: '' } };
const THOUSANDS: Scale = { exponent: 3, suffix: { fr: 'k', en: 'k' } };
const MILLIONS: Scale = { exponent: 6, suffix: { fr: 'M', en: 'M' } };
const BILLIONS: Scale = { exponent: 9, suffix: { fr: 'Md', en: 'bn' } };

function symbolOf(locale: Locale, currency: string): string {
  const parts = new Intl.NumberFormat(TAG[locale], { style: 'currency', currency }).formatToParts(0);
  return parts.find((p) => p.type === 'currency')?.value ?? currency;
}

/** Number, scale and currency put together: "200 k€" and "€200k"; codes keep a space ("200 k MAD", "MAD 200k"). */
function withCurrency(locale: Locale, digits: string, suffix: string, currency: string): string {
  const symbol = symbolOf(locale, currency);
  const code = /^[A-Z]{3}$/.test(symbol);
  if (locale === 'fr') return `${digits}${THIN}${suffix}${code && suffix !== '' ? THIN : ''}${symbol}`;
  const negative = digits.startsWith('-');
  return `${negative ? '-' : ''}${symbol}${code ? THIN : ''}${negative ? digits.slice(1) : digits}${suffix}`;
}

/** A decimal string ("-1234.5") with the locale's grouping and decimal mark; exact at any size. */
function group(locale: Locale, decimal: string): string {
  const [whole = '0', fraction] = decimal.replace('-', '').split('.');
  const grouped = BigInt(whole).toLocaleString(TAG[locale]);
  const sign = decimal.startsWith('-') ? '-' : '';
  return fraction === undefined ? sign + grouped : `${sign}${grouped}${locale === 'fr' ? ',' : '.'}${fraction}`;
}

function magnitude(minor: bigint): bigint {
  return minor < 0n ? -minor : minor;
}

/**
 * An amount as a headline gives it: whole units under 100 000 ("38 200 €"), thousands under ten million ("1 842 k€"), then "12,3 M€" and "45,6 Md€",
 * powers of ten from 10¹⁵ on. Rounded half up from the exact amount.
 */
export function shortAmount(locale: Locale, minor: bigint, currency: string): string {
  const unit = 10n ** BigInt(decimalsOf(currency));
  const units = magnitude(minor) / unit;
  if (units >= 10n ** 15n) return withCurrency(locale, scientific(locale, Number(minor / unit)), '', currency);
  const scale = units < 100_000n ? UNITS : units < 10_000_000n ? THOUSANDS : units < 10_000_000_000n ? MILLIONS : BILLIONS;
  const scaled = unit * 10n ** BigInt(scale.exponent);
  const digits = ratio(minor, scaled, scale.exponent >= 6 && magnitude(minor) < 100n * scaled ? 1 : 0) ?? '0';
  return withCurrency(locale, group(locale, digits), scale.suffix[locale], currency);
}

/** An axis in which every tick has the same scale and decimals. `max` and `step` are in units of the currency; the result formats units too. */
export function axisAmounts(locale: Locale, max: number, step: number, currency: string): (units: number) => string {
  if (max >= 1e15) return (units) => withCurrency(locale, scientific(locale, units), '', currency);
  const scale = max < 10_000 ? UNITS : max < 2_000_000 ? THOUSANDS : max < 2e9 ? MILLIONS : BILLIONS;
  const divisor = 10 ** scale.exponent;
  const decimals = Math.max(0, Math.min(3, Math.ceil(-Math.log10(step / divisor) - 1e-9) + (isRound(step / divisor) ? 0 : 1)));
  const format = new Intl.NumberFormat(TAG[locale], { minimumFractionDigits: 0, maximumFractionDigits: decimals, signDisplay: 'negative' });
  return (units) =>
    withCurrency(locale, units === 0 ? '0' : format.format(units / divisor), units === 0 ? '' : scale.suffix[locale], currency);
}

/** True for 1, 2 and 5 times a power of ten: such steps need no digit after their first. */
function isRound(step: number): boolean {
  const lead = step / 10 ** Math.floor(Math.log10(step) + 1e-9);
  return Math.abs(lead - Math.round(lead)) < 1e-6;
}

function scientific(locale: Locale, value: number): string {
  if (value === 0) return '0';
  const exponent = Math.floor(Math.log10(Math.abs(value)) + 1e-9);
  const mantissa = new Intl.NumberFormat(TAG[locale], { maximumFractionDigits: 1 }).format(value / 10 ** exponent);
  const raised = [...String(exponent)].map((d) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(d)] ?? d).join('');
  return `${mantissa}${THIN}×${THIN}10${raised}`;
}

/** A column of amounts for a table: whole units, or with the currency's decimals when every amount is under 1 000 (the head of the column carries the unit). */
export function tableAmounts(locale: Locale, all: readonly bigint[], currency: string): (minor: bigint) => string {
  const unit = 10n ** BigInt(decimalsOf(currency));
  const decimals = all.some((minor) => magnitude(minor) >= 1000n * unit) ? 0 : decimalsOf(currency);
  return (minor) => group(locale, ratio(minor, unit, decimals) ?? '0');
}

/** The currency as a column's head shows it: "€", "$US". */
export function currencySign(locale: Locale, currency: string): string {
  return symbolOf(locale, currency);
}

/** numerator / denominator in percent with one decimal ("54,5 %"), rounded once from the exact amounts; of nothing, and of a credit, there is no share. */
export function exactPercent(locale: Locale, numerator: bigint, denominator: bigint): string {
  const digits = denominator > 0n ? ratio(numerator * 100n, denominator, 1) : undefined;
  return digits === undefined ? MISSING : percentSign(locale, group(locale, digits));
}

/** A fraction in percent, with one decimal unless told. */
export function percent(locale: Locale, fraction: number, decimals = 1): string {
  const format = new Intl.NumberFormat(TAG[locale], {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    signDisplay: 'negative',
  });
  return percentSign(locale, format.format(fraction * 100));
}

function percentSign(locale: Locale, digits: string): string {
  return locale === 'fr' ? `${digits}${THIN}%` : `${digits}%`;
}

/** A target in percent, without a decimal that says nothing ("10 %", "7,5 %"). */
export function targetPercent(locale: Locale, fraction: number): string {
  return percent(locale, fraction, Number.isInteger(Math.round(fraction * 1000) / 10) ? 0 : 1);
}

/** A value that is not money, in its unit: "76,0 j", "11,6 %", "1 204". */
export function plainValue(locale: Locale, unit: 'days' | 'percent' | 'count', value: number, decimals = 1): string {
  if (unit === 'percent') return percent(locale, value, decimals);
  const digits = unit === 'count' ? 0 : decimals;
  const text = new Intl.NumberFormat(TAG[locale], {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    signDisplay: 'negative',
  }).format(value);
  return unit === 'days' ? `${text}${THIN}${locale === 'fr' ? 'j' : 'd'}` : text;
}

/** What stands for a figure that cannot be computed. */
export const NO_FIGURE = MISSING;

const COLUMN_WORDS = {
  fr: { notDue: 'Non échu', unallocated: 'Non affecté', day: 'j' },
  en: { notDue: 'Not due', unallocated: 'Unallocated', day: 'd' },
} satisfies Record<Locale, unknown>;

/** The bucket's short name, the same in legends and column heads: "31–60 j", "> 120 j". */
export function bucketName(locale: Locale, column: Column): string {
  const words = COLUMN_WORDS[locale];
  if (column === 'notDue' || column === 'unallocated') return words[column];
  const { from, to } = spanOf(column);
  const days = to === undefined ? `>${THIN}${from - 1}` : from === to ? String(from) : `${from}–${to}`;
  return `${days}${THIN}${words.day}`;
}
