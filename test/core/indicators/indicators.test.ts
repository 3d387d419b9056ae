import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../../src/core/features.ts';
import { type Evidence, evidenceAt } from '../../../src/core/indicators/evidence.ts';
import type { Basis } from '../../../src/core/indicators/formulas.ts';
import { indicatorsJson } from '../../../src/core/indicators/indicators.json.ts';
import { type Asked, indicatorsAt } from '../../../src/core/indicators/indicators.ts';
import { indicatorsIn, type Position } from '../../../src/core/indicators/ports.ts';
import { topByAge, topByAmount } from '../../../src/core/indicators/rankings.ts';
import { overdue, total } from '../../../src/core/kernel/buckets.ts';
import { isoDay, parseDay } from '../../../src/core/kernel/dates.ts';
import { ledgerIn } from '../../../src/core/ledger/ports.ts';
import { BOUNDS } from '../../support/buckets.ts';
import { runs } from '../../support/chance.ts';
import { type TurnedCore, turnedCore } from '../../support/turned.ts';
import { EX_HISTORY } from './ex.ts';

let t: TurnedCore;
afterEach(() => t.close());

const HEAD = 'debtor,name,ref,issueDate,dueDate,amount,currency,kind,settledDate,disputed,openAmount';
async function ledger(...rows: readonly string[]): Promise<void> {
  t = await turnedCore({ at: '2026-06-30T09:00:00+02:00' });
  const report = await t.import('items.csv', [HEAD, ...rows].join('\n'));
  expect(report.rejectedCount).toBe(0);
}
const day = (text: string): number => parseDay(text) ?? 0;
const at = async (date: string, more: Partial<Asked> = {}) =>
  JSON.parse(JSON.stringify(indicatorsJson(await indicatorsAt(t.core.store.read, { asOf: day(date), ...more }, DEFAULT_POLICY), 'en')));
const eur = async (date: string, more: Partial<Asked> = {}) => (await at(date, more)).currencies[0];

describe('bad input', () => {
  it('a period without sales has no DSO, and says so', async () => {
    await ledger('C1,Un,A,2025-11-01,2025-12-01,100.00,EUR,invoice,,,');
    const found = await eur('2026-06-30');
    expect(found).toMatchObject({ dsoSimple: null, bestPossibleDso: null, averageDaysDelinquent: null, unpaidRate: null });
    expect(found.overdueRate).toBe('1.0000');
    expect(found.notes).toContain('dsoSimple: no sales in the period.');
    expect(found.dsoCountback).toBe('242.0');
  });

  it('a history shorter than the count-back says more than how many days', async () => {
    await ledger('C1,Un,O,2026-04-30,2026-05-30,900.00,EUR,opening,,,', 'C1,Un,A,2026-05-10,2026-06-09,100.00,EUR,invoice,,,');
    const found = await eur('2026-06-30');
    expect(found.dsoCountback).toBeNull();
    expect(found.notes).toContain('dsoCountback: more than 61 days: the ledger’s sales go back no further.');
  });

  it('a credit balance has no rate and no DSO, and says so', async () => {
    await ledger('C1,Un,A,2026-06-01,2026-06-20,100.00,EUR,invoice,,,', 'C1,Un,P,2026-06-10,2026-06-10,-300.00,EUR,payment,,,');
    const found = await eur('2026-06-30');
    expect(found).toMatchObject({ dsoSimple: null, dsoCountback: null, disputeRate: null, overdueRate: null, total: '-200.00' });
    expect(found.notes).toContain('overdueRate: the balance is a credit.');
    expect(found.notes).toContain('dsoSimple: the balance is a credit.');
  });

  it('keeps a debtor of one currency out of the figures of the other', async () => {
    await ledger('C1,Un,A,2026-06-01,2026-06-20,100.00,EUR,invoice,,,', 'C2,Deux,B,2026-06-01,2026-08-20,7000,JPY,invoice,,,');
    const { currencies } = await at('2026-06-30');
    expect(currencies.map((c: { currency: string; total: string; overdueRate: string }) => [c.currency, c.total, c.overdueRate])).toEqual([
      ['EUR', '100.00', '1.0000'],
      ['JPY', '7000', '0.0000'],
    ]);
    expect(currencies[1].topByAmount).toEqual([]);
    expect(currencies[0].topByAmount.map((row: { debtor: string }) => row.debtor)).toEqual(['C1']);
  });

  it('a date after the ledger’s last day is computed, with the note that the rest is missing', async () => {
    await ledger('C1,Un,A,2026-06-01,2026-06-20,100.00,EUR,invoice,,,');
    const later = await at('2026-12-31');
    expect(later.notes).toEqual(['The ledger ends on Tue 30 Jun: what happened since is missing.']);
    expect(later.currencies[0].dsoSimple).toBeNull();
  });

  it('a date before the first item has no currency and says why', async () => {
    await ledger('C1,Un,A,2026-06-01,2026-06-20,100.00,EUR,invoice,,,');
    const early = await at('2020-01-31');
    expect(early.currencies).toEqual([]);
    expect(early.notes).toHaveLength(1);
  });
});

