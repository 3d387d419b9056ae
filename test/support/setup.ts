/** Before every test file: properties take their seed and their number of runs from the one place, and what fails says what was on its screen and, in the long run, how to live it again. */
import fc from 'fast-check';
import { afterEach } from 'vitest';
import { onScreen } from './browser.ts';
import { runs, SEED, SOAK } from './chance.ts';

fc.configureGlobal({ seed: SEED, numRuns: runs(100) });

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  if (SOAK) console.error(`${task.name}: failed with SEED=${SEED}`);
  const seen = await onScreen();
  if (seen !== '') console.error(`On the screen of "${task.name}":\n${seen}`);
});
