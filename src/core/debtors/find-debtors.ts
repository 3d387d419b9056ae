/** Which debtors people mean: the words of a query, or the first words of what they write about one. */
import type { Reads, Tx } from '../desk/store.ts';
import { cut } from '../kernel/clean.ts';
import { DomainError } from '../kernel/errors.ts';
import { fold } from '../kernel/fold.ts';
import type { Locale } from '../kernel/locale.ts';
import { type Debtor, debtorsIn } from '../ledger/parties.ts';
import { debtorTexts } from './debtors.text.ts';

/** How many fitting debtors are named when the words fit several. */
export const MAX_MATCHES = 10;

/** The debtors that fit, at most MAX_MATCHES of `count`; exactly one when the words are its whole name. */
export async function findDebtors(read: Reads, query: string): Promise<{ readonly debtors: readonly Debtor[]; readonly count: number }> {
  const folded = fold(query);
  if (folded === '') return { debtors: [], count: 0 };
  const found = await debtorsIn(read).search(folded, MAX_MATCHES);
  const named = found.debtors.filter((d) => fold(d.name) === folded);
  return named.length === 1 && found.count > 1 ? { debtors: named, count: 1 } : found;
}

/** The one debtor that fits. Throws DomainError: nobody does (`unknown-debtor`), or several do, who are named (`matches` are their codes). */
export async function theDebtor(read: Reads, query: string, locale: Locale): Promise<Debtor> {
  const { debtors, count } = await findDebtors(read, query);
  const [only] = debtors;
  if (!only) throw new DomainError('unknown-debtor', debtorTexts(locale).notFound(query));
  if (count === 1) return only;
  const names = debtors.map(({ code, name }) => `${code} ${name}`).join(', ');
  throw new DomainError('bad-input', `${debtorTexts(locale).several(query, count)} ${names}`, { matches: debtors.map((d) => d.code) });
}

/** A name has at most so many words: "Société Nouvelle des Établissements Van Piperzeele". */
const MAX_NAME = 6;

export interface Named {
  readonly debtors: readonly Debtor[];
  /** How many fit: more than `debtors` when they are too many to name. */
  readonly count: number;
  /** The words that named them. */
  readonly query: string;
  /** The words after the name. */
  readonly rest: readonly string[];
}

/** The debtors whom the first words name: the longest run of words that somebody answers to. Throws DomainError: no words, nobody answers. */
export async function readDebtor(read: Reads, text: string, locale: Locale, usage: string): Promise<Named> {
  const words = text
    .trim()
    .split(/\s+/u)
    .filter((word) => word !== '');
  if (words.length === 0) throw new DomainError('bad-input', usage);
  for (let length = Math.min(MAX_NAME, words.length); length > 0; length--) {
    const query = words.slice(0, length).join(' ');
    const found = await findDebtors(read, query);
    if (found.count > 0) return { ...found, query: cut(query, 80), rest: words.slice(length) };
  }
  throw new DomainError('unknown-debtor', debtorTexts(locale).notFound(cut(words[0] ?? '', 80)));
}

/** The debtor of that number. Throws DomainError `gone` when the file does not have it any more. */
export async function debtorOf(read: Reads | Tx, id: number, locale: Locale): Promise<Debtor> {
  const debtor = await debtorsIn(read).byId(id);
  if (!debtor) throw new DomainError('gone', debtorTexts(locale).gone);
  return debtor;
}
