/** Prisma's schema engine as WebAssembly: the package's own entry wants a bundler that imports .wasm, so it is loaded by hand. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg';

const require = createRequire(import.meta.url);
let loaded;

async function load() {
  const bytes = readFileSync(require.resolve('@prisma/schema-engine-wasm').replace('schema_engine.js', 'schema_engine_bg.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': engine });
  engine.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
}

/** An engine that speaks to a database through a driver adapter factory (PrismaLibSql or PrismaPg). */
export async function schemaEngine(adapterFactory, datamodels = undefined) {
  loaded ??= load();
  await loaded;
  return engine.SchemaEngine.new({ datamodels }, () => {}, bindMigrationAwareSqlAdapterFactory(adapterFactory));
}

export const NO_FILTER = { externalTables: [], externalEnums: [] };
