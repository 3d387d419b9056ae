import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Basis, dsoCountback, figuresOf } from '../../../src/core/indicators/formulas.ts';
import { daysOf, monthsBack, periodOf } from '../../../src/core/indicators/period.ts';
import type { Buckets } from '../../../src/core/kernel/buckets.ts';
import { parseDay, yearBack } from '../../../src/core/kernel/dates.ts';
import { EMPTY_BUCKETS } from '../../support/buckets.ts';

const day = (text: string): number => parseDay(text) ?? 0;

function basis(more: Partial<Basis>): Basis {
  return {
    currency: 'EUR',
    period: periodOf(day('2026-06-30'), 3),
    buckets: EMPTY_BUCKETS,
    lateWeight: 0n,
    beyond: 0n,
    items: 0,
    lateItems: 0,
    disputed: { total: 0n, overdue: 0n, beyond: 0n, count: 0 },
    promises: { kept: 0, broken: 0 },
    opening: 0n,
    sales: 0n,
    cash: 0n,
    bounced: 0n,
    paid: 0n,
    paidWeight: 0n,
    months: [],
    ...more,
  };
}

const owed = (notDue: bigint): Buckets => ({ ...EMPTY_BUCKETS, notDue });
const back = (asOf: string, ...sales: readonly bigint[]): Basis['months'] =>
  monthsBack(day(asOf), sales.length).map((month, i) => ({ ...month, sales: sales[i] ?? 0n }));

describe('the DSO by count-back', () => {
  it('takes whole months off first, then the last one pro rata', () => {
    const months = back('2026-11-30', 1_200_00n, 800_00n, 700_00n);
    expect(dsoCountback({ buckets: owed(2_500_00n), months })).toEqual({ value: '82.4' });
  });

  it('counts the days elapsed of the current month, not its whole length', () => {
    const months = back('2026-11-10', 400_00n, 800_00n);
    expect(dsoCountback({ buckets: owed(400_00n), months }).value).toBe('10.0');
    expect(dsoCountback({ buckets: owed(800_00n), months }).value).toBe('25.5');
  });

  it('says more than so many days when the history runs out, by one cent', () => {
    const months = back('2026-11-30', 1_200_00n, 800_00n);
    expect(dsoCountback({ buckets: owed(1_999_99n), months }).value).toBe('61.0');
    expect(dsoCountback({ buckets: owed(2_000_00n), months }).value).toBe('61.0');
    expect(dsoCountback({ buckets: owed(2_000_01n), months })).toEqual({ value: null, gap: 'short-history', days: 61 });
  });

  it('lets a month without sales take its days, and one of credit notes add to what is left', () => {
    expect(dsoCountback({ buckets: owed(500_00n), months: back('2026-11-30', 0n, 1_000_00n) }).value).toBe('45.5');
    expect(dsoCountback({ buckets: owed(500_00n), months: back('2026-11-30', -500_00n, 2_000_00n) }).value).toBe('45.5');
  });

  it('is zero when nothing is owed, and no figure when the balance is a credit', () => {
    expect(dsoCountback({ buckets: owed(0n), months: [] }).value).toBe('0.0');
    expect(dsoCountback({ buckets: { ...EMPTY_BUCKETS, unallocated: -1n }, months: back('2026-11-30', 5n) }).gap).toBe('credit-balance');
  });
});

describe('periods', () => {
  it('are whole calendar months that end with the date’s own, to date', () => {
    expect(periodOf(day('2026-06-30'), 3)).toMatchObject({ from: day('2026-04-01'), days: 91 });
    expect(periodOf(day('2026-06-10'), 3)).toMatchObject({ from: day('2026-04-01'), days: 71 });
    expect(periodOf(day('2026-01-31'), 1)).toMatchObject({ from: day('2026-01-01'), days: 31 });
  });

  it('go back month by month over the end of a year and a leap February', () => {
    const months = monthsBack(day('2024-03-15'), 4);
    expect(months.map(daysOf)).toEqual([15, 29, 31, 31]);
    expect(monthsBack(day('2024-03-15'), 2, 2)).toEqual(months.slice(2));
  });

  it('reach back a year, also from a 29 February', () => {
    expect(yearBack(day('2026-06-30'))).toBe(day('2025-07-01'));
    expect(yearBack(day('2024-02-29'))).toBe(day('2023-03-01'));
  });
});

describe('figures', () => {
  it('that cannot be computed are missing with their reason, never zero or infinite', () => {
    const f = figuresOf(basis({ buckets: owed(100n) }));
    expect([f.dsoSimple.gap, f.bestPossibleDso.gap, f.averageDaysDelinquent.gap, f.unpaidRate.gap]).toEqual(Array(4).fill('no-sales'));
    expect(figuresOf(basis({})).overdueRate).toEqual({ value: null, gap: 'nothing-owed' });
    expect(figuresOf(basis({ buckets: owed(1n) })).weightedDaysLate.gap).toBe('nothing-overdue');
    expect(figuresOf(basis({})).collectionRate.gap).toBe('nothing-due');
    expect(figuresOf(basis({})).paidDaysLate.gap).toBe('nothing-paid');
  });

  it('stay exact at amounts beyond what a float holds', () => {
    const huge = 9_007_199_254_740_993n;
    const f = figuresOf(basis({ buckets: { ...owed(huge), d1_30: huge }, sales: 2n * huge }));
    expect(f.dsoSimple.value).toBe('91.0');
    expect(f.overdueRate.value).toBe('0.5000');
  });

  const amount = fc.bigInt({ min: 0n, max: 10n ** 15n });
  const buckets = fc.record({
    notDue: amount,
    d1_30: amount,
    d31_60: amount,
    d61_90: amount,
    d91_120: amount,
    over120: amount,
    unallocated: amount.map((n) => -n),
    unallocatedDue: fc.constant(0n),
  });

  it('keep DSO = best possible DSO + average days delinquent, whatever the credits', () => {
    fc.assert(
      fc.property(buckets, fc.bigInt({ min: 1n, max: 10n ** 15n }), fc.bigInt({ min: 0n, max: 100n }), (b, sales, due) => {
        const f = figuresOf(basis({ buckets: { ...b, unallocatedDue: (b.unallocated * due) / 100n }, sales }));
        if (f.dsoSimple.value === null) return;
        const tenths = (text: string | null): bigint => BigInt((text ?? '').replace('.', ''));
        const gap = tenths(f.dsoSimple.value) - tenths(f.bestPossibleDso.value ?? '0.0') - tenths(f.averageDaysDelinquent.value ?? '0.0');
        // Each of the three is rounded on its own.
        expect(gap >= -1n && gap <= 1n).toBe(true);
      }),
    );
  });

  it('stay between 0 and 1 where they are shares, as long as there are no credits', () => {
    fc.assert(
      fc.property(buckets, amount, fc.bigInt({ min: 0n, max: 100n }), amount, (b, opening, part, sales) => {
        const plain = { ...b, unallocated: 0n };
        const late = b.d1_30 + b.d31_60 + b.d61_90 + b.d91_120 + b.over120;
        const disputed = { total: (late * part) / 100n, overdue: (late * part) / 100n, beyond: 0n, count: 1 };
        const cash = ((opening + sales) * part) / 100n;
        const f = figuresOf(basis({ buckets: plain, opening, sales, cash, disputed }));
        for (const rate of [f.overdueRate, f.overdueRateUndisputed, f.disputeRate, f.collectionRate]) {
          if (rate.value === null) continue;
          expect(Number(rate.value)).toBeGreaterThanOrEqual(0);
          expect(Number(rate.value)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
