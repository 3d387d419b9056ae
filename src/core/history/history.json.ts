/** The timeline for machines: dates `YYYY-MM-DD`, instants ISO 8601, newest first. */
import type { TimelineEntry } from '../debtors/timeline.ts';
import { isoDay } from '../kernel/dates.ts';
import { authorOf, type Reader } from './entry.words.ts';

export function entryJson(entry: TimelineEntry, reader: Reader): Record<string, unknown> {
  return {
    id: entry.key,
    date: isoDay(entry.day),
    at: new Date(entry.at).toISOString(),
    kind: entry.kind,
    actor: entry.actor,
    author: authorOf(entry, reader),
    text: entry.words(reader.locale),
    ...(entry.data ? { data: entry.data } : {}),
  };
}
