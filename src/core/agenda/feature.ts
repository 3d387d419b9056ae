/** The door of the day’s actions: what it brings to the house. */
import { DEFAULT_AGENDA } from './agenda-policy.ts';
import { agendaCommands } from './commands.ts';
import { handOverActions } from './hand-over.ts';
import { doneOtherwise } from './handle-action.ts';
import { agendaIntents } from './intents.ts';
import { agendaJobs } from './jobs.ts';
import { agendaTurns } from './turns.ts';

export const agenda = {
  name: 'agenda',
  intents: agendaIntents,
  commands: agendaCommands,
  turns: agendaTurns,
  jobs: agendaJobs,
  dealtWith: [doneOtherwise],
  handOver: [handOverActions],
  policy: { agenda: DEFAULT_AGENDA },
};
