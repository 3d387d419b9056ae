/** Actions that were passed on to somebody who left, and calls that they meant to make, are their successor's. */
import type { HandOver } from '../desk/hand-over.ts';
import { agendaIn } from './ports.ts';
import { agendaTexts } from './texts.ts';

export const handOverActions: HandOver = async ({ tx }, { person, successor }) => {
  const own = (await agendaIn(tx).entries()).filter((entry) => entry.owner === person.email);
  for (const entry of own) await agendaIn(tx).put({ ...entry, owner: successor.email });
  return own.length === 0 ? [] : [{ to: successor, words: (locale) => agendaTexts(locale).told.handed(own.length) }];
};
