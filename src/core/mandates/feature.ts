/** The door of powers that one person may use alone: what it brings to the house. */
import type { ContactButton } from '../debtors/action.ts';
import { mandateSource } from './agenda-mandates.ts';
import { mandateCommands } from './commands.ts';
import { followCreditNotes } from './end-use.ts';
import { mandateIntents } from './intents.ts';
import { mandateJobs, mandateWatches } from './jobs.ts';
import { mandatesOnDebtor } from './on-debtor.ts';
import { DEFAULT_MANDATES } from './power.ts';
import { mandateTexts } from './texts.ts';
import { mandateTurns } from './turns.ts';
import { chainedUses } from './use-statement.ts';

/** Whoever is called may be granted something. */
const grant: ContactButton = {
  rank: 30,
  button: ({ debtor }, locale) => ({ label: mandateTexts(locale).buttons.grant, intent: { kind: 'mandate.form', debtor } }),
};

export const mandates = {
  name: 'mandates',
  intents: mandateIntents,
  commands: mandateCommands,
  turns: mandateTurns,
  jobs: mandateJobs,
  watches: mandateWatches,
  // After the disputes: theirs are the credit notes first.
  afterImport: [{ rank: 20, after: followCreditNotes }],
  actions: [mandateSource],
  chained: [chainedUses],
  contactButtons: [grant],
  policy: { mandates: DEFAULT_MANDATES },
  debtorOffers: [mandatesOnDebtor],
};
