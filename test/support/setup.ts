/** Before every test file: properties take their seed and their number of runs from the one place, and what fails in the long run says how to live it again. */
import fc from 'fast-check';
import { afterEach } from 'vitest';
import { runs, SEED, SOAK } from './chance.ts';

fc.configureGlobal({ seed: SEED, numRuns: runs(100) });

if (SOAK) {
  afterEach(({ task }) => {
    if (task.result?.state === 'fail') console.error(`${task.name}: failed with SEED=${SEED}`);
  });
}
