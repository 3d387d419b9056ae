/** The whole bot as `encours start` runs it, on a database and a clock of the test's own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, readConfig } from '../../src/config/config.ts';
import type { ImportOptions } from '../../src/core/ledger/import-context.ts';
import { importFile } from '../../src/core/ledger/import-ledger.ts';
import { openReading } from '../../src/files/open.ts';
import { fileInMemory } from '../../src/files/source.ts';
import { type Running, startServer } from '../../src/main.ts';
import { TESTER, type TurnedClock, turnedClock } from './turned.ts';

export interface TestServer extends Running {
  readonly clock: TurnedClock;
  import(name: string, content: string, more?: Partial<ImportOptions>): Promise<void>;
}

/** Starts the bot at an instant; `change` says what differs from an empty environment. */
export async function testServer(at: string, change: Partial<Config> = {}): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'encours-server-'));
  const clock = turnedClock(at);
  const config: Config = {
    ...readConfig({ ENCOURS_POLICY: '', PORT: '0', LOG_LEVEL: 'silent' }),
    databaseUrl: `file:${folder}/test.db`,
    demo: false,
    ...change,
  };
  const running = await startServer(config, { clock });
  const { policy } = running.core;
  return {
    ...running,
    clock,
    import: async (name, content, more = {}) => {
      const reading = await openReading(fileInMemory(name, content), { policy, locale: policy.language });
      await importFile(running.core, reading, { by: TESTER, ...more });
    },
    stop: async () => {
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
