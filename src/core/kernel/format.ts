/** Amounts, dates and rates as people write them, in French and in English. */
import { civil, type Day } from './dates.ts';
import type { Locale } from './locale.ts';
import { decimalsOf, toDecimal } from './money.ts';

const TAGS: Readonly<Record<Locale, string>> = { fr: 'fr-FR', en: 'en-GB' };
const cache = new Map<string, Intl.NumberFormat>();

function formatter(locale: Locale, key: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const id = `${locale}/${key}`;
  const known = cache.get(id);
  if (known) return known;
  const made = new Intl.NumberFormat(TAGS[locale], options);
  cache.set(id, made);
  return made;
}

/** Exact: Intl formats decimal strings without passing through a float (ECMA-402 Intl.NumberFormat v3); the typings know the string form as a numeric literal. */
function decimal(text: string): Intl.StringNumericLiteral {
  return text as Intl.StringNumericLiteral;
}

/** "38 200 €", with cents only below 1,000 units: the way a list is read. */
export function money(minor: bigint, currency: string, locale: Locale): string {
  const large = (minor < 0n ? -minor : minor) >= 1000n * 10n ** BigInt(decimalsOf(currency));
  const digits = large ? 0 : decimalsOf(currency);
  const options: Intl.NumberFormatOptions = { style: 'currency', currency, minimumFractionDigits: digits, maximumFractionDigits: digits };
  return formatter(locale, `${currency}/${digits}`, options).format(decimal(toDecimal(minor, currency)));
}

/** To the cent, whatever the size: where a sum must tie out. */
export function exactMoney(minor: bigint, currency: string, locale: Locale): string {
  return formatter(locale, `${currency}/exact`, { style: 'currency', currency }).format(decimal(toDecimal(minor, currency)));
}

const DAYS: Readonly<Record<Locale, Intl.DateTimeFormat>> = {
  fr: new Intl.DateTimeFormat('fr-FR', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' }),
};
const DAYS_WITH_YEAR: Readonly<Record<Locale, Intl.DateTimeFormat>> = {
  fr: new Intl.DateTimeFormat('fr-FR', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }),
};
const LONG_DAYS: Readonly<Record<Locale, Intl.DateTimeFormat>> = {
  fr: new Intl.DateTimeFormat('fr-FR', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }),
};

/** "ven. 27 nov."; with the year, and without the weekday, when the year is not that of `today`. */
export function date(day: Day, locale: Locale, today: Day): string {
  const style = civil(day).year === civil(today).year ? DAYS : DAYS_WITH_YEAR;
  return written(style[locale], day, locale);
}

/** "lundi 23 novembre"; with the year when it is not that of `today`. */
export function longDate(day: Day, locale: Locale, today = day): string {
  const text = written(LONG_DAYS[locale], day, locale);
  return civil(day).year === civil(today).year ? text : `${text} ${civil(day).year}`;
}

/** French says "1er" for the first of a month. */
function written(style: Intl.DateTimeFormat, day: Day, locale: Locale): string {
  const text = style.format(day * 86_400_000);
  return locale === 'fr' ? text.replace(/(?<!\d)1(?= \p{L})/u, '1er') : text;
}

const SHORT_DAYS: Readonly<Record<Locale, Intl.DateTimeFormat>> = {
  fr: new Intl.DateTimeFormat('fr-FR', { day: 'numeric', month: 'short', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' }),
};

/** "23 nov.": under a bar of a chart. */
export function shortDate(day: Day, locale: Locale): string {
  return SHORT_DAYS[locale].format(day * 86_400_000);
}

const MONTHS: Readonly<Record<Locale, Intl.DateTimeFormat>> = {
  fr: new Intl.DateTimeFormat('fr-FR', { month: 'long', year: 'numeric', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }),
};

/** "novembre 2026". */
export function monthName(day: Day, locale: Locale): string {
  return MONTHS[locale].format(day * 86_400_000);
}

const FULL_DATES: Readonly<Record<Locale, Intl.DateTimeFormat>> = {
  fr: new Intl.DateTimeFormat('fr-FR', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }),
};

/** "18 novembre 2026": in letters, which are read in another year. */
export function fullDate(day: Day, locale: Locale): string {
  return written(FULL_DATES[locale], day, locale);
}

/** "18/11/2026" and "18 Nov 2026": in the tables of letters, where English readers part on which number is the month. */
export function numericDate(day: Day, locale: Locale): string {
  if (locale === 'en') return DAYS_WITH_YEAR.en.format(day * 86_400_000);
  const { year, month, day: d } = civil(day);
  return `${String(d).padStart(2, '0')}/${String(month).padStart(2, '0')}/${year}`;
}

/** "12,15 %" of millionths: two decimals, more when they are there. */
export function percent(millionths: bigint, locale: Locale): string {
  const digits = (millionths % 10_000n)
    .toString()
    .padStart(4, '0')
    .replace(/0{1,2}$/, '');
  return locale === 'fr' ? `${millionths / 10_000n},${digits}\u00a0%` : `${millionths / 10_000n}.${digits}%`;
}
