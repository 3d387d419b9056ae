import { defineConfig } from 'vitest/config';
export default defineConfig({ test: { include: ['test/**/*.test.ts'], globalSetup: ["test/support/postgres.ts"], setupFiles: ['test/support/setup.ts'], env: { SEED: '20261130' }, testTimeout: 60000, maxWorkers: 1, isolate: false } })
