import { describe, expect, test } from 'vitest';
import { importsIn } from '../../../src/core/ledger/import-ports.ts';
import { ledgerIn } from '../../../src/core/ledger/ports.ts';
import { type LetterTableReads, lettersIn, type NewLetter } from '../../../src/core/letters/ports.ts';
import { day, importList, newCompany, type World } from './world.ts';

export function lettersContract(world: World): void {
  const letter = (debtorId: number, given: Partial<NewLetter> = {}): NewLetter => ({
    ...{ key: `${debtorId}:reminder-1:0`, debtorId, template: 'reminder-1', title: 'Relance 1', kind: 'email', how: 'send' },
    ...{ status: 'pending', at: 1_000, actor: 'nadia@acme.fr', recipient: 'a@b.example', copy: '', subject: 'Rappel', currency: 'EUR' },
    ...{ principal: 3_000_000_000_00n, interest: null, indemnity: null, day: 20_700, messageId: 'm', run: null, action: null },
    ...given,
  });
  const mine = (debtorId: number) => lettersIn(world.store.read).find({ debtorIds: [debtorId] });

  describe('letters', () => {
    test('are added once per key and found by debtor, day, template, run and status', async () => {
      const [one = 0, two = 0] = (await newCompany(world, 2)).debtors;
      const add = (given: NewLetter) => world.store.transact((tx) => lettersIn(tx).add(given));
      const id = await add(letter(one, { run: `run-${one}` }));
      expect(await add(letter(one))).toBeUndefined();
      await add(letter(two, { how: 'paper', status: 'made', day: 20_701 }));
      expect(await mine(one)).toMatchObject([{ id, principal: 3_000_000_000_00n, interest: null, run: `run-${one}` }]);
      const ids = async (filter: Parameters<LetterTableReads['find']>[0]) =>
        (await lettersIn(world.store.read).find({ debtorIds: [one, two], ...filter })).map((l) => l.debtorId);
      expect(await ids({ day: 20_701 })).toEqual([two]);
      expect(await ids({ statuses: ['made'] })).toEqual([two]);
      expect(await ids({ template: 'other' })).toEqual([]);
      expect(await ids({ run: `run-${one}` })).toEqual([one]);
    });

    test('end once their message does', async () => {
      const [one = 0] = (await newCompany(world)).debtors;
      const id = (await world.store.transact((tx) => lettersIn(tx).add(letter(one)))) ?? 0;
      await world.store.transact((tx) => lettersIn(tx).end(id, 'failed', 'no such address', 6_000));
      expect(await mine(one)).toMatchObject([{ status: 'failed', error: 'no such address' }]);
      await world.store.transact((tx) => lettersIn(tx).end(id, 'sent', null, 7_000));
      expect(await mine(one)).toMatchObject([{ status: 'sent', error: null }]);
    });
  });

  describe('what an account’s interest is made from', () => {
    test('part payments come by item and day, up to the date asked for', async () => {
      const company = await newCompany(world);
      await importList(world, company, '2026-01-15', [{ ref: 'P1', amount: 1_000_00n }]);
      await importList(world, company, '2026-03-10', [{ ref: 'P1', amount: 1_000_00n, open: 400_00n }]);
      const { items } = await ledgerIn(world.store.read).openItems(company.debtors[0] ?? 0, day('2026-04-01'), 9);
      const ids = items.map((i) => i.id);
      const [only] = ids;
      expect(await ledgerIn(world.store.read).settlements(ids, day('2026-03-09'))).toEqual([]);
      expect(await ledgerIn(world.store.read).settlements(ids, day('2026-03-10'))).toEqual([
        { itemId: only, day: day('2026-03-10'), minor: 600_00n },
      ]);
      expect(await ledgerIn(world.store.read).settlements([], day('2026-03-10'))).toEqual([]);
    });

    test('the imports that an account’s lines came with are told with how many', async () => {
      const company = await newCompany(world, 2);
      await importList(world, company, '2026-01-15', [
        { ref: 'T1', amount: 10_00n },
        { ref: 'T2', amount: 10_00n },
        { ref: 'T3', amount: 10_00n, debtor: company.debtors[1] ?? 0 },
      ]);
      expect(await importsIn(world.store.read).touching(company.debtors[0] ?? 0)).toMatchObject([{ kind: 'items', lines: 2 }]);
    });
  });
}
