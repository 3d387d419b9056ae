/** Business days of a country and region, from the public holidays of `date-holidays`. */
import Holidays from 'date-holidays';
import { type Calendar, civil, type Day, isoDay, weekday } from './core/dates.ts';

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
  return { isBusinessDay: (day: Day) => weekday(day) <= 5 && !of(civil(day).year).has(isoDay(day)) };
}
