/** Invoices that a message mentions: by them a debtor is found, or an objection begun. */
import { partOfStore, type Reads } from '../desk/store.ts';
import type { Day } from '../kernel/dates.ts';
import { foldRef } from '../kernel/fold.ts';

export interface MentionReads {
  /** Of these folded references, those of open debits, as the ledger writes them. */
  openRefs(refKeys: readonly string[], asOf: Day): Promise<readonly string[]>;
}

export const mentionsIn = partOfStore<MentionReads, object>('mentions');

/** Words of one message that are looked up, and references that are taken from it. */
const MAX_WORDS = 50;
const MAX_REFS = 5;

/** References of open invoices that a message mentions, for a form that somebody completes. */
export async function refsIn(read: Reads, text: string, today: Day): Promise<readonly string[]> {
  const words = [...new Set(text.split(/[\s,;:()«»"“”]+/u).filter((word) => /\d/.test(word)))].slice(0, MAX_WORDS);
  const keys = words.map((word) => foldRef(word)).filter((key) => key.length >= 2);
  return [...new Set(await mentionsIn(read).openRefs(keys, today))].slice(0, MAX_REFS);
}
