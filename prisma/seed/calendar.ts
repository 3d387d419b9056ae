/** Days as whole numbers since 1970-01-01, French business days, and the due date that a payment term gives. */
import Holidays from 'date-holidays';

export type Day = number;

/** The payment terms that the demo company grants, written as the debtors file writes them. */
export type Terms = '30' | '60' | '45 EOM' | 'EOM 45';

const MS_PER_DAY = 86_400_000;

/** Reads `YYYY-MM-DD`. Throws RangeError for anything else, 30 February included. */
export function toDay(iso: string): Day {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  const day = match ? dayOf(Number(match[1]), Number(match[2]), Number(match[3])) : Number.NaN;
  if (Number.isNaN(day) || toIso(day) !== iso) throw new RangeError(`not a date of the form YYYY-MM-DD: ${JSON.stringify(iso)}`);
  return day;
}

/** `month` counts from 1 and may overflow either way, as in Date.UTC. */
export function dayOf(year: number, month: number, dayOfMonth: number): Day {
  return Date.UTC(year, month - 1, dayOfMonth) / MS_PER_DAY;
}

export function toIso(day: Day): string {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}

export function yearOf(day: Day): number {
  return new Date(day * MS_PER_DAY).getUTCFullYear();
}

/** From 1 to 12. */
export function monthOf(day: Day): number {
  return new Date(day * MS_PER_DAY).getUTCMonth() + 1;
}

export function monthEnd(day: Day): Day {
  return dayOf(yearOf(day), monthOf(day) + 1, 0);
}

/** The first day of the month that lies `months` before the month of `day`. */
export function monthStart(day: Day, monthsBefore = 0): Day {
  return dayOf(yearOf(day), monthOf(day) - monthsBefore, 1);
}

const france = new Holidays('FR');

// Both only remember what was worked out once: the simulation asks for the same days over and over.
const holidaysByYear = new Map<number, ReadonlySet<string>>();
const businessDays = new Map<Day, boolean>();

function holidays(year: number): ReadonlySet<string> {
  const known = holidaysByYear.get(year);
  if (known) return known;
  // `start` is a UTC instant of the evening before: `date` alone carries the local day. Observances are working days.
  const found = france.getHolidays(year).filter((holiday) => holiday.type === 'public');
  const days = new Set(found.map((holiday) => holiday.date.slice(0, 10)));
  holidaysByYear.set(year, days);
  return days;
}

/** Monday to Friday, the eleven French public holidays aside. */
export function isBusinessDay(day: Day): boolean {
  const known = businessDays.get(day);
  if (known !== undefined) return known;
  // Day 0 was a Thursday: 2 and 3 are the weekend.
  const weekday = ((day % 7) + 7) % 7;
  const open = weekday !== 2 && weekday !== 3 && !holidays(yearOf(day)).has(toIso(day));
  businessDays.set(day, open);
  return open;
}

export function businessDayOnOrAfter(day: Day): Day {
  let found = day;
  while (!isBusinessDay(found)) found += 1;
  return found;
}

export function businessDayOnOrBefore(day: Day): Day {
  let found = day;
  while (!isBusinessDay(found)) found -= 1;
  return found;
}

/** French readings of C. com. L441-10: `45 EOM` = date + 45, then month end; `EOM 45` = month end, then 45 days. */
export function dueDay(invoiceDay: Day, terms: Terms): Day {
  switch (terms) {
    case '30':
      return invoiceDay + 30;
    case '60':
      return invoiceDay + 60;
    case '45 EOM':
      return monthEnd(invoiceDay + 45);
    case 'EOM 45':
      return monthEnd(invoiceDay) + 45;
  }
}
