/** Days as people type them: "2026-12-04", "4/12", "vendredi", "friday", "demain". */
import { civil, type Day, dayOf, parseDay, weekday } from './dates.ts';
import { fold } from './fold.ts';

const WEEKDAY_NAMES: readonly (readonly string[])[] = [
  ['lundi', 'monday'],
  ['mardi', 'tuesday'],
  ['mercredi', 'wednesday'],
  ['jeudi', 'thursday'],
  ['vendredi', 'friday'],
  ['samedi', 'saturday'],
  ['dimanche', 'sunday'],
];

/** A day without a year is the next one to come, a weekday the next one after today; undefined for anything else. */
export function readDay(text: string, today: Day): Day | undefined {
  const written = parseWhen(text);
  if (written !== undefined) return written;
  const word = fold(text);
  if (word === "aujourd'hui" || word === 'today') return today;
  if (word === 'demain' || word === 'tomorrow') return today + 1;
  const named = WEEKDAY_NAMES.findIndex((names) => names.includes(word));
  if (named >= 0) return today + 1 + ((named + 1 - weekday(today + 1) + 7) % 7);
  const short = /^(\d{1,2})[/.](\d{1,2})$/.exec(word);
  if (!short) return undefined;
  const { year } = civil(today);
  const [dayOfMonth, month] = [Number(short[1]), Number(short[2])];
  const soonest = dayOf(year, month, dayOfMonth);
  return soonest !== undefined && soonest >= today ? soonest : (dayOf(year + 1, month, dayOfMonth) ?? soonest);
}

/** "2027-03-31" or "31/03/2027". */
export function parseWhen(text: string): Day | undefined {
  const m = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(text.trim());
  return m ? dayOf(Number(m[3]), Number(m[2]), Number(m[1])) : parseDay(text.trim());
}
