/** The door of the evidence file of an account: what it brings to the house. */
import { evidenceCommands } from './commands.ts';
import { evidenceIntents } from './intents.ts';
import { evidenceTurns } from './turns.ts';

export const evidence = {
  name: 'evidence',
  intents: evidenceIntents,
  commands: evidenceCommands,
  turns: evidenceTurns,
};
