import { defineConfig } from 'vitest/config';
export default defineConfig({ test: { include: ['*.tmp.test.ts'], testTimeout: 60000, maxWorkers: 1, isolate: false, silent: false, reporters: ['basic' as never] } });
