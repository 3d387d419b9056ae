/** Promises that somebody who left looked after are their successor's while an instalment is open; what was kept or broken before stays theirs in the figures. */
import type { HandOver } from '../desk/hand-over.ts';
import { promisesIn } from './ports.ts';
import { promiseTexts } from './promises.text.ts';

export const handOverPromises: HandOver = async ({ tx }, { person, successor }) => {
  const count = await promisesIn(tx).passOn(person.email, successor.email);
  return count === 0 ? [] : [{ to: successor, words: (locale) => promiseTexts(locale).handed(count) }];
};