describe('cash and disputes', () => {
  it('counts a settled item as cash on its day, a part payment once, and what vanished never', async () => {
    await ledger('C1,Un,A,2026-05-01,2026-05-31,100.00,EUR,invoice,2026-06-10,,', 'C1,Un,B,2026-05-01,2026-05-31,50.00,EUR,invoice,,,');
    expect((await eur('2026-06-30')).cashIn).toBe('100.00');
    t.clock.turn('2026-07-03T09:00:00+02:00');
    await t.import('part.csv', `${HEAD}\nC1,Un,B,2026-05-01,2026-05-31,50.00,EUR,invoice,,,20.00\n`, { source: '' });
    expect((await eur('2026-07-03')).cashIn).toBe('130.00');
    t.clock.turn('2026-07-05T09:00:00+02:00');
    const rows = [HEAD, 'C1,Un,C,2026-06-01,2026-06-30,10.00,EUR,invoice,,,'];
    await t.import('next.csv', rows.join('\n'), { source: '', complete: true, confirm: true });
    expect((await eur('2026-07-31')).cashIn).toBe('130.00');
    expect((await eur('2026-07-31')).total).toBe('10.00');
  });

  it('takes an amount, a yes and a reason as a mark, never more than what is open', async () => {
    await ledger(
      'C1,Un,A,2026-05-01,2026-05-31,100.00,EUR,invoice,,30.00,',
      'C1,Un,B,2026-05-01,2026-05-31,100.00,EUR,invoice,,yes,40.00',
      'C2,Deux,C,2026-06-01,2026-07-31,100.00,EUR,invoice,,Prix,',
      'C2,Deux,D,2026-06-01,2026-07-31,100.00,EUR,invoice,,500.00,',
    );
    const found = await eur('2026-06-30');
    expect(found.disputed).toEqual({ amount: '270.00', overdue: '70.00', count: 4 });
    expect(found.disputeRate).toBe('0.7941');
  });

  it('leaves out what is asked to be left out', async () => {
    t = await turnedCore({ at: '2026-06-30T09:00:00+02:00' });
    await t.import('ex.csv', EX_HISTORY);
    const found = await eur('2026-06-30', { without: ['disputed', 'unallocated'] });
    expect(found).toMatchObject({ total: '20000.00', overdue: '10000.00', weightedDaysLate: '30.0', disputeRate: '0.0000' });
  });

  it('answers for a portfolio, a salesperson and a segment alone', async () => {
    t = await turnedCore({ at: '2026-06-30T09:00:00+02:00' });
    await t.import('ex.csv', EX_HISTORY);
    await t.import('debtors.csv', 'debtor,collector,salesperson,segment\nC1,a@x.example,s@x.example,key\nC2,b@x.example,s@x.example,small');
    expect((await eur('2026-06-30', { filter: { collector: 'a@x.example' } })).total).toBe('9000.00');
    expect((await eur('2026-06-30', { filter: { salesperson: 's@x.example' } })).total).toBe('15000.00');
    expect((await eur('2026-06-30', { filter: { salesperson: 's@x.example', segment: 'small' } })).total).toBe('6000.00');
    expect((await at('2026-06-30', { filter: { segment: 'none' } })).currencies).toEqual([]);
  });
});

