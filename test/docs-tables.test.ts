/** The tables in the docs are what the code says. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

describe('the tables of options, variables and commands', () => {
  it('are what the code says; `npm run docs` writes them anew', () => {
    const build = fileURLToPath(new URL('../docs/build.mjs', import.meta.url));
    const { stdout, stderr, status } = spawnSync(process.execPath, [build, '--check'], { encoding: 'utf8' });
    expect({ stdout, stderr, status }).toEqual({ stdout: '', stderr: '', status: 0 });
  });
});
