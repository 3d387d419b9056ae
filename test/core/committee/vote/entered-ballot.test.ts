/** Ballots that the chair enters for members in the room or on the telephone: told to the member at once, disowned by a press, marked wherever the vote is shown. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Reply } from '../../../../src/core/desk/inbound.ts';
import { answered, openRoom, type Room, RULES } from '../room.ts';

let room: Room;
let id: number;
const open = async (yaml = RULES): Promise<void> => {
  room = await openRoom({ yaml });
  id = (await room.propose('anne', await room.limit())).motion.id;
  room.clock.turn('2026-11-23T10:00:00+01:00');
  await room.tend();
};
beforeEach(() => open());
afterEach(() => room.close());

const ENTER = '[Saisir un bulletin…]';
const DISOWN = '[Ce n’est pas mon vote]';
const at = (): { motion: number; facts: number } => ({ motion: id, facts: 1 });
const enter = (member: string, choice: string, more: Record<string, string> = {}): Promise<readonly Reply[]> =>
  room.press('anne', { kind: 'motion.cast', ...at(), choice: 'enter' }, { for: `${member}@acme.example`, choice, ...more });
const note = (name: string): string | undefined => room.said(name).find((words) => words.includes('a saisi votre bulletin'));

describe('a ballot that the chair enters', () => {
  it('is a button and a form for the chair alone, with the members who have not spoken themselves', async () => {
    expect(answered(await room.press('anne', { kind: 'motion.show', motion: id }))).toContain(ENTER);
    expect(answered(await room.press('marc', { kind: 'motion.show', motion: id }))).not.toContain(ENTER);
    await room.cast('farid', id, { choice: 'approve' });
    const [reply] = await room.press('anne', { kind: 'motion.ballot', ...at(), choice: 'enter' });
    const fields = reply?.type === 'form' ? reply.form.fields : [];
    expect(fields.flatMap((field) => ('options' in field ? [field.options.map((o) => o.label)] : []))[0]).toEqual([
      'Luc Morel',
      'Marc Lemoine',
    ]);
    expect(answered(await room.press('marc', { kind: 'motion.ballot', ...at(), choice: 'enter' }))).toContain('Seul le président du vote');
    const byMarc = await room.press(
      'marc',
      { kind: 'motion.cast', ...at(), choice: 'enter' },
      { for: 'farid@acme.example', choice: 'approve' },
    );
    expect(answered(byMarc)).toContain('Seul le président du vote (credit manager) peut faire cela.');
    for (const member of ['luc', 'marc']) await room.cast(member, id, { choice: 'abstain' });
    expect(answered(await room.press('anne', { kind: 'motion.show', motion: id }))).not.toContain(ENTER);
    expect(answered(await room.press('anne', { kind: 'motion.ballot', ...at(), choice: 'enter' }))).toContain('Il n’y a plus personne');
  });

  it('asks for the reason of a rejection, is told to the member and the thread, and is in the log', async () => {
    expect(answered(await enter('luc', 'reject'))).toContain('Dites pourquoi');
    expect(answered(await enter('luc', 'reject', { reason: 'dit au téléphone' }))).toContain(
      'Noté : contre (« dit au téléphone »), au nom de Luc Morel.',
    );
    await room.tend();
    expect(note('luc')).toContain('Anne Martin, qui préside le vote, a saisi votre bulletin (contre (« dit au téléphone »))');
    expect(note('luc')).toContain(DISOWN);
    expect(room.said('luc')[0]).toContain('Votre bulletin : contre (« dit au téléphone ») (saisi par Anne Martin)');
    expect(room.said('CVOTE')).toContainEqual(expect.stringContaining('Anne Martin, qui préside, a saisi le bulletin de Luc Morel.'));
    expect(room.said('CVOTE')[0]).toContain('1 bulletin saisi par le président');
    expect((await room.file(id)).ballots).toMatchObject([{ voter: 'luc@acme.example', by: 'anne@acme.example', choice: 'reject' }]);
    const rows = await room.core.store.read.audit.about(`motion:${id}`, 50);
    expect(rows.filter((row) => row.action === 'motion.ballot')).toMatchObject([
      { actor: 'anne@acme.example', payload: { by: 'anne@acme.example', voter: 'luc@acme.example' } },
    ]);
  });

  it('is disowned by a press: the member is silent, and nobody enters another for them', async () => {
    await enter('luc', 'approve', { upTo: '60000' });
    await room.tend();
    expect(answered(await room.press('luc', { kind: 'motion.vote', ...at(), choice: 'disown' }))).toContain(
      'ne compte plus. Votez vous-même',
    );
    await room.tend();
    expect(note('luc')).toContain('Ce bulletin ne compte plus.');
    expect(room.said('luc').join('\n')).not.toContain(DISOWN);
    expect(room.said('luc')[0]).toContain('Votez vous-même');
    expect(room.said('CVOTE')[0]).toContain('0 voix sur 3');
    expect(room.said('CVOTE')[0]).not.toMatch(/saisi par le président|à confirmer/);
    expect(answered(await enter('luc', 'approve'))).toContain('Ce membre a désavoué le bulletin saisi pour lui.');
    expect(room.said('CVOTE')[0]).toMatch(/N’ont pas encore voté : [^\n]*Luc Morel/);
    expect(answered(await room.press('luc', { kind: 'motion.vote', ...at(), choice: 'disown' }))).toContain('à désavouer');
    await room.cast('luc', id, { choice: 'abstain' });
    expect((await room.file(id)).ballots.map((b) => b.choice)).toEqual(['approve', 'disown', 'abstain']);

    // Another's gives way to their own.
    await enter('farid', 'reject', { reason: 'en séance' });
    await room.tend();
    await room.cast('farid', id, { choice: 'approve' });
    await room.tend();
    expect(note('farid')).not.toContain(DISOWN);
    expect(answered(await enter('farid', 'approve'))).toContain('Ce membre a déjà voté lui-même.');
  });

  it('counts at the close and is marked in the minutes; no button outlives the vote', async () => {
    await enter('farid', 'approve');
    await enter('marc', 'reject', { reason: 'en séance' });
    room.clock.turn('2026-11-23T13:00:00+01:00');
    await enter('luc', 'approve');
    expect(await room.decision(id)).toMatchObject({ outcome: 'approved', early: true, quorum: { present: 3 } });
    await room.tend();
    const minutes = room.said('CVOTE').find((words) => words.startsWith('Procès-verbal du vote n° 1'));
    expect(minutes).toContain('Marc Lemoine | contre (« en séance ») | Anne Martin | oui');
    expect(minutes).toContain('Farid Haddad | pour | Anne Martin | oui');
    for (const name of ['farid', 'luc', 'marc']) {
      expect(note(name)).toContain('Le vote est clos.');
      expect(room.said(name).join('\n')).not.toContain(DISOWN);
    }
  });

  it('of a secret vote is told to nobody but the member, and named without its choice in the minutes', async () => {
    room.close();
    await open(RULES.replace('window: 18', 'window: 18, secret: true'));
    for (const name of ['farid', 'luc', 'marc']) await enter(name, 'approve');
    room.clock.turn('2026-11-25T09:00:00+01:00');
    await room.tend();
    const minutes = room.said('CVOTE').find((words) => words.startsWith('Procès-verbal du vote n° 1'));
    for (const name of ['Farid Haddad', 'Luc Morel', 'Marc Lemoine'])
      expect(minutes).toMatch(new RegExp(`${name} \\|.*\\| bulletin saisi par Anne Martin, qui préside`));
    expect(minutes).not.toMatch(/\| pour\b/);
    const rows = await room.core.store.read.audit.about(`motion:${id}`, 50);
    expect(rows.filter((row) => row.action === 'motion.ballot').map((row) => JSON.stringify(row.payload).includes('approve'))).toEqual([
      false,
      false,
      false,
    ]);
  });
});
