/** The commands of promises to pay, in both languages. */
import type { Command } from '../desk/commands.ts';
import { cut } from '../kernel/clean.ts';

export const promiseCommands: readonly Command[] = [
  {
    name: { fr: 'promesse', en: 'promise' },
    words: ['promises', 'promesses'],
    argument: { fr: 'nom montant date ce qui a été dit', en: 'name amount date what was said' },
    help: { fr: 'Noter une promesse de payer ; seul : la liste', en: 'Take down a promise to pay; alone: the list' },
    lines: {
      fr: '/promesse dupont 5000 2026-12-04 : noter une promesse de payer ; /promesse : celles qui sont en cours',
      en: '/promise dupont 5000 2026-12-04: take down a promise to pay; /promise: those that are open',
    },
    rank: 5,
    intent: (words) => ({ kind: 'promise.find', query: cut(words, 200) }),
  },
];
