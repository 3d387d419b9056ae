/** Who is an insider and who is not: guests, strangers, other organisations, shared channels. */
import { afterEach, describe, expect, test } from 'vitest';
import type { InboundEvent } from '../../../src/core/desk/inbound.ts';
import { createSlack, type Slack } from '../../../src/platforms/slack/app.ts';
import { memoryInbox } from '../../support/inbox.ts';
import { type FakeApi, startFakeApi } from './fake-api.ts';
import { sendEvent } from './requests.ts';
import { keepLog, openScene, PNG } from './support.ts';

const USERS: Readonly<Record<string, object>> = {
  U1: { id: 'U1', team_id: 'T1', real_name: 'Alice', locale: 'fr-FR', profile: { real_name: 'Alice A.', email: 'alice@example.com' } },
  U2: { id: 'U2', team_id: 'T1', is_restricted: true, profile: { real_name: 'Guest of several', email: 'g@example.com' } },
  U3: { id: 'U3', team_id: 'T1', is_restricted: true, is_ultra_restricted: true, profile: { real_name: 'Guest of one' } },
  U4: { id: 'U4', team_id: 'T9', is_stranger: true, profile: { real_name: 'Stranger', email: 'alice@example.com' } },
  U5: { id: 'U5', team_id: 'T2', profile: { real_name: 'Other company' } },
  U6: { id: 'U6', team_id: 'T3', enterprise_user: { enterprise_id: 'E1' }, profile: { real_name: 'Sister company' } },
  U7: { id: 'U7', team_id: 'T1', is_bot: true, real_name: 'Robot' },
  U8: { id: 'U8', team_id: 'T1', deleted: true, real_name: 'Left' },
  USLACKBOT: { id: 'USLACKBOT', team_id: 'T1', real_name: 'Slackbot' },
};

let api: FakeApi;
afterEach(() => api.close());

async function open(channel: object = {}, members = Object.keys(USERS)): Promise<Slack> {
  api = await startFakeApi({
    'auth.test': { team_id: 'T1', user_id: 'UBOT', enterprise_id: 'E1' },
    'users.info': (args) => ({ user: USERS[args.get('user') ?? ''] ?? { id: args.get('user'), team_id: 'T1' } }),
    'users.list': (args) => {
      const page = Number(args.get('cursor') || 0);
      const some = members.slice(page * 200, page * 200 + 200).map((id) => ({ id, team_id: 'T1', real_name: id }));
      return { members: some, response_metadata: { next_cursor: members.length > (page + 1) * 200 ? String(page + 1) : '' } };
    },
    'users.lookupByEmail': (args) => (args.get('email') === 'g@example.com' ? { user: USERS.U2 } : { ok: false, error: 'users_not_found' }),
    'conversations.info': { channel: { id: 'C1', ...channel } },
    'conversations.members': (args) => {
      const from = Number(args.get('cursor') || 0);
      return {
        members: members.slice(from, from + 5),
        response_metadata: { next_cursor: from + 5 < members.length ? String(from + 5) : '' },
      };
    },
  });
  return createSlack(
    { botToken: 'xoxb-1', signingSecret: 's', apiUrl: api.apiUrl, paint: async () => PNG },
    async () => [],
    keepLog(),
    memoryInbox(),
  );
}

const to = { kind: 'channel', id: 'C1' } as const;

describe('the audience of a channel', () => {
  test('tells guests, strangers and other companies from members, on every page, without those who left', async () => {
    const audience = await (await open()).gateway.audience(to);
    expect(audience?.members.map((m) => [m.identity.userId, m.guest, m.bot])).toEqual([
      ['U1', false, false],
      ['U2', true, false],
      ['U3', true, false],
      ['U4', true, false],
      ['U5', true, false],
      ['U6', false, false],
      ['U7', false, true],
      ['USLACKBOT', false, true],
    ]);
    expect(audience?.members[0]).toMatchObject({ name: 'Alice A.', email: 'alice@example.com' });
  });

  test.each([
    [{}, false],
    [{ is_shared: true, is_org_shared: true }, false],
    [{ is_shared: true }, true],
    [{ is_ext_shared: true, is_shared: true, is_org_shared: true }, true],
    [{ is_pending_ext_shared: true }, true],
  ])('in a channel with %j is external: %s', async (channel, external) => {
    expect((await (await open(channel, ['U1'])).gateway.audience(to))?.external).toBe(external);
  });

  test('of many is asked for in pages of the whole list, and once for several posts', async () => {
    const gateway = (
      await open(
        {},
        Array.from({ length: 250 }, (_, i) => `U1${i}`),
      )
    ).gateway;
    expect((await gateway.audience(to))?.members).toHaveLength(250);
    await gateway.audience(to);
    const count = (path: string) => api.requests.filter((request) => request.path === path).length;
    expect([count('users.list'), count('users.info')]).toEqual([2, 0]);
  });
});

