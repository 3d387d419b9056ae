import { describe, expect, test } from 'vitest';
import { SIGNS } from '../../../src/core/ledger/item.ts';
import { ledgerIn } from '../../../src/core/ledger/ports.ts';
import { type NewPromise, type PromiseReads, promisesIn } from '../../../src/core/promises/ports.ts';
import { type Company, day, fecItem, importList, newCompany, type World } from './world.ts';

export function promiseContract(world: World): void {
  const made = (debtorId: number, given: Partial<NewPromise> = {}): NewPromise => ({
    debtorId,
    currency: 'EUR',
    madeAt: 1_790_000_000_000,
    madeDay: day('2026-11-25'),
    cashBefore: 0n,
    who: 'M. Petit',
    channel: 'call',
    note: 'virement',
    takenBy: 'nadia@acme.fr',
    collector: undefined,
    lines: [
      { minor: 9_000_000_000_00n, dueDay: day('2026-12-04') },
      { minor: 1n, dueDay: day('2026-12-11') },
    ],
    ...given,
  });
  const add = (given: NewPromise) => world.store.transact((tx) => promisesIn(tx).add(given));
  const find = (filter: Parameters<PromiseReads['find']>[0]) => promisesIn(world.store.read).find(filter);

  describe('promises to pay', () => {
    test('come back as they were made, by number, for the debtors, collectors and days asked for', async () => {
      const { debtors } = await newCompany(world, 2);
      const [one = 0, two = 0] = debtors;
      const collector = `nadia-${one}@acme.fr`;
      const first = await add(made(one, { collector }));
      const second = await add(made(one, { madeDay: day('2026-11-26'), lines: [{ minor: 5n, dueDay: day('2026-12-01') }] }));
      await add(made(two));
      const [whole, next] = await find({ debtorIds: [one] });
      expect(whole).toMatchObject({ ...made(one, { collector }), id: first });
      expect(whole?.lines.map((l) => [l.number, l.minor, l.status, l.judgedDay, l.received])).toEqual([
        [1, 9_000_000_000_00n, 'open', undefined, 0n],
        [2, 1n, 'open', undefined, 0n],
      ]);
      expect(next?.id).toBe(second);
      expect((await find({ collector })).map((p) => p.id)).toEqual([first]);
      expect((await find({ debtorIds: [one], madeTo: day('2026-11-25') })).map((p) => p.id)).toEqual([first]);
      expect(await find({ debtorIds: [] })).toEqual([]);
    });

    test('move on line by line, and only from where they stand', async () => {
      const { debtors } = await newCompany(world);
      const [debtorId = 0] = debtors;
      const id = await add(made(debtorId));
      const [line] = (await find({ ids: [id] }))[0]?.lines ?? [];
      if (!line) throw new Error('no line');
      const judgedDay = day('2026-12-09');
      const move = () => world.store.transact((tx) => promisesIn(tx).move(line, { status: 'broken', judgedDay, received: 7n }));
      expect([await move(), await move()]).toEqual([true, false]);
      const [after] = await find({ debtorIds: [debtorId], statuses: ['broken'], judgedFrom: judgedDay });
      expect(after?.lines).toMatchObject([{ status: 'broken', judgedDay, received: 7n }, { status: 'open' }]);
      expect(await find({ debtorIds: [debtorId], judgedFrom: judgedDay + 1 })).toEqual([]);
      expect(await find({ debtorIds: [debtorId], statuses: ['kept'] })).toEqual([]);
    });
  });

  describe('the cash of an account', () => {
    const cashOf = async (company: Company) =>
      (await promisesIn(world.store.read).cash(company.debtors, day('2026-11-01'), day('2026-12-31'))).map((c) => [
        c.day,
        c.currency,
        c.minor,
      ]);

    test('is what a list says was settled, by its day, and a part payment when the list shows it; what vanished is none', async () => {
      const company = await newCompany(world);
      const bill = { ref: 'A', amount: 100_00n, issued: '2026-10-01' };
      await importList(world, company, '2026-11-02', [bill, { ref: 'B', amount: 50_00n }, { ref: 'N', amount: -20_00n }]);
      await importList(world, company, '2026-11-10', [{ ...bill, open: 60_00n }]);
      expect(await cashOf(company)).toEqual([[day('2026-11-10'), 'EUR', 40_00n]]);
      const settled = '2026-11-20';
      await importList(world, company, '2026-11-21', [
        { ...bill, settled },
        { ref: 'B', amount: 50_00n, settled },
        { ref: 'N', amount: -20_00n, settled },
      ]);
      // 60 left of A, 50 of B, less the credit note that was set off.
      expect((await cashOf(company)).reduce((sum, [, , minor]) => sum + BigInt(minor ?? 0), 0n)).toBe(130_00n);
      expect((await cashOf(company)).map(([when]) => when)).toContain(day(settled));
    });

    test('is the payments of a FEC, and what bounced', async () => {
      const company = await newCompany(world);
      await world.store.transact(async (tx) => {
        const source = await ledgerIn(tx).source(company.id, 'fec', '2026');
        const importId = 1;
        await ledgerIn(tx).putFecItems(
          source,
          importId,
          [
            fecItem(company, { entry: '1', amount: 100_00n, booked: '2026-11-03' }),
            fecItem(company, { entry: '2', amount: -100_00n, booked: '2026-11-05' }),
            fecItem(company, { entry: '3', amount: 100_00n, booked: '2026-11-06' }),
          ],
          true,
        );
        const entry = { balance: 0n, line: 2 };
        await ledgerIn(tx).noteEntries(importId, [
          { ...entry, key: 'VE/1', signs: SIGNS.sale },
          { ...entry, key: 'VE/2', signs: SIGNS.cash },
          { ...entry, key: 'VE/3', signs: SIGNS.cash },
        ]);
        await ledgerIn(tx).classifyFec(source, importId);
      });
      expect(await cashOf(company)).toEqual([
        [day('2026-11-05'), 'EUR', 100_00n],
        [day('2026-11-06'), 'EUR', -100_00n],
      ]);
    });
  });
}
