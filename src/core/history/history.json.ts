/** The timeline for machines: dates `YYYY-MM-DD`, instants ISO 8601, newest first. */
import { isoDay } from '../kernel/dates.ts';
import { authorOf, entryText, type Reader } from './entry.words.ts';
import type { TimelineEntry } from './timeline.ts';

export function entryJson(entry: TimelineEntry, reader: Reader): Record<string, unknown> {
  const { source } = entry;
  return {
    id: entry.key,
    date: isoDay(entry.day),
    at: new Date(entry.at).toISOString(),
    kind: entry.kind,
    actor: entry.actor,
    author: authorOf(entry, reader),
    text: entryText(entry, reader),
    ...(source.type === 'exchange' ? { data: source.exchange.data } : {}),
  };
}
