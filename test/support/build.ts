/** Builds dist/ once before the tests: worker threads and the command line run compiled code, as they do for a user. Types are checked on their own (`npm run types`), so a type error does not hide what the tests say. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

export default function setup(): void {
  spawnSync('npm', ['run', '-s', 'build'], { stdio: ['ignore', 'inherit', 'inherit'] });
  if (!existsSync(resolve(import.meta.dirname, '../../dist/src/cli.js'))) throw new Error('dist/src/cli.js was not built');
}
