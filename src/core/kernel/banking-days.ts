/** The days on which banks settle euros: TARGET closes on weekends, 1 January, Good Friday, Easter Monday, 1 May, 25 and 26 December (ECB), and on no national holiday: money moves on 14 July. */
import { addBusinessDays, type Calendar, civil, type Day, weekday } from './dates.ts';

/** Easter Sunday in the Gregorian calendar (Meeus, Jones, Butcher). */
function easter(year: number): Day {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const e = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - d - (c % 4)) % 7;
  const f = d + e - 7 * Math.floor((a + 11 * d + 22 * e) / 451) + 114;
  return Date.UTC(year, Math.floor(f / 31) - 1, (f % 31) + 1) / 86_400_000;
}

export const TARGET: Calendar = {
  isBusinessDay(day) {
    if (weekday(day) > 5) return false;
    const { year, month, day: d } = civil(day);
    if ((month === 1 && d === 1) || (month === 5 && d === 1) || (month === 12 && (d === 25 || d === 26))) return false;
    const sunday = easter(year);
    return day !== sunday - 2 && day !== sunday + 1;
  },
};

/** The nth banking day after a day. */
export function addBankingDays(day: Day, n: number): Day {
  return addBusinessDays(TARGET, day, n);
}
