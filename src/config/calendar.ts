/** Business days of a country and region, from the public holidays of `date-holidays`. */
import { createRequire } from 'node:module';
import { type Calendar, civil, type Day, isoDay, weekday } from '../core/kernel/dates.ts';

const require = createRequire(import.meta.url);
const known = new Map<string, Calendar>();

/** A calendar of Mondays to Fridays less public holidays. `region` is the package's (FR: '57', '67', '68' for Moselle and Alsace). Unknown countries have no holidays. */
export function calendarOf(country: string, region?: string): Calendar {
  const key = `${country}/${region ?? ''}`;
  // Holidays of a year take milliseconds to work out, and every step of a case asks for its owner's.
  const calendar = known.get(key) ?? madeFor(country, region);
  known.set(key, calendar);
  return calendar;
}

function madeFor(country: string, region: string | undefined): Calendar {
  // Loaded at the first question: many commands never ask one, and it costs twenty megabytes.
  const Holidays: typeof import('date-holidays').default = require('date-holidays');
  const holidays = region === undefined ? new Holidays(country) : new Holidays(country, region);
  const years = new Map<number, ReadonlySet<string>>();
  const of = (year: number): ReadonlySet<string> => {
    const listed = years.get(year);
    if (listed) return listed;
    // `date` is the civil date; `start` is an instant in UTC, which shows the day before.
    const days = new Set(holidays.getHolidays(year).flatMap((h) => (h.type === 'public' ? [h.date.slice(0, 10)] : [])));
    years.set(year, days);
    return days;
  };
  // A case that is long overdue has its days counted anew every morning.
  const told = new Map<Day, boolean>();
  return {
    isBusinessDay(day: Day) {
      const worked = told.get(day) ?? (weekday(day) <= 5 && !of(civil(day).year).has(isoDay(day)));
      told.set(day, worked);
      return worked;
    },
  };
}
