/** Opinions of those without a voice in a vote: offered where a ballot is refused, said in the thread, kept in the chain, told by the minutes, and never counted. */
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { closedMotion } from '../../../../src/core/committee/minutes/closed-motion.ts';
import { minutesOf } from '../../../../src/core/committee/minutes/minutes.ts';
import { seeMotion } from '../../../../src/core/committee/motion/find-motion.ts';
import { parseAsk } from '../../../../src/core/committee/propose/motion.ask.ts';
import { checkDocument, closedIn } from '../../../../src/core/committee/record/check-document.ts';
import { exportDecision } from '../../../../src/core/committee/record/export-decision.ts';
import { verifyState } from '../../../../src/core/desk/verify-state.ts';
import { answered, openRoom, type Room } from '../room.ts';

let room: Room;
let id: number;
beforeEach(async () => {
  room = await openRoom();
  id = (await room.propose('anne', await room.limit())).motion.id;
  room.clock.turn('2026-11-23T10:00:00+01:00');
  await room.tend();
});
afterEach(() => room.close());

const OFFER = '[Donner un avis…]';
const opine = (name: string, text: string, how: 'typed' | 'form' = 'typed') =>
  how === 'typed'
    ? room.press(name, { kind: 'motion.opine', motion: id, text })
    : room.press(name, { kind: 'motion.opine', motion: id }, { text });

it('is offered to whoever has no ballot: on the vote that they look up, and where a ballot of theirs is refused', async () => {
  // Sofia keeps the account, Anne proposed, Nadia and Dora have no seat.
  for (const name of ['sofia', 'anne', 'nadia', 'dora']) {
    expect(answered(await room.press(name, { kind: 'motion.show', motion: id }))).toContain(OFFER);
    const refused = answered(await room.press(name, { kind: 'motion.vote', motion: id, facts: 1, choice: 'approve' }));
    expect(refused).toContain('Vous n’avez pas de voix sur ce vote. Vous pouvez donner un avis');
    expect(refused).toContain(OFFER);
    expect(answered(await room.press(name, { kind: 'motion.ballot', motion: id, facts: 1, choice: 'reject' }))).toContain(OFFER);
    const [form] = await room.press(name, { kind: 'motion.opinion', motion: id });
    expect(form).toMatchObject({ type: 'form', form: { intent: { kind: 'motion.opine', motion: id } } });
  }
  expect(answered(await room.press('farid', { kind: 'motion.show', motion: id }))).not.toContain(OFFER);
});

it('is said in the thread, kept in the chain and told by the minutes, and counts for nothing', async () => {
  expect(answered(await opine('sofia', ' Bon client,\nmais lent. '))).toContain('ira au procès-verbal');
  expect(answered(await opine('dora', 'Prudence', 'form'))).toContain('ira au procès-verbal');
  await room.tend();
  expect(room.said('CVOTE')).toContainEqual(expect.stringContaining('Avis de Sofia Romano, sans voix dans ce vote : « Bon client,'));
  expect((await room.file(id)).ballots).toEqual([]);
  for (const name of ['farid', 'luc', 'marc']) await room.cast(name, id, { choice: 'approve' });
  room.clock.turn('2026-11-26T18:00:00+01:00');
  await room.tend();
  const { store, policy } = room.core;
  const view = await seeMotion(store.read, id, room.core, 'fr');
  expect(view.decision?.tally).toMatchObject({ approve: 3, reject: 0, abstain: 0 });
  const closed = await closedMotion(store.read, view, policy);
  const minutes = JSON.stringify(closed && minutesOf(closed, 'fr'));
  expect(minutes).toContain('10:00 +01:00 : avis de Sofia Romano, sans voix dans ce vote : « Bon client,');
  expect(minutes).toContain('avis de Dora Petit, sans voix dans ce vote : « Prudence »');
  // The record's own rows tell it to an outsider.
  const document = closed && (await exportDecision(store.read, closed));
  expect(document && (await checkDocument(document, async (text) => createHash('sha256').update(text).digest('hex'))).faults).toEqual([]);
  const rebuilt = document && closedIn(document);
  expect(JSON.stringify(rebuilt && minutesOf(rebuilt, 'fr'))).toBe(minutes);
  expect(await verifyState(room.core, store.read)).toMatchObject({ fault: undefined, difference: undefined });
  expect(answered(await opine('sofia', 'trop tard'))).toContain('approuvé');
});

it('is asked of a voter as the reason of their ballot, and says something', async () => {
  expect(answered(await opine('farid', 'Je doute'))).toContain('Vous avez une voix');
  expect(answered(await room.press('farid', { kind: 'motion.opinion', motion: id }))).toContain('Vous avez une voix');
  expect(answered(await opine('sofia', '  ', 'form'))).toContain('Écrivez votre avis');
  expect(answered(await opine('sofia', '   '))).toContain('Écrivez votre avis');
  await room.cast('luc', id, { choice: 'recuse' });
  expect(answered(await opine('luc', 'Je connais le gérant'))).toContain('ira au procès-verbal');
});

it.each([
  ['avis 12 bon client', { kind: 'motion.opine', motion: 12, text: 'bon client' }],
  ['opinion no. 12 good\ncustomer', { kind: 'motion.opine', motion: 12, text: 'good customer' }],
  ['avis n° 12', { kind: 'motion.opinion', motion: 12 }],
  ['avis bon client', undefined],
])('is typed with the number of the vote: %s', (words, intent) => {
  expect(parseAsk(words)).toEqual(intent);
});
