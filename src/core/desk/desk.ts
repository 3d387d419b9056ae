/** The desk's own door: the help, and what it forgets at night. */
import { lookForLeavers } from './ask-leaver.ts';
import { chainedFiles } from './chained-files.ts';
import { HELP } from './commands.ts';
import { helpCard } from './help.card.ts';
import { housekeeping } from './housekeeping.ts';
import { deskIntents } from './intent.ts';
import { leaverTurns } from './leaver-turns.ts';
import { deskPermissions } from './policy.ts';
import { reachWatch } from './reach.ts';
import { privately, type Turn } from './turn.ts';

export const desk = {
  name: 'desk',
  intents: deskIntents,
  jobs: [housekeeping, lookForLeavers],
  watches: [reachWatch],
  permissions: deskPermissions,
  chained: [chainedFiles],
  commands: [HELP],
  turns: { help: async (turn: Turn) => privately(helpCard(turn.core.features.commands, turn.actor.locale)), ...leaverTurns },
};
