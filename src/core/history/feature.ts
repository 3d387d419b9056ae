/** The door of the trace of an account: what it brings to the house. */
import { historyCommands } from './commands.ts';
import { historyIntents } from './intents.ts';
import { historyShortcut, historyTurns, noteTurns } from './turns.ts';

export const history = {
  name: 'history',
  intents: historyIntents,
  commands: historyCommands,
  turns: { ...noteTurns, ...historyTurns },
  shortcuts: { history: historyShortcut },
};
