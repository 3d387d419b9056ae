/** Who wrote an entry of the timeline, and when, in the reader's words: for the card, the search, the shell and the file that a judge reads. */
import type { TimelineEntry } from '../debtors/timeline.ts';
import type { Policy } from '../desk/policy.ts';
import { type Day, localTime } from '../kernel/dates.ts';
import * as format from '../kernel/format.ts';
import type { Locale } from '../kernel/locale.ts';
import { historyTexts } from './history.text.ts';

export interface Reader {
  readonly names: ReadonlyMap<string, string>;
  readonly policy: Policy;
  readonly today: Day;
  readonly locale: Locale;
}

/** The author's name; the bot's own for what it did by itself. */
export function authorOf(entry: Pick<TimelineEntry, 'actor'>, { names, locale }: Reader): string {
  if (entry.actor.startsWith('system:')) return historyTexts(locale).system;
  return names.get(entry.actor) ?? entry.actor;
}

/** "mer. 18 nov. 10:12"; the time of writing follows a day that was noted later. With every year for a file that is read in another one. */
export function whenOf(entry: TimelineEntry, reader: Reader, withYear = false): string {
  const { locale, policy, today } = reader;
  const date = (at: Day): string => (withYear ? format.numericDate(at, locale) : format.date(at, locale, today));
  const { day, minutes } = localTime(entry.at, policy.timeZone);
  const clock = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  if (day === entry.day) return `${date(day)} ${clock}`;
  return `${date(entry.day)} (${historyTexts(locale).written(`${date(day)} ${clock}`)})`;
}
