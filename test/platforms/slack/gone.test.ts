/** A member of the workspace who was deactivated is told of, and nobody else. */
import { expect, test } from 'vitest';
import type { Identity } from '../../../src/core/desk/places.ts';
import { ALICE } from '../../support/local-slack.ts';
import { sendEvent } from './requests.ts';
import { openScene } from './support.ts';

test('a profile that changes is news only when its owner is no member any more', async () => {
  const gone: Identity[] = [];
  const scene = await openScene(async () => [], { gone: async (identity) => void gone.push(identity) });
  await sendEvent(scene.address, { type: 'user_change', user: { id: 'U1', deleted: false } }, 'Ev-here');
  await sendEvent(scene.address, { type: 'user_change', user: { id: 'U2', deleted: true } }, 'Ev-gone');
  await expect.poll(() => gone).toEqual([{ platform: 'slack', tenant: expect.stringMatching(/^T/), userId: 'U2' }]);
  expect(scene.events).toEqual([]);
  await scene.close();
});

test('who left is kept until it was done, once however often Slack says it', async () => {
  const gone: string[] = [];
  let faults = 1;
  const scene = await openScene(async () => [], {
    gone: async ({ userId }) => {
      if (faults-- > 0) throw new Error('the database is away');
      gone.push(userId);
    },
  });
  const left = { type: 'user_change', user: { id: 'U3', deleted: true } };
  for (let times = 0; times < 2; times++) await sendEvent(scene.address, left, 'Ev-left');
  await scene.inbox.settle();
  expect(gone).toEqual(['U3']);
  expect(scene.inbox.kept.map(({ identity }) => identity.userId)).toEqual(['U3']);
  await scene.close();
});

test('whether somebody is still there is what Slack says of them', async () => {
  const scene = await openScene(async () => []);
  expect(await scene.slack.gateway.isGone?.({ platform: 'slack', tenant: 'T01TEST', userId: ALICE })).toBe(false);
  await scene.close();
});
