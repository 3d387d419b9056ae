/** The door: the package's real proof of tokens against a local OpenID server; every kind of forged one is refused and the bot does not run. */
import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTeams } from '../../../src/platforms/teams/app.ts';
import { memoryInbox } from '../../support/inbox.ts';
import { ALICE, APP_ID, ISSUER, TENANT } from '../../support/teams.ts';
import { keepLog, PNG } from '../slack/support.ts';
import { openScene, type Scene } from './support.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene(async () => []);
});
afterAll(() => scene.close());

const activity = (more: object = {}): object => ({
  type: 'message',
  id: randomUUID(),
  channelId: 'msteams',
  serviceUrl: scene.world.serviceUrl,
  from: { id: ALICE.id, name: ALICE.name, aadObjectId: ALICE.object },
  recipient: { id: `28:${APP_ID}` },
  conversation: { id: `private-${ALICE.id}`, conversationType: 'personal', tenantId: TENANT },
  channelData: { tenant: { id: TENANT } },
  text: 'aide',
  ...more,
});
const part = (json: object): string => Buffer.from(JSON.stringify(json)).toString('base64url');
const claims = () => ({ iss: ISSUER, aud: APP_ID, serviceurl: scene.world.serviceUrl, exp: 4_000_000_000 });

/** What was sent with such a token: its status, and whether the core heard of it. */
async function tried(authorization: string, sent: object = activity()): Promise<{ readonly status: number; readonly ran: boolean }> {
  const before = scene.events.length;
  const { status } = await scene.world.deliver(sent, authorization);
  await new Promise((resolve) => setTimeout(resolve, 30));
  return { status, ran: scene.events.length > before };
}

describe('a token', () => {
  test('of the Bot Service, for this bot and this connector, passes', async () => {
    expect((await scene.world.deliver(activity())).status).toBe(200);
    await expect.poll(() => scene.events.at(-1)?.happening).toMatchObject({ type: 'command', text: 'aide' });
    expect(scene.events.at(-1)?.identity).toEqual({ platform: 'teams', tenant: TENANT, userId: ALICE.object });
  });

  test.each<[string, () => string]>([
    ['none', () => ''],
    ['another scheme', () => `Basic ${Buffer.from('a:b').toString('base64')}`],
    ['garbage', () => 'Bearer abc'],
    ['three empty parts', () => 'Bearer ..'],
    ['no algorithm', () => `Bearer ${part({ alg: 'none', kid: 'k1' })}.${part(claims())}.`],
    [
      'the public key as a shared secret',
      () => {
        const head = `${part({ alg: 'HS256', kid: 'k1', typ: 'JWT' })}.${part(claims())}`;
        return `Bearer ${head}.${createHmac('sha256', 'k1').update(head).digest('base64url')}`;
      },
    ],
    ['a foreign key', () => `Bearer ${scene.world.token({}, {}, 'foreign')}`],
    ['an unknown key', () => `Bearer ${scene.world.token({}, { keyid: 'zz' }, 'foreign')}`],
    ['another bot’s audience', () => `Bearer ${scene.world.token({}, { audience: randomUUID() })}`],
    ['another issuer', () => `Bearer ${scene.world.token({}, { issuer: 'https://evil.example' })}`],
    [
      'the emulator’s issuer',
      () =>
        `Bearer ${scene.world.token({ appid: APP_ID, ver: '1.0' }, { issuer: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/' })}`,
    ],
    [
      'another bot as its sender',
      () => `Bearer ${scene.world.token({ appid: randomUUID(), ver: '1.0' }, { issuer: `https://sts.windows.net/${TENANT}/` })}`,
    ],
    ['an end in the past', () => `Bearer ${scene.world.token({}, { expiresIn: -600 })}`],
    ['a beginning in the future', () => `Bearer ${scene.world.token({}, { notBefore: 900, expiresIn: 1800 })}`],
    ['another connector’s address', () => `Bearer ${scene.world.token({ serviceurl: 'https://evil.example/' })}`],
    ['no connector’s address', () => `Bearer ${scene.world.token({ serviceurl: undefined })}`],
    ['a changed signature', () => `Bearer ${scene.world.token().slice(0, -4)}AAAA`],
  ])('with %s is refused, and the bot does not run', async (_, authorization) => {
    expect(await tried(authorization())).toEqual({ status: 401, ran: false });
  });
});

