/** The door of promises to pay: what it brings to the house. */

import { promiseCommands } from './commands.ts';
import { promiseIntents } from './intents.ts';
import { promiseJobs } from './jobs.ts';
import { judgeAfterImport } from './judge-promises.ts';
import { promisesOnDebtor } from './on-debtor.ts';
import { promisePermissions } from './permissions.ts';
import { promisedWords } from './promised-words.ts';
import { promiseTurns } from './turns.ts';

export const promises = {
  name: 'promises',
  intents: promiseIntents,
  commands: promiseCommands,
  permissions: promisePermissions,
  turns: promiseTurns,
  debtorOffers: [promisesOnDebtor],
  // Last: what came in is known when a promise is held against it.
  jobs: promiseJobs,
  afterImport: [{ rank: 30, after: judgeAfterImport }],
  words: [promisedWords],
};
