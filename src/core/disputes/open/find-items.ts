/** From the words of a command or a message to the invoices they name, the amount, the reason, and what the customer says. */
import type { Reads } from '../../desk/store.ts';
import { amountWords } from '../../kernel/amount-words.ts';
import { cut } from '../../kernel/clean.ts';
import type { Day } from '../../kernel/dates.ts';
import { DomainError } from '../../kernel/errors.ts';
import { foldRef } from '../../kernel/fold.ts';
import type { Locale } from '../../kernel/locale.ts';
import { type DisputableItem, disputesIn } from '../case/ports.ts';
import { type Reason, reasonOfWords } from '../case/reason.ts';
import { disputeTexts } from '../case/texts.ts';

export interface Words {
  readonly items: readonly DisputableItem[];
  readonly amount: string;
  readonly reason: Reason | undefined;
  readonly said: string;
}

/** A reference holds a digit; "FA 1024" is written in two words by some. */
const NEAR = 3;
const MAX_REFS = 5;

/** "FA-1024 4300 quantité Il manque deux palettes": references first, then an amount, a reason, and the rest. Throws DomainError for an unknown reference, naming the nearest. */
export async function readWords(read: Reads, text: string, today: Day, locale: Locale): Promise<Words> {
  const words = text
    .trim()
    .split(/\s+/u)
    .filter((word) => word !== '');
  const items: DisputableItem[] = [];
  let at = 0;
  while (at < words.length && items.length < MAX_REFS) {
    const found = await itemAt(read, words, at, today);
    if (!found) break;
    items.push(...found.items);
    at += found.words;
  }
  if (items.length === 0) {
    const [first] = words;
    throw first === undefined
      ? new DomainError('bad-input', disputeTexts(locale).refused.noRef)
      : await unknownRef(read, first, today, locale);
  }
  const length = amountWords(words, at);
  const amount = words.slice(at, at + length).join(' ');
  at += length;
  const reason = reasonOfWords(words[at] ?? '');
  if (reason !== undefined) at++;
  return { items, amount, reason, said: words.slice(at).join(' ') };
}

/** The invoices whose reference stands at a word, or in two words together. */
async function itemAt(
  read: Reads,
  words: readonly string[],
  at: number,
  today: Day,
): Promise<{ readonly items: readonly DisputableItem[]; readonly words: number } | undefined> {
  for (const count of [1, 2]) {
    const key = foldRef(words.slice(at, at + count).join(' '));
    if (at + count > words.length || key === '') continue;
    const items = await disputesIn(read).itemsByRef([key], today);
    if (items.length > 0) return { items, words: count };
  }
  return undefined;
}

/** The refusal of a reference that no invoice bears, with the nearest ones that some do. */
export async function unknownRef(read: Reads, ref: string, today: Day, locale: Locale): Promise<DomainError> {
  const near = await nearestRefs(read, ref, today);
  return new DomainError('unknown-item', disputeTexts(locale).refused.unknownRef(cut(ref, 80), near.join(', ')), { ref, near });
}

/** Open invoices whose references look most like this one. */
async function nearestRefs(read: Reads, ref: string, today: Day): Promise<readonly string[]> {
  const key = foldRef(ref);
  if (key.length < 2) return [];
  const similar = await disputesIn(read).similarRefs(key, today, 500);
  return similar
    .map((known) => ({ known, distance: distance(key, foldRef(known)) }))
    .filter((one) => one.distance <= Math.max(2, Math.floor(key.length / 2)))
    .sort((a, b) => a.distance - b.distance || (a.known < b.known ? -1 : 1))
    .slice(0, NEAR)
    .map((one) => one.known);
}

/** Letters to change, add or drop to make one of the other (Levenshtein). */
function distance(a: string, b: string): number {
  let row = [...Array(b.length + 1).keys()];
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
