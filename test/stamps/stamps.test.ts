/** Time-stamps of a real authority, read by us and by OpenSSL alike; and what is no time-stamp. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { StampProblem } from '../../src/core/proof/stamps.ts';
import { createStamps } from '../../src/stamps/stamps.ts';
import { freePort } from '../support/ports.ts';
import { type Authority, authority, type Mood, NAME } from './authority.ts';

const TEXT = `12:${'ab'.repeat(32)}`;

let office: Authority;
beforeAll(async () => {
  office = await authority();
});
afterAll(() => office?.close());
beforeEach(() => {
  office.mood = 'good';
});

it('says when which authority saw a text, in a reply that OpenSSL verifies', async () => {
  const before = Math.floor(Date.now() / 1000) * 1000;
  const { at, authority: by, reply } = await createStamps(office.url).stamp(TEXT);
  expect(by).toBe(NAME);
  expect(at).toBeGreaterThanOrEqual(before);
  expect(at).toBeLessThanOrEqual(Date.now());
  expect(office.verify(reply, TEXT)).toBe('Verification: OK');
  expect(office.verify(reply, `${TEXT}0`)).toMatch(/^no/);
});

it('reads a kept reply again, without the authority, and finds that it is about that text alone', async () => {
  const { reply, at } = await createStamps(office.url).stamp(TEXT);
  const away = createStamps(undefined);
  expect(await away.read(reply, TEXT)).toEqual({ at, authority: NAME, reply });
  await expect(away.read(reply, TEXT.replace('12:', '13:'))).rejects.toMatchObject({ problem: 'other' });
});

it('finds any byte of a reply that was changed, or none of it', async () => {
  const { reply, at } = await createStamps(office.url).stamp(TEXT);
  const read = createStamps(undefined).read;
  let refused = 0;
  for (let byte = 0; byte < reply.length; byte += 61) {
    const changed = Buffer.from(reply);
    changed[byte] = (changed[byte] ?? 0) ^ 0x10;
    const found = await read(changed, TEXT).catch(() => undefined);
    if (found) expect(found.at).toBe(at);
    else refused++;
  }
  expect(refused).toBeGreaterThan(5);
});

it.each<[Mood, StampProblem]>([
  ['away', 'away'],
  ['broken', 'away'],
  ['endless', 'away'],
  ['words', 'no-reply'],
  ['refuses', 'refused'],
  ['tampered', 'unsigned'],
  ['stranger', 'unsigned'],
])('takes nothing from an authority that is %s', async (mood, problem) => {
  office.mood = mood;
  await expect(createStamps(office.url, 400).stamp(TEXT)).rejects.toMatchObject({ problem });
});

it('takes no reply to another query, even about the same text', async () => {
  await createStamps(office.url).stamp(TEXT);
  office.mood = 'stale';
  await expect(createStamps(office.url).stamp(TEXT)).rejects.toMatchObject({ problem: 'other' });
});

it('asks nobody when nobody is named, and says that nobody can be reached where nobody listens', async () => {
  await expect(createStamps(undefined).stamp(TEXT)).rejects.toMatchObject({ problem: 'none' });
  const nobody = createStamps(`http://127.0.0.1:${await freePort()}/`).stamp(TEXT);
  await expect(nobody).rejects.toMatchObject({ problem: 'away', detail: expect.stringMatching(/ECONNREFUSED/) });
});
