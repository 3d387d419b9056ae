/** The tables in the docs are what the code says. */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { variableRows } from '../src/config/environment.ts';
import { optionRows } from '../src/config/policy-file.ts';
import { faultTexts } from '../src/files/fault-words.ts';

describe('the tables of options, variables and commands', () => {
  it('are what the code says; `npm run docs` writes them anew', () => {
    const build = fileURLToPath(new URL('../docs/build.mjs', import.meta.url));
    const { stdout, stderr, status } = spawnSync(process.execPath, [build, '--check'], { encoding: 'utf8' });
    expect({ stdout, stderr, status }).toEqual({ stdout: '', stderr: '', status: 0 });
  });

  it('say of each option and each variable what it means', () => {
    const rows = [...optionRows().map(({ option, means }) => ({ name: option, means })), ...variableRows(faultTexts('en'))];
    expect(rows.filter(({ means }) => means === '')).toEqual([]);
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
  });
});