describe('the overdue rate by count', () => {
  it('counts open debits, whole or in part, and never credits', async () => {
    await ledger(
      'C1,Un,A,2026-05-01,2026-06-29,100.00,EUR,invoice,,,40.00',
      'C1,Un,B,2026-05-01,2026-06-30,900.00,EUR,invoice,,,',
      'C1,Un,C,2026-05-01,2026-05-31,100.00,EUR,invoice,2026-06-10,,',
      'C1,Un,D,2026-06-01,2026-06-01,-50.00,EUR,credit-note,,,',
    );
    expect(await eur('2026-06-30')).toMatchObject({ overdueRateByCount: '0.5000', items: { open: 2, overdue: 1 } });
  });

  it('leaves out an item that is disputed as a whole, not one that is in part', async () => {
    await ledger(
      'C1,Un,A,2026-05-01,2026-05-31,100.00,EUR,invoice,,30.00,',
      'C1,Un,B,2026-05-01,2026-05-31,100.00,EUR,invoice,,yes,40.00',
      'C1,Un,C,2026-06-01,2026-07-31,100.00,EUR,invoice,,,',
    );
    expect(await eur('2026-06-30')).toMatchObject({ overdueRateByCount: '0.6667', items: { open: 3, overdue: 2 } });
    expect((await eur('2026-06-30', { without: ['disputed'] })).items).toEqual({ open: 2, overdue: 1 });
  });

  it('has no figure when only credits are open', async () => {
    await ledger('C1,Un,P,2026-06-10,2026-06-10,-300.00,EUR,payment,,,');
    expect((await eur('2026-06-30')).overdueRateByCount).toBeNull();
  });
});

describe('what is left out', () => {
  it('is left out of the opening too, or it would count as collected', async () => {
    await ledger(
      'C1,Un,A,2026-01-01,2026-01-31,100.00,EUR,invoice,,yes,',
      'C1,Un,B,2026-03-01,2026-03-31,300.00,EUR,invoice,,,',
      'C1,Un,P,2026-02-01,2026-02-01,-50.00,EUR,payment,,,',
    );
    expect((await eur('2026-06-30')).opening).toBe('350.00');
    expect(await eur('2026-06-30', { without: ['disputed'] })).toMatchObject({ opening: '250.00', collectionEffectiveness: '0.0000' });
    expect((await eur('2026-06-30', { without: ['disputed', 'unallocated'] })).opening).toBe('300.00');
  });
});

