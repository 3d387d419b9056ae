/** The minutes of a period in the conversation: a list, files for oneself, and a post in the committee's channel by those who run the bot. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parsePeriod } from '../../../../src/core/committee/minutes/period-turns.ts';
import { isoDay, parseDay } from '../../../../src/core/kernel/dates.ts';
import { createDeliverer } from '../../../../src/work/deliver.ts';
import { answered, openRoom, type Room } from '../room.ts';

const DAY = parseDay('2026-11-26') ?? 0;
const period = (words: string): string | undefined => {
  const found = parsePeriod(words, DAY);
  return found && `${isoDay(found.from)} ${isoDay(found.to)}`;
};

describe('a period', () => {
  it('is a month, two dates, a date until today, or the last thirty days', () => {
    expect(period('2026-02')).toBe('2026-02-01 2026-02-28');
    expect(period('2026-11-01 2026-11-15')).toBe('2026-11-01 2026-11-15');
    expect(period('01/11/2026  15/11/2026')).toBe('2026-11-01 2026-11-15');
    expect(period('2026-11-20')).toBe('2026-11-20 2026-11-26');
    expect(period('')).toBe('2026-10-27 2026-11-26');
    for (const bad of ['2026-13', 'novembre', '2026-11-15 2026-11-01', '2026-11-01 2026-11-02 2026-11-03', '2027-01-01'])
      expect(period(bad)).toBeUndefined();
  });
});

describe('the minutes of a period', () => {
  let room: Room;
  beforeAll(async () => {
    room = await openRoom();
    await room.propose('anne', await room.limit());
    room.clock.turn('2026-11-25T09:00:00+01:00');
    await room.tend();
    await room.propose('anne', await room.limit({ amount: 90_000_00n }));
    room.clock.turn('2026-11-27T09:00:00+01:00');
    await room.tend();
  });
  afterAll(() => room.close());
  const files = () => room.platform.posts.filter((p) => p.file);
  const span = { from: parseDay('2026-11-01') ?? 0, to: parseDay('2026-11-30') ?? 0 };

  it('are listed with their outcome; nothing decided and a period that is none are said', async () => {
    const listed = answered(await room.type('farid', 'comite', 'pv 2026-11'));
    expect(listed).toContain('Procès-verbaux du dim. 1er nov. au lun. 30 nov.');
    expect(listed).toMatch(/1 \| Porter la limite de Dupont SA .* \| – Caduc/);
    expect(listed).toMatch(/2 \| Porter la limite .* 90 000 €/);
    expect(listed).toContain('[Recevoir en fichiers]');
    expect(listed).not.toContain('Publier au comité');
    expect(answered(await room.type('anne', 'committee', 'minutes 2026-11'))).toContain('[Publier au comité]');
    expect(answered(await room.type('farid', 'comite', 'pv 2026-01'))).toContain('Aucune décision sur cette période');
    expect(answered(await room.type('farid', 'comite', 'pv demain'))).toContain('« demain » n’est pas une période');
    expect(answered(await room.type('stranger', 'comite', 'pv'))).toContain('Je ne vous connais pas encore');
  });

  it('come as files to whoever asks, and to the committee’s channel by an administrator’s press alone', async () => {
    const press = (name: string, publish: number) => room.press(name, { kind: 'motion.papers', ...span, publish });
    expect(answered(await press('farid', 0))).toContain('arrivent dans votre conversation privée');
    await createDeliverer(room.core).drain();
    expect(files().map((p) => [p.file?.name, p.to.kind])).toEqual([
      ['proces-verbaux-2026-11-01-2026-11-30.pdf', 'person'],
      ['proces-verbaux-2026-11-01-2026-11-30.md', 'person'],
    ]);
    const markdown = new TextDecoder().decode(files()[1]?.file?.bytes);
    expect(markdown).toContain('## Procès-verbal du vote n° 1');
    expect(markdown).toContain('## Procès-verbal du vote n° 2');
    expect(answered(await press('farid', 1))).not.toContain('publiés');
    expect(answered(await press('anne', 1))).toContain('publiés dans le canal du comité');
    await createDeliverer(room.core).drain();
    const posted = room.platform.posts.filter((p) => p.key.startsWith('minutes:') && p.to.kind === 'channel');
    expect(posted.map((p) => p.file?.name ?? p.card.title)).toEqual([
      'Procès-verbaux du dim. 1er nov. au lun. 30 nov.',
      'proces-verbaux-2026-11-01-2026-11-30.pdf',
      'proces-verbaux-2026-11-01-2026-11-30.md',
    ]);
    expect(posted.slice(1).every((p) => p.to.thread?.id === posted[0]?.id)).toBe(true);
  });
});
