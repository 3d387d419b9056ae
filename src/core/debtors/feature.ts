/** The door of looking debtors up: what it brings to the house. */
import { debtorCommands } from './commands.ts';
import { handOverAccounts } from './hand-over.ts';
import { debtorIntents } from './intents.ts';
import { debtorTurns } from './turns.ts';

export const debtors = {
  name: 'debtors',
  intents: debtorIntents,
  commands: debtorCommands,
  turns: debtorTurns,
  handOver: [handOverAccounts],
};
