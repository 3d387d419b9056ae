/** The answer to the question whether somebody has left, as an administrator presses it; who takes over is asked in a form when it must be said. */
import { DomainError } from '../kernel/errors.ts';
import { NEEDS_SUCCESSOR, questionAbout, sayGone, sayHere } from './answer-leaver.ts';
import type { IntentOf } from './intent.ts';
import { successorForm } from './leaver.card.ts';
import { successorsOf } from './leaver.ts';
import { answersOf, once, opens, type Replies, type Turn, told, work } from './turn.ts';

async function hereTurn(turn: Turn, { person }: IntentOf<'person.here'>): Replies {
  const words = await once(turn, (act) => sayHere(act, person));
  return words === undefined ? [] : told(turn, words);
}

async function goneTurn(turn: Turn, { person }: IntentOf<'person.gone'>): Replies {
  const named = answersOf(turn)?.successor;
  try {
    const words = await once(turn, (act) => sayGone(act, person, named === undefined ? {} : { successorId: Number(named) }));
    return words === undefined ? [] : told(turn, words);
  } catch (error) {
    if (!(error instanceof DomainError) || error.details !== NEEDS_SUCCESSOR) throw error;
    return work(turn, async (act) => {
      const about = await questionAbout(act, person);
      return opens(successorForm(about.person, successorsOf(await act.roster(), about.person), turn.actor.locale));
    });
  }
}

export const leaverTurns = { 'person.here': hereTurn, 'person.gone': goneTurn };
