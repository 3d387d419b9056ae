/** Business days of a country and region, from the public holidays of `date-holidays`. */
import Holidays from 'date-holidays';
import { type Calendar, civil, type Day, isoDay, weekday } from './core/dates.ts';

/** A calendar of Mondays to Fridays less public holidays. `region` is the package's (FR: '57', '67', '68' for Moselle and Alsace). Unknown countries have no holidays. */
export function calendarOf(country: string, region?: string): Calendar {
  const holidays = region === undefined ? new Holidays(country) : new Holidays(country, region);
  const years = new Map<number, ReadonlySet<string>>();
  const of = (year: number): ReadonlySet<string> => {
    const known = years.get(year);
    if (known) return known;
    // `date` is the civil date; `start` is an instant in UTC, which shows the day before.
    const days = new Set(holidays.getHolidays(year).flatMap((h) => (h.type === 'public' ? [h.date.slice(0, 10)] : [])));
    years.set(year, days);
    return days;
  };
  return { isBusinessDay: (day: Day) => weekday(day) <= 5 && !of(civil(day).year).has(isoDay(day)) };
}
