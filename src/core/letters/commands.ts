/** The commands of letters, in both languages. */
import type { Command } from '../desk/commands.ts';
import { cut } from '../kernel/clean.ts';

export const letterCommands: readonly Command[] = [
  {
    name: { fr: 'lettre', en: 'letter' },
    words: ['courrier'],
    argument: { fr: 'débiteur, puis relance1, pénalités, mise en demeure…', en: 'debtor, then reminder-1, penalties, formal-notice…' },
    help: { fr: 'Écrire à un débiteur', en: 'Write to a debtor' },
    lines: {
      fr: '/lettre dupont relance1 : lire une lettre avant qu’elle parte ; /lettres standard relance1 : à tout un segment',
      en: '/letter dupont reminder-1: read a letter before it leaves; /letters standard reminder-1: to a whole segment',
    },
    rank: 8,
    intent: (words) => ({ kind: 'letter.find', words: cut(words, 200) }),
  },
  {
    name: { fr: 'lettres', en: 'letters' },
    words: ['courriers'],
    argument: { fr: 'segment, puis relance1…', en: 'segment, then reminder-1…' },
    help: { fr: 'Écrire à tout un segment', en: 'Write to a whole segment' },
    rank: 9,
    intent: (words) => ({ kind: 'letters.ask', words: cut(words, 200) }),
  },
];
