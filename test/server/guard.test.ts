/** The guard over the process, where Node itself decides what ends it: in a process of its own. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const GUARD = new URL('../../dist/src/server/guard.js', import.meta.url).href;
const LOG = new URL('../../dist/src/server/log.js', import.meta.url).href;
const strays = (guarded: boolean): string => `
  import { standGuard } from '${GUARD}';
  import { createLog } from '${LOG}';
  const guard = ${guarded} ? standGuard(createLog('info')) : undefined;
  Promise.reject(new Error('rejected with xoxb-1-secret'));
  Promise.reject(undefined);
  setTimeout(() => { throw new Error('thrown'); }, 5);
  setTimeout(() => { console.log(JSON.stringify(guard?.strays)); guard?.stop(); process.exit(7); }, 40);
`;
const run = (code: string) =>
  promisify(execFile)(process.execPath, ['--input-type=module', '-e', code]).catch(
    (error: { code: number; stdout: string; stderr: string }) => error,
  );

test('a stray rejection or exception is logged without secrets, counted, and ends nothing', async () => {
  const { stdout, stderr, ...end } = await run(strays(true));
  expect(end).toMatchObject({ code: 7 });
  expect(JSON.parse(stdout)).toEqual({ unhandledRejection: 2, uncaughtException: 1 });
  const lines = stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map(({ stray, cause }) => [stray, String(cause).split('\n', 1)[0]])).toEqual([
    ['unhandledRejection', 'Error: rejected with [hidden]'],
    ['unhandledRejection', 'undefined'],
    ['uncaughtException', 'Error: thrown'],
  ]);
});

test('without it the first of them is the end', async () => {
  expect(await run(strays(false))).toMatchObject({ code: 1, stdout: '' });
});
