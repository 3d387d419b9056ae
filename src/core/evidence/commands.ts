/** The commands of the evidence file, in both languages. */
import type { Command } from '../desk/commands.ts';
import { cut } from '../kernel/clean.ts';

export const evidenceCommands: readonly Command[] = [
  {
    name: { fr: 'preuves', en: 'evidence' },
    words: ['dossier'],
    argument: { fr: 'débiteur', en: 'debtor' },
    help: { fr: 'Le dossier de preuves d’un compte', en: 'The evidence file of an account' },
    lines: {
      fr: '/preuves dupont : le dossier que lit un juge',
      en: '/evidence dupont: the file that a judge reads',
    },
    rank: 10,
    intent: (words) => ({ kind: 'evidence.find', words: cut(words, 200) }),
  },
];
