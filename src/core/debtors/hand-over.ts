/** The accounts of somebody who left are their successor's, until a debtors file names somebody else. */
import type { HandOver } from '../desk/hand-over.ts';
import { debtorsIn } from '../ledger/parties.ts';
import { debtorTexts } from './debtors.text.ts';

export const handOverAccounts: HandOver = async ({ tx }, { person, successor }) => {
  const count = await debtorsIn(tx).passOn(person.email, successor.email);
  return count === 0 ? [] : [{ to: successor, words: (locale) => debtorTexts(locale).handed(count) }];
};
