/** The commands of disputes and absences, in both languages. */
import type { Command } from '../desk/commands.ts';
import { cut } from '../kernel/clean.ts';

export const disputeCommands: readonly Command[] = [
  {
    name: { fr: 'litige', en: 'dispute' },
    words: ['disputes', 'litiges'],
    argument: { fr: 'facture montant motif ce que dit le client', en: 'invoice amount reason what the customer says' },
    help: { fr: 'Ouvrir un litige ; seul : la liste', en: 'Open a dispute; alone: the list' },
    lines: {
      fr: '/litige FA-1024 4300 quantité Il manque deux palettes : ouvrir un litige ; /litige : vos litiges',
      en: '/dispute FA-1024 4300 quantity Two pallets are missing: open a dispute; /dispute: yours',
    },
    rank: 6,
    intent: (words) => ({ kind: 'dispute.find', query: cut(words, 200) }),
  },
  {
    name: { fr: 'absence', en: 'away' },
    words: ['absent'],
    argument: { fr: '2026-08-03 2026-08-21, ou fin', en: '2026-08-03 2026-08-21, or end' },
    help: { fr: 'Vos nouveaux litiges vont à votre remplaçant', en: 'Your new disputes go to your backup' },
    lines: {
      fr: '/absence 2026-08-03 2026-08-21 : vos litiges iront à votre suppléant',
      en: '/away 2026-08-03 2026-08-21: your disputes go to your backup',
    },
    rank: 7,
    intent: (words) => ({ kind: 'away.set', words: cut(words, 200) }),
  },
];
