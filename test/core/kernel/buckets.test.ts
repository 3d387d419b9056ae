/** The buckets of the aged balance at their bounds, what they add up to, and the lesser and greater of two amounts. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { descending, greater, lesser } from '../../../src/core/kernel/amounts.ts';
import {
  addBuckets,
  afterCredits,
  agesWithin,
  type Bounds,
  type Buckets,
  bucketOf,
  columnsOf,
  emptyBuckets,
  lateBeyond,
  overdue,
  overdueRate,
  spanOf,
  total,
} from '../../../src/core/kernel/buckets.ts';
import { BOUNDS, EMPTY_BUCKETS, someBounds } from '../../support/buckets.ts';

describe('a debit', () => {
  it.each([
    [-1, 'notDue'],
    [0, 'notDue'],
    [1, 'd1_30'],
    [29, 'd1_30'],
    [30, 'd1_30'],
    [31, 'd31_60'],
    [60, 'd31_60'],
    [61, 'd61_90'],
    [90, 'd61_90'],
    [91, 'd91_120'],
    [120, 'd91_120'],
    [121, 'over120'],
  ])('that is %i days late is in %s', (late, bucket) => {
    expect(bucketOf(1000, 1000 - late, BOUNDS)).toBe(bucket);
  });

  it.each([
    [[10], 9, 'd1_10'],
    [[10], 10, 'd1_10'],
    [[10], 11, 'over10'],
    [[1, 10], 1, 'd1_1'],
    [[1, 10], 2, 'd2_10'],
    [[15, 45], 15, 'd1_15'],
    [[15, 45], 16, 'd16_45'],
    [[15, 45], 45, 'd16_45'],
    [[15, 45], 46, 'over45'],
    [[], 0, 'notDue'],
    [[], 1, 'over0'],
  ])('within the bounds %j that is %i days late is in %s', (bounds, late, bucket) => {
    expect(bucketOf(1000, 1000 - late, bounds)).toBe(bucket);
  });

  it('is in exactly one bucket, whose days it has, whatever the bounds, and at every edge', () => {
    fc.assert(
      fc.property(someBounds(400), fc.integer({ min: -50, max: 450 }), (bounds, any) => {
        const ages = agesWithin(bounds);
        for (const late of [any, ...bounds.flatMap((bound) => [bound - 1, bound, bound + 1])]) {
          const holding = ages.filter((age) => late >= spanOf(age).from && late <= (spanOf(age).to ?? late));
          expect(late > 0 ? holding : ['notDue', ...holding]).toEqual([bucketOf(0, -late, bounds)]);
        }
      }),
    );
  });
});

describe('debits and credits', () => {
  const items = fc.array(
    fc.record({ late: fc.integer({ min: -50, max: 450 }), minor: fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }) }),
  );
  const sum = (of: readonly { readonly minor: bigint }[]) => of.reduce((all, { minor }) => all + minor, 0n);

  /** The aged balance of items, one by one. */
  function agedOf(of: readonly { readonly late: number; readonly minor: bigint }[], bounds: Bounds): Buckets {
    const part = (late: number, minor: bigint): Buckets =>
      minor > 0n
        ? { ...emptyBuckets(bounds), [bucketOf(0, -late, bounds)]: minor }
        : { ...emptyBuckets(bounds), unallocated: minor, unallocatedDue: late > 0 ? minor : 0n };
    return of.reduce((all, { late, minor }) => addBuckets(all, part(late, minor)), emptyBuckets(bounds));
  }

  it('add up to the same total and the same overdue amount in any buckets, and past any bound to what is later', () => {
    fc.assert(
      fc.property(items, someBounds(400), (some, bounds) => {
        const b = agedOf(some, bounds);
        expect(columnsOf(b).map(([column]) => column)).toEqual(['notDue', ...agesWithin(bounds), 'unallocated']);
        expect(columnsOf(b).reduce((all, [, minor]) => all + minor, 0n)).toBe(sum(some));
        expect(total(b)).toBe(sum(some));
        expect(overdue(b)).toBe(sum(some.filter(({ late }) => late > 0)));
        const left = sum(some.filter(({ late, minor }) => late > 0 || minor < 0n));
        expect(afterCredits(b)).toBe(left > 0n ? left : 0n);
        for (const days of [0, ...bounds]) expect(lateBeyond(b, days)).toBe(sum(some.filter((i) => i.minor > 0n && i.late > days)));
        const other = agedOf(some, []);
        expect([total(other), overdue(other), afterCredits(other)]).toEqual([total(b), overdue(b), afterCredits(b)]);
      }),
    );
  });

  it('that were put into other buckets keep their own beside them, youngest first', () => {
    const both = addBuckets(agedOf([{ late: 20, minor: 5n }], [30, 60]), agedOf([{ late: 20, minor: 7n }], [15, 45]));
    expect(columnsOf(both).filter(([, minor]) => minor !== 0n)).toEqual([
      ['d1_30', 5n],
      ['d16_45', 7n],
    ]);
    expect(total(both)).toBe(12n);
  });
});

describe('the sums', () => {
  const one = { notDue: 1n, d1_30: 2n, d31_60: 4n, d61_90: 8n, d91_120: 16n, over120: 32n, unallocated: -64n, unallocatedDue: -128n };
  it('count every bucket once, credits in the total, and only those due in what is overdue', () => {
    expect(total(one)).toBe(-1n);
    expect(overdue(one)).toBe(62n - 128n);
    expect(columnsOf(one).reduce((all, [, minor]) => all + minor, 0n)).toBe(63n - 64n);
  });
  it('of two accounts are added bucket by bucket', () => {
    const other = {
      notDue: 100n,
      d1_30: 200n,
      d31_60: 400n,
      d61_90: 800n,
      d91_120: 1600n,
      over120: 3200n,
      unallocated: -6400n,
      unallocatedDue: -1n,
    };
    expect(addBuckets(one, other)).toEqual({
      ...{ notDue: 101n, d1_30: 202n, d31_60: 404n, d61_90: 808n, d91_120: 1616n, over120: 3232n },
      ...{ unallocated: -6464n, unallocatedDue: -129n },
    });
    expect(addBuckets(one, EMPTY_BUCKETS)).toEqual(one);
  });
  it('give the share that is overdue, and none of nothing', () => {
    expect(overdueRate({ ...EMPTY_BUCKETS, notDue: 50n, d1_30: 50n })).toBe('0.5000');
    expect(overdueRate({ ...EMPTY_BUCKETS, over120: 3n, unallocatedDue: -1n, unallocated: 0n })).toBe('0.6667');
    expect(overdueRate(EMPTY_BUCKETS)).toBeUndefined();
  });
});

it('the lesser and the greater of two amounts are exact beyond floats, and the largest comes first', () => {
  const [a, b] = [2n ** 60n, 2n ** 60n + 1n];
  expect([lesser(a, b), lesser(b, a), lesser(a, a)]).toEqual([a, a, a]);
  expect([greater(a, b), greater(b, a), greater(b, b)]).toEqual([b, b, b]);
  expect([descending(a, b), descending(b, a), descending(a, a)]).toEqual([1, -1, 0]);
});
