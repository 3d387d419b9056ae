import { afterEach, describe, expect, it } from 'vitest';
import { indicatorsAt } from '../../../src/core/indicators/indicators.ts';
import { weekCard } from '../../../src/core/indicators/week.card.ts';
import { weekOf } from '../../../src/core/indicators/week.ts';
import { parseDay } from '../../../src/core/kernel/dates.ts';
import { debtorsIn } from '../../../src/core/ledger/parties.ts';
import { promisesIn } from '../../../src/core/promises/ports.ts';
import { openRoom, type Room, wordsOf } from '../committee/room.ts';

const day = (text: string): number => parseDay(text) ?? 0;

let room: Room;
afterEach(() => room.close());

async function weekOn(date: string): Promise<string> {
  const week = await weekOf(room.core.store.read, day(date), room.core);
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

  it('tells which promises of the week were kept and names the broken ones; the rate is an indicator', async () => {
    room = await openRoom();
    const [dupont, untel] = await Promise.all(
      ['dupont', 'untel'].map(async (q) => (await debtorsIn(room.core.store.read).search(q, 1)).debtors[0]?.id ?? 0),
    );
    const add = (debtorId: number, minor: bigint, judged: string, status: 'kept' | 'broken') =>
      room.core.store.transact(async (tx) => {
        const dueDay = day(judged) - 3;
        const id = await promisesIn(tx).add({
          debtorId,
          currency: 'EUR',
          madeAt: 0,
          madeDay: dueDay - 10,
          cashBefore: 0n,
          who: 'M. Petit',
          channel: 'call',
          note: '',
          takenBy: 'nadia@acme.example',
          collector: undefined,
          lines: [{ minor, dueDay }],
        });
        const [plan] = await promisesIn(tx).find({ ids: [id] });
        const line = plan?.lines[0];
        if (line) await promisesIn(tx).move(line, { status, judgedDay: day(judged), received: status === 'kept' ? minor : 0n });
      });
    await add(dupont ?? 0, 5_000_00n, '2026-11-18', 'broken');
    await add(untel ?? 0, 2_000_00n, '2026-11-16', 'kept');
    await add(untel ?? 0, 1_000_00n, '2026-11-22', 'kept');
    await add(untel ?? 0, 700_00n, '2026-11-23', 'kept');
    const said = await weekOn('2026-11-23');
    expect(said).toContain('2 tenues sur 3 (66,7 %). Non tenue : Dupont SA 5 000 € (dim. 15 nov.).');
    expect(await weekOn('2026-12-07')).not.toContain('Promesses');
    const rate = async (date: string, filter = {}) => {
      const { currencies } = await indicatorsAt(room.core.store.read, { asOf: day(date), filter }, room.core.policy);
      return currencies.map(({ figures }) => figures.promiseKeptRate.value);
    };
    expect(await rate('2026-11-23')).toEqual(['0.7500']);
    // As it stood on a day before the last two were judged.
    expect(await rate('2026-11-21')).toEqual(['0.5000']);
    expect(await rate('2026-11-23', { salesperson: 'luc@acme.example' })).toEqual(['1.0000']);
    expect(await rate('2026-11-23', { debtorIds: [dupont ?? 0] })).toEqual(['0.0000']);
  });
});
