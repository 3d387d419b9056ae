/** Where a message goes: to whoever reads on this platform, quietly nowhere when they read elsewhere or have left, and with amounts to nobody who may not see them. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { departuresIn } from '../../src/core/desk/departure-ports.ts';
import type { CarrierName, Destination, Gateway, NewMessage } from '../../src/core/desk/outbox.ts';
import type { PlatformName } from '../../src/core/desk/places.ts';
import { outboxIn } from '../../src/core/desk/store.ts';
import { createDeliverer } from '../../src/work/deliver.ts';
import { MemoryPlatform, PEOPLE, type TurnedCore, turnedCore } from '../support/turned.ts';

const NADIA = 'nadia@acme.example';
const EVE = {
  ...{ identity: { platform: 'slack' as const, tenant: 'T1', userId: 'UEVE' }, name: 'Eve Martin', email: 'eve@other.example' },
  ...{ guest: false, bot: false },
} as const;

let t: TurnedCore;
let nadia: Destination & { readonly to: 'person' };
beforeEach(async () => {
  const channels = { agenda: { on: { slack: 'C1' }, allowed: [EVE.email] } };
  t = await turnedCore({ at: '2026-11-23T08:00:00+01:00', policy: { channels } });
  await t.import('people.csv', PEOPLE);
  nadia = { to: 'person', personId: (await t.core.store.read.people.byEmail(NADIA))?.id ?? 0 };
});
afterEach(() => t.close());

/** How it ended on each of these platforms. */
async function send(
  destination: Destination,
  { on = ['slack'], amounts = false }: { readonly on?: readonly CarrierName[]; readonly amounts?: boolean } = {},
): Promise<unknown[]> {
  const message: NewMessage = { key: 'one', destination, card: { blocks: [], fallback: 'one', amounts, locale: 'fr' } };
  await t.core.store.transact((tx) => outboxIn(tx).enqueue(message, on, t.clock.now()));
  await createDeliverer(t.core).drain();
  const rows = await Promise.all(on.map((platform) => t.core.store.read.outbox.byKey('one', platform)));
  return rows.map((row) => (row?.status === 'sent' ? 'sent' : [row?.status, row?.error]));
}

/** Slack and Teams, each of which knows these people by their addresses. */
function both(known: { readonly slack: readonly string[]; readonly teams: readonly string[] }): void {
  const on = (platform: PlatformName, emails: readonly string[], memory = new MemoryPlatform()): [PlatformName, Gateway] => [
    platform,
    {
      platform,
      post: (message) => memory.post(message),
      update: (...asked) => memory.update(...asked),
      find: (key, to, since) => memory.find(key, to, since),
      audience: (to) => memory.audience(to),
      identify: async (email) => (emails.includes(email) ? { platform, tenant: 'T1', userId: email } : undefined),
    },
  ];
  Object.assign(t.core, { gateways: new Map([on('slack', known.slack, t.platform), on('teams', known.teams)]) });
}

describe('what is said to a person on two platforms', () => {
  const on = ['slack', 'teams'] as const;

  it('arrives on both when both know them', async () => {
    both({ slack: [NADIA], teams: [NADIA] });
    expect(await send(nadia, { on })).toEqual(['sent', 'sent']);
  });

  it('arrives where they were met, and ends quietly on the other', async () => {
    both({ slack: [], teams: [] });
    await t.core.store.transact(async (tx) => {
      for (const platform of ['local', 'teams'] as const) await tx.people.bind({ platform, tenant: 'T1', userId: 'N' }, nadia.personId, 1);
    });
    expect(await send(nadia, { on })).toEqual([['refused', 'the person is not on slack'], 'sent']);
    expect(t.logged).toEqual([]);
    expect(t.platform.calls).toBe(0);
  });

  it('arrives where their address is known, and ends quietly on the other', async () => {
    both({ slack: [], teams: [NADIA] });
    expect(await send(nadia, { on })).toEqual([['refused', 'the person is not on slack'], 'sent']);
    expect(t.logged).toEqual([]);
  });

  it('fails where nobody knows them, and administrators hear of it', async () => {
    both({ slack: ['anne@acme.example'], teams: [] });
    const why = (platform: string) => ['failed', `person ${nadia.personId} is not known on ${platform}`];
    expect(await send(nadia, { on })).toEqual(on.map(why));
    expect(t.platform.posts).toHaveLength(2);
    expect(t.logged.map((line) => line.message)).toEqual(expect.arrayContaining(on.map((platform) => why(platform)[1])));
  });
});

it('what is said to somebody who has left ends quietly', async () => {
  const left = { sign: 'administrator', at: 1, state: 'left', by: 'anne@acme.example', endedAt: 2, roles: [] } as const;
  await t.core.store.transact((tx) => departuresIn(tx).put({ personId: nadia.personId, ...left }));
  expect(await send(nadia)).toEqual([['refused', 'the person has left']]);
  expect(t.logged).toEqual([]);
  expect(t.platform.calls).toBe(0);
});

it('an e-mail address is no place of a chat, and a platform that is not configured takes nothing: it fails at once, with why', async () => {
  expect(await send({ to: 'address', address: 'compta@dupont.example' }, { on: ['slack', 'teams'] })).toEqual([
    ['failed', 'slack writes to no e-mail address'],
    ['failed', 'teams is not configured'],
  ]);
});

describe('amounts', () => {
  const member = {
    identity: { platform: 'slack' as const, tenant: 'T1', userId: NADIA },
    name: 'Nadia',
    email: NADIA,
    guest: false,
    bot: false,
  } as const;

  it('reach a person who is a member of the platform', async () => {
    t.platform.audiences.set(`D-${NADIA}`, { members: [member], external: false });
    expect(await send(nadia, { amounts: true })).toEqual(['sent']);
  });

  it('reach no guest, whoever else is there', async () => {
    const bot = { ...member, name: 'Encours', bot: true };
    t.platform.audiences.set(`D-${NADIA}`, { members: [bot, { ...member, guest: true }], external: false });
    expect(await send(nadia, { amounts: true })).toEqual([['failed', 'Nadia is a guest']]);
  });

  it('reach a channel in which an outsider reads whom the policy allows there', async () => {
    t.platform.audiences.set('C1', { members: [EVE], external: false });
    expect(await send({ to: 'channel', channel: 'agenda' }, { amounts: true })).toEqual(['sent']);
  });
});
