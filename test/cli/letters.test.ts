import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ended, encoursIn } from '../support/shell.ts';
import { EX, PEOPLE } from '../support/turned.ts';

const folder = mkdtempSync(join(tmpdir(), 'encours-cli-letters-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command line in a folder of its own, on 1 July 2026. */
async function encours(...args: readonly string[]): Promise<Ended> {
  const ended = await encoursIn(folder, args, { ENCOURS_NOW: '2026-07-01T10:00:00+02:00' });
  return { ...ended, err: ended.err.replace(/[\u202f\u00a0]/g, ' ') };
}

beforeAll(async () => {
  const file = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content);
    return name;
  };
  const debtors = 'debtor,name,segment,collector,address\nC1,Dupont SA,standard,nadia@acme.example,12 rue de la Paix|75002 Paris\n';
  const { status, err } = await encours(
    'import',
    file('people.csv', PEOPLE),
    file('debtors.csv', debtors),
    file('ex.csv', EX),
    '--as-of',
    '2026-06-30',
  );
  expect(status, err).toBe(0);
}, 60_000);

describe('letters from the command line', () => {
  it('refuse what the conversation refuses, with one sentence and exit status 1, and write no file', async () => {
    const out = 'never.pdf';
    const refused: [RegExp, ...string[]][] = [
      [/^Le grand livre date du .* 30 juin/, 'letter', 'C1', 'relance1', '--date', '2026-07-20', '--out', out],
      [/^Votre rôle ne permet pas d’écrire/, 'letter', 'C1', 'relance1', '--actor', 'marc@acme.example', '--out', out],
      [/^Le grand livre date du .* 30 juin/, 'letters', 'standard', 'relance1', '--date', '2026-07-20', '--out', 'never.zip'],
    ];
    for (const [words, ...args] of refused) {
      const { status, err } = await encours(...args);
      expect([args, status]).toEqual([args, 1]);
      expect(err).toMatch(words);
      expect(err.trim().split('\n')).toHaveLength(1);
    }
    for (const name of [out, 'never.zip']) expect(existsSync(join(folder, name))).toBe(false);
  }, 60_000);

  it('are shown on an old ledger all the same, with the reason why none may be made', async () => {
    const { status, err } = await encours('letter', 'C1', 'relance1', '--date', '2026-07-20', '--out', 'seen.pdf', '--preview');
    expect(status).toBe(0);
    expect(err).toMatch(/^Le grand livre date du .* 30 juin/);
    expect(existsSync(join(folder, 'seen.pdf'))).toBe(true);
  });

  it('are kept once a day, by whoever’s name is given', async () => {
    const make = ['letter', 'C1', 'relance1', '--actor', 'nadia@acme.example', '--out', 'made.pdf'];
    const first = await encours(...make);
    expect(first.status, first.err).toBe(0);
    const second = await encours(...make);
    expect(second.status).toBe(1);
    expect(second.err).toContain('déjà écrit à ce débiteur aujourd’hui (par Nadia Benali)');
  }, 60_000);
});
