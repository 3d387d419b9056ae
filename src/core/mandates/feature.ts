/** The door of powers that one person may use alone: what it brings to the house. */

import { mandateCommands } from './commands.ts';
import { followCreditNotes } from './end-use.ts';
import { mandateIntents } from './intents.ts';
import { mandateJobs, mandateWatches } from './jobs.ts';
import { mandatesOnDebtor } from './on-debtor.ts';
import { DEFAULT_MANDATES } from './power.ts';
import { mandateTurns } from './turns.ts';

export const mandates = {
  name: 'mandates',
  intents: mandateIntents,
  commands: mandateCommands,
  turns: mandateTurns,
  jobs: mandateJobs,
  watches: mandateWatches,
  // After the disputes: theirs are the credit notes first.
  afterImport: [{ rank: 20, after: followCreditNotes }],
  policy: { mandates: DEFAULT_MANDATES },
  debtorOffers: [mandatesOnDebtor],
};
