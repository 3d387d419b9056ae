/** Stores for tests that need one to themselves: what one test gives back is emptied for the next, which takes a tenth of the time in which another is opened. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import Database from 'libsql';
import { type OpenedStore, openStore } from '../../src/store/open.ts';
import { newPostgres } from './databases.ts';

interface Spare {
  readonly store: OpenedStore;
  empty(): Promise<void>;
}

/** What each kind of database has to spare. They stay open until the process ends. */
const spares = {
  sqlite: { open: openSqlite, free: [] as Spare[] },
  postgresql: { open: openPostgres, free: [] as Spare[] },
};

/** An empty store; to close it is to give it back. */
export async function spareStore(kind: keyof typeof spares = 'sqlite'): Promise<OpenedStore> {
  const { open, free } = spares[kind];
  const spare = free.pop() ?? (await open());
  let back = false;
  const close = async () => {
    // Given back twice it would serve two at once.
    if (back) return;
    back = true;
    await spare.empty();
    free.push(spare);
  };
  return { ...spare.store, close };
}

/** Its folder is gone from the start: the file lives for as long as it is open, whatever ends the process. */
async function openSqlite(): Promise<Spare> {
  const folder = mkdtempSync(join(tmpdir(), 'encours-spare-'));
  const file = join(folder, 'spare.db');
  const store = await openStore(`file:${file}`);
  await store.read.jobs.ran('spare', '');
  const own = new Database(file);
  own.exec('PRAGMA foreign_keys = OFF');
  const tables = own.prepare(`SELECT name FROM sqlite_master WHERE type = 'table' AND name <> '_prisma_migrations'`).pluck().all();
  rmSync(folder, { recursive: true });
  const script = `BEGIN IMMEDIATE; ${tables.map((name) => `DELETE FROM "${name}";`).join(' ')} COMMIT`;
  return { store, empty: async () => void own.exec(script) };
}

async function openPostgres(): Promise<Spare> {
  const url = await newPostgres();
  const store = await openStore(url);
  const own = await new PrismaPg({ connectionString: url, max: 1 }).connect();
  const names = async (sql: string) => (await own.queryRaw({ sql, args: [], argTypes: [] })).rows.map(([name]) => String(name));
  const tables = await names(`SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'`);
  const counters = await names(`SELECT sequencename::text FROM pg_sequences WHERE schemaname = 'public'`);
  const script = [
    'SET session_replication_role = replica',
    ...tables.map((name) => `DELETE FROM "${name}"`),
    ...counters.map((name) => `ALTER SEQUENCE "${name}" RESTART`),
  ].join('; ');
  return { store, empty: () => own.executeScript(script) };
}
