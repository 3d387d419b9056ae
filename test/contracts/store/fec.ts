import { describe, expect, test } from 'vitest';
import type { Tx } from '../../../src/core/desk/store.ts';
import { type Replaced, yearStarts } from '../../../src/core/ledger/fec-files.ts';
import { type EntryFacts, SIGNS } from '../../../src/core/ledger/item.ts';
import { type Allocation, type ItemSource, ledgerIn } from '../../../src/core/ledger/ports.ts';
import { settleLines } from '../../../src/core/ledger/settle-lines.ts';
import { aged, begin, type Company, day, type FecLineOf, fecItem, newCompany, type World } from './world.ts';

function facts(entry: string, what: Partial<EntryFacts> = {}): EntryFacts {
  return { key: `VE/${entry}`, signs: 0, balance: 0n, line: 2, ...what };
}

interface Year {
  readonly source: ItemSource;
  readonly importId: number;
}

/** Imports of a company's files so far, by its id and their names: a newer one of a name takes the place of the older. */
const imported = new Map<string, Replaced[]>();
const firstDays = new Map<number, Set<number>>();

/** Imports a year whole: lines, entries, what is gone, then what `allocate` makes of ids by entry, else what the lines' letters say. */
function importYear(
  world: World,
  company: Company,
  name: string,
  lines: readonly FecLineOf[],
  entries: readonly EntryFacts[] = [],
  allocate?: (id: (entry: string) => number) => readonly Omit<Allocation, 'cash'>[],
  then: (tx: Tx, year: Year) => Promise<void> = async () => {},
) {
  return world.store.transact(async (tx) => {
    const ledger = ledgerIn(tx);
    const source = await ledger.source(company.id, 'fec', '');
    const importId = await begin(tx, company.id, 'fec', day('2026-12-31'));
    const items = lines.map((line) => fecItem(company, line));
    const key = `${company.id}/${name}`;
    const replaces = imported.get(key) ?? [];
    const days = firstDays.get(company.id) ?? new Set<number>();
    days.add(Math.min(...items.map((item) => item.bookDay)));
    firstDays.set(company.id, days);
    await ledger.restoreFiled(company.id);
    await ledger.noteEntries(importId, entries);
    const counts = await ledger.putFecItems(source, importId, items, false);
    const balance = await ledger.classifyFec(source, importId);
    const dropped = (await ledger.dropReplaced(company.id, importId, replaces, 9)).count;
    imported.set(key, [{ importId, from: day('2020-01-01'), to: day('2030-01-01') }]);
    const pages = await ledger.fecLines(company.id, 0, 100);
    const all = pages.flatMap((page) => page.lines);
    const idOf = (entry: string) => {
      const at = items.findIndex((item) => item.entry === entry);
      const found = all.find(
        (line) => line.ref === items[at]?.ref && line.amount === items[at]?.amount && line.bookDay === items[at]?.bookDay,
      );
      if (!found) throw new Error(`no line for entry ${entry}`);
      return found.id;
    };
    const years = yearStarts([...days], await ledger.openingDays(company.id, [...days]));
    const given = allocate?.(idOf).map((a) => ({ ...a, cash: false }));
    const made = pages.map(({ debtorId, lines, gaps }) => ({ debtorId, ...settleLines(lines, gaps, years) }));
    const told = pages.map(({ debtorId }, i) => ({ debtorId, allocations: i === 0 ? (given ?? []) : [], carried: [], continued: [] }));
    await ledger.settleFec(company.id, given === undefined ? made : told);
    await then(tx, { source, importId });
    return { counts, balance, dropped, kinds: Object.fromEntries(all.map((line) => [line.ref, line.kind])) };
  });
}

const SALE_AND_PAYMENT: readonly FecLineOf[] = [
  { entry: '1', amount: 1_200n, booked: '2026-01-15' },
  { entry: '2', amount: -500n, booked: '2026-03-10' },
  { entry: '3', amount: 800n, booked: '2026-02-01' },
  { entry: '4', amount: -800n, booked: '2026-04-01' },
];
const PAID = (id: (entry: string) => number): Omit<Allocation, 'cash'>[] => [
  { debitId: id('1'), creditId: id('2'), amount: 500n, day: day('2026-03-10'), basis: 'letter' },
  { debitId: id('3'), creditId: id('4'), amount: 800n, day: day('2026-04-01'), basis: 'letter' },
];

