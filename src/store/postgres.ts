/** PostgreSQL through Prisma's adapter: one pool for transactions and one for look-ups, so that a look-up never queues behind an import. */
import { PrismaPg } from '@prisma/adapter-pg';
import { messageOf } from '../core/kernel/errors.ts';
import { insertSelect } from './db.ts';
import { StoreError } from './errors.ts';
import { PrismaClient as PostgresClient } from './generated/postgresql/client.ts';
import type { PrismaClient } from './generated/sqlite/client.ts';
import { migratePostgres } from './migrate.ts';
import type { Opened } from './open.ts';
import { createTransact } from './transact.ts';
import { twoWays } from './two-ways.ts';

/** How many transactions run at once; the rest wait in the process, where waiting has no deadline. */
const PG_WRITERS = 8;
const PG_READERS = 4;
const CONNECT_MS = 5_000;

function postgresAdapter(url: string, mode: 'read' | 'write'): PrismaPg {
  const schema = new URL(url).searchParams.get('schema');
  if (schema !== null && schema !== 'public') {
    throw new StoreError(
      'bad-config',
      `DATABASE_URL names the schema "${schema}"; Encours keeps its tables in "public": give it a database of its own.`,
    );
  }
  return new PrismaPg({ connectionString: url, max: mode === 'write' ? PG_WRITERS : PG_READERS, connectionTimeoutMillis: CONNECT_MS });
}

/** Loaded only when it is asked for: its client costs thirty megabytes. */
export async function openPostgres(url: string): Promise<Opened> {
  if (!/^postgres(ql)?:\/\//.test(url) || !URL.canParse(url)) {
    throw new StoreError('bad-config', 'DATABASE_URL must be file:<path> (SQLite) or postgresql://user:password@host:port/database.');
  }
  const { host, pathname } = new URL(url);
  try {
    await migratePostgres(postgresAdapter(url, 'write'));
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw new StoreError(
      'unavailable',
      `The PostgreSQL database ${pathname.slice(1)} at ${host} cannot be used: ${messageOf(error)}`,
      error,
    );
  }
  const adapter = twoWays(postgresAdapter(url, 'read'), postgresAdapter(url, 'write'));
  const prisma = new PostgresClient({ adapter }) as unknown as PrismaClient;
  return {
    dialect: 'postgresql',
    prisma,
    transact: createTransact(prisma, PG_WRITERS),
    insert: async (inside, target, rows, cells) => void (await inside.$executeRaw(insertSelect(target, rows.map(cells)))),
    close: () => prisma.$disconnect(),
  };
}
