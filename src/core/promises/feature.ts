/** The door of promises to pay: what it brings to the house. */

import { promiseCommands } from './commands.ts';
import { promiseIntents } from './intents.ts';
import { promisesOnDebtor } from './on-debtor.ts';
import { promisedWords } from './promised-words.ts';
import { promiseTurns } from './turns.ts';

export const promises = {
  name: 'promises',
  intents: promiseIntents,
  commands: promiseCommands,
  turns: promiseTurns,
  debtorOffers: [promisesOnDebtor],
  words: [promisedWords],
};
