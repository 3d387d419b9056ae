/** Promises that somebody who left looked after are their successor's while an instalment is open; what was kept or broken before stays theirs in the figures. */
import type { HandOver } from '../desk/hand-over.ts';
import { promisesIn } from './ports.ts';
import { promiseTexts } from './promises.text.ts';

export const handOverPromises: HandOver = async (act, { person, successor }) => {
  const passed = await promisesIn(act.tx).passOn(person.email, successor.email);
  for (const id of passed)
    await act.log('promise.passed', `promise:${id}`, { from: person.email }, { PaymentPromise: { collector: successor.email } });
  return passed.length === 0 ? [] : [{ to: successor, words: (locale) => promiseTexts(locale).handed(passed.length) }];
};
