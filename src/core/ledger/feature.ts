/** The door of importing, and the aged balance: what it brings to the house. */
import { ledgerCommands } from './commands.ts';
import { ledgerIntents } from './intents.ts';
import { ledgerJobs } from './jobs.ts';
import { chainedLimits } from './limit-statement.ts';
import { ledgerPermissions } from './permissions.ts';
import { ledgerTurns, takeFiles } from './turns.ts';

export const ledger = {
  name: 'ledger',
  intents: ledgerIntents,
  commands: ledgerCommands,
  permissions: ledgerPermissions,
  turns: ledgerTurns,
  files: [takeFiles],
  jobs: ledgerJobs,
  chained: [chainedLimits],
};
