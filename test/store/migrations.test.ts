import { readFileSync } from 'node:fs';
import { PrismaLibSql } from '@prisma/adapter-libsql';
import { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import { describe, expect, test } from 'vitest';
import { NO_FILTER, schemaEngine } from '../../prisma/tools/engine.mjs';
import { withProvider } from '../../prisma/tools/schemas.mjs';
import { ledgerIn } from '../../src/core/ledger/ports.ts';
import { migrationsOf } from '../../src/store/migrate.ts';
import { openStore } from '../../src/store/open.ts';
import { newPostgres, newSqlite } from '../support/databases.ts';

const CHAR_OID = 18;
const TEXT_OID = 25;

/** The adapter knows no "char", the one-byte type of PostgreSQL's catalogues, for which the engine asks: here it passes as text and is labelled afterwards. */
class CataloguePg extends PrismaPg {
  override async connect(): ReturnType<PrismaPg['connect']> {
    const connection = await super.connect();
    const pool = connection.underlyingDriver();
    const query: (...args: unknown[]) => Promise<{ fields: { dataTypeID: number }[] }> = Reflect.get(pool, 'query').bind(pool);
    let chars: number[] = [];
    const asText = async (...args: unknown[]) => {
      const answer = await query(...args);
      chars = answer.fields.flatMap((field, i) => (field.dataTypeID === CHAR_OID ? [i] : []));
      for (const i of chars) Object.assign(answer.fields[i] ?? {}, { dataTypeID: TEXT_OID });
      return answer;
    };
    Object.assign(pool, { query: asText });
    const queryRaw = connection.queryRaw.bind(connection);
    connection.queryRaw = async (asked) => {
      const answer = await queryRaw(asked);
      for (const i of chars) answer.columnTypes[i] = ColumnTypeEnum.Character;
      for (const row of answer.rows) for (const i of chars) if (row[i] === '') row[i] = ' ';
      return answer;
    };
    return connection;
  }
}

const DATABASES = {
  sqlite: { create: async () => newSqlite(), adapter: (url: string) => new PrismaLibSql({ url }) },
  postgresql: { create: newPostgres, adapter: (url: string) => new CataloguePg(url) },
} as const;

test('the last migration ends at the schema: npm run migration was not forgotten', () => {
  expect(readFileSync('prisma/migrations/schema.prisma', 'utf8')).toBe(readFileSync('prisma/schema.prisma', 'utf8'));
});

describe.each(['sqlite', 'postgresql'] as const)('migrations on %s', (provider) => {
  const { create, adapter } = DATABASES[provider];
  const content = withProvider(readFileSync('prisma/schema.prisma', 'utf8'), provider);
  const files = [{ path: 'schema.prisma', content }];

  test('lead an empty database to exactly the model of schema.prisma', async () => {
    const url = await create();
    await (await openStore(url)).close();
    const drift = async () => {
      const engine = await schemaEngine(adapter(url));
      const from = { tag: 'schemaDatasource' as const, files, configDir: '.' };
      const to = { tag: 'schemaDatamodel' as const, files };
      return (await engine.diff({ from, to, script: true, exitCode: true, filters: NO_FILTER })).stdout;
    };
    expect(await drift()).toMatch(/^(-- This is an empty migration\.\s*)?$/);
    const connection = await adapter(url).connect();
    await connection.executeScript('DROP INDEX "Item_aging"');
    await connection.dispose();
    expect(await drift()).toContain('CREATE INDEX "Item_aging"');
  });

  test('leave a history that Prisma itself finds complete', async () => {
    const url = await create();
    await (await openStore(url)).close();
    const engine = await schemaEngine(adapter(url));
    const migrationsList = {
      baseDir: `prisma/migrations/${provider}`,
      lockfile: { path: 'migration_lock.toml', content: `provider = "${provider}"` },
      shadowDbInitScript: '',
      migrationDirectories: migrationsOf(provider).map(({ name, script }) => ({
        path: name,
        migrationFile: { path: 'migration.sql', content: { tag: 'ok' as const, value: script } },
      })),
    };
    const found = await engine.diagnoseMigrationHistory({ migrationsList, optInToShadowDatabase: false, filters: NO_FILTER });
    expect(found).toMatchObject({ history: null, editedMigrationNames: [], failedMigrationNames: [], hasMigrationsTable: true });
  });

  test('are applied once when several instances start together', async () => {
    const url = await create();
    const stores = await Promise.all([openStore(url), openStore(url), openStore(url)]);
    expect(await Promise.all(stores.map((store) => ledgerIn(store.read).itemCount()))).toEqual([0, 0, 0]);
    for (const store of stores) await store.close();
  });

  test('refuse a database that a newer version made', async () => {
    const url = await create();
    await (await openStore(url)).close();
    const connection = await adapter(url).connect();
    await connection.executeScript(
      `INSERT INTO "_prisma_migrations" ("id", "checksum", "finished_at", "migration_name") VALUES ('x', 'x', CURRENT_TIMESTAMP, '9999_later')`,
    );
    await connection.dispose();
    await expect(openStore(url)).rejects.toMatchObject({ code: 'newer-database', message: expect.stringContaining('9999_later') });
  });
});

test.each([
  ['mysql://localhost/x', 'bad-config'],
  ['', 'bad-config'],
  ['postgresql://nobody:wrong@127.0.0.1:1/none', 'unavailable'],
  ['postgresql://localhost/x?schema=other', 'bad-config'],
  ['file:/no/such/folder/encours.db', 'unavailable'],
  ['file:package.json', 'unavailable'],
])('an address that cannot be used is refused with a sentence: %s', async (url, code) => {
  await expect(openStore(url)).rejects.toMatchObject({ code, message: expect.stringMatching(/^\S.{30,}/) });
});
