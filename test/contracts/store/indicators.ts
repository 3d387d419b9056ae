/** The sums behind the indicators, and what posts showed, on every database. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_POLICY, FEATURES } from '../../../src/core/features.ts';
import { indicatorsJson } from '../../../src/core/indicators/indicators.json.ts';
import { indicatorsAt } from '../../../src/core/indicators/indicators.ts';
import { indicatorsIn } from '../../../src/core/indicators/ports.ts';
import { WEEKDAYS } from '../../../src/core/kernel/dates.ts';
import { importFile } from '../../../src/core/ledger/import-ledger.ts';
import { openReading } from '../../../src/files/open.ts';
import { fileInMemory } from '../../../src/files/source.ts';
import type { OpenedStore } from '../../../src/store/open.ts';
import { EX_HISTORY } from '../../core/indicators/ex.ts';
import { TESTER } from '../../support/turned.ts';
import { day, type World } from './world.ts';

/** A year whose payment is lettered, with a line that a file marks and an account of doubtful customers. */
const FEC = [
  'JournalCode|JournalLib|EcritureNum|EcritureDate|CompteNum|CompteLib|CompAuxNum|CompAuxLib|PieceRef|PieceDate|EcritureLib|Debit|Credit|EcritureLet|DateLet|ValidDate|Montantdevise|Idevise',
  ...entry('VE', '1', '20260302', '411000', 'F1', '100,00', '0,00', 'A'),
  ...entry('BQ', '2', '20260410', '411000', 'V1', '0,00', '60,00', 'A', '512000'),
  ...entry('VE', '3', '20260505', '416000', 'F2', '40,00', '0,00', ''),
].join('\n');

function entry(
  journal: string,
  number: string,
  date: string,
  account: string,
  ref: string,
  debit: string,
  credit: string,
  letter: string,
  other = '701000',
) {
  const line = (no: string, aux: string, d: string, c: string, l: string) =>
    `${journal}|${journal}|${number}|${date}|${no}|x|${aux}|${aux}|${ref}|${date}|x|${d}|${c}|${l}||${date}||`;
  return [line(account, 'C1', debit, credit, letter), line(other, '', credit, debit, '')];
}

const HOUSE = {
  ...{ policy: DEFAULT_POLICY, features: FEATURES, platforms: [], calendar: WEEKDAYS, calendarFor: () => WEEKDAYS },
  clock: { now: () => Date.parse('2026-06-30T08:00:00Z') },
};

export function indicatorContract(world: World): void {
  describe('keeps what indicators are made of', () => {
    let store: OpenedStore;
    const bring = async (name: string, content: string) => {
      const reading = await openReading(fileInMemory(name, content), { policy: DEFAULT_POLICY, locale: 'en' });
      return importFile({ ...HOUSE, store }, reading, { by: TESTER });
    };
    beforeAll(async () => {
      store = await world.empty();
    });
    afterAll(() => store?.close());

    test('the worked example comes out to the digit', async () => {
      await bring('ex.csv', EX_HISTORY);
      const at = await indicatorsAt(store.read, { asOf: day('2026-06-30') }, DEFAULT_POLICY);
      expect(JSON.parse(JSON.stringify(indicatorsJson(at, 'en'))).currencies[0]).toMatchObject({
        dsoSimple: '74.1',
        dsoCountback: '76.0',
        weightedDaysLate: '54.2',
        // (17,000 × 19 days + 6,000 × 2 + 2,000 × 5) / 25,000
        paidDaysLate: '13.8',
        collectionRate: '0.5319',
        unpaidRate: '0.1481',
        disputeRate: '0.1364',
        disputeReasons: [{ reason: 'yes', count: 1, amount: '3000.00', months: [{ month: '2026-01', count: 1, amount: '3000.00' }] }],
      });
      expect(at.currencies[0]?.topByAge.map((row) => [row.debtor.code, row.daysLate])).toEqual([
        ['C4', 135],
        ['C3', 60],
        ['C2', 10],
      ]);
    });

    test('days late are weighed exactly where an amount times its days passes 2^63', async () => {
      const huge = await world.empty();
      store = huge;
      await bring('huge.csv', 'debtor,ref,issueDate,dueDate,amount\nC1,A,2020-01-01,2020-01-31,30000000000000000.00');
      const { debtors } = await indicatorsIn(huge.read).positions(day('2026-06-30'), { beyondDays: 30 });
      const [position] = debtors;
      expect(position?.lateWeight).toBe(3_000_000_000_000_000_000n * BigInt(day('2026-06-30') - day('2020-01-31')));
      await huge.close();
    });

    test('a FEC gives sales, cash and a tie-out without a gap; doubtful customers can be left out', async () => {
      const fec = await world.empty();
      store = fec;
      await bring('123456789FEC20261231.txt', FEC);
      const asOf = day('2026-05-31');
      const months = [{ from: day('2026-03-01'), to: asOf }];
      const span = { asOf, from: day('2026-03-01'), months, beyondDays: 30, paidFrom: day('2025-06-01') };
      const moved = await indicatorsIn(fec.read).movements(span);
      expect(moved).toMatchObject([{ change: 80_00n, sales: [140_00n], cash: 60_00n, bounced: 0n }]);
      expect(await indicatorsIn(fec.read).sales([{ from: day('2026-03-01'), to: asOf }])).toEqual([{ currency: 'EUR', months: [140_00n] }]);
      expect(await indicatorsIn(fec.read).firstSale()).toEqual(new Map([['EUR', day('2026-03-02')]]));
      expect(await indicatorsIn(fec.read).gaps(asOf)).toEqual([]);
      const total = async (filter = {}) => (await indicatorsIn(fec.read).past([{ asOf, from: asOf }], filter))[0]?.[0]?.total;
      expect([await total(), await total({ withoutAccount: '416' })]).toEqual([80_00n, 40_00n]);
      await fec.close();
    });

    test('what a post showed is kept once, and what is told of it later beside it', async () => {
      const kept = await world.empty();
      const figure = {
        job: 'week',
        slot: '2026-06-29',
        currency: 'EUR',
        asOf: day('2026-06-26'),
        from: day('2026-04-01'),
        total: 5n,
        overdue: 2n,
        sales: 9n,
      };
      await kept.transact((tx) => indicatorsIn(tx).post([figure]));
      await kept.transact((tx) => indicatorsIn(tx).post([{ ...figure, total: 7n }]));
      const [first] = await indicatorsIn(kept.read).posted(0);
      expect(first).toMatchObject({ ...figure, now: { total: 5n, overdue: 2n, sales: 9n } });
      await kept.transact((tx) => indicatorsIn(tx).revise(first?.id ?? 0, { total: 6n, overdue: 2n, sales: 9n }));
      expect((await indicatorsIn(kept.read).posted(day('2026-06-26')))[0]).toMatchObject({ total: 5n, now: { total: 6n } });
      expect(await indicatorsIn(kept.read).posted(day('2026-06-27'))).toEqual([]);
      await kept.transact((tx) => indicatorsIn(tx).setAlert('a', '1', 's'));
      await kept.transact((tx) => indicatorsIn(tx).setAlert('a', '2', 's'));
      expect(await indicatorsIn(kept.read).alerts()).toEqual(new Map([['a', '2']]));
      await kept.transact((tx) => indicatorsIn(tx).clearAlert('a'));
      expect((await indicatorsIn(kept.read).alerts()).size).toBe(0);
      await kept.close();
    });
  });
}
