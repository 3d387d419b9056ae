import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indicatorsIn } from '../../../src/core/indicators/ports.ts';
import { addBuckets, type Bounds, type Buckets, bucketOf, emptyBuckets, total } from '../../../src/core/kernel/buckets.ts';
import { type AgedRow, type Allocation, ledgerIn } from '../../../src/core/ledger/ports.ts';
import { BOUNDS, someBounds } from '../../support/buckets.ts';
import { runs } from '../../support/chance.ts';
import { begin, day, fecItem, listItem, NOTHING_ELSE, newCompany, type World } from './world.ts';

const START = day('2026-01-01');
const SPAN = 240;
const RUNS = runs(25, 500);

/** One part of the sum: what is open at the date of a line. */
interface Part {
  readonly debtor: number;
  readonly currency: string;
  readonly due: number;
  readonly debit: boolean;
  readonly open: bigint;
}

/** Each part put where it belongs. */
function sums(parts: readonly Part[], asOf: number, bounds: Bounds): Map<string, Buckets> {
  const rows = new Map<string, Buckets>();
  for (const { debtor, currency, due, debit, open } of parts) {
    const held = debit ? { [bucketOf(asOf, due, bounds)]: open } : { unallocated: open, unallocatedDue: due < asOf ? open : 0n };
    const key = `${debtor}/${currency}`;
    rows.set(key, addBuckets(rows.get(key) ?? emptyBuckets(bounds), { ...emptyBuckets(bounds), ...held }));
  }
  return rows;
}

