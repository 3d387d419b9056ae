/** The log's time-stamps from a shell: asked for, listed, taken out, and found again when the log is verified, also by a log that was written anew as a whole. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Authority, authority, NAME } from '../stamps/authority.ts';
import { rewrite } from '../support/forge.ts';
import { type Ended, encoursIn } from '../support/shell.ts';

const folder = mkdtempSync(join(tmpdir(), 'encours-stamps-'));
const ADMIN = 'anne@acme.example';
let office: Authority;
const encours = (...args: string[]): Promise<Ended> => encoursIn(folder, args, { LOG_LEVEL: 'silent' });
const policy = (proof: string): void => writeFileSync(join(folder, 'encours.policy.yaml'), `language: fr\nproof: ${proof}\n`);
const stamp = (actor = ADMIN, ...more: string[]): Promise<Ended> => encours('audit', 'stamp', '--actor', actor, ...more);

beforeAll(async () => {
  office = await authority();
  writeFileSync(join(folder, 'people.csv'), `email;name;roles\n${ADMIN};Anne Roux;admin\nmarc@acme.example;Marc Petit;collector\n`);
});
afterAll(() => {
  office?.close();
  rmSync(folder, { recursive: true, force: true });
});

it('is refused with what to do while nobody is named, nobody answers, or nobody may ask', async () => {
  expect((await encours('import', 'people.csv')).status).toBe(0);
  expect(await stamp()).toMatchObject({ status: 1, err: expect.stringContaining('ajoutez proof.timeStamps') });
  policy('{ timeStamps: "ftp://horodatage.example" }');
  expect(await stamp()).toMatchObject({ status: 1, err: expect.stringContaining('adresse web') });
  policy(`{ timeStamps: "${office.url}" }`);
  expect((await stamp('marc@acme.example')).status).toBe(1);
  expect(office.asked).toBe(0);
  office.mood = 'broken';
  expect(await stamp()).toMatchObject({ status: 1, err: expect.stringMatching(/127\.0\.0\.1:\d+ ne répond pas \(HTTP 500\)/) });
  office.mood = 'words';
  expect(await stamp()).toMatchObject({ status: 1, err: expect.stringContaining('n’est pas un horodatage') });
  expect(JSON.parse((await encours('audit', 'stamps', '--json')).out)).toEqual({ stamps: [] });
});

it('is kept, told by check, taken out for OpenSSL, and counted when the log is verified', async () => {
  office.mood = 'good';
  expect(await stamp()).toMatchObject({ status: 0, out: expect.stringContaining(`horodatée par ${NAME}`) });
  expect(await stamp()).toMatchObject({ status: 0 });
  expect((await encours('check')).out).toContain('horodatée par 127.0.0.1');
  const { stamps } = JSON.parse((await encours('audit', 'stamps', '--out', 'stamps', '--json')).out);
  expect(stamps).toHaveLength(2);
  for (const { seq, hash } of stamps) {
    const text = readFileSync(join(folder, 'stamps', `head-${seq}.txt`), 'utf8');
    expect(text).toBe(`${seq}:${hash}`);
    expect(office.verify(readFileSync(join(folder, 'stamps', `head-${seq}.tsr`)), text)).toBe('Verification: OK');
  }
  expect(readdirSync(join(folder, 'stamps'))).toHaveLength(4);
  expect(await encours('audit', 'stamps', '--out', 'people.csv')).toMatchObject({ status: 1, err: expect.stringContaining('people.csv') });
  const verified = await encours('audit', 'verify');
  expect(verified).toMatchObject({ status: 0, out: expect.stringContaining('2 horodatages concordent') });
});

it('names the stamp that a log written anew as a whole cannot have', async () => {
  const db = new Database(join(folder, 'encours.db'));
  rewrite(db);
  expect(await encours('audit', 'verify', '--json')).toMatchObject({ status: 1, out: expect.stringContaining('"why": "head"') });
  rewrite(db, { stamps: true });
  expect(await encours('audit', 'verify')).toMatchObject({ status: 1, err: expect.stringMatching(/L’horodatage gardé de la ligne \d+/) });
  db.close();
});
