/** The commands of figures, charts and the month’s review, in both languages. */
import type { Command } from '../desk/commands.ts';
import { cut } from '../kernel/clean.ts';

export const indicatorCommands: readonly Command[] = [
  {
    name: { fr: 'indicateurs', en: 'indicators' },
    words: ['figures', 'chiffres', 'kpi', 'dso'],
    argument: { fr: '2026-06-30 portefeuille Nadia hors litiges', en: '2026-06-30 portfolio Nadia without disputed' },
    help: { fr: 'DSO, échu, encaissement, litiges', en: 'DSO, overdue, collection, disputes' },
    lines: {
      fr: '/indicateurs : DSO, échu, encaissement et litiges, leur calcul et leurs pièces ; /indicateurs 2026-06-30 portefeuille Nadia hors litiges',
      en: '/indicators: DSO, overdue, collection and dispute figures, with how they are made and their items; /indicators 2026-06-30 portfolio Nadia without disputed',
    },
    rank: 15,
    intent: (words) => (words.trim() === '' ? { kind: 'figures.show' } : { kind: 'figures.show', words: cut(words, 200) }),
  },
  {
    name: { fr: 'graphique', en: 'chart' },
    words: ['graphe', 'courbe'],
    argument: { fr: 'balance, dso, top, ancienneté ou litiges, puis un nom', en: 'aging, dso, top, age or disputes, then a name' },
    help: { fr: 'Un graphique, pour tous ou pour un débiteur', en: 'A chart, of the whole or of one debtor' },
    lines: {
      fr: '/graphique balance dupont : un graphique (balance, dso, top, ancienneté, litiges), pour tous ou pour un débiteur',
      en: '/chart aging dupont: a chart (aging, dso, top, age, disputes), of the whole or of one debtor',
    },
    rank: 16,
    intent: (words) => ({ kind: 'chart.show', words: cut(words, 200) }),
  },
  {
    name: { fr: 'revue', en: 'review' },
    words: [],
    argument: { fr: '2026-10', en: '2026-10' },
    help: { fr: 'La revue du mois en PDF', en: 'The month’s review as a PDF' },
    lines: {
      fr: '/revue 2026-10 : la revue du mois en PDF',
      en: '/review 2026-10: the month’s review as a PDF',
    },
    rank: 17,
    intent: (words) => (words.trim() === '' ? { kind: 'review.ask' } : { kind: 'review.ask', month: cut(words.trim(), 200) }),
  },
];
