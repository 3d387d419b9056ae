/** The command line's history: everything that happened on an account, searched and for machines. */

import type { Command } from 'commander';
import { Option } from 'commander';
import { calendarOf } from '../config/calendar.ts';
import { readDebtor } from '../core/debtors/find-debtors.ts';
import type { Store } from '../core/desk/store.ts';
import type { Reader } from '../core/history/entry.words.ts';
import { historyCard } from '../core/history/history.card.ts';
import { entryJson } from '../core/history/history.json.ts';
import { historyTexts } from '../core/history/history.text.ts';
import { searched } from '../core/history/read-history.ts';
import { TIMELINE_KINDS, type TimelineEntry, type TimelineKind, timelineOf } from '../core/history/timeline.ts';
import { DomainError } from '../core/kernel/errors.ts';
import type { Debtor } from '../core/ledger/parties.ts';
import { answer, type Context, todayOf, withStore } from './context.ts';
import { renderText } from './terminal.ts';

/** Whoever reads in a shell: names, language and today. */
export async function readerOf(context: Context, read: Store['read']): Promise<Reader> {
  const { policy } = context.config;
  const names = new Map((await read.people.all()).map((p) => [p.email, p.name]));
  return { names, policy, today: todayOf(context.config), locale: policy.language };
}

export function timelineIn(context: Context, read: Store['read'], debtorId: number): Promise<readonly TimelineEntry[]> {
  const { policy, startAt } = context.config;
  return timelineOf(read, debtorId, { policy, calendar: calendarOf(policy.country, policy.region), now: startAt ?? Date.now() });
}

/** An account's whole timeline as JSON, newest first. */
export async function historyOf(context: Context, read: Store['read'], debtorId: number): Promise<Record<string, unknown>[]> {
  const reader = await readerOf(context, read);
  return (await timelineIn(context, read, debtorId)).map((entry) => entryJson(entry, reader));
}

/** The one debtor whom words name, and the words that remain. DomainError: nobody, or several. */
export async function theDebtor(
  read: Store['read'],
  words: readonly string[],
  locale: 'fr' | 'en',
): Promise<{ readonly debtor: Debtor; readonly rest: string }> {
  const t = historyTexts(locale);
  const named = await readDebtor(read, words.join(' '), locale, t.refused.usageHistory);
  const [debtor] = named.debtors;
  if (!debtor || named.count > 1) {
    const matches = named.debtors.map((d) => ({ debtor: d.code, name: d.name }));
    throw new DomainError('bad-input', t.refused.several(matches.map((m) => `${m.name} (${m.debtor})`).join(', ')), { matches });
  }
  return { debtor, rest: named.rest.join(' ') };
}

async function historyCommand(context: Context, words: readonly string[], flags: { readonly kind?: TimelineKind }): Promise<void> {
  const { policy } = context.config;
  await withStore(context, async ({ read }) => {
    const { debtor, rest } = await theDebtor(read, words, policy.language);
    const reader = await readerOf(context, read);
    const entries = searched(await timelineIn(context, read, debtor.id), rest, reader, flags.kind);
    answer(context, { debtor: debtor.code, name: debtor.name, entries: entries.map((entry) => entryJson(entry, reader)) }, () =>
      renderText(historyCard(debtor, { entries, total: entries.length, page: 1, pages: 1 }, rest, reader)),
    );
  });
}

type Add = (name: string, description: string) => Command;
type Run = (command: Command, work: (context: Context) => Promise<void>) => Promise<void>;

/** Adds `history`. */
export function addHistoryCommands(add: Add, run: Run): void {
  add('history <words...>', 'everything that happened on an account: the debtor, then words to look for')
    .addOption(new Option('--kind <kind>', 'one kind of entries').choices(TIMELINE_KINDS))
    .action((words: string[], flags: { kind?: TimelineKind }, command: Command) =>
      run(command, (context) => historyCommand(context, words, flags)),
    );
}
