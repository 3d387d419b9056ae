import { afterEach, describe, expect, it } from 'vitest';
import { createRouter } from '../../../../src/core/desk/router.ts';
import { answered, openRoom, type Room, RULES } from '../room.ts';

let room: Room;
afterEach(() => room?.close());

/** What luc is told after "ok pour moi" in the thread, when marc has voted for him up to an amount. */
async function heard(see: string): Promise<string> {
  room = await openRoom({ yaml: `permissions: { see: [${see}] }\n${RULES}` });
  const { motion } = await room.propose('anne', await room.limit());
  await room.cast('marc', motion.id, { choice: 'approve', upTo: 60_000_00n, for: 'luc@acme.example' });
  await room.tend();
  const thread = { tenant: 'T1', channel: 'CVOTE', id: room.platform.posts.find((p) => p.key === `motion:${motion.id}`)?.id ?? '' };
  const replies = await createRouter(room.core)({
    key: 'thread:1',
    identity: { platform: 'slack', tenant: 'T1', userId: 'luc' },
    email: async () => 'luc@acme.example',
    locale: 'fr',
    outsider: false,
    where: { channel: 'CVOTE', direct: false, thread },
    happening: { type: 'reply', text: 'ok pour moi', message: { tenant: 'T1', channel: 'CVOTE', id: '99' }, change: 'new' },
  });
  return answered(replies);
}

describe('a voter’s words in the thread', () => {
  it('are answered with the buttons and the ballot that stands', async () => {
    expect(await heard('credit-manager, finance, sales, sales-admin')).toMatch(/60 000 €/);
  });
  it('are answered with nothing when the voter may not see amounts', async () => {
    expect(await heard('credit-manager, finance, sales-admin')).toBe('');
  });
});
