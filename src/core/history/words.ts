/** What people type about a history: which kind of exchange. */
import { TIMELINE_KINDS, type TimelineKind } from '../debtors/timeline.ts';
import { fold } from '../kernel/fold.ts';

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
  return TIMELINE_KINDS.find((kind) => kinds.some(([name]) => name === kind));
}

export function notedKind(kind: string | undefined): NotedKind | undefined {
  return NOTED_KINDS.find((known) => known === kind);
}