export function fecContract(world: World): void {
  describe('a FEC', () => {
    test('tells what each line is by its entry', async () => {
      const company = await newCompany(world);
      const line = (entry: string, amount: bigint, account = '411000'): FecLineOf => ({ entry, amount, account, booked: '2026-02-01' });
      const { kinds, balance } = await importYear(
        world,
        company,
        'y',
        [
          line('sale', 100n),
          line('credit', -30n),
          line('cash', -100n),
          line('bounced', 100n),
          line('an', 50n),
          { ...line('both', 70n), ref: 'both-sold' },
          { ...line('both', -70n), ref: 'both-paid' },
          { ...line('move', -40n), ref: 'move-out' },
          { ...line('move', 40n, '416000'), ref: 'move-in' },
          line('odd', 5n),
          line('odd-credit', -5n),
          line('loss', -6n),
          line('discount', -7n),
          line('exchange', -8n),
          line('advance', 9n),
          line('vat', 10n),
          line('cash-discount', -11n),
        ],
        [
          facts('sale', { signs: SIGNS.sale }),
          facts('credit', { signs: SIGNS.sale }),
          facts('cash', { signs: SIGNS.cash, balance: 7n, line: 40 }),
          facts('bounced', { signs: SIGNS.cash }),
          facts('an', { signs: SIGNS.opening }),
          facts('both', { signs: SIGNS.sale, line: 12 }),
          facts('both', { signs: SIGNS.cash, balance: -3n, line: 13 }),
          facts('both', { balance: 2n, line: 14 }),
          facts('move'),
          facts('odd'),
          facts('odd-credit'),
          facts('loss', { signs: SIGNS.loss | SIGNS.vat }),
          facts('discount', { signs: SIGNS.discount | SIGNS.vat }),
          facts('exchange', { signs: SIGNS.exchange }),
          facts('advance', { signs: SIGNS.advance | SIGNS.vat }),
          facts('vat', { signs: SIGNS.vat }),
          facts('cash-discount', { signs: SIGNS.discount | SIGNS.vat }),
          facts('cash-discount', { signs: SIGNS.cash }),
        ],
      );
      expect(kinds).toEqual({
        FAsale: 'invoice',
        FAcredit: 'credit-note',
        FAcash: 'payment',
        FAbounced: 'payment',
        FAan: 'opening',
        'both-sold': 'invoice',
        'both-paid': 'payment',
        'move-out': 'transfer',
        'move-in': 'transfer',
        FAodd: 'adjustment',
        'FAodd-credit': 'adjustment',
        FAloss: 'loss',
        FAdiscount: 'discount',
        FAexchange: 'exchange',
        FAadvance: 'advance',
        FAvat: 'invoice',
        'FAcash-discount': 'payment',
      });
      expect(balance).toEqual({
        unbalanced: 2,
        first: [
          { line: 12, balance: -1n },
          { line: 40, balance: 7n },
        ],
      });
    });

    test('counts from the entry date, and an allocation acts on both of its sides from its day on', async () => {
      const company = await newCompany(world);
      await importYear(world, company, 'y', SALE_AND_PAYMENT, [], PAID);
      const at = async (d: string) => (await aged(world, company, d)).row;
      expect((await aged(world, company, '2026-01-14')).total).toBe(0n);
      expect(await at('2026-03-09')).toMatchObject({ d1_30: 1_200n + 800n, unallocated: 0n });
      expect(await at('2026-03-10')).toMatchObject({ d1_30: 700n + 800n, unallocated: 0n });
      expect((await aged(world, company, '2026-04-01')).total).toBe(700n);
      const { items } = await ledgerIn(world.store.read).openItems(company.debtors[0] ?? 0, day('2026-04-01'), 9);
      expect(items.map((i) => [i.ref, i.open])).toEqual([['FA1', 700n]]);
    });

    test('changes nothing the second time', async () => {
      const company = await newCompany(world);
      const entries = [facts('2', { signs: SIGNS.cash }), facts('4', { signs: SIGNS.cash })];
      expect((await importYear(world, company, 'y', SALE_AND_PAYMENT, entries, PAID)).counts).toEqual({
        added: 4,
        changed: 0,
        unchanged: 0,
      });
      const before = await Promise.all(['2026-03-09', '2026-03-10', '2026-12-31'].map((d) => aged(world, company, d)));
      const again = await importYear(world, company, 'y', SALE_AND_PAYMENT, entries, PAID);
      expect(again).toMatchObject({ counts: { added: 0, changed: 0, unchanged: 4 }, dropped: 0 });
      expect(await Promise.all(['2026-03-09', '2026-03-10', '2026-12-31'].map((d) => aged(world, company, d)))).toEqual(before);
    });

    test('forgets the lines that a newer file of the year no longer holds, with their allocations', async () => {
      const company = await newCompany(world);
      await importYear(world, company, 'y', SALE_AND_PAYMENT, [], PAID);
      const { counts, dropped } = await importYear(world, company, 'y', SALE_AND_PAYMENT.slice(0, 1));
      expect(counts).toEqual({ added: 0, changed: 0, unchanged: 1 });
      expect(dropped).toBe(3);
      expect((await aged(world, company, '2026-12-31')).total).toBe(1_200n);
    });

    test('a bounced payment is due on its own day, whatever the terms, and stays unchanged', async () => {
      const company = await newCompany(world);
      const lines: FecLineOf[] = [{ entry: 'b', amount: 900n, booked: '2026-02-01' }];
      await importYear(world, company, 'y', lines, [facts('b', { signs: SIGNS.cash })]);
      const { items } = await ledgerIn(world.store.read).openItems(company.debtors[0] ?? 0, day('2026-02-10'), 5);
      expect(items).toMatchObject([{ kind: 'payment', dueDay: day('2026-02-01') }]);
      expect((await importYear(world, company, 'y', lines, [facts('b', { signs: SIGNS.cash })])).counts).toMatchObject({ unchanged: 1 });
    });

    test('advances and unbilled sales enter the exposure only', async () => {
      const company = await newCompany(world);
      await importYear(world, company, 'y', [
        { entry: '1', amount: 1_000n, booked: '2026-02-01' },
        { entry: '2', amount: -300n, booked: '2026-02-01', account: '419100', scope: 'exposure' },
        { entry: '3', amount: 200n, booked: '2026-02-01', account: '418000', scope: 'exposure' },
      ]);
      const debtorId = company.debtors[0] ?? 0;
      expect((await aged(world, company, '2026-02-02')).total).toBe(1_000n);
      expect(await ledgerIn(world.store.read).exposure(day('2026-02-02'), { debtorId })).toEqual([
        { debtorId, currency: 'EUR', amount: 900n },
      ]);
      expect(await ledgerIn(world.store.read).exposure(day('2026-01-31'), { debtorId })).toEqual([]);
    });

    test('due days that terms made follow new terms; given ones and those of credits stay', async () => {
      const company = await newCompany(world);
      await importYear(
        world,
        company,
        'y',
        [
          { entry: '1', amount: 1_000n, booked: '2026-02-01' },
          { entry: '2', amount: 500n, booked: '2026-02-01', due: '2026-02-15' },
          { entry: '3', amount: -100n, booked: '2026-02-01' },
        ],
        [],
        (id) => [{ debitId: id('1'), creditId: id('3'), amount: 60n, day: day('2026-02-01'), basis: 'letter' }],
      );
      await world.store.transact(async (tx) => {
        const items = await ledgerIn(tx).termItems(company.debtors[0] ?? 0, 0, 10);
        expect(items.map((item) => item.issueDay)).toEqual([day('2026-02-01')]);
        await ledgerIn(tx).setDueDays(items.map(({ id }) => ({ id, dueDay: day('2026-04-30') })));
        expect(await ledgerIn(tx).termItems(company.debtors[0] ?? 0, items[0]?.id ?? 0, 10)).toEqual([]);
      });
      expect((await aged(world, company, '2026-03-20')).row).toMatchObject({ notDue: 940n, d31_60: 500n, unallocated: -40n, d1_30: 0n });
    });
  });

  describe('fiscal years', () => {
    const old: FecLineOf[] = [
      { entry: '1', amount: 1_000n, booked: '2024-11-01', letter: 'B' },
      { entry: '2', amount: -400n, booked: '2024-12-01', letter: 'B' },
      { entry: '3', amount: 300n, booked: '2024-06-01', ref: 'A', letter: 'A' },
      { entry: '4', amount: -300n, booked: '2024-07-01', ref: 'B', letter: 'A' },
    ];
    const next: FecLineOf[] = [
      { entry: 'AN1', amount: 600n, booked: '2025-01-01', issued: '2024-11-01' },
      { entry: '9', amount: 50n, booked: '2025-02-01' },
    ];
    const opening = [facts('AN1', { signs: SIGNS.opening })];
    const last: FecLineOf[] = [{ entry: 'AN2', amount: 650n, booked: '2026-01-01' }];

    const figures = async (company: Company) =>
      Promise.all(
        ['2024-06-30', '2024-12-31', '2025-01-01', '2025-12-31', '2026-01-01'].map(async (d) => (await aged(world, company, d)).total),
      );

    test.each([
      ['in order', ['2024', '2025', '2026']],
      ['in reverse', ['2026', '2025', '2024']],
      ['with the middle year last', ['2024', '2026', '2025']],
      ['each of them twice', ['2025', '2024', '2025', '2026', '2024', '2026']],
    ])('hand over on the first day of the next, loaded %s', async (_, order) => {
      const company = await newCompany(world);
      const load: Record<string, () => Promise<unknown>> = {
        '2024': () => importYear(world, company, '2024', old),
        '2025': () => importYear(world, company, '2025', next, opening),
        '2026': () => importYear(world, company, '2026', last, [facts('AN2', { signs: SIGNS.opening })]),
      };
      for (const year of order) await load[year]?.();
      expect(await figures(company)).toEqual([300n, 600n, 600n, 650n, 650n]);
    });

    test('a next year without opening lines takes nothing over, and gives back what it took when it loses them', async () => {
      const company = await newCompany(world);
      await importYear(world, company, '2024', old);
      await importYear(world, company, '2025', next, opening);
      expect((await aged(world, company, '2025-03-01')).total).toBe(650n);
      await importYear(world, company, '2025', next.slice(1));
      expect((await aged(world, company, '2025-03-01')).total).toBe(650n);
      expect((await aged(world, company, '2025-01-15')).total).toBe(600n);
    });
  });
}