test('a guest’s address is nobody’s', async () => {
  expect(await (await open()).gateway.identify('g@example.com')).toBeUndefined();
});

test('what a stranger says is heard as a stranger’s, whatever the address', async () => {
  api = await startFakeApi({
    'auth.test': { team_id: 'T1', user_id: 'UBOT' },
    'users.info': { user: USERS.U4 },
  });
  const events: InboundEvent[] = [];
  const scene = await openScene(
    async (event) => {
      events.push(event);
      return [];
    },
    { apiUrl: api.apiUrl },
  );
  await sendEvent(scene.address, { type: 'app_mention', user: 'U4', text: 'aide', ts: '1.1', channel: 'C1' }, 'Ev1');
  await expect.poll(() => events).toMatchObject([{ outsider: true, locale: undefined, identity: { tenant: 'T1', userId: 'U4' } }]);
  await scene.close();
});

test('the language is the one that the person reads Slack in', async () => {
  api = await startFakeApi({ 'auth.test': { team_id: 'T1', user_id: 'UBOT' }, 'users.info': { user: USERS.U1 } });
  const scene = await openScene(async () => [], { apiUrl: api.apiUrl });
  await sendEvent(scene.address, { type: 'app_mention', user: 'U1', text: 'aide', ts: '1.1', channel: 'C1' }, 'Ev1');
  await expect.poll(() => scene.events).toMatchObject([{ outsider: false, locale: 'fr' }]);
  await scene.close();
});

describe('when Slack does not say who it is', () => {
  const mention = { type: 'app_mention', user: 'U1', text: 'aide', ts: '1.1', channel: 'C1' };

  test('because it may not, the person is told to try again and the core hears nothing', async () => {
    api = await startFakeApi({
      'auth.test': { team_id: 'T1', user_id: 'UBOT' },
      'users.info': { ok: false, error: 'missing_scope' },
      'chat.postEphemeral': { message_ts: '1.2' },
    });
    const scene = await openScene(async () => [], { apiUrl: api.apiUrl });
    await sendEvent(scene.address, mention, 'Ev1');
    await expect.poll(() => api.requests.find((r) => r.path === 'chat.postEphemeral')?.args.get('text')).toMatch(/Réessayez/);
    expect(scene.events).toEqual([]);
    await scene.close();
  });

  test('for a while, it is kept, said to be so, and heard once Slack is well again', async () => {
    let tries = 0;
    api = await startFakeApi({
      'auth.test': { team_id: 'T1', user_id: 'UBOT' },
      'users.info': () => (++tries < 5 ? { ok: false, error: 'service_unavailable' } : { user: USERS.U1 }),
      'chat.postEphemeral': { message_ts: '1.2' },
    });
    const scene = await openScene(async () => [], { apiUrl: api.apiUrl });
    await sendEvent(scene.address, mention, 'Ev1');
    await expect.poll(() => scene.events).toMatchObject([{ outsider: false, happening: { text: 'aide' }, again: true }]);
    expect(api.requests.filter((r) => r.path === 'chat.postEphemeral').map((r) => r.args.get('text'))).toEqual([
      expect.stringContaining('C’est noté'),
    ]);
    await scene.close();
  });

  test('whom we know is heard at once, however slow Slack is', async () => {
    api = await startFakeApi({
      'auth.test': { team_id: 'T1', user_id: 'UBOT' },
      'users.info': { ok: false, error: 'service_unavailable' },
    });
    const scene = await openScene(async () => [], { apiUrl: api.apiUrl });
    scene.inbox.known.add('U1');
    await sendEvent(scene.address, mention, 'Ev1');
    await expect.poll(() => scene.events).toMatchObject([{ outsider: false, locale: undefined, happening: { text: 'aide' } }]);
    await scene.close();
  });
});
