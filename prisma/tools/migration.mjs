/**
 * Writes a migration for both databases: `npm run migration -- <name>` after a change of prisma/schema.prisma.
 * It compares the schema with the one that the last migration ended at (prisma/migrations/schema.prisma), so it needs no database;
 * a test proves on real ones that the folders lead to the schema.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { PrismaLibSql } from '@prisma/adapter-libsql';
import { NO_FILTER, schemaEngine } from './engine.mjs';
import { PROVIDERS, root, schemaFile, withProvider } from './schemas.mjs';

const ADAPTERS = { sqlite: new PrismaLibSql({ url: ':memory:' }), postgresql: absentPostgres() };
const folder = `${root}prisma/migrations`;
const lastFile = `${folder}/schema.prisma`;

const name = process.argv[2] ?? '';
if (!/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error('Usage: npm run migration -- <name>   (small letters, digits and _: what the change is for)');
  process.exit(2);
}

const current = readFileSync(schemaFile, 'utf8');
const last = existsSync(lastFile) ? readFileSync(lastFile, 'utf8') : current.replace(/^model [\s\S]*?^}$/gm, '');
const scripts = await Promise.all(PROVIDERS.map(diff));
if (scripts.every((script) => script === undefined)) {
  // Comments and the generator's settings may have changed.
  writeFileSync(lastFile, current);
  console.log('The migrations are up to date with prisma/schema.prisma: nothing to write.');
  process.exit(0);
}
const number = existsSync(`${folder}/sqlite`) ? readdirSync(`${folder}/sqlite`).length + 1 : 1;
for (const [i, provider] of PROVIDERS.entries()) {
  const at = `${folder}/${provider}/${String(number).padStart(4, '0')}_${name}`;
  mkdirSync(at, { recursive: true });
  writeFileSync(`${at}/migration.sql`, scripts[i] ?? '-- Nothing to do on this database.\n');
  console.log(`${at}/migration.sql`);
}
writeFileSync(lastFile, current);
process.exit(0);

/** The SQL that leads a database from the last migration's schema to the current one; undefined when there is nothing to do. */
async function diff(provider) {
  const engine = await schemaEngine(ADAPTERS[provider]);
  const datamodel = (text) => ({ tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: withProvider(text, provider) }] });
  const { stdout, exitCode } = await engine.diff({
    from: datamodel(last),
    to: datamodel(current),
    script: true,
    exitCode: true,
    filters: NO_FILTER,
  });
  return exitCode === 0 ? undefined : stdout;
}

/** The engine connects before it compares two schemas, and asks a PostgreSQL only for its version: this one answers, and can do nothing else. */
function absentPostgres() {
  const answer = { columnNames: ['exists', 'version', 'numeric_version'], columnTypes: [5, 7, 0], rows: [[true, 'PostgreSQL 14', 140000]] };
  const refuse = async () => {
    throw new Error('writing a migration needs no database');
  };
  const connection = {
    provider: 'postgres',
    adapterName: 'absent',
    queryRaw: async () => answer,
    executeRaw: refuse,
    executeScript: refuse,
    startTransaction: refuse,
    getConnectionInfo: () => ({ schemaName: 'public', supportsRelationJoins: true }),
    dispose: async () => {},
  };
  const connect = async () => connection;
  return { provider: 'postgres', adapterName: 'absent', connect, connectToShadowDb: connect };
}
