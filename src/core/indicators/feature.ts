/** The door of figures, charts, the week and the month: what it brings to the house. */
import { indicatorCommands } from './commands.ts';
import { DEFAULT_ALERTS, DEFAULT_INDICATORS } from './indicators-policy.ts';
import { indicatorIntents } from './intents.ts';
import { indicatorJobs } from './jobs.ts';
import { reviseFigures } from './revise-figures.ts';
import { indicatorTurns } from './turns.ts';

export const indicators = {
  name: 'indicators',
  intents: indicatorIntents,
  commands: indicatorCommands,
  turns: indicatorTurns,
  jobs: indicatorJobs,
  revisions: [reviseFigures],
  policy: { indicators: DEFAULT_INDICATORS, alerts: DEFAULT_ALERTS },
};
