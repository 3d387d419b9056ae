import { describe, expect, test } from 'vitest';
import { type AgendaEntry, agendaIn } from '../../../src/core/agenda/ports.ts';
import { historyIn } from '../../../src/core/debtors/trace-ports.ts';
import { ledgerIn } from '../../../src/core/ledger/ports.ts';
import { day, importList, newCompany, type World } from './world.ts';

export function agendaContract(world: World): void {
  describe('what the agenda remembers', () => {
    const entry = (id: string, debtorId: number, given: Partial<AgendaEntry> = {}): AgendaEntry => ({
      id,
      debtorId,
      sinceDay: 20_700,
      backDay: undefined,
      handledDay: undefined,
      owner: undefined,
      note: '',
      dueDay: undefined,
      currency: undefined,
      ...given,
    });

    test('begins once for each action, whatever was said of it since, and is dropped by name', async () => {
      const { debtors } = await newCompany(world);
      const [debtorId = 0] = debtors;
      const [a, b] = [`overdue:${debtorId}:EUR`, `credit:${debtorId}:EUR`];
      const begin = (ids: readonly string[], on: number) =>
        world.store.transact((tx) =>
          agendaIn(tx).begin(
            ids.map((id) => ({ id, debtorId })),
            on,
          ),
        );
      await begin([a], 20_700);
      const changed = entry(a, debtorId, { backDay: 20_705, handledDay: 20_701, owner: 'sofia@acme.fr', note: 'l’été' });
      await world.store.transact((tx) => agendaIn(tx).put(changed));
      await begin([a, b], 20_702);
      expect(await agendaIn(world.store.read).entries(debtorId)).toEqual([entry(b, debtorId, { sinceDay: 20_702 }), changed]);
      expect((await agendaIn(world.store.read).entries()).map((e) => e.id)).toEqual(expect.arrayContaining([a, b]));
      await world.store.transact((tx) => agendaIn(tx).drop([a]));
      expect((await agendaIn(world.store.read).entries(debtorId)).map((e) => e.id)).toEqual([b]);
    });

    test('keeps a call that somebody asked for', async () => {
      const { debtors } = await newCompany(world);
      const [debtorId = 0] = debtors;
      const call = entry(`call-back:${debtorId}:USD:20710:asked`, debtorId, { dueDay: 20_710, currency: 'USD' });
      await world.store.transact((tx) => agendaIn(tx).put(call));
      expect(await agendaIn(world.store.read).entries(debtorId)).toEqual([call]);
    });
  });

  describe('steps in the history', () => {
    test('are the entries that name one, with the day that they were done for and whether anybody was reached', async () => {
      const { debtors } = await newCompany(world, 2);
      const [one = 0, two = 0] = debtors;
      const add = (debtorId: number, on: number, kind: 'call' | 'email' | 'note' | 'action', data: Record<string, string>) =>
        world.store.transact((tx) => historyIn(tx).add({ debtorId, at: 1, day: on, actor: 'n@a.fr', kind, text: 't', data }));
      await add(one, 20_700, 'call', { step: '3', due: '2026-09-01', currency: 'EUR', result: 'reached' });
      await add(one, 20_701, 'call', { step: '-3', currency: 'EUR', result: 'not-reached' });
      await add(one, 20_702, 'email', { who: 'M. "step": 3' });
      await add(one, 20_702, 'note', { step: '5', currency: 'EUR' });
      // A letter that was made from an action does its step; putting the action off does not.
      const action = `overdue:${one}:EUR:10:20690`;
      await add(one, 20_703, 'email', { letter: '7', action, currency: 'EUR' });
      await add(one, 20_703, 'action', { action, currency: 'EUR', result: 'later' });
      await add(two, 20_703, 'email', { step: '10', due: '2026-09-02', currency: 'USD' });
      expect(await historyIn(world.store.read).steps(20_700, [one])).toEqual([
        { debtorId: one, currency: 'EUR', on: 20_700, day: 3, due: day('2026-09-01'), reached: true },
        { debtorId: one, currency: 'EUR', on: 20_701, day: -3, due: 20_701, reached: false },
        { debtorId: one, currency: 'EUR', on: 20_703, day: 10, due: 20_690, reached: true },
      ]);
      expect((await historyIn(world.store.read).steps(20_701)).filter((s) => [one, two].includes(s.debtorId)).map((s) => s.day)).toEqual([
        -3, 10, 10,
      ]);
    });
  });

  describe('accounts with their oldest overdue day', () => {
    test('are the aged balance, and the oldest day of what is overdue alone', async () => {
      const company = await newCompany(world, 3);
      const [one = 0, two = 0, three = 0] = company.debtors;
      await importList(world, company, '2026-06-30', [
        { ref: 'A', debtor: one, amount: 100n, due: '2026-05-01' },
        { ref: 'B', debtor: one, amount: 200n, due: '2026-06-01' },
        { ref: 'C', debtor: one, amount: -50n, due: '2026-04-01' },
        { ref: 'D', debtor: two, amount: 300n, due: '2026-06-30' },
        { ref: 'E', debtor: two, amount: 300n, due: '2026-01-30', settled: '2026-02-01' },
        { ref: 'F', debtor: three, amount: 5n, due: '2026-06-29' },
      ]);
      const at = day('2026-06-30');
      const found = await ledgerIn(world.store.read).standings(at, { debtorIds: [one, two] });
      expect(found.map((row) => [row.debtorId, row.oldestDue])).toEqual([
        [one, day('2026-05-01')],
        [two, null],
      ]);
      const { oldestDue: _, ...balance } = found[0] ?? { oldestDue: null };
      expect(balance).toEqual((await ledgerIn(world.store.read).agedByDebtor(at, { debtorId: one }))[0]);
      const all = await ledgerIn(world.store.read).standings(at);
      expect(all.filter((row) => company.debtors.includes(row.debtorId)).map((row) => row.debtorId)).toEqual([one, two, three]);
      const exposure = await ledgerIn(world.store.read).exposure(at, { debtorIds: [one, three] });
      expect(exposure.map((row) => row.amount)).toEqual([250n, 5n]);
    });
  });
}
