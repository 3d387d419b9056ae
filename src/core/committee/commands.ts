/** The commands of motions and ballots, in both languages. */
import type { Command } from '../desk/commands.ts';
import { parseAsk } from './propose/motion.ask.ts';

export const committeeCommands: readonly Command[] = [
  {
    name: { fr: 'comite', en: 'committee' },
    words: ['vote', 'votes'],
    argument: { fr: 'limite NOM 80000 jusqu’au 2027-03-31', en: 'limit NAME 80000 until 2027-03-31' },
    help: { fr: 'Saisir le comité, ou voir les votes en cours', en: 'Put a question to the committee, or see the open votes' },
    lines: {
      fr: '/comite limite dupont 80000 jusqu’au 2027-03-31 : saisir le comité ; /comite : les votes en cours ; /comite avis 12 vos mots : donner un avis sans voter ; /comite pv 2026-11 : les procès-verbaux',
      en: '/committee limit dupont 80000 until 2027-03-31: put a question to the committee; /committee: the open votes; /committee opinion 12 your words: give an opinion without a ballot; /committee minutes 2026-11: the minutes',
    },
    rank: 13,
    intent: parseAsk,
  },
];
