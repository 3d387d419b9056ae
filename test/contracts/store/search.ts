import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fold } from '../../../src/core/kernel/fold.ts';
import { debtorsIn } from '../../../src/core/ledger/parties.ts';
import { ledgerIn } from '../../../src/core/ledger/ports.ts';
import type { OpenedStore } from '../../../src/store/open.ts';
import { begin, listItem, type World } from './world.ts';

const DEBTORS = [
  { code: 'C-0042', name: 'Société Dupont & Fils', siren: '123456789', vat: 'FR12123456789' },
  { code: 'C-0043', name: 'Dupont SA', siren: '987654321', vat: undefined },
  { code: 'DUP', name: 'Garage Morel', siren: undefined, vat: undefined },
  { code: 'P100', name: "L'Œuf d'Or 100 %", siren: undefined, vat: undefined },
  { code: 'P101', name: 'A_B Transports', siren: undefined, vat: undefined },
  { code: 'P102', name: 'AXB Transports', siren: undefined, vat: undefined },
  { code: 'P103', name: '<!channel> | =HYPERLINK("x")', siren: undefined, vat: undefined },
] as const;

export function searchContract(world: World): void {
  describe('looking a debtor up', () => {
    let store: OpenedStore | undefined;
    beforeAll(async () => {
      store = await world.empty();
      await store.transact(async (tx) => {
        const company = await debtorsIn(tx).company('1', 'Nous');
        const none = {
          line: 2,
          terms: undefined,
          limit: undefined,
          insurer: undefined,
          insured: undefined,
          insuredUntil: undefined,
          segment: undefined,
        };
        const nobody = { salesperson: undefined, salesAdmin: undefined, collector: undefined, country: undefined, region: undefined };
        await debtorsIn(tx).put(
          company.id,
          DEBTORS.map(({ code, ...d }) => ({ debtor: code, ...d, ...none, ...nobody })),
        );
        const ids = await debtorsIn(tx).ensure(company.id, [{ code: 'DUP', name: undefined }]);
        const source = await ledgerIn(tx).source(company.id, 'items', '');
        const own = { id: company.id, debtors: [ids.get('DUP') ?? 0] };
        const items = [listItem(own, { ref: 'FA-2026/0012', amount: 1n }), listItem(own, { ref: 'VIR', amount: -1n })];
        await ledgerIn(tx).putListItems(source, await begin(tx, company.id, 'items', 20_000), 20_000, items);
      });
    });
    afterAll(() => store?.close());

    const found = async (query: string, limit = 10) => {
      const { debtors, count } = store ? await debtorsIn(store.read).search(fold(query), limit) : { debtors: [], count: -1 };
      return { codes: debtors.map((d) => d.code), count };
    };

    test.each([
      ['its account, however it is written', 'c 0042', ['C-0042']],
      ['its SIREN with blanks', '123 456 789', ['C-0042']],
      ['its VAT number', 'fr 12 123456789', ['C-0042']],
      ['an invoice number, however it is written', 'fa 2026 0012', ['DUP']],
      ['an account that is also part of names: the account alone', 'dup', ['DUP']],
      ['a name without its accents and capitals', 'SOCIETE DUPONT', ['C-0042']],
      ['a part of names: those that begin with it first', 'dupon', ['C-0043', 'C-0042']],
      ['words in any order', 'fils societe', ['C-0042']],
      ['a ligature written as two letters', 'oeuf', ['P100']],
      ['a percent sign as itself', '100 %', ['P100']],
      ['an underscore as itself', 'a_b', ['P101']],
      ['a name made of signs', '<!channel>', ['P103']],
      ['a bar, which separates nothing', '| =hyperlink', ['P103']],
      ['nobody', 'zzz', []],
      ['nobody, by a backslash', '\\', []],
      ['nobody, by a reference that stands on every account', 'vir', []],
      ['nobody, by nothing', '  ', []],
    ])('finds %s', async (_, query, codes) => {
      expect(await found(query)).toEqual({ codes, count: codes.length });
    });

    test('counts beyond the limit', async () => {
      expect(await found('a', 2)).toMatchObject({ count: 5, codes: { length: 2 } });
    });

    test('a query of any length and kind is answered', async () => {
      for (const query of ['x'.repeat(100_000), 'é'.repeat(300), "'; DROP TABLE x; --", '%'.repeat(50), '\u0000', '¦', '😀']) {
        expect((await found(query)).codes).toEqual([]);
      }
    });
  });
}
