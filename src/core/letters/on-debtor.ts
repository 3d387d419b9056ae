/** What letters show on a debtor's card: a button to write one. */
import type { DebtorOffer } from '../debtors/offer.ts';
import { letterTexts } from './letters.text.ts';

export const lettersOnDebtor: DebtorOffer = async (_, { id }) => ({
  shown: (_view, locale) => ({
    more: [
      { group: 'write', rank: 1, shown: [{ label: letterTexts(locale).buttons.letter, intent: { kind: 'letter.form', debtor: id } }] },
    ],
  }),
});
