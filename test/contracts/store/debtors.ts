import { describe, expect, test } from 'vitest';
import type { DebtorRow } from '../../../src/core/ledger/item.ts';
import type { Facts } from '../../../src/core/ledger/master.ts';
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
        limits: [{ debtorId: expect.any(Number), limitMinor: limit.minor, limitCurrency: 'EUR', groupLimit: '' }],
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

    test('a fact set by hand stands until the file says something else of it', async () => {
      const { id: companyId, debtors } = await newCompany(world);
      const id = debtors[0] ?? 0;
      const put = (facts: Facts) => world.store.transact((tx) => debtorsIn(tx).put(companyId, [row('C1', { facts })]));
      const change = (facts: Facts) => world.store.transact((tx) => debtorsIn(tx).change(id, facts));
      const facts = async () => (await debtorsIn(world.store.read).byId(id))?.facts;
      const said = { accountsEmail: 'compta@un.fr', maxDays: '60' };
      expect(await put(said)).toMatchObject({ changed: 1, unchanged: 0 });
      expect(await put(said)).toMatchObject({ changed: 0, unchanged: 1 });
      await change({ accountsEmail: 'paul@un.fr', accountsName: 'Paul', maxDays: '' });
      expect(await facts()).toEqual({ accountsEmail: 'paul@un.fr', accountsName: 'Paul' });
      // The file says what it said before, and of the name nothing: what was set stands.
      expect(await put(said)).toEqual({ added: 0, changed: 0, unchanged: 1, termsChanged: [] });
      expect(await facts()).toEqual({ accountsEmail: 'paul@un.fr', accountsName: 'Paul' });
      expect(await put({ accountsEmail: 'facture@un.fr', maxDays: '60', legalName: 'Me Blanc' })).toMatchObject({
        ...{ changed: 1, unchanged: 0, replaced: [{ debtor: 'C1', fact: 'accountsEmail' }] },
      });
      expect(await facts()).toEqual({ accountsEmail: 'facture@un.fr', accountsName: 'Paul', legalName: 'Me Blanc' });
      // A new value of the file's own is no news to anybody.
      expect(await put({ accountsEmail: 'compta@un.fr' })).toEqual({ added: 0, changed: 1, unchanged: 0, termsChanged: [] });
      // Nor is a file that comes to say what was set.
      await change({ accountsPhone: '01' });
      expect(await put({ accountsPhone: '01' })).toEqual({ added: 0, changed: 0, unchanged: 1, termsChanged: [] });
    });

    test('letters go to the accounts contact, else to the debtor', async () => {
      const { id: companyId, debtors } = await newCompany(world);
      const id = debtors[0] ?? 0;
      const own = { contact: 'M. Gros', email: 'info@un.fr', phone: '01', language: 'en' } as const;
      const put = (given: Partial<DebtorRow>) => world.store.transact((tx) => debtorsIn(tx).put(companyId, [row('C1', given)]));
      await put(own);
      expect(await debtorsIn(world.store.read).byId(id)).toMatchObject({ ...own, facts: {} });
      await put({ facts: { buyerEmail: 'achats@un.fr' } });
      expect(await debtorsIn(world.store.read).byId(id)).toMatchObject(own);
      await put({ facts: { accountsEmail: 'compta@un.fr' } });
      expect(await debtorsIn(world.store.read).byId(id)).toMatchObject({ ...own, contact: null, email: 'compta@un.fr' });
      await put({ facts: { accountsName: 'Mme Petit', accountsLanguage: 'fr' } });
      const [found] = await debtorsIn(world.store.read).byIds([id]);
      expect(found).toMatchObject({ contact: 'Mme Petit', email: 'compta@un.fr', phone: '01', language: 'fr' });
      // What the file said of the debtor itself is not lost by it.
      await world.store.transact((tx) => debtorsIn(tx).change(id, { accountsEmail: '', accountsName: '', accountsLanguage: '' }));
      expect(await debtorsIn(world.store.read).byId(id)).toMatchObject(own);
    });

    test('a group is the same seen from each of its members, its head first, within one company', async () => {
      const [mine, other] = [await newCompany(world, 6), await newCompany(world, 2)];
      const [one = 0, two = 0, three = 0, four = 0, five = 0, six = 0] = mine.debtors;
      const put = (companyId: number, of: Readonly<Record<string, string>>) =>
        world.store.transact((tx) =>
          debtorsIn(tx).put(
            companyId,
            Object.entries(of).map(([code, parent]) => row(code, { facts: { parent } })),
          ),
        );
      const group = (id: number, companyId = mine.id) => debtorsIn(world.store.read).group({ id, companyId });
      await put(mine.id, { C1: 'C4', C2: 'C4', C3: 'C1', C5: 'NOBODY', C6: '' });
      await put(other.id, { C2: 'C1' });
      for (const id of [one, two, three, four]) expect(await group(id)).toEqual([four, one, two, three]);
      for (const id of [five, six]) expect(await group(id)).toEqual([id]);
      expect(await group(other.debtors[1] ?? 0, other.id)).toEqual(other.debtors);
      // A circle, which no door lets in, would end too.
      await put(mine.id, { C4: 'C3' });
      expect([...(await group(two))].sort((a, b) => a - b)).toEqual([one, two, three, four]);
    });

    test('parents are told within their company, those that are not there too', async () => {
      const [mine, other] = [await newCompany(world, 3), await newCompany(world, 2)];
      const parent = (code: string, of: string) => row(code, { facts: { parent: of } });
      await world.store.transact(async (tx) => {
        await debtorsIn(tx).put(mine.id, [parent('C2', 'C1'), parent('C3', 'NOBODY')]);
        await debtorsIn(tx).put(other.id, [parent('C2', 'C1')]);
      });
      const [first = 0, second = 0, third = 0] = mine.debtors;
      expect(await debtorsIn(world.store.read).parents(mine.id)).toEqual([
        { debtorId: second, code: 'C2', parent: 'C1', parentId: first },
        { debtorId: third, code: 'C3', parent: 'NOBODY', parentId: null },
      ]);
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
