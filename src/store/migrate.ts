/**
 * Brings a database to this version's tables at start. All that is missing is applied in one transaction under a lock, so a crash leaves nothing half done
 * and of two instances that start together the second finds the work done. The table of what was applied is Prisma's own, so that its tools can read it.
 */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PrismaPg } from '@prisma/adapter-pg';
import type { Dialect } from './db.ts';
import { StoreError } from './errors.ts';
import type { Sqlite } from './sqlite.ts';

export interface Migration {
  readonly name: string;
  readonly script: string;
}

/** How the migrations reach a database; `names` are those applied, in a table that may not exist yet. */
interface Target {
  names(): Promise<string[]>;
  /** Runs `work` in one transaction that no other migration shares. */
  alone(work: (run: (script: string) => Promise<void>) => Promise<void>): Promise<void>;
}

const TABLE: Readonly<Record<Dialect, string>> = {
  sqlite: `CREATE TABLE IF NOT EXISTS "_prisma_migrations" ("id" TEXT PRIMARY KEY NOT NULL, "checksum" TEXT NOT NULL, "finished_at" DATETIME,
    "migration_name" TEXT NOT NULL, "logs" TEXT, "rolled_back_at" DATETIME, "started_at" DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0)`,
  postgresql: `CREATE TABLE IF NOT EXISTS "_prisma_migrations" ("id" VARCHAR(36) PRIMARY KEY NOT NULL, "checksum" VARCHAR(64) NOT NULL,
    "finished_at" TIMESTAMPTZ, "migration_name" VARCHAR(255) NOT NULL, "logs" TEXT, "rolled_back_at" TIMESTAMPTZ,
    "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(), "applied_steps_count" INTEGER NOT NULL DEFAULT 0)`,
};
/** Names of what was applied, as `name`. */
export const APPLIED =
  'SELECT "migration_name" AS "name" FROM "_prisma_migrations" WHERE "finished_at" IS NOT NULL AND "rolled_back_at" IS NULL';
/** Any number, the same in every version: what migrations lock on PostgreSQL. */
const MIGRATION_LOCK = 7_261_193;

/** The folder's migrations in their order. */
export function migrationsOf(dialect: Dialect): Migration[] {
  const folder = join(projectRoot(), 'prisma', 'migrations', dialect);
  return readdirSync(folder)
    .sort()
    .map((name) => ({ name, script: readFileSync(join(folder, name, 'migration.sql'), 'utf8') }));
}

export function migrateSqlite(connection: Sqlite): Promise<void> {
  const query = async (sql: string) => (await connection.execute(sql, [])).rows;
  return migrate('sqlite', {
    names: async () => {
      if ((await query(`SELECT 1 FROM sqlite_master WHERE name = '_prisma_migrations'`)).length === 0) return [];
      return (await query(APPLIED)).map((row) => String(row[0]));
    },
    alone: async (work) => {
      // Rebuilding a table drops it for a moment; inside a transaction the setting could not be changed.
      await connection.script('PRAGMA foreign_keys = OFF');
      await connection.begin();
      try {
        await work((script) => connection.script(script));
        const broken = await query('PRAGMA foreign_key_check');
        if (broken.length > 0) throw new Error(`the migration would break ${broken.length} references`);
        await connection.script('COMMIT');
      } finally {
        await connection.rollback();
        await connection.script('PRAGMA foreign_keys = ON');
      }
    },
  });
}

export async function migratePostgres(factory: PrismaPg): Promise<void> {
  const adapter = await factory.connect();
  const query = async (sql: string) => (await adapter.queryRaw({ sql, args: [], argTypes: [] })).rows;
  try {
    await migrate('postgresql', {
      names: async () => {
        const [found] = await query(`SELECT to_regclass('"_prisma_migrations"')::text`);
        return found?.[0] === null ? [] : (await query(APPLIED)).map((row) => String(row[0]));
      },
      alone: async (work) => {
        const tx = await adapter.startTransaction();
        const run = async (sql: string) => void (await tx.executeRaw({ sql, args: [], argTypes: [] }));
        try {
          await run(`SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`);
          await work(run);
          await run('COMMIT');
          await tx.commit();
        } catch (error) {
          await run('ROLLBACK');
          await tx.rollback();
          throw error;
        }
      },
    });
  } finally {
    await adapter.dispose();
  }
}

async function migrate(dialect: Dialect, target: Target): Promise<void> {
  const migrations = migrationsOf(dialect);
  if (missing(migrations, await target.names()).length === 0) return;
  await target.alone(async (run) => {
    await run(TABLE[dialect]);
    for (const { name, script } of missing(migrations, await target.names())) {
      await run(script);
      const checksum = createHash('sha256').update(script).digest('hex');
      await run(
        `INSERT INTO "_prisma_migrations" ("id", "checksum", "finished_at", "migration_name", "applied_steps_count")
         VALUES ('${randomUUID()}', '${checksum}', CURRENT_TIMESTAMP, '${name}', 1)`,
      );
    }
  });
}

function missing(migrations: readonly Migration[], applied: readonly string[]): Migration[] {
  refuseUnknown(new Set(migrations.map((m) => m.name)), applied);
  return migrations.filter((m) => !applied.includes(m.name));
}

const known = new Map<Dialect, ReadonlySet<string>>();

/** Throws when a newer version has migrated the database since it was opened. */
export function refuseNewer(dialect: Dialect, applied: readonly string[]): void {
  const own = known.get(dialect) ?? new Set(migrationsOf(dialect).map((m) => m.name));
  known.set(dialect, own);
  refuseUnknown(own, applied);
}

function refuseUnknown(own: ReadonlySet<string>, applied: readonly string[]): void {
  const newer = applied.find((name) => !own.has(name));
  if (newer === undefined) return;
  throw new StoreError(
    'newer-database',
    `The database was made by a newer version of Encours (it holds "${newer}"): start that version, or use another database.`,
  );
}

/** The folder that holds prisma/: some levels up, both from the sources and from what is built of them. */
function projectRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'prisma', 'migrations'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('prisma/migrations is missing from the installation');
    folder = parent;
  }
  return folder;
}
