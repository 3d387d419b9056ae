import { defineConfig } from 'vitest/config';
export default defineConfig({ test: { include: ['test/**/*.test.ts'], setupFiles: ['test/support/setup.ts'], env: { SEED: '13' }, testTimeout: 60000, maxWorkers: 1, isolate: false } })
