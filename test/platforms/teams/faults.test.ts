/** Teams's faults: one request a try, the outbox alone tries again, what may have arrived is named and never said twice. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sentence } from '../../../src/core/desk/card.ts';
import type { Gateway } from '../../../src/core/desk/outbox.ts';
import { outboxIn } from '../../../src/core/desk/store.ts';
import { DEFAULT_POLICY } from '../../../src/core/features.ts';
import { freePort } from '../../support/ports.ts';
import { type TestServer, testServer } from '../../support/server.ts';
import { ALICE, APP_ID, type Fault, joinTeam, OPS, startTeams, TENANT, type TeamsWorld } from '../../support/teams.ts';

let world: TeamsWorld;
let server: TestServer;
let gateway: Gateway;

beforeAll(async () => {
  const port = await freePort();
  world = await startTeams({ botUrl: `http://127.0.0.1:${port}`, client: false });
  server = await testServer('2026-11-23T10:00:00+01:00', {
    port,
    local: false,
    teams: { appId: APP_ID, password: undefined, certificate: undefined, tenants: [TENANT], openIdUrl: world.openIdUrl },
    policy: { ...DEFAULT_POLICY, channels: { agenda: { on: { teams: OPS }, allowed: [] } } },
  });
  await server.import('people.csv', `email,name,roles\n${ALICE.email},Alice Anderson,credit-manager\n`);
  await joinTeam(world);
  await server.settle();
  const found = server.core.gateways.get('teams');
  if (!found) throw new Error('no Teams');
  gateway = found;
});
afterAll(async () => {
  await server?.stop();
  await world?.stop();
});
beforeEach(() => {
  world.calls.length = 0;
  world.faults.length = 0;
});

const toChannel = { kind: 'channel', id: OPS } as const;
const toAlice = { kind: 'person', identity: { platform: 'teams', tenant: TENANT, userId: ALICE.object } } as const;
const writes = () => world.calls.filter((call) => call.method !== 'GET' && !JSON.stringify(call.body).includes('"members"'));

describe('a post that Teams answers with', () => {
  const cases: readonly (readonly [string, Fault, string, number | undefined])[] = [
    ['429 and a time', { status: 429, headers: { 'retry-after': '7' } }, 'rate-limited', 7000],
    ['429 and no time', { status: 429 }, 'rate-limited', undefined],
    ['412', { status: 412 }, 'retry', undefined],
    ['502', { status: 502 }, 'retry', undefined],
    ['503', { status: 503 }, 'retry', undefined],
    ['504', { status: 504 }, 'retry', undefined],
    ['500', { status: 500 }, 'lost', undefined],
    ['an answer that is lost', 'lose the answer', 'lost', undefined],
    ['a line that breaks', 'hang up', 'lost', undefined],
    ['401', { status: 401 }, 'refused', undefined],
    ['403, not in the team', { status: 403, body: { error: { code: 'BotNotInConversationRoster', message: 'x' } } }, 'refused', undefined],
    ['404', { status: 404, body: { error: { code: 'ConversationNotFound', message: 'x' } } }, 'refused', undefined],
    ['413', { status: 413, body: { error: { code: 'MessageSizeTooBig', message: 'x' } } }, 'refused', undefined],
  ];
  // Each has a conversation of its own: a closed lane is closed for a while.
  let threads = 0;
  test.each(cases)('%s is asked once', async (_, fault, kind, retryAfter) => {
    world.faults.push(fault);
    const to = { ...toChannel, thread: { tenant: TENANT, channel: OPS, id: `t${++threads}` } };
    const failed = await gateway.post({ key: 'k', to, card: sentence('Bonjour', 'fr') }).catch((error: unknown) => error);
    expect(failed).toMatchObject({ fault: kind, retryAfter });
    expect(writes()).toHaveLength(fault === 'hang up' ? 0 : 1);
  });

  test('an update whose answer is lost may be made again', async () => {
    const ref = await gateway.post({ key: 'k', to: toAlice, card: sentence('avant', 'fr') });
    world.faults.push('lose the answer');
    await expect(gateway.update(ref, sentence('après', 'fr'))).rejects.toMatchObject({ fault: 'retry' });
    await gateway.update(ref, sentence('après', 'fr'));
    expect(
      world
        .messages(ref.channel)
        .filter((m) => m.id === ref.id)
        .map((m) => m.summary),
    ).toEqual(['après']);
  });
});

describe('the outbox', () => {
  let keys = 0;
  /** Says something, with such faults on its way; what became of it, and how often it stands in the channel. */
  async function said(
    faults: readonly Fault[],
  ): Promise<{ readonly status: string | undefined; readonly times: number; readonly tries: number }> {
    const key = `fault:${++keys}`;
    const at = server.clock.now();
    world.faults.push(...faults);
    await server.core.store.transact((tx) =>
      outboxIn(tx).enqueue({ key, destination: { to: 'channel', channel: 'agenda' }, card: sentence(key, 'fr') }, ['teams'], at),
    );
    for (let i = 0; i <= faults.length; i++) {
      await server.settle();
      server.clock.add(310_000);
    }
    const row = await server.core.store.read.outbox.byKey(key, 'teams');
    const posts = world.calls.filter((call) => call.method === 'POST' && JSON.stringify(call.body).includes(`"${key}"`));
    return { status: row?.status, times: world.openers(OPS).filter((m) => m.summary === key).length, tries: posts.length };
  }

  test('tries again after 429, 412, 502 and 504, and posts once', async () => {
    const wait = { 'retry-after': '0' };
    const result = await said([{ status: 429, headers: wait }, { status: 412 }, { status: 502 }, { status: 504 }]);
    expect(result).toEqual({ status: 'sent', times: 1, tries: 5 });
  });

  test('names what may have arrived, tells the administrator, and never says it twice', async () => {
    expect(await said(['lose the answer'])).toEqual({ status: 'unknown', times: 1, tries: 1 });
    await server.settle();
    const notice = await world.waitFor(world.privateOf(ALICE), (m) => m.summary.includes('fault:'));
    expect(notice.summary).toContain(`fault:${keys}`);
  });

  test('a failure that surely posted nothing does not clear an earlier doubt', async () => {
    expect(await said(['lose the answer', { status: 502 }])).toEqual({ status: 'unknown', times: 1, tries: 1 });
  });
});
