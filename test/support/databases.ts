/** Empty databases for suites: a file of its own on SQLite, a database of its own on the run's PostgreSQL. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { inject, onTestFinished } from 'vitest';
import { until } from './patience.ts';
import { ask } from './starter.ts';

/** The address of a new SQLite database in a folder that is gone after the test (or after the suite, with its own `cleanUp`). */
export function newSqlite(cleanUp: (work: () => void) => void = onTestFinished): string {
  const folder = mkdtempSync(join(tmpdir(), 'encours-store-'));
  cleanUp(() => rmSync(folder, { recursive: true, force: true }));
  return `file:${join(folder, 'encours.db')}`;
}

/** The address of a new PostgreSQL database, empty or a copy of another one that nobody is connected to; it goes with the server. */
export async function newPostgres(template?: string): Promise<string> {
  const server = await ask(inject('postgres'));
  const name = `encours_${randomUUID().replaceAll('-', '')}`;
  const connection = await new PrismaPg({ connectionString: server, max: 1 }).connect();
  await connection.executeScript(`CREATE DATABASE "${name}"${template === undefined ? '' : ` TEMPLATE "${template}"`}`);
  await connection.dispose();
  return server.replace(/postgres$/, name);
}

/** Comes back when somebody waits for a lock in a PostgreSQL database. */
export async function somebodyWaits(url: string): Promise<void> {
  const sql = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
  const connection = await new PrismaPg({ connectionString: url, max: 1 }).connect();
  try {
    await until(
      async () => (await connection.queryRaw({ sql, args: [], argTypes: [] })).rows[0],
      () => 'nobody waits for a lock',
    );
  } finally {
    await connection.dispose();
  }
}
