/** A vote that goes on without somebody who left: docs/rules/voting.md, rule 17. */
import { afterEach, expect, it } from 'vitest';
import { judge } from '../../../../src/core/committee/count/judge.ts';
import { voteOf } from '../../../../src/core/committee/motion/motion-record.ts';
import { motionsIn } from '../../../../src/core/committee/motion/ports.ts';
import { act } from '../../../../src/core/desk/act.ts';
import { sayGone } from '../../../../src/core/desk/answer-leaver.ts';
import { openRoom, type Room } from '../room.ts';

let room: Room;
afterEach(() => room.close());

const leave = async (name: string, successor?: string): Promise<string> => {
  const [{ id }, by] = [await room.person(name), await room.person('anne')];
  const to = successor === undefined ? undefined : (await room.person(successor)).id;
  return act(room.core, { by, locale: 'fr' }, (under) => sayGone(under, id, { successorId: to, unasked: true }));
};

it('voids their ballot, counts without them, and is recounted the same from what is kept', async () => {
  room = await openRoom();
  const { motion } = await room.propose('sofia', await room.limit());
  await room.cast('farid', motion.id, { choice: 'approve' });
  await room.cast('luc', motion.id, { choice: 'approve' });
  await leave('luc');
  await room.tend();
  const file = await room.file(motion.id);
  expect(file.ballots.map(({ voter, choice }) => [voter, choice])).toEqual([
    ['farid@acme.example', 'approve'],
    ['luc@acme.example', 'approve'],
    ['luc@acme.example', 'recuse'],
  ]);
  const outcome = judge(voteOf(file, room.clock.now()));
  expect(outcome).toMatchObject({
    outcome: 'open',
    tally: { approve: 1, recused: 2 },
    refused: [],
    quorum: { missingRoles: expect.anything() },
  });
  expect(room.said('CVOTE').join('\n')).toContain('Luc Morel a quitté la société : sa voix ne compte plus dans ce vote.');
  const [left] = (await room.core.store.read.audit.about(`motion:${motion.id}`, 50)).filter((row) => row.action === 'motion.left');
  expect(left?.payload).toMatchObject({ voter: 'luc@acme.example', choice: 'recuse', seq: '3' });
});

it('ends at once when the missing ballot was theirs, and a vote they had no seat in is left alone', async () => {
  room = await openRoom();
  const { motion } = await room.propose('nadia', await room.limit());
  for (const name of ['farid', 'anne', 'luc']) await room.cast(name, motion.id, { choice: 'reject', reason: 'trop' });
  room.clock.add(5 * 3_600_000);
  await leave('nadia', 'anne');
  expect((await room.file(motion.id)).ballots).toHaveLength(3);
  await leave('marc');
  expect((await room.file(motion.id)).motion.status).toBe('rejected');
  expect(await room.decision(motion.id)).toMatchObject({ outcome: 'rejected', early: true });
});

it('passes what they were to carry out on to their successor', async () => {
  room = await openRoom();
  const { motion } = await room.propose('sofia', await room.limit());
  for (const name of ['farid', 'anne', 'luc', 'marc']) await room.cast(name, motion.id, { choice: 'approve' });
  room.clock.add(5 * 3_600_000);
  await room.tend();
  const marc = await room.person('marc');
  expect(await room.decision(motion.id)).toMatchObject({ outcome: 'approved', ownerId: marc.id });
  expect(await leave('marc', 'luc')).toContain(`1 décision à exécuter (n° ${motion.id})`);
  const [decision] = await motionsIn(room.core.store.read).decisions({ motionId: motion.id });
  expect(decision?.ownerId).toBe((await room.person('luc')).id);
});
