/** What people type about a history: which debtor, which kind of exchange, and the words that remain. */

import { debtorTexts } from '../debtors/debtors.text.ts';
import { findDebtors } from '../debtors/view-debtor.ts';
import type { Reads } from '../desk/store.ts';
import { cut } from '../kernel/clean.ts';
import { DomainError } from '../kernel/errors.ts';
import { fold } from '../kernel/fold.ts';
import type { Debtor } from '../ledger/parties.ts';
import type { TimelineKind } from './timeline.ts';

/** Kinds that a person notes: everything else is written by what it comes from. */
export const NOTED_KINDS = ['call', 'email', 'letter', 'visit', 'note'] as const;
export type NotedKind = (typeof NOTED_KINDS)[number];

/** Folded words for each kind, in both languages. */
const KIND_WORDS: Readonly<Record<TimelineKind, readonly string[]>> = {
  call: ['appel', 'appels', 'call', 'calls', 'tel', 'telephone', 'phone'],
  email: ['courriel', 'courriels', 'email', 'emails', 'e-mail', 'e-mails', 'mail', 'mails', 'mel'],
  letter: ['lettre', 'lettres', 'courrier', 'courriers', 'letter', 'letters'],
  visit: ['visite', 'visites', 'visit', 'visits', 'rdv', 'rendez-vous', 'meeting'],
  note: ['note', 'notes'],
  action: ['action', 'actions'],
  promise: ['promesse', 'promesses', 'promise', 'promises'],
  power: ['pouvoir', 'pouvoirs', 'power', 'powers'],
  dispute: ['litige', 'litiges', 'dispute', 'disputes'],
  vote: ['vote', 'votes', 'comite', 'committee'],
  import: ['import', 'imports'],
};

/** The kind that a word names; undefined when it is a word like any other. */
export function kindOfWord(word: string): TimelineKind | undefined {
  const folded = fold(word).replace(/[:,;.]+$/, '');
  const kinds = Object.entries(KIND_WORDS).filter(([, words]) => words.includes(folded));
  return KINDS.find((kind) => kinds.some(([name]) => name === kind));
}

const KINDS: readonly TimelineKind[] = [
  'call',
  'email',
  'letter',
  'visit',
  'note',
  'action',
  'promise',
  'power',
  'dispute',
  'vote',
  'import',
];

export function notedKind(kind: string | undefined): NotedKind | undefined {
  return NOTED_KINDS.find((known) => known === kind);
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
export async function readDebtor(read: Reads, text: string, locale: 'fr' | 'en', usage: string): Promise<Named> {
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
