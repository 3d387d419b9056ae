import { describe, expect, test } from 'vitest';
import { mandatesIn } from '../../../src/core/mandates/ports.ts';
import { heldUntil, type MandateUse } from '../../../src/core/mandates/use.ts';
import { newCompany, type World } from './world.ts';

let keys = 0;

export function mandateContract(world: World): void {
  const use = (debtorId: number, given: Partial<MandateUse> = {}): Omit<MandateUse, 'id'> => ({
    debtorId,
    at: 1_790_000_000_000,
    day: 20_700,
    actor: 'nadia@acme.fr',
    holder: 'collector',
    onBehalfOf: null,
    power: 'days',
    quantity: 15,
    minor: 0n,
    percent: null,
    currency: 'EUR',
    items: [{ id: 7, ref: 'FA-7', minor: 9_007_199_254_740_993n, dueDay: 20_650 }],
    untilDay: 20_715,
    why: '',
    status: 'granted',
    motionId: null,
    expectedDay: null,
    creditItemId: null,
    closedDay: null,
    closedBy: null,
    ...given,
  });
  const add = (given: Omit<MandateUse, 'id'>, key = `use:${++keys}`) => world.store.transact((tx) => mandatesIn(tx).add(given, key));

  describe('uses of delegated powers', () => {
    test('are found by debtor, power, state and day, with their items as they stood', async () => {
      const { debtors } = await newCompany(world, 2);
      const [one = 0, two = 0] = debtors;
      const id = await add(use(one));
      await add(use(one, { power: 'rebate', minor: 500_00n, untilDay: null, day: 20_701 }));
      await add(use(one, { status: 'beyond', quantity: 60 }));
      await add(use(two));
      const mandates = mandatesIn(world.store.read);
      expect(await mandates.find({ debtorIds: [one], powers: ['days'], statuses: ['granted'] })).toEqual([{ id, ...use(one) }]);
      expect((await mandates.find({ debtorIds: [one, two], from: 20_701 })).map((u) => u.power)).toEqual(['rebate']);
      expect(await mandates.find({ debtorIds: [one], to: 20_699 })).toEqual([]);
      expect((await mandates.find({ debtorIds: [one] })).length).toBe(3);
    });

    test('with the same key are one use, whoever writes at the same time', async () => {
      const { debtors } = await newCompany(world);
      const [one = 0] = debtors;
      const key = `once:${one}`;
      const ids = await Promise.all(
        Array.from({ length: 5 }, () =>
          world.store.transact(async (tx) => {
            await mandatesIn(tx).lock(one);
            return mandatesIn(tx).add(use(one), key);
          }),
        ),
      );
      expect(ids.filter((id) => id !== undefined).length).toBe(1);
      expect((await mandatesIn(world.store.read).byKey(key))?.id).toBe(ids.find((id) => id !== undefined));
    });

    test('hold an item back from their day to the last one, also under another row of the same reference', async () => {
      const { debtors } = await newCompany(world);
      const [one = 0] = debtors;
      const id = await add(use(one));
      await add(use(one, { status: 'asked' }));
      const heldOn = async (date: number, item: { id: number; ref: string }): Promise<number | undefined> => {
        const holds = (await mandatesIn(world.store.read).heldUntil(date)).filter((hold) => hold.debtorId === one);
        return heldUntil(holds, { debtorId: one, ...item });
      };
      expect(await heldOn(20_699, { id: 7, ref: 'FA-7' })).toBeUndefined();
      expect(await heldOn(20_700, { id: 7, ref: 'FA-7' })).toBe(20_715);
      expect(await heldOn(20_715, { id: 99, ref: 'fa 7' })).toBe(20_715);
      expect(await heldOn(20_715, { id: 8, ref: 'FA-8' })).toBeUndefined();
      expect(await heldOn(20_716, { id: 7, ref: 'FA-7' })).toBeUndefined();
      const [found] = await mandatesIn(world.store.read).find({ ids: [id ?? 0] });
      if (found)
        await world.store.transact((tx) => mandatesIn(tx).save({ ...found, status: 'closed', closedDay: 20_702, closedBy: 'x@y.fr' }));
      expect(await heldOn(20_703, { id: 7, ref: 'FA-7' })).toBeUndefined();
    });

    test('a wish for another cap is kept once and read by its day', async () => {
      const wish = { at: 5, day: 30_001, actor: 'nadia@acme.fr', power: 'days' as const, text: '30 jours en décembre' };
      const wishes = await Promise.all([1, 2].map(() => world.store.transact((tx) => mandatesIn(tx).addWish(wish, 'wish:1'))));
      expect(wishes.filter(Boolean).length).toBe(1);
      expect(await mandatesIn(world.store.read).wishes(30_001, 30_001)).toMatchObject([wish]);
      expect(await mandatesIn(world.store.read).wishes(30_002, 30_009)).toEqual([]);
    });
  });
}
