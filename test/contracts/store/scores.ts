import { describe, expect, test } from 'vitest';
import { indicatorsIn } from '../../../src/core/indicators/ports.ts';
import { scoresIn, type ToldScore } from '../../../src/core/score/ports.ts';
import { day, importList, newCompany, type World } from './world.ts';

export function scoreContract(world: World): void {
  describe('scores that were told', () => {
    test('are kept one a debtor, the newest in the place of the one before', async () => {
      const { debtors } = await newCompany(world, 2);
      const [one = 0, two = 0] = debtors;
      const told = (debtorId: number, given: Partial<ToldScore> = {}): ToldScore => ({
        debtorId,
        class: 'B',
        tenths: 705,
        parts: [240, undefined, 60, 150, 0, 55],
        day: 20_634,
        ...given,
      });
      const tell = (...scores: readonly ToldScore[]) => world.store.transact((tx) => scoresIn(tx).tell(scores));
      await tell();
      await tell(told(one), told(two));
      await tell(told(one, { class: 'C', tenths: 580, day: 20_635 }));
      const kept = await scoresIn(world.store.read).told();
      expect([kept.get(one), kept.get(two)]).toEqual([told(one, { class: 'C', tenths: 580, day: 20_635 }), told(two)]);
    });

    test('are made with the first sale of each debtor by a date', async () => {
      const company = await newCompany(world, 2);
      const [one = 0, two = 0] = company.debtors;
      await importList(world, company, '2026-06-30', [
        { ref: 'A', amount: 100n, debtor: one, issued: '2026-03-01' },
        { ref: 'B', amount: 100n, debtor: one, issued: '2025-03-01' },
        { ref: 'C', amount: 100n, debtor: two, issued: '2026-06-01' },
      ]);
      const first = await indicatorsIn(world.store.read).firstSales(day('2026-05-31'), { debtorIds: [one, two] });
      expect([...first]).toEqual([[one, day('2025-03-01')]]);
    });
  });
}
