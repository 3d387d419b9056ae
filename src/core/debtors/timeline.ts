/** Everything that happened on an account in one order: what an entry is, and the seam through which each room tells what it knows of an account's life. */
import type { House } from '../desk/act.ts';
import { seam } from '../desk/feature.ts';
import type { Reads } from '../desk/store.ts';
import type { Day } from '../kernel/dates.ts';
import type { Locale } from '../kernel/locale.ts';
import { EXCHANGE_KINDS } from './exchange.ts';

export const TIMELINE_KINDS = [...EXCHANGE_KINDS, 'dispute', 'vote', 'import'] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

export interface TimelineEntry {
  /** Unique in the account's timeline, and the same at every reading. */
  readonly key: string;
  readonly kind: TimelineKind;
  /** The day on which it took place, and when it was written down (epoch milliseconds). */
  readonly day: Day;
  readonly at: number;
  /** E-mail, or `system:…`. */
  readonly actor: string;
  /** What happened, in one paragraph. */
  readonly words: (locale: Locale) => string;
  /** What is kept beside the words, for machines. */
  readonly data?: Readonly<Record<string, string>>;
}

/** What telling needs around it. */
export interface TimelineSetting extends Pick<House, 'policy' | 'calendar' | 'features'> {
  /** Epoch milliseconds. */
  readonly now: number;
}

/** Tells what a room knows of an account's life, in any order. */
export type TimelineSource = (read: Reads, debtorId: number, setting: TimelineSetting) => Promise<readonly TimelineEntry[]>;

export const timelineSources = seam<TimelineSource>('timeline');

/** A key that stands in the order of numbers. */
export function entryKey(what: string, id: number): string {
  return `${what}:${String(id).padStart(10, '0')}`;
}

/** A total order: two things of one instant stand by their keys, so that pages never overlap. */
export function newestFirst(a: TimelineEntry, b: TimelineEntry): number {
  return b.day - a.day || b.at - a.at || (a.key < b.key ? 1 : a.key > b.key ? -1 : 0);
}