export function agedContract(world: World): void {
  describe('the aged balance', () => {
    /** The columns of each row alone. */
    const found = (rows: readonly AgedRow[], bounds: Bounds) => {
      const columns = Object.keys(emptyBuckets(bounds));
      const buckets = (row: AgedRow) => Object.fromEntries(Object.entries(row).filter(([column]) => columns.includes(column)));
      return new Map(rows.map((row) => [`${row.debtorId}/${row.currency}`, buckets(row)]));
    };
    const inAll = (parts: readonly Part[]) => parts.map((part) => ({ ...part, debtor: 0 }));

    async function agrees(companyId: number, asOf: number, parts: readonly Part[], bounds: Bounds) {
      const { read } = world.store;
      const rows = await ledgerIn(read).agedByDebtor(asOf, { companyId, bounds });
      expect(found(rows, bounds)).toEqual(sums(parts, asOf, bounds));
      expect(found(await ledgerIn(read).agedTotal(asOf, { companyId, bounds }), bounds)).toEqual(sums(inAll(parts), asOf, bounds));
      const exposure = await ledgerIn(read).exposure(asOf);
      for (const row of rows) {
        // The lines here are all of the balance scope, so the exposure is the columns' sum.
        expect(exposure.find((e) => e.debtorId === row.debtorId && e.currency === row.currency)?.amount).toBe(total(row));
      }
    }

    /** The same wherever else the store puts debits into buckets. */
    async function agreesEverywhere(companyId: number, asOf: number, parts: readonly Part[], bounds: Bounds) {
      await agrees(companyId, asOf, parts, bounds);
      const { read } = world.store;
      const [byDebtor, inTotal] = [sums(parts, asOf, bounds), sums(inAll(parts), asOf, bounds)];
      const debtorIds = [...new Set(parts.map((part) => part.debtor))];
      expect(found(await ledgerIn(read).standings(asOf, { debtorIds, bounds }), bounds)).toEqual(byDebtor);
      const ages = { bounds, beyondDays: 45 };
      const everybody = await indicatorsIn(read).positions(asOf, ages, { companyId });
      expect(found(everybody.debtors, bounds)).toEqual(byDebtor);
      expect(found(everybody.totals, bounds)).toEqual(inTotal);
      const ranked = await indicatorsIn(read).positions(asOf, ages, { companyId }, { top: 9, floor: 0n });
      expect(found(ranked.totals, bounds)).toEqual(inTotal);
    }

    const amount = fc.bigInt({ min: -5_000_000n, max: 5_000_000n }).filter((n) => n !== 0n);
    const offset = fc.integer({ min: 0, max: SPAN });

    test('equals the sum made by hand of any lists, at any date: full before the first list, then what each list left open', async () => {
      const item = fc.record({
        debtor: fc.nat(2),
        currency: fc.constantFrom('EUR', 'USD'),
        amount,
        issue: offset,
        term: fc.integer({ min: 0, max: 150 }),
        // What the two lists show as open, in tenths of the amount (never nothing), and when the item is settled, if it is.
        left: fc.tuple(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 10 })),
        settled: fc.option(offset, { nil: undefined }),
      });
      await fc.assert(
        fc.asyncProperty(
          fc.array(item, { minLength: 1, maxLength: 15 }),
          offset,
          offset,
          offset,
          someBounds(150),
          async (items, one, two, at, bounds) => {
            const company = await newCompany(world, 3);
            const lists = [Math.min(one, two), Math.max(one, two)];
            const openIn = (i: (typeof items)[number], list: number) => (i.amount * BigInt(i.left[list] ?? 10)) / 10n || i.amount;
            await world.store.transact(async (tx) => {
              const source = await ledgerIn(tx).source(company.id, 'items', 'list');
              for (const [list, asOf] of lists.entries()) {
                const importId = await begin(tx, company.id, 'items', START + asOf);
                const lines = items.map((i, n) => ({
                  ...listItem(company, { ref: `F${n}`, amount: i.amount, currency: i.currency, debtor: company.debtors[i.debtor] ?? 0 }),
                  issueDay: START + i.issue,
                  due: START + i.issue + i.term,
                  openAmount: openIn(i, list),
                  settledDay: i.settled === undefined ? undefined : START + i.issue + i.settled,
                }));
                await ledgerIn(tx).putListItems(source, importId, START + asOf, lines);
              }
            });
            const asOf = START + at;
            await agrees(
              company.id,
              asOf,
              items.flatMap((i): Part[] => {
                const end = i.settled === undefined ? Number.POSITIVE_INFINITY : i.issue + i.settled;
                if (i.issue > at || end <= at) return [];
                // A list that is dated after the settlement says nothing of parts.
                const seen = lists.flatMap((list, n) => (list <= at && end > list ? [openIn(i, n)] : [])).at(-1);
                const [debtor = 0] = [company.debtors[i.debtor]];
                return [{ debtor, currency: i.currency, due: START + i.issue + i.term, debit: i.amount > 0n, open: seen ?? i.amount }];
              }),
              bounds,
            );
          },
        ),
        { numRuns: RUNS },
      );
    });

    test('equals the sum made by hand of any FEC lines and allocations, at any date', async () => {
      const pair = fc.record({
        debtor: fc.nat(2),
        debit: fc.bigInt({ min: 1n, max: 1_000_000n }),
        credit: fc.bigInt({ min: 1n, max: 1_000_000n }),
        days: fc.tuple(offset, offset),
        tenths: fc.integer({ min: 0, max: 10 }),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(pair, { minLength: 1, maxLength: 12 }), offset, someBounds(150), async (pairs, at, bounds) => {
          const company = await newCompany(world, 3);
          // Math.min takes no bigint.
          const smaller = (p: (typeof pairs)[number]) => (p.debit - p.credit < 0n ? p.debit : p.credit);
          const taken = (p: (typeof pairs)[number]) => (smaller(p) * BigInt(p.tenths)) / 10n;
          const lines = pairs.flatMap((p, n) =>
            [p.debit, -p.credit].map((signed, side) => ({
              ...fecItem(company, {
                entry: `${n}`,
                ref: `${n}.${side}`,
                amount: signed,
                booked: '2026-01-01',
                debtor: company.debtors[p.debtor] ?? 0,
              }),
              bookDay: START + (p.days[side] ?? 0),
              issueDay: START + (p.days[side] ?? 0),
              due: START + (p.days[side] ?? 0) + (signed > 0n ? 30 : 0),
            })),
          );
          await world.store.transact(async (tx) => {
            const source = await ledgerIn(tx).source(company.id, 'fec', '');
            const importId = await begin(tx, company.id, 'fec', START);
            await ledgerIn(tx).putFecItems(source, importId, lines, true);
            const pages = await ledgerIn(tx).fecLines(company.id, 0, 100);
            const ids = new Map(pages.flatMap((page) => page.lines).map((line) => [line.ref, line.id]));
            const allocations = pairs.flatMap((p, n): Allocation[] =>
              taken(p) === 0n
                ? []
                : [
                    {
                      debitId: ids.get(`${n}.0`) ?? 0,
                      creditId: ids.get(`${n}.1`) ?? 0,
                      amount: taken(p),
                      day: START + Math.max(...p.days),
                      basis: 'letter',
                      cash: false,
                    },
                  ],
            );
            const of = (ids: ReadonlySet<number>) => allocations.filter((a) => ids.has(a.debitId));
            const settled = pages.map(({ debtorId, lines }) => ({
              debtorId,
              allocations: of(new Set(lines.map((l) => l.id))),
              ...NOTHING_ELSE,
            }));
            await ledgerIn(tx).settleFec(company.id, settled);
          });
          const parts = pairs.flatMap((p, n) => {
            const acts = Math.max(...p.days) <= at ? taken(p) : 0n;
            return [p.debit - acts, -p.credit + acts].flatMap((open, side): Part[] => {
              const line = lines[2 * n + side];
              if (!line || open === 0n || line.bookDay > START + at) return [];
              return [{ debtor: line.debtorId, currency: 'EUR', due: line.due, debit: side === 0, open }];
            });
          });
          await agreesEverywhere(company.id, START + at, parts, bounds);
          // Whatever is allocated, the total is what was booked.
          const booked = lines.filter((line) => line.bookDay <= START + at).reduce((sum, line) => sum + line.amount, 0n);
          expect(parts.reduce((sum, p) => sum + p.open, 0n)).toBe(booked);
        }),
        { numRuns: RUNS },
      );
    });

    test.each([
      [BOUNDS, [0, 1, 30, 31, 60, 61, 90, 91, 120, 121]],
      [[10], [0, 1, 9, 10, 11]],
      [
        [1, 10, 11],
        [0, 1, 2, 9, 10, 11, 12],
      ],
      [[], [0, 1, 9]],
    ])('within the bounds %j puts debits that are %j days late where core/kernel/buckets.ts puts them', async (bounds, days) => {
      const company = await newCompany(world);
      const asOf = day('2026-12-31');
      const [debtor = 0] = company.debtors;
      await world.store.transact(async (tx) => {
        const source = await ledgerIn(tx).source(company.id, 'items', 'list');
        const items = days.map((late) => ({ ...listItem(company, { ref: `F${late}`, amount: BigInt(late + 1) }), due: asOf - late }));
        await ledgerIn(tx).putListItems(source, await begin(tx, company.id, 'items', asOf), asOf, items);
      });
      const parts = days.map((late) => ({ debtor, currency: 'EUR', due: asOf - late, debit: true, open: BigInt(late + 1) }));
      await agreesEverywhere(company.id, asOf, parts, bounds);
    });
  });
}
