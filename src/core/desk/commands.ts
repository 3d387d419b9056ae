/** The words of a command, in French and English, to the intent they mean: the same on every platform. */

import { parseAsk } from '../committee/motion.ask.ts';
import { cut } from '../kernel/clean.ts';
import type { Day } from '../kernel/dates.ts';
import { fold } from '../kernel/fold.ts';
import type { Intent } from './intent.ts';

const VERBS = [
  'debtor',
  'promise',
  'grant',
  'mandate',
  'note',
  'history',
  'letter',
  'letters',
  'evidence',
  'committee',
  'dispute',
  'away',
  'agenda',
  'aging',
  'figures',
  'chart',
  'review',
  'help',
] as const;
type Verb = (typeof VERBS)[number];

/** Folded words (no accents, lower case) that open a command. */
const WORDS: Readonly<Record<Verb, readonly string[]>> = {
  debtor: ['debtor', 'debiteur', 'client', 'customer'],
  dispute: ['dispute', 'litige', 'disputes', 'litiges'],
  promise: ['promise', 'promesse', 'promises', 'promesses'],
  grant: ['grant', 'accorder', 'accorde'],
  mandate: ['mandate', 'mandat', 'mandates', 'mandats', 'pouvoirs', 'powers'],
  note: ['note', 'noter'],
  history: ['history', 'historique'],
  letter: ['letter', 'lettre', 'courrier'],
  letters: ['letters', 'lettres', 'courriers'],
  evidence: ['evidence', 'preuves', 'dossier'],
  committee: ['committee', 'comite', 'vote', 'votes'],
  away: ['away', 'absence', 'absent'],
  agenda: ['agenda', 'today', 'aujourdhui', 'liste', 'list'],
  aging: ['aging', 'balance', 'balance agee', 'balance-agee', 'aged balance'],
  figures: ['indicators', 'indicateurs', 'figures', 'chiffres', 'kpi', 'dso'],
  chart: ['chart', 'graphique', 'graphe', 'courbe'],
  review: ['review', 'revue'],
  help: ['help', 'aide', 'bonjour', 'hello', ''],
};

/** What a command asks for; undefined when its words mean nothing here. `name` is '' for plain words, whose first word is then the command. */
export function parseCommand(name: string, text: string, date: Day): Intent | undefined {
  const words = text.trim();
  const folded = fold(words);
  if (name === '' && verbOf(folded) === 'aging') return { kind: 'aging.show' };
  const [first = '', ...rest] = name === '' ? words.split(/\s+/) : [name, words];
  switch (verbOf(fold(first))) {
    case 'debtor':
      return { kind: 'debtor.find', query: cut(rest.join(' '), 200) };
    case 'dispute':
      return { kind: 'dispute.find', query: cut(rest.join(' '), 200) };
    case 'promise':
      return { kind: 'promise.find', query: cut(rest.join(' '), 200) };
    case 'grant':
      // A reason may be long: the whole of it, which no button carries.
      return { kind: 'mandate.find', query: rest.join(' ') };
    case 'mandate':
      return mandateIntent(rest.join(' ').trim());
    case 'note':
      // What was said may be long: the whole of it, which no button carries.
      return { kind: 'note.write', words: rest.join(' ') };
    case 'history':
      return { kind: 'history.find', words: cut(rest.join(' '), 200) };
    case 'letter':
      return { kind: 'letter.find', words: cut(rest.join(' '), 200) };
    case 'evidence':
      return { kind: 'evidence.find', words: cut(rest.join(' '), 200) };
    case 'letters':
      return { kind: 'letters.ask', words: cut(rest.join(' '), 200) };
    case 'committee':
      return parseAsk(rest.join(' '));
    case 'away':
      return { kind: 'away.set', words: cut(rest.join(' '), 200) };
    case 'agenda':
      return { kind: 'agenda.mine', date };
    case 'aging':
      return { kind: 'aging.show' };
    case 'figures':
      return rest.join('').trim() === '' ? { kind: 'figures.show' } : { kind: 'figures.show', words: cut(rest.join(' '), 200) };
    case 'chart':
      return { kind: 'chart.show', words: cut(rest.join(' '), 200) };
    case 'review':
      return rest.join('').trim() === '' ? { kind: 'review.ask' } : { kind: 'review.ask', month: cut(rest.join(' ').trim(), 200) };
    case 'help':
      return { kind: 'help' };
    case undefined:
      return undefined;
  }
}

function verbOf(word: string): Verb | undefined {
  return VERBS.find((verb) => WORDS[verb].includes(word));
}

/** `/mandat` lists one's powers; `/mandat propose délai 30 jours` proposes to change one. */
function mandateIntent(words: string): Intent {
  const wish = /^(?:propose|proposer|proposes?|proposition)\s*[:,]?\s*(.*)$/isu.exec(words);
  return wish ? { kind: 'mandate.wish', words: wish[1] ?? '' } : { kind: 'mandate.list' };
}
