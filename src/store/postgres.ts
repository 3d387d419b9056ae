/** PostgreSQL through Prisma's adapter: one pool for transactions and one for look-ups, so that a look-up never queues behind an import. */
import { PrismaPg } from '@prisma/adapter-pg';
import { StoreError } from './errors.ts';

/** How many transactions run at once; the rest wait in the process, where waiting has no deadline. */
export const PG_WRITERS = 8;
const PG_READERS = 4;
const CONNECT_MS = 5_000;

export function postgresAdapter(url: string, mode: 'read' | 'write'): PrismaPg {
  const schema = new URL(url).searchParams.get('schema');
  if (schema !== null && schema !== 'public') {
    throw new StoreError(
      'bad-config',
      `DATABASE_URL names the schema "${schema}"; Encours keeps its tables in "public": give it a database of its own.`,
    );
  }
  return new PrismaPg({ connectionString: url, max: mode === 'write' ? PG_WRITERS : PG_READERS, connectionTimeoutMillis: CONNECT_MS });
}
