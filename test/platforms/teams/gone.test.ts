/** Somebody who was taken out of a team is told of; somebody who is nowhere any more is gone, and one who is still in a team is not. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Identity } from '../../../src/core/desk/places.ts';
import { ALICE, APP_ID, BOB, memberOf, TENANT } from '../../support/teams.ts';
import { openScene, type Scene } from './support.ts';

let scene: Scene;
const gone: Identity[] = [];
beforeAll(async () => {
  scene = await openScene(async () => [], { gone: async (identity) => void gone.push(identity) });
});
afterAll(() => scene.close());

const change = (more: object): object => ({
  ...{ type: 'conversationUpdate', id: randomUUID(), channelId: 'msteams', serviceUrl: scene.world.serviceUrl },
  ...{ from: { id: ALICE.id, name: ALICE.name, aadObjectId: ALICE.object }, recipient: { id: `28:${APP_ID}` } },
  conversation: { id: '19:general', conversationType: 'channel', tenantId: TENANT },
  channelData: { tenant: { id: TENANT }, team: { id: 'team-id' }, channel: { id: '19:general' } },
  ...more,
});

test('a team without somebody is news of them, not of the bot', async () => {
  await scene.world.deliver(change({ membersRemoved: [{ id: BOB.id, aadObjectId: BOB.object }, { id: `28:${APP_ID}` }] }));
  await expect.poll(() => gone).toEqual([{ platform: 'teams', tenant: TENANT, userId: BOB.object }]);
});

test('who is in none of the teams, nor in their conversation with the bot, is gone', async () => {
  const { gateway } = scene.teams;
  const alice = { platform: 'teams', tenant: TENANT, userId: ALICE.object } as const;
  expect(await gateway.isGone?.(alice)).toBe(false);
  const place = { tenant: TENANT, serviceUrl: scene.world.serviceUrl, name: ALICE.name, team: null, email: null };
  await scene.store.teams.save({ ...place, kind: 'person', id: ALICE.object, conversation: 'private-alice', account: ALICE.id }, 1);
  await scene.store.teams.save({ ...place, kind: 'team', id: 'team-id', conversation: null, account: null }, 1);
  scene.world.rosters.set('private-alice', []);
  scene.world.rosters.set('team-id', [memberOf(ALICE)]);
  expect(await gateway.isGone?.(alice)).toBe(false);
  scene.world.rosters.set('team-id', []);
  expect(await gateway.isGone?.(alice)).toBe(true);
});
