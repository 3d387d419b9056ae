/** The commands of an account’s history, in both languages. */
import type { Command } from '../desk/commands.ts';
import { cut } from '../kernel/clean.ts';

export const historyCommands: readonly Command[] = [
  {
    name: { fr: 'noter', en: 'note' },
    words: [],
    argument: { fr: 'DUPONT appel promet un virement vendredi', en: 'DUPONT call promised a transfer on Friday' },
    help: { fr: 'Noter ce qui s’est dit sur un compte', en: 'Note what was said on an account' },
    lines: {
      fr: '/noter dupont appel promet un virement vendredi : noter ce qui s’est dit ; /historique dupont virement : le retrouver',
      en: '/note dupont call promised a transfer on Friday: note what was said; /history dupont transfer: find it again',
    },
    rank: 3,
    intent: // What was said may be long: the whole of it, which no button carries.
      (words) => ({ kind: 'note.write', words }),
  },
  {
    name: { fr: 'historique', en: 'history' },
    words: [],
    argument: { fr: 'débiteur, puis les mots à chercher', en: 'debtor, then words to look for' },
    help: { fr: 'Tout ce qui s’est passé sur un compte', en: 'Everything that happened on an account' },
    rank: 4,
    intent: (words) => ({ kind: 'history.find', words: cut(words, 200) }),
  },
];