describe('any ledger', () => {
  const item = fc.record({
    debtor: fc.integer({ min: 1, max: 4 }),
    issue: fc.integer({ min: 0, max: 300 }),
    terms: fc.integer({ min: 0, max: 60 }),
    paid: fc.option(fc.integer({ min: 0, max: 200 })),
    cents: fc.integer({ min: 1, max: 5_000_000 }),
    left: fc.option(fc.integer({ min: 1, max: 99 })),
    disputed: fc.constantFrom('', '', 'yes', '12.34'),
    credit: fc.boolean(),
    currency: fc.constantFrom('EUR', 'USD'),
  });

  /** What is asked for those that rank is what is asked for everybody. */
  async function rankingAgrees(asOf: number): Promise<void> {
    const read = indicatorsIn(t.core.store.read);
    const ages = { bounds: BOUNDS, beyondDays: 30 };
    const all = await read.positions(asOf, ages);
    const some = await read.positions(asOf, ages, {}, { top: 2, floor: 100_00n });
    expect(some.totals).toEqual([...all.totals].sort((a, b) => (a.currency < b.currency ? -1 : 1)));
    for (const currency of ['EUR', 'USD']) {
      const [mine, ranked] = [all.debtors, some.debtors].map((rows) => rows.filter((row) => row.currency === currency));
      expect(topByAmount(ranked ?? [], 2)).toEqual(topByAmount(mine ?? [], 2));
      expect(topByAge(ranked ?? [], 100_00n, 2)).toEqual(topByAge(mine ?? [], 100_00n, 2));
      const owed = (rows: readonly Position[] = []) =>
        rows
          .map(total)
          .sort((a, b) => (a > b ? -1 : 1))
          .slice(0, 2);
      expect(owed(ranked)).toEqual(owed(mine));
    }
  }

  /** The items behind each term make the term. */
  async function evidenceAgrees(asOf: number, b: Basis): Promise<void> {
    const sum = async (what: Evidence) => {
      const { currencies } = await evidenceAt(t.core.store.read, { asOf }, what, 100, DEFAULT_POLICY);
      const mine = currencies.find((row) => row.currency === b.currency);
      expect(mine?.lines.length ?? 0).toBe(mine?.count ?? 0);
      expect((mine?.lines ?? []).reduce((all, line) => all + line.amount, 0n)).toBe(mine?.total ?? 0n);
      return mine?.total ?? 0n;
    };
    expect(await sum('owed')).toBe(total(b.buckets));
    expect(await sum('overdue')).toBe(overdue(b.buckets));
    expect(await sum('notDue')).toBe(total(b.buckets) - overdue(b.buckets));
    expect(await sum('opening')).toBe(b.opening);
    expect(await sum('sales')).toBe(b.sales);
    expect(await sum('cash')).toBe(b.cash);
    expect(await sum('paid')).toBe(b.paid);
    expect(await sum('unpaid')).toBe(b.beyond - b.disputed.beyond + b.bounced);
    expect(await sum('disputed')).toBe(b.disputed.total);
  }

  it('gives totals that are the sums of its debtors, and cash that closes the account', async () => {
    const first = day('2025-09-01');
    await fc.assert(
      fc.asyncProperty(fc.array(item, { minLength: 1, maxLength: 25 }), fc.integer({ min: 0, max: 330 }), async (items, offset) => {
        const rows = items.map((x, i) => {
          const amount = `${x.credit ? '-' : ''}${(x.cents / 100).toFixed(2)}`;
          const settled = x.paid === null ? '' : isoDay(first + x.issue + x.paid);
          const dates = `${isoDay(first + x.issue)},${isoDay(first + x.issue + x.terms)}`;
          return `C${x.debtor},N,R${i},${dates},${amount},${x.currency},${x.credit ? 'credit-note' : 'invoice'},${settled},${x.credit ? '' : x.disputed},${x.left !== null && settled === '' ? `${x.credit ? '-' : ''}${((x.cents * x.left) / 10_000).toFixed(2)}` : ''}`;
        });
        await ledger(...rows);
        try {
          const read = t.core.store.read;
          const asOf = first + offset;
          const { currencies } = await indicatorsAt(read, { asOf }, DEFAULT_POLICY);
          const debtors = await ledgerIn(read).agedByDebtor(asOf);
          await rankingAgrees(asOf);
          for (const { basis } of currencies) {
            const mine = debtors.filter((row) => row.currency === basis.currency);
            expect(total(basis.buckets)).toBe(mine.reduce((sum, row) => sum + total(row), 0n));
            expect(overdue(basis.buckets)).toBe(mine.reduce((sum, row) => sum + overdue(row), 0n));
            expect(basis.opening + basis.sales - basis.cash).toBe(total(basis.buckets));
            const [before] = await indicatorsIn(read).past([{ asOf: basis.period.from - 1, from: asOf }]);
            expect(basis.opening).toBe(before?.find((row) => row.currency === basis.currency)?.total ?? 0n);
            await evidenceAgrees(asOf, basis);
            const [past] = await indicatorsIn(read).past([{ asOf, from: basis.period.from }]);
            expect(past?.find((row) => row.currency === basis.currency)).toEqual({
              currency: basis.currency,
              total: total(basis.buckets),
              overdue: overdue(basis.buckets),
              sales: basis.sales,
            });
          }
        } finally {
          await t.close();
        }
      }),
      { numRuns: runs(12, 200) },
    );
    t = await turnedCore({ at: '2026-06-30T09:00:00+02:00' });
  });
});
