/** The local workspace as a platform of the outbox: posts once per key, finds it again, and refuses what can never succeed. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { sentence } from '../../../src/core/desk/card.ts';
import type { Gateway, GatewayPlace } from '../../../src/core/desk/outbox.ts';
import { NADIA, ROSTER } from './memory.ts';
import { startSite, type TestSite } from './site.ts';

let site: TestSite;
let gateway: Gateway;
beforeEach(async () => {
  site = await startSite();
  gateway = site.local.gateway;
});
afterEach(() => site.close());

const CREDIT: GatewayPlace = { kind: 'channel', id: 'credit' };
const person = (userId: string, platform: 'local' | 'slack' = 'local'): GatewayPlace => ({
  kind: 'person',
  identity: { platform, tenant: 'local', userId },
});
const card = sentence('bonjour', 'fr');

test('a key is posted once, however often it is asked', async () => {
  const refs = await Promise.all([gateway.post({ key: 'k', to: CREDIT, card }), gateway.post({ key: 'k', to: CREDIT, card })]);
  expect(refs[0]).toEqual(refs[1]);
  expect((await site.messages.latest()).id).toBe(1);
});

test('a key is found where it was posted, and absent else', async () => {
  const ref = await gateway.post({ key: 'k', to: CREDIT, card });
  expect(await gateway.find('k', CREDIT, 0)).toEqual(ref);
  expect(await gateway.find('other', CREDIT, 0)).toBe('absent');
});

test('an update changes the card in place; of an unknown message it is refused', async () => {
  const ref = await gateway.post({ key: 'k', to: CREDIT, card });
  await gateway.update(ref, sentence('au revoir', 'fr'));
  expect(await site.messages.byKey('k')).toMatchObject({ id: Number(ref.id), text: 'au revoir' });
  await expect(gateway.update({ ...ref, id: '99' }, card)).rejects.toMatchObject({ fault: 'refused' });
  await expect(gateway.update({ ...ref, channel: 'litiges' }, card)).rejects.toMatchObject({ fault: 'refused' });
  await expect(gateway.update({ ...ref, id: 'x' }, card)).rejects.toMatchObject({ fault: 'refused' });
});

test('a thread is answered at its beginning, even when a reply is named', async () => {
  const root = await gateway.post({ key: 'root', to: CREDIT, card });
  const reply = await gateway.post({ key: 'reply', to: { ...CREDIT, thread: root }, card });
  const next = await gateway.post({ key: 'next', to: { ...CREDIT, thread: reply }, card });
  expect((await site.messages.byId(Number(next.id)))?.thread).toBe(Number(root.id));
  await expect(gateway.post({ key: 'lost', to: { kind: 'channel', id: 'litiges', thread: root }, card })).rejects.toMatchObject({
    fault: 'refused',
  });
});

test('a private message is its person’s alone', async () => {
  const ref = await gateway.post({ key: 'k', to: person(NADIA.email), card });
  expect(await site.messages.byId(Number(ref.id))).toMatchObject({ channel: `dm:${NADIA.email}`, only: NADIA.email });
});

describe('refused for good', () => {
  test.each<[string, GatewayPlace]>([
    ['an unknown channel', { kind: 'channel', id: 'ventes' }],
    ['somebody’s private conversation as a channel', { kind: 'channel', id: `dm:${NADIA.email}` }],
    ['a stranger', person('mallory@evil.example')],
    ['an identity of another platform', person(NADIA.email, 'slack')],
  ])('%s', async (_, to) => {
    await expect(gateway.post({ key: 'k', to, card })).rejects.toMatchObject({ name: 'PlatformError', fault: 'refused' });
    expect((await site.messages.latest()).id).toBe(0);
  });
});

test('everyone on the roster reads a channel, nobody else; a private conversation needs no check', async () => {
  const audience = await gateway.audience(CREDIT);
  expect(audience?.members.map((m) => m.email)).toEqual(ROSTER.map((p) => p.email));
  expect(audience?.members.some((m) => m.guest || m.bot)).toBe(false);
  expect(audience?.external).toBe(false);
  expect(await gateway.audience(person(NADIA.email))).toBeUndefined();
});

test('a person is identified by e-mail, in any case', async () => {
  expect(await gateway.identify('NADIA@demo.example')).toEqual({ platform: 'local', tenant: 'local', userId: NADIA.email });
  expect(await gateway.identify('mallory@evil.example')).toBeUndefined();
});
