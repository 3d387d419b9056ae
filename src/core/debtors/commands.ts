/** The commands of looking debtors up and showing one, in both languages. */
import type { Command } from '../desk/commands.ts';
import { cut } from '../kernel/clean.ts';

export const debtorCommands: readonly Command[] = [
  {
    name: { fr: 'debiteur', en: 'debtor' },
    words: ['client', 'customer'],
    argument: { fr: 'nom, compte, SIREN ou facture', en: 'name, account, SIREN or invoice' },
    help: { fr: 'La limite, l’encours et les postes d’un débiteur', en: 'A debtor’s limit, exposure and items' },
    lines: {
      fr: '/debiteur dupont : limite, encours et postes d’un débiteur (nom, compte, SIREN ou n° de facture)',
      en: '/debtor dupont: the limit, exposure and items of a debtor (name, account, SIREN or invoice number)',
    },
    rank: 2,
    intent: (words) => ({ kind: 'debtor.find', query: cut(words, 200) }),
  },
];
