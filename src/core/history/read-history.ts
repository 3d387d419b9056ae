/** Looking into an account's history: by words, by kind, page after page. */
import type { TimelineEntry, TimelineKind } from '../debtors/timeline.ts';
import type { House } from '../desk/act.ts';
import type { Reads } from '../desk/store.ts';
import { localTime } from '../kernel/dates.ts';
import { fold } from '../kernel/fold.ts';
import type { Locale } from '../kernel/locale.ts';
import { authorOf, type Reader } from './entry.words.ts';
import { historyTexts } from './history.text.ts';
import { kindOfWord } from './words.ts';

/** Whoever reads a history: the names of everybody, the day and the language. */
export async function readerFor(read: Reads, house: House, locale: Locale): Promise<Reader> {
  const { policy, clock } = house;
  const names = new Map((await read.people.all()).map((p) => [p.email, p.name]));
  return { names, policy, today: localTime(clock.now(), policy.timeZone).day, locale };
}

/** Entries of one page. */
export const PAGE = 8;

export interface HistoryPage {
  readonly entries: readonly TimelineEntry[];
  /** How many entries answer. */
  readonly total: number;
  /** From 1. */
  readonly page: number;
  readonly pages: number;
}

/** The entries that hold every word, in what is shown of them: kind, author, text. A word that names a kind also finds that kind's entries. */
export function searched(entries: readonly TimelineEntry[], words: string, reader: Reader, kind?: TimelineKind): readonly TimelineEntry[] {
  const asked = fold(words)
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => ({ word, kind: kindOfWord(word) }));
  const ofKind = kind === undefined ? entries : entries.filter((entry) => entry.kind === kind);
  if (asked.length === 0) return ofKind;
  return ofKind.filter((entry) => {
    const text = fold(`${historyTexts(reader.locale).kinds[entry.kind]} ${authorOf(entry, reader)} ${entry.words(reader.locale)}`);
    return asked.every((one) => one.kind === entry.kind || text.includes(one.word));
  });
}

/** A page of them; one beyond the last is the last. */
export function pageOf(entries: readonly TimelineEntry[], page: number): HistoryPage {
  const pages = Math.max(1, Math.ceil(entries.length / PAGE));
  const at = Math.min(Math.max(1, page), pages);
  return { entries: entries.slice((at - 1) * PAGE, at * PAGE), total: entries.length, page: at, pages };
}