describe('an activity with a good token', () => {
  const good = (): string => `Bearer ${scene.world.token()}`;

  test.each<[string, () => object, number]>([
    ['from a channel that the key is not for', () => activity({ channelId: 'webchat' }), 401],
    ['of a foreign tenant', () => activity({ channelData: { tenant: { id: randomUUID() } } }), 403],
    ['of no tenant', () => activity({ channelData: {}, conversation: { id: 'c', conversationType: 'personal' } }), 403],
    ['that names an address that is not Teams’s', () => activity({ serviceUrl: 'https://evil.example/' }), 401],
    ['that is {}', () => ({}), 400],
    ['that is a list', () => [], 400],
    ['without a sender', () => activity({ from: undefined }), 200],
    ['of an unknown kind', () => activity({ type: 'somethingNew' }), 200],
    ['that is an unknown invoke', () => activity({ type: 'invoke', name: 'signin/verifyState', value: {} }), 501],
    ['that is a press without an action', () => activity({ type: 'invoke', name: 'adaptiveCard/action', value: 'x' }), 400],
  ])('%s does not run the bot', async (_, sent, status) => {
    expect(await tried(good(), sent())).toEqual({ status, ran: false });
  });

  test('with a service address outside of Teams is refused even if the token names it too', async () => {
    const serviceUrl = 'https://smba.trafficmanager.net.evil.example/';
    expect(await tried(`Bearer ${scene.world.token({ serviceurl: serviceUrl })}`, activity({ serviceUrl }))).toEqual({
      status: 403,
      ran: false,
    });
  });
});

describe('a request', () => {
  const post = (body: string | undefined, headers: Record<string, string> = {}, method = 'POST'): Promise<number> =>
    fetch(`${scene.url}/api/messages`, { method, headers, ...(body === undefined ? {} : { body }) }).then((r) => r.status);

  test.each<[string, () => Promise<number>, number]>([
    ['of {} without a token', () => post('{}'), 401],
    ['of {} with a token', () => post('{}', { authorization: `Bearer ${scene.world.token()}` }), 400],
    ['of no JSON', () => post('not json', { authorization: `Bearer ${scene.world.token()}` }), 400],
    ['of nothing', () => post('', { authorization: `Bearer ${scene.world.token()}` }), 400],
    ['of null', () => post('null', { authorization: `Bearer ${scene.world.token()}` }), 400],
    ['of bytes', () => post('\u0000\u0001', { authorization: `Bearer ${scene.world.token()}` }), 400],
    ['of two megabytes', () => post('x'.repeat(2_000_000), { authorization: `Bearer ${scene.world.token()}` }).catch(() => 413), 413],
    ['by another method', () => post(undefined, {}, 'GET'), 405],
    ['at another path', () => fetch(`${scene.url}/api/other`).then((r) => r.status), 404],
  ])('%s is answered, and the process lives', async (_, send, status) => {
    expect(await send()).toBe(status);
    expect((await scene.world.deliver(activity())).status).toBe(200);
  });
});

test('without an app id the Teams part refuses to start', () => {
  const options = {
    ...{ tenants: [TENANT], memory: scene.store.teams, paint: async () => PNG, clock: { now: Date.now }, locale: 'fr' as const },
    ...{ current: async () => undefined, mayRead: async () => false, means: () => false },
  };
  for (const appId of ['', ' '])
    expect(() => createTeams({ ...options, appId, password: 'x' }, async () => [], keepLog(), memoryInbox())).toThrow(/TEAMS_APP_ID/);
  expect(() => createTeams({ ...options, appId: APP_ID }, async () => [], keepLog(), memoryInbox())).toThrow(/TEAMS_APP_PASSWORD/);
});
