import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indicatorsIn } from '../../../src/core/indicators/ports.ts';
import { isoDay } from '../../../src/core/kernel/dates.ts';
import { uncovered } from '../../../src/core/ledger/cover.ts';
import { ledgerIn } from '../../../src/core/ledger/ports.ts';
import { runs } from '../../support/chance.ts';
import { aged, type Company, day, importList, newCompany, type World, withList } from './world.ts';

export function listContract(world: World): void {
  describe('a list of items', () => {
    test('counts an item from its issue date on, until the day before it is settled', async () => {
      const company = await newCompany(world);
      await importList(world, company, '2026-06-30', [{ ref: 'F1', amount: 10_000n, issued: '2026-01-10', settled: '2026-03-05' }]);
      const totals = await Promise.all(['2026-01-09', '2026-01-10', '2026-03-04', '2026-03-05'].map((d) => aged(world, company, d)));
      expect(totals.map((t) => t.total)).toEqual([0n, 10_000n, 10_000n, 0n]);
    });

    test('shows a partly open item in full before the list, and what is left from its date on', async () => {
      const company = await newCompany(world);
      await importList(world, company, '2026-04-01', [{ ref: 'F1', amount: 10_000n, open: 6_000n }]);
      await importList(world, company, '2026-05-01', [{ ref: 'F1', amount: 10_000n, open: 1_000n }]);
      const at = await Promise.all(['2026-03-31', '2026-04-01', '2026-04-30', '2026-05-01'].map((d) => aged(world, company, d)));
      expect(at.map((t) => t.total)).toEqual([10_000n, 6_000n, 6_000n, 1_000n]);
    });

    describe('whose date nobody gave, the first of its source', () => {
      const UNDATED = { undated: true };
      const at = async (company: Company, ...days: readonly string[]) =>
        (await Promise.all(days.map((d) => aged(world, company, d)))).map((t) => t.total);
      const cashOf = async (company: Company, from: string, to: string) => {
        const span = { asOf: day(to), from: day(from), months: [], beyondDays: 30, paidFrom: day(from) };
        const [row] = await indicatorsIn(world.store.read).movements(span, { companyId: company.id });
        return row?.cash ?? 0n;
      };

      test('shows what is left at every date, and as cash only what later lists show less', async () => {
        const company = await newCompany(world);
        const line = { ref: 'F1', amount: 10_000n, open: 6_000n, issued: '2026-01-10' };
        await importList(
          world,
          company,
          '2026-04-01',
          [line, { ref: 'F2', amount: 500n, open: 0n }, { ref: 'A1', amount: -300n, open: -100n }],
          UNDATED,
        );
        expect(await at(company, '2026-01-09', '2026-01-10', '2026-03-31', '2026-04-01')).toEqual([0n, 5_900n, 5_900n, 5_900n]);
        expect(await cashOf(company, '2026-01-01', '2026-04-01')).toBe(0n);
        await importList(world, company, '2026-05-01', [{ ...line, open: 1_000n }], UNDATED);
        expect(await at(company, '2026-04-30', '2026-05-01')).toEqual([5_900n, 900n]);
        expect(await cashOf(company, '2026-01-01', '2026-05-01')).toBe(5_000n);
        await importList(world, company, '2026-06-01', [{ ...line, open: 0n }], UNDATED);
        expect(await at(company, '2026-05-31', '2026-06-01')).toEqual([900n, -100n]);
        expect(await cashOf(company, '2026-01-01', '2026-06-01')).toBe(6_000n);
        expect(await cashOf(company, '2026-06-01', '2026-06-01')).toBe(1_000n);
      });

      test('changes nothing the second time, and opens again what a later list shows open', async () => {
        const company = await newCompany(world);
        const lines = [
          { ref: 'F1', amount: 10_000n, open: 6_000n },
          { ref: 'F2', amount: 500n, open: 0n },
        ];
        await importList(world, company, '2026-04-01', lines, UNDATED);
        expect(await importList(world, company, '2026-04-02', lines, UNDATED)).toEqual({ added: 0, changed: 0, unchanged: 2 });
        expect(await at(company, '2026-03-01', '2026-04-02')).toEqual([6_000n, 6_000n]);
        await importList(world, company, '2026-04-03', [{ ref: 'F2', amount: 500n }]);
        expect(await at(company, '2026-04-03')).toEqual([6_500n]);
      });

      test('knows less of the time before than an older list that is loaded late', async () => {
        const company = await newCompany(world);
        const lines = (left: bigint, other: bigint) => [
          { ref: 'F1', amount: 10_000n, open: left },
          { ref: 'F2', amount: 500n, open: other },
        ];
        await importList(world, company, '2026-06-01', lines(2_000n, 0n), UNDATED);
        await importList(world, company, '2026-04-01', lines(8_000n, 500n));
        expect(await at(company, '2026-03-31', '2026-04-01', '2026-05-31', '2026-06-01')).toEqual([8_500n, 8_500n, 8_500n, 2_000n]);
        expect(await cashOf(company, '2026-01-01', '2026-05-31')).toBe(0n);
        expect(await cashOf(company, '2026-01-01', '2026-06-01')).toBe(6_500n);
      });

      test('is the first alone: what a later one shows paid of new items was paid between the two', async () => {
        const company = await newCompany(world);
        await importList(world, company, '2026-04-01', [{ ref: 'F1', amount: 10_000n }], UNDATED);
        await importList(world, company, '2026-05-01', [{ ref: 'F2', amount: 900n, open: 400n, issued: '2026-04-10' }], UNDATED);
        expect(await at(company, '2026-04-30', '2026-05-01')).toEqual([10_900n, 10_400n]);
        expect(await cashOf(company, '2026-04-01', '2026-05-01')).toBe(500n);
      });
    });

    test('an older list that is loaded late takes back at the later one’s date what it adds, also where that one showed the item in full', async () => {
      const company = await newCompany(world);
      await importList(world, company, '2026-06-01', [{ ref: 'F1', amount: 10_000n }]);
      await importList(world, company, '2026-04-01', [{ ref: 'F1', amount: 10_000n, open: 7_000n }]);
      const totals = await Promise.all(['2026-03-31', '2026-04-01', '2026-05-31', '2026-06-01'].map((d) => aged(world, company, d)));
      expect(totals.map((t) => t.total)).toEqual([10_000n, 7_000n, 7_000n, 10_000n]);
    });

    test('keeps the history when a later list shows more open again', async () => {
      const company = await newCompany(world);
      await importList(world, company, '2026-04-01', [{ ref: 'F1', amount: 10_000n, open: 2_000n }]);
      await importList(world, company, '2026-05-01', [{ ref: 'F1', amount: 10_000n, open: 7_000n }]);
      await importList(world, company, '2026-06-01', [{ ref: 'F1', amount: 10_000n }]);
      const at = await Promise.all(['2026-04-30', '2026-05-31', '2026-06-01'].map((d) => aged(world, company, d)));
      expect(at.map((t) => t.total)).toEqual([2_000n, 7_000n, 10_000n]);
    });

    test('an older list that is loaded late corrects its own time only', async () => {
      const company = await newCompany(world);
      await importList(world, company, '2026-06-01', [
        { ref: 'F1', amount: 10_000n, open: 2_000n },
        { ref: 'F2', amount: 500n, settled: '2026-05-20' },
      ]);
      await importList(world, company, '2026-04-01', [
        { ref: 'F1', amount: 10_000n, open: 8_000n },
        { ref: 'F2', amount: 500n },
      ]);
      const at = await Promise.all(['2026-03-31', '2026-04-01', '2026-05-31', '2026-06-01'].map((d) => aged(world, company, d)));
      expect(at.map((t) => t.total)).toEqual([10_500n, 8_500n, 8_000n, 2_000n]);
    });

    test('ends an item that is shown with nothing left, on the first date that shows it so', async () => {
      const company = await newCompany(world);
      await importList(world, company, '2026-04-01', [{ ref: 'F1', amount: 10_000n, open: 0n }]);
      const again = await importList(world, company, '2026-05-01', [{ ref: 'F1', amount: 10_000n, open: 0n }]);
      expect(again).toEqual({ added: 0, changed: 0, unchanged: 1 });
      expect((await aged(world, company, '2026-03-31')).total).toBe(10_000n);
      expect((await aged(world, company, '2026-04-01')).row).toBeUndefined();
    });

    test('opens an item again that reappears', async () => {
      const company = await newCompany(world);
      await importList(world, company, '2026-04-01', [{ ref: 'F1', amount: 10_000n, settled: '2026-03-15' }]);
      const counts = await importList(world, company, '2026-05-01', [{ ref: 'F1', amount: 10_000n, open: 4_000n }]);
      expect(counts).toEqual({ added: 0, changed: 1, unchanged: 0 });
      expect((await aged(world, company, '2026-05-01')).total).toBe(4_000n);
    });

    test('changes nothing the second time, and counts what it added, changed and left alone', async () => {
      const company = await newCompany(world, 3);
      const [one, two, three] = company.debtors;
      const lines = [
        { ref: 'F1', amount: 10_000n, debtor: one },
        { ref: 'F2', amount: 20_000n, debtor: two, open: 5_000n },
        { ref: 'A1', amount: -3_000n, debtor: three, open: -1_000n },
      ].map(({ debtor, ...line }) => ({ ...line, debtor: debtor ?? 0 }));
      expect(await importList(world, company, '2026-04-01', lines)).toEqual({ added: 3, changed: 0, unchanged: 0 });
      const before = await ledgerIn(world.store.read).agedByDebtor(day('2026-04-01'), { companyId: company.id });
      expect(await importList(world, company, '2026-04-01', lines)).toEqual({ added: 0, changed: 0, unchanged: 3 });
      expect(await importList(world, company, '2026-04-02', lines)).toEqual({ added: 0, changed: 0, unchanged: 3 });
      expect(await ledgerIn(world.store.read).agedByDebtor(day('2026-04-01'), { companyId: company.id })).toEqual(before);
      const next = lines.map((line) =>
        line.ref === 'F2' ? { ...line, open: 4_000n } : line.ref === 'F1' ? { ...line, due: '2026-05-05' } : line,
      );
      expect(await importList(world, company, '2026-04-03', [...next, { ref: 'F9', amount: 1n, debtor: one ?? 0 }])).toEqual({
        added: 1,
        changed: 2,
        unchanged: 1,
      });
    });

    test('moves what was paid into the bucket of the new due date with its item', async () => {
      const company = await newCompany(world);
      await importList(world, company, '2026-04-01', [{ ref: 'F1', amount: 10_000n, open: 6_000n, due: '2026-03-31' }]);
      expect((await aged(world, company, '2026-04-01')).row).toMatchObject({ d1_30: 6_000n, notDue: 0n });
      await importList(world, company, '2026-04-02', [{ ref: 'F1', amount: 10_000n, open: 6_000n, due: '2026-05-31' }]);
      expect((await aged(world, company, '2026-04-02')).row).toMatchObject({ d1_30: 0n, notDue: 6_000n });
      await importList(world, company, '2026-04-03', [{ ref: 'F1', amount: 10_000n, settled: '2026-04-03' }]);
      expect((await aged(world, company, '2026-04-03')).row).toBeUndefined();
    });

    test('tells identical lines, and references that differ only in their dress, apart', async () => {
      const company = await newCompany(world);
      const lines = [
        { ref: 'FA-1', amount: 100n },
        { ref: 'FA-1', amount: 100n, ordinal: 1 },
        { ref: 'FA 1', amount: 100n },
        { ref: '', amount: 100n },
      ];
      expect(await importList(world, company, '2026-04-01', lines)).toMatchObject({ added: 4 });
      expect(await importList(world, company, '2026-04-01', lines)).toMatchObject({ unchanged: 4 });
      expect((await aged(world, company, '2026-04-01')).total).toBe(400n);
    });

    test('keeps amounts beyond 2^53 and texts of any kind exactly', async () => {
      const company = await newCompany(world);
      const ref = `é'"\\%_ 漢字 ${'x'.repeat(5000)}`;
      await importList(world, company, '2026-04-01', [
        { ref, amount: 9_007_199_254_740_993n, open: 9_007_199_254_740_992n, disputed: '=HYPERLINK("x")' },
      ]);
      const { items } = await ledgerIn(world.store.read).openItems(company.debtors[0] ?? 0, day('2026-04-01'), 5);
      expect(items).toMatchObject([{ ref, amount: 9_007_199_254_740_993n, open: 9_007_199_254_740_992n, disputed: '=HYPERLINK("x")' }]);
      expect((await aged(world, company, '2026-04-01')).total).toBe(9_007_199_254_740_992n);
    });

    test('a text that is none (NUL, half a character) does no harm: readers keep such texts out, but one may slip through', async () => {
      const company = await newCompany(world);
      const lines = [{ ref: 'A\u0000B\ud800', amount: 5n, disputed: '\udc00 \\u0000' }];
      expect(await importList(world, company, '2026-04-01', lines)).toMatchObject({ added: 1 });
      expect((await aged(world, company, '2026-04-01')).total).toBe(5n);
      expect((await ledgerIn(world.store.read).openItems(company.debtors[0] ?? 0, day('2026-04-01'), 5)).count).toBe(1);
    });

    test('a complete list says what vanished, and ends it as of its date, never as cash', async () => {
      const company = await newCompany(world);
      const old = [
        { ref: 'F1', amount: 1_000n, open: 700n },
        { ref: 'F2', amount: 2_000n },
        { ref: 'A1', amount: -100n },
      ];
      await importList(world, company, '2026-04-01', old);
      await withList(world, company, '2026-05-01', [{ ref: 'F2', amount: 2_000n }], async (tx, source, importId) => {
        expect(await ledgerIn(tx).unseen(source, importId, day('2026-05-01'))).toEqual([
          { currency: 'EUR', count: 2, open: 600n, sourceOpen: 2_600n },
        ]);
        expect(await ledgerIn(tx).endUnseen(source, importId, day('2026-05-01'))).toBe(2);
        expect(await ledgerIn(tx).endUnseen(source, importId, day('2026-05-01'))).toBe(0);
      });
      expect((await aged(world, company, '2026-04-30')).total).toBe(2_600n);
      expect((await aged(world, company, '2026-05-01')).total).toBe(2_000n);
    });

    test('sources do not see each other, nor do companies', async () => {
      const [mine, other] = [await newCompany(world), await newCompany(world)];
      await importList(world, mine, '2026-04-01', [{ ref: 'F1', amount: 1_000n }]);
      await importList(world, other, '2026-04-01', [{ ref: 'F1', amount: 50n }]);
      await withList(world, other, '2026-04-02', [], async (tx, source, importId) => {
        expect(await ledgerIn(tx).unseen(source, importId, day('2026-04-02'))).toMatchObject([{ count: 1, open: 50n }]);
      });
      expect((await aged(world, mine, '2026-04-02')).total).toBe(1_000n);
      expect((await aged(world, other, '2026-04-02')).total).toBe(50n);
    });

    test('the open items of a debtor come oldest due date first, and are counted beyond the limit', async () => {
      const company = await newCompany(world);
      await importList(world, company, '2026-04-01', [
        { ref: 'F3', amount: 300n, due: '2026-05-01', issued: '2026-01-03' },
        { ref: 'F1', amount: 100n, due: '2026-03-01', open: 40n, issued: '2026-01-01' },
        { ref: 'A2', amount: -200n, due: '2026-04-01', issued: '2026-01-02' },
        { ref: 'F0', amount: 100n, settled: '2026-03-31' },
      ]);
      const debtor = company.debtors[0] ?? 0;
      const { items, count } = await ledgerIn(world.store.read).openItems(debtor, day('2026-04-01'), 2);
      expect(items.map((i) => [i.ref, i.open, i.kind])).toEqual([
        ['F1', 40n, 'invoice'],
        ['A2', -200n, 'credit-note'],
      ]);
      expect(count).toBe(3);
      const moves = await ledgerIn(world.store.read).movements(debtor, day('2026-01-09'), 2);
      expect(moves.map((i) => i.ref)).toEqual(['F3', 'A2']);
    });

    test('the oldest overdue debit and what falls due are told by debtor, currency and day', async () => {
      const company = await newCompany(world, 2);
      const [one = 0, two = 0] = company.debtors;
      await importList(world, company, '2026-04-01', [
        { ref: 'F1', amount: 100n, due: '2026-03-31', debtor: one },
        { ref: 'F2', amount: 100n, due: '2026-02-28', debtor: one, settled: '2026-03-15' },
        { ref: 'F3', amount: 500n, due: '2026-04-01', debtor: one, open: 400n },
        { ref: 'F4', amount: 700n, due: '2026-04-01', debtor: one },
        { ref: 'F5', amount: 900n, due: '2026-04-08', debtor: two, currency: 'USD' },
        { ref: 'F6', amount: 900n, due: '2026-04-09', debtor: two },
        { ref: 'A1', amount: -50n, due: '2026-01-11', debtor: two },
      ]);
      const oldest = await ledgerIn(world.store.read).oldestDue(day('2026-04-01'));
      expect(oldest.filter((row) => company.debtors.includes(row.debtorId))).toEqual([
        { debtorId: one, currency: 'EUR', dueDay: day('2026-03-31') },
      ]);
      expect(await ledgerIn(world.store.read).fallingDue(day('2026-04-01'), day('2026-04-01'), day('2026-04-08'), company.debtors)).toEqual(
        [
          { debtorId: one, currency: 'EUR', dueDay: day('2026-04-01'), amount: 1_100n },
          { debtorId: two, currency: 'USD', dueDay: day('2026-04-08'), amount: 900n },
        ],
      );
      expect(await ledgerIn(world.store.read).fallingDue(day('2026-04-01'), day('2026-04-01'), day('2026-04-08'), [])).toEqual([]);
    });

    test('the oldest late debit is the oldest that credits do not cover, in every reading, and what is late after credits adds up', async () => {
      const line = fc.record({
        debtor: fc.integer({ min: 0, max: 2 }),
        amount: fc.constantFrom(-300n, -100n, 100n, 200n, 400n),
        open: fc.constantFrom(undefined, 50n),
        due: fc.integer({ min: -40, max: 5 }),
        currency: fc.constantFrom('EUR', 'EUR', 'USD'),
      });
      const at = day('2026-04-01');
      await fc.assert(
        fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 10 }), async (lines) => {
          const company = await newCompany(world, 3);
          const rows = lines.map((l, i) => ({
            ...l,
            debtor: company.debtors[l.debtor] ?? 0,
            due: at + l.due,
            ref: `R${i}`,
            left: l.open === undefined ? l.amount : l.amount < 0n ? -l.open : l.open,
          }));
          const { read } = world.store;
          await importList(
            world,
            company,
            '2026-04-01',
            rows.map(({ due, left, ...row }) => ({
              ...row,
              issued: isoDay(at - 60),
              due: isoDay(due),
              open: left,
            })),
          );
          const expected: string[] = [];
          const late = new Map<string, bigint>();
          for (const debtorId of company.debtors)
            for (const currency of ['EUR', 'USD']) {
              const mine = rows.filter((r) => r.debtor === debtorId && r.currency === currency);
              const credit = -mine.filter((r) => r.left < 0n).reduce((sum, r) => sum + r.left, 0n);
              const debits = mine
                .filter((r) => r.left > 0n)
                .sort((a, b) => a.due - b.due)
                .map((r) => ({ due: r.due, minor: r.left }));
              const [first] = uncovered(debits, credit).filter((d) => d.due < at);
              if (first) expected.push(`${debtorId} ${currency} ${first.due}`);
              const owed = uncovered(
                debits.filter((d) => d.due < at),
                credit,
              ).reduce((sum, d) => sum + d.minor, 0n);
              if (mine.length > 0) late.set(currency, (late.get(currency) ?? 0n) + owed);
            }
          const shown = (
            all: readonly {
              readonly debtorId: number;
              readonly currency: string;
              readonly oldestDue?: number | null;
              readonly dueDay?: number;
            }[],
          ) =>
            all.flatMap((row) => {
              const due = row.oldestDue ?? row.dueDay;
              return due == null || !company.debtors.includes(row.debtorId) ? [] : [`${row.debtorId} ${row.currency} ${due}`];
            });
          expect(shown(await ledgerIn(read).standings(at))).toEqual(expected);
          expect(shown(await ledgerIn(read).oldestDue(at))).toEqual(expected);
          const indicators = indicatorsIn(read);
          const filter = { companyId: company.id };
          expect(shown((await indicators.positions(at, { beyondDays: 30 }, filter)).debtors)).toEqual(expected);
          const ranked = await indicators.positions(at, { beyondDays: 30 }, filter, { top: 10, floor: 0n });
          expect(shown(ranked.debtors)).toEqual(expected);
          expect([...(await ledgerIn(read).afterCredits(at, filter))].sort()).toEqual([...late].sort());
        }),
        { numRuns: runs(15, 300) },
      );
    });

    test('the open amount by account ties to the list', async () => {
      const company = await newCompany(world);
      const open = await withList(
        world,
        company,
        '2026-04-01',
        [
          { ref: 'F1', amount: 1_000n, open: 700n },
          { ref: 'F2', amount: 5n, currency: 'USD' },
        ],
        (tx, source) => ledgerIn(tx).openByAccount(source.id, day('2026-04-01')),
      );
      expect(open).toEqual([
        { account: '', currency: 'EUR', open: 700n },
        { account: '', currency: 'USD', open: 5n },
      ]);
    });
  });
}
