/**
 * Plain dates as day numbers (days since 1970-01-01), the one form in which the ledger stores, compares and subtracts them.
 * Temporal stays at the edges (time zones, what a clock says): a million parse-and-subtract calls cost seconds with it.
 */
import { Temporal } from 'temporal-polyfill';

/** Days since 1970-01-01; negative before. */
export type Day = number;

/** Later than any date in a ledger: the end day of an item that is still open. */
export const NEVER: Day = 9_999_999;

const FIRST_YEAR = 1900;
const LAST_YEAR = 2199;
const MS_PER_DAY = 86_400_000;
const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;

/** The day number of a civil date, or undefined when there is no such date (30 February). Years 1900 to 2199 are read; others are typing errors. */
export function dayOf(year: number, month: number, day: number): Day | undefined {
  if (
    !Number.isInteger(year) ||
    year < FIRST_YEAR ||
    year > LAST_YEAR ||
    month < 1 ||
    month > 12 ||
    day < 1 ||
    day > daysInMonth(year, month)
  )
    return undefined;
  return Date.UTC(year, month - 1, day) / MS_PER_DAY;
}

/** Whether the number is a day of the years that are read. */
export function isDay(day: number): boolean {
  return Number.isInteger(day) && day >= Date.UTC(FIRST_YEAR, 0, 1) / MS_PER_DAY && day < Date.UTC(LAST_YEAR + 1, 0, 1) / MS_PER_DAY;
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Reads `YYYY-MM-DD`; undefined for anything else, and for dates that do not exist. */
export function parseDay(text: string): Day | undefined {
  const m = ISO.exec(text);
  return m ? dayOf(Number(m[1]), Number(m[2]), Number(m[3])) : undefined;
}

export interface Civil {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export function civil(day: Day): Civil {
  const d = new Date(day * MS_PER_DAY);
  return { year: d.getUTCFullYear(), month: d.getUTCMonth() + 1, day: d.getUTCDate() };
}

/** `YYYY-MM-DD`, the form of files, JSON and keys. */
export function isoDay(day: Day): string {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}

/** 1 = Monday … 7 = Sunday. */
export function weekday(day: Day): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** The Monday of the day's week. */
export function mondayOf(day: Day): Day {
  return day - weekday(day) + 1;
}

export function endOfMonth(day: Day): Day {
  const { year, month } = civil(day);
  return Date.UTC(year, month, 0) / MS_PER_DAY;
}

/** First day of the month that lies `months` after the day's own (negative: before). */
export function startOfMonth(day: Day, months = 0): Day {
  const { year, month } = civil(day);
  return Date.UTC(year, month - 1 + months, 1) / MS_PER_DAY;
}

/** The civil date and the minutes since midnight that a clock on the wall shows at an instant (epoch milliseconds) in a time zone (IANA name). */
export function localTime(epochMs: number, timeZone: string): { readonly day: Day; readonly minutes: number } {
  const z = Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(timeZone);
  return { day: Date.UTC(z.year, z.month - 1, z.day) / MS_PER_DAY, minutes: z.hour * 60 + z.minute };
}

/** The instant (epoch milliseconds) at which a wall clock in the zone shows that day and those minutes; a skipped hour in spring gives the instant after the gap. */
export function instantOf(day: Day, minutes: number, timeZone: string): number {
  const { year, month, day: d } = civil(day);
  return Temporal.PlainDateTime.from({ year, month, day: d, hour: Math.floor(minutes / 60), minute: minutes % 60 }).toZonedDateTime(
    timeZone,
  ).epochMilliseconds;
}

/** Which days are worked: everything that counts business days asks one of these (made from a country's public holidays). */
export interface Calendar {
  isBusinessDay(day: Day): boolean;
}

/** Mondays to Fridays, where no holidays are known. */
export const WEEKDAYS: Calendar = { isBusinessDay: (day) => weekday(day) <= 5 };

/** The day itself when it is worked, else the next one that is. */
export function businessDayOnOrAfter(calendar: Calendar, day: Day): Day {
  let d = day;
  while (!calendar.isBusinessDay(d)) d++;
  return d;
}

/** The last worked day strictly before. */
export function businessDayBefore(calendar: Calendar, day: Day): Day {
  let d = day - 1;
  while (!calendar.isBusinessDay(d)) d--;
  return d;
}

/** The nth business day after `day` (n ≥ 1); n = 0 gives the day itself when worked, else the next one. */
export function addBusinessDays(calendar: Calendar, day: Day, n: number): Day {
  if (n === 0) return businessDayOnOrAfter(calendar, day);
  let d = day;
  for (let left = n; left > 0; ) if (calendar.isBusinessDay(++d)) left--;
  return d;
}

/** Business days in (from, to]: 0 when `to` is not after `from`. */
export function businessDaysBetween(calendar: Calendar, from: Day, to: Day): number {
  let count = 0;
  for (let d = from + 1; d <= to; d++) if (calendar.isBusinessDay(d)) count++;
  return count;
}

/** The same day a year before, plus one: the first of the twelve months that end with a date. */
export function yearBack(asOf: Day): Day {
  const start = startOfMonth(asOf, -12);
  return Math.min(start + (asOf - startOfMonth(asOf)), endOfMonth(start)) + 1;
}
