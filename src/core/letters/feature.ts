/** The door of letters and e-mails to debtors: what it brings to the house. */
import { insolvencySource } from './agenda-insolvent.ts';
import { letterCommands } from './commands.ts';
import { letterIntents } from './intents.ts';
import { DEFAULT_LETTERS } from './letter-policy.ts';
import { chainedLetters } from './letter-statement.ts';
import { lettersOnDebtor } from './on-debtor.ts';
import { letterPermissions } from './permissions.ts';
import { endLetter } from './tell-letter.ts';
import { lettersTurns, letterTurns } from './turns.ts';

export const letters = {
  name: 'letters',
  intents: letterIntents,
  commands: letterCommands,
  permissions: letterPermissions,
  turns: { ...letterTurns, ...lettersTurns },
  actions: [insolvencySource],
  chained: [chainedLetters],
  policy: { letters: DEFAULT_LETTERS },
  debtorOffers: [lettersOnDebtor],
  outcomes: { letter: endLetter },
};
