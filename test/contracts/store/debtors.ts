import { describe, expect, test } from 'vitest';
import type { DebtorRow } from '../../../src/core/ledger/item.ts';
import { debtorsIn } from '../../../src/core/ledger/parties.ts';
import { newCompany, type World } from './world.ts';

function row(debtor: string, given: Partial<DebtorRow> = {}): DebtorRow {
  return {
    line: 2,
    debtor,
    name: undefined,
    siren: undefined,
    vat: undefined,
    terms: undefined,
    limit: undefined,
    insurer: undefined,
    insured: undefined,
    insuredUntil: undefined,
    segment: undefined,
    salesperson: undefined,
    salesAdmin: undefined,
    collector: undefined,
    country: undefined,
    region: undefined,
    ...given,
  };
}

export function debtorContract(world: World): void {
  describe('debtors', () => {
    test('are made once per company and account, and keep the name they have', async () => {
      const [mine, other] = [await newCompany(world, 0), await newCompany(world, 0)];
      const ensure = (companyId: number, name: string | undefined) =>
        world.store.transact(async (tx) => (await debtorsIn(tx).ensure(companyId, [{ code: 'X', name }])).get('X') ?? 0);
      const id = await ensure(mine.id, undefined);
      expect((await debtorsIn(world.store.read).byId(id))?.name).toBe('X');
      expect(await ensure(mine.id, 'Dupont')).toBe(id);
      expect(await ensure(mine.id, 'Durand')).toBe(id);
      expect((await debtorsIn(world.store.read).byId(id))?.name).toBe('Dupont');
      expect(await ensure(other.id, 'Durand')).not.toBe(id);
    });

    test('take the given fields of a file, keep the others, and say whose terms changed', async () => {
      const { id: companyId } = await newCompany(world, 0);
      const put = (...rows: DebtorRow[]) => world.store.transact((tx) => debtorsIn(tx).put(companyId, rows));
      const limit = { minor: 9_007_199_254_740_993n, currency: 'EUR' };
      expect(await put(row('A', { name: 'Alpha', terms: '45 EOM', limit }), row('B'))).toEqual({
        added: 2,
        changed: 0,
        unchanged: 0,
        termsChanged: [],
      });
      expect(await put(row('A', { terms: '45 EOM' }), row('B'))).toEqual({ added: 0, changed: 0, unchanged: 2, termsChanged: [] });
      const ids = await world.store.transact((tx) => debtorsIn(tx).ensure(companyId, [{ code: 'A', name: undefined }]));
      const id = ids.get('A') ?? 0;
      expect(await put(row('A', { terms: '30', insuredUntil: 20_000, salesperson: 'sofia@x.fr' }))).toEqual({
        added: 0,
        changed: 1,
        unchanged: 0,
        termsChanged: [id],
      });
      expect(await debtorsIn(world.store.read).byId(id)).toMatchObject({
        name: 'Alpha',
        terms: '30',
        limit,
        insured: null,
        insuredUntil: 20_000,
        salesperson: 'sofia@x.fr',
      });
      expect((await debtorsIn(world.store.read).all()).filter((d) => d.companyId === companyId).map((d) => d.code)).toEqual(['A', 'B']);
    });

    test('a company without a name takes its number when a file names it', async () => {
      const store = await world.empty();
      const made = await store.transact(async (tx) => {
        const first = await debtorsIn(tx).company('');
        await debtorsIn(tx).nameCompany(first.id, '111111111');
        return [first.id, (await debtorsIn(tx).company('111111111', 'Nous')).id];
      });
      expect(made[0]).toBe(made[1]);
      expect(await debtorsIn(store.read).companies()).toEqual([{ id: made[0], siren: '111111111', name: 'Nous' }]);
      await store.close();
    });
  });
}
