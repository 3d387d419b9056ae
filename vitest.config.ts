import { defineConfig } from 'vitest/config';
import { SEED, SOAK } from './test/support/chance.ts';
import { LONG, PATIENCE } from './test/support/patience.ts';

if (SOAK) console.log(`The long run, with SEED=${SEED}: SEED=${SEED} npm run soak lives it again.`);

// The machine this must pass on has two cores, a PostgreSQL, a Slack and a browser running beside the tests.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/build.ts', 'test/support/postgres.ts', 'test/support/chromium.ts'],
    setupFiles: ['test/support/setup.ts'],
    env: { SEED: String(SEED) },
    expect: { poll: { timeout: PATIENCE, interval: 20 } },
    testTimeout: SOAK ? 4 * 3_600_000 : LONG,
    hookTimeout: LONG,
    maxWorkers: 2,
    // Nothing is mocked and no module remembers a test: a worker loads the bot and its libraries once, not once for every file (half of all the time).
    isolate: false,
    reporters: ['default'],
  },
});
