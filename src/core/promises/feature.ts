/** The door of promises to pay: what it brings to the house. */
import type { ContactButton } from '../debtors/action.ts';
import { promiseCommands } from './commands.ts';
import { handOverPromises } from './hand-over.ts';
import { promiseIntents } from './intents.ts';
import { promiseJobs } from './jobs.ts';
import { judgeAfterImport } from './judge-promises.ts';
import { promisesOnDebtor } from './on-debtor.ts';
import { promisePermissions } from './permissions.ts';
import { chainedPromises } from './promise-statement.ts';
import { promisedWords } from './promised-words.ts';
import { promiseTexts } from './promises.text.ts';
import { promiseTurns } from './turns.ts';

/** Whoever is called may promise to pay. */
const promise: ContactButton = {
  rank: 10,
  after: 'promise',
  button: (of, locale) => ({ label: promiseTexts(locale).buttons.promise, intent: { kind: 'promise.form', ...of } }),
};

export const promises = {
  name: 'promises',
  intents: promiseIntents,
  commands: promiseCommands,
  permissions: promisePermissions,
  turns: promiseTurns,
  debtorOffers: [promisesOnDebtor],
  handOver: [handOverPromises],
  // Last: what came in is known when a promise is held against it.
  jobs: promiseJobs,
  afterImport: [{ rank: 30, after: judgeAfterImport }],
  words: [promisedWords],
  chained: [chainedPromises],
  contactButtons: [promise],
};
