/** The door of powers that one person may use alone: what it brings to the house. */

import { mandateCommands } from './commands.ts';
import { mandateIntents } from './intents.ts';
import { mandatesOnDebtor } from './on-debtor.ts';
import { DEFAULT_MANDATES } from './power.ts';
import { mandateTurns } from './turns.ts';

export const mandates = {
  name: 'mandates',
  intents: mandateIntents,
  commands: mandateCommands,
  turns: mandateTurns,
  policy: { mandates: DEFAULT_MANDATES },
  debtorOffers: [mandatesOnDebtor],
};
