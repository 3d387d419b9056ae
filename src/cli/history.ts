/** The command line's history: everything that happened on an account, searched and for machines. */

import { type Command, Option } from 'commander';
import { readDebtor } from '../core/debtors/find-debtors.ts';
import { TIMELINE_KINDS, type TimelineKind } from '../core/debtors/timeline.ts';
import type { Store } from '../core/desk/store.ts';
import { historyCard } from '../core/history/history.card.ts';
import { entryJson } from '../core/history/history.json.ts';
import { historyTexts } from '../core/history/history.text.ts';
import { readerFor, searched } from '../core/history/read-history.ts';
import { timelineOf } from '../core/history/timeline.ts';
import { DomainError } from '../core/kernel/errors.ts';
import type { Locale } from '../core/kernel/locale.ts';
import type { Debtor } from '../core/ledger/parties.ts';
import { answer, type Context, houseOf, withStore } from './context.ts';
import { renderText } from './terminal.ts';

/** The one debtor whom words name, and the words that remain. DomainError: nobody, or several. */
export async function theDebtor(
  read: Store['read'],
  words: readonly string[],
  locale: Locale,
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
    const house = houseOf(context.config);
    const reader = await readerFor(read, house, policy.language);
    const timeline = await timelineOf(read, debtor.id, { ...house, now: house.clock.now() });
    const entries = searched(timeline, rest, reader, flags.kind);
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
