/** Generates both Prisma clients (SQLite and PostgreSQL) and the tables' columns into src/store/generated, offline, and only when the schema or Prisma changed. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { PROVIDERS, root, schemaFile, schemaFor } from './schemas.mjs';

const require = createRequire(import.meta.url);
const out = `${root}src/store/generated`;
const stamp = `${out}/stamp`;
const version = require('prisma/package.json').version;
const wanted = createHash('sha256')
  .update(version)
  .update(readFileSync(new URL(import.meta.url)))
  .update(schemaFor('postgresql'))
  .digest('hex');

if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted && !process.argv.includes('--force')) process.exit(0);

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const files = PROVIDERS.map((provider) => {
  if (provider === 'sqlite') return schemaFile;
  const file = `${out}/${provider}.prisma`;
  writeFileSync(file, schemaFor(provider));
  return file;
});
await Promise.all(files.map(generate));
writeFileSync(`${out}/columns.ts`, columnsOf(readFileSync(schemaFile, 'utf8')));
writeFileSync(stamp, wanted);

function generate(schema) {
  const cli = require.resolve('prisma/build/index.js');
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, 'generate', '--no-hints', '--schema', schema], {
      cwd: root,
      env: { ...process.env, CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`prisma generate --schema ${schema} failed:\n${said}`))));
  });
}

/** What each column of each table holds, in the words of src/store/db.ts: rows that raw SQL reads or writes take their types from here. */
function columnsOf(schema) {
  const kinds = { Int: 'int', BigInt: 'money', String: 'text', Boolean: 'flag' };
  const tables = [...schema.matchAll(/^model (\w+) \{\n([\s\S]*?)\n\}/gm)].map(([, table, body]) => {
    const columns = [...body.matchAll(/^\s+(\w+)\s+(Int|BigInt|String|Boolean)(\??)(?=\s|$)/gm)];
    return `  ${table}: { ${columns.map(([, name, type, optional]) => `${name}: '${kinds[type]}${optional}'`).join(', ')} },`;
  });
  return `/** Made from prisma/schema.prisma by prisma/tools/generate.mjs. */\nexport const COLUMNS = {\n${tables.join('\n')}\n} as const;\n`;
}
