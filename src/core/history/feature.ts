/** The door of the trace of an account: what it brings to the house. */
import { historyCommands } from './commands.ts';
import { historyIntents } from './intents.ts';
import { historyOnDebtor } from './on-debtor.ts';
import { historyPermissions } from './permissions.ts';
import { exchangeEntries, importEntries } from './timeline.ts';
import { historyShortcut, historyTurns, noteTurns } from './turns.ts';

export const history = {
  name: 'history',
  intents: historyIntents,
  commands: historyCommands,
  permissions: historyPermissions,
  turns: { ...noteTurns, ...historyTurns },
  shortcuts: { history: historyShortcut },
  debtorOffers: [historyOnDebtor],
  timeline: [exchangeEntries, importEntries],
};
