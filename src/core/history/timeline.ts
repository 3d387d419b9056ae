/** An account's whole timeline: what was exchanged, the imports that its lines came with, and what other rooms tell of it. */
import {
  entryKey,
  newestFirst,
  type TimelineEntry,
  type TimelineSetting,
  type TimelineSource,
  timelineSources,
} from '../debtors/timeline.ts';
import { historyIn } from '../debtors/trace-ports.ts';
import type { Reads } from '../desk/store.ts';
import { localTime } from '../kernel/dates.ts';
import { importsIn } from '../ledger/import-ports.ts';
import { ledgerTexts } from '../ledger/texts.ts';
import { historyTexts } from './history.text.ts';

/** The whole timeline of a debtor, newest first: by the day on which things took place, then as they were written down. */
export async function timelineOf(read: Reads, debtorId: number, setting: TimelineSetting): Promise<readonly TimelineEntry[]> {
  const told = await Promise.all(timelineSources(setting).map((source) => source(read, debtorId, setting)));
  return told.flat().sort(newestFirst);
}

export const exchangeEntries: TimelineSource = async (read, debtorId) =>
  (await historyIn(read).find({ debtorIds: [debtorId] })).map(({ id, kind, day, at, actor, text, data }) => ({
    key: entryKey('exchange', id),
    ...{ kind, day, at, actor, data },
    words: (locale) => (data.who === undefined || data.who === '' ? text : `${historyTexts(locale).with(data.who)} : ${text}`),
  }));

export const importEntries: TimelineSource = async (read, debtorId, { policy }) =>
  (await importsIn(read).touching(debtorId)).map(({ id, at, actor, file, kind, lines }) => ({
    key: entryKey('import', id),
    kind: 'import',
    day: localTime(at, policy.timeZone).day,
    ...{ at, actor },
    words: (locale) => historyTexts(locale).imported(file, ledgerTexts(locale).imports.kinds[kind], lines),
  }));
