/** Leavers from a shell: a complete file says who is missing and asks, an administrator answers, and a script reads both. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { encoursIn } from '../support/shell.ts';
import { PEOPLE } from '../support/turned.ts';

const folder = mkdtempSync(join(tmpdir(), 'encours-people-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const encours = async (...args: readonly string[]) => {
  const { status, out, err } = await encoursIn(folder, args);
  return { status, said: `${out}${err}`.replace(/[\u202f\u00a0]/g, ' ') };
};

beforeAll(async () => {
  writeFileSync(join(folder, 'people.csv'), PEOPLE);
  writeFileSync(join(folder, 'later.csv'), PEOPLE.replace(/^nadia.*\n/m, ''));
  expect((await encours('import', 'people.csv')).status).toBe(0);
});

it('names who is missing from a complete file, and takes the answer of an administrator alone', async () => {
  const imported = await encours('import', 'later.csv', '--as', 'people', '--complete', '--json');
  expect(JSON.parse(imported.said).files[0].absent).toEqual([{ email: 'nadia@acme.example', name: 'Nadia Benali' }]);
  expect(await encours('person', 'left', 'nadia@acme.example', '--actor', 'marc@acme.example')).toMatchObject({ status: 1 });
  const kept = await encours('person', 'keep', 'nadia@acme.example', '--actor', 'anne@acme.example');
  expect(kept).toEqual({ status: 0, said: 'Nadia Benali reste : rien ne change.\n' });
  const left = await encours('person', 'left', 'nadia@acme.example', '--actor', 'anne@acme.example', '--json');
  expect(JSON.parse(left.said)).toEqual({
    ...{ person: 'nadia@acme.example', is: 'gone' },
    message: 'Le départ de Nadia Benali est noté : ses rôles sont finis, Claire Credit reprend ce qui suivra.',
  });
  const sole = await encours('person', 'left', 'claire@acme.example', '--actor', 'anne@acme.example');
  expect(sole).toEqual({ status: 1, said: 'Dites qui reprend ce que tenait Claire Credit : personne d’autre n’est credit manager.\n' });
  const named = await encours('person', 'left', 'claire@acme.example', '--actor', 'anne@acme.example', '--successor', 'marc@acme.example');
  expect(named).toEqual({
    status: 0,
    said: 'Le départ de Claire Credit est noté : ses rôles sont finis, Marc Lemoine reprend le rôle credit manager.\n',
  });
});
