/** Charts that the tests draw and describe. */
import { type AgedBalanceChart, type AgedPoint, colourOf, type LinesChart } from '../../src/core/desk/chart-spec.ts';
import { type Buckets, type Column, overdue, total } from '../../src/core/kernel/buckets.ts';
import { EMPTY_BUCKETS } from '../support/buckets.ts';

export const BUCKETS = ['notDue', 'd1_30', 'd31_60', 'd61_90', 'd91_120', 'over120'] as const;
const colour = (column: Column) => colourOf(column, BUCKETS);
export const BUCKET_COLOURS = {
  ...{ notDue: colour('notDue'), d1_30: colour('d1_30'), d31_60: colour('d31_60'), d61_90: colour('d61_90') },
  ...{ d91_120: colour('d91_120'), over120: colour('over120'), unallocated: colour('unallocated') },
};

/** A point whose rate follows from its buckets, as the ledger would give it. */
export function point(label: string, buckets: Partial<Buckets>): AgedPoint {
  const b: Buckets = Object.assign({}, EMPTY_BUCKETS, buckets);
  return { ...b, label, overdueRate: total(b) === 0n ? null : Number(overdue(b)) / Number(total(b)) };
}

/** `count` weeks that grow a little, every bucket in use, in minor units times `scale`. */
export function weeks(count: number, scale = 1n): AgedPoint[] {
  return Array.from({ length: count }, (_, i) => {
    const k = BigInt(i);
    return point(`S${36 + i}`, {
      notDue: (135_000_000n + k * 2_200_000n) * scale,
      d1_30: (30_000_000n + (k % 4n) * 1_500_000n) * scale,
      d31_60: (21_000_000n + (k % 5n) * 900_000n) * scale,
      d61_90: 15_000_000n * scale,
      d91_120: 12_000_000n * scale,
      over120: (18_000_000n + k * 250_000n) * scale,
      unallocated: -14_000_000n * scale,
      unallocatedDue: -9_000_000n * scale,
    });
  });
}

export function aged(over: Partial<AgedBalanceChart> = {}): AgedBalanceChart {
  return { kind: 'aged-balance', locale: 'fr', title: 'Balance âgée', currency: 'EUR', points: weeks(12), target: 0.1, ...over };
}

/** Amounts over time, in minor units. */
export function amounts(values: readonly (bigint | null)[], locale: 'fr' | 'en' = 'fr'): LinesChart {
  const labels = values.map((_, i) => `S${i + 1}`);
  return { kind: 'lines', locale, title: 'Échu', unit: 'money', currency: 'EUR', labels, series: [{ name: 'Échu', values }] };
}

export function dso(over: Partial<Extract<LinesChart, { unit: 'days' | 'percent' }>> = {}): LinesChart {
  return {
    kind: 'lines',
    locale: 'fr',
    title: 'DSO',
    unit: 'days',
    labels: ['S45', 'S46', 'S47'],
    series: [
      { name: 'DSO', values: [74.1, null, 76] },
      { name: 'Meilleur DSO possible', values: [30, 32, 33.7] },
    ],
    ...over,
  };
}
