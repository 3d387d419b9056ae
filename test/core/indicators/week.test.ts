import { afterEach, describe, expect, it } from 'vitest';
import { parseDay } from '../../../src/core/dates.ts';
import { weekCard } from '../../../src/core/indicators/week.card.ts';
import { weekOf } from '../../../src/core/indicators/week.ts';
import { openRoom, type Room, wordsOf } from '../committee/room.ts';

let room: Room;
afterEach(() => room.close());

async function weekOn(date: string): Promise<string> {
  const week = await weekOf(room.core.store.read, parseDay(date) ?? 0, room.core);
  return week ? wordsOf(weekCard(week, room.core.policy, 'fr')) : '';
}

describe('the week’s post', () => {
  it('tells what the committee decided from Monday to Sunday of the week before, once', async () => {
    room = await openRoom();
    const { motion } = await room.propose('anne', await room.limit());
    await room.cast('farid', motion.id, { choice: 'approve' });
    await room.cast('luc', motion.id, { choice: 'approve' });
    await room.cast('marc', motion.id, { choice: 'approve' });
    room.clock.turn('2026-11-25T19:00:00+01:00');
    await room.tend();
    expect(await weekOn('2026-11-23')).not.toContain('Décisions du comité');
    const said = await weekOn('2026-11-30');
    expect(said).toContain('Décisions du comité, du lun. 23 nov. au dim. 29 nov.');
    expect(said).toContain('n° 1 | Porter la limite de Dupont SA de 40 000 € à 80 000 €');
    expect(said).toMatch(/Approuvé[^|]*80 000 €/);
    // Monday off: the post of Tuesday is still about the week before.
    expect(await weekOn('2026-12-01')).toContain('Décisions du comité, du lun. 23 nov.');
    expect(await weekOn('2026-12-07')).not.toContain('Décisions du comité');
  });
});
