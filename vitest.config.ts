import { defineConfig } from 'vitest/config';

// The machine this must pass on has two cores, a PostgreSQL, a Slack and a browser running beside the tests.
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/build.ts', 'test/support/postgres.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    reporters: ['default'],
  },
});
