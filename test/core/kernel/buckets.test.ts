/** The buckets of the aged balance at their bounds, what they add up to, and the lesser and greater of two amounts. */
import { describe, expect, it } from 'vitest';
import { descending, greater, lesser } from '../../../src/core/kernel/amounts.ts';
import { addBuckets, BUCKETS, bucketOf, EMPTY_BUCKETS, overdue, overdueRate, total } from '../../../src/core/kernel/buckets.ts';

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
    expect(bucketOf(1000, 1000 - late)).toBe(bucket);
  });
});

describe('the sums', () => {
  const one = { notDue: 1n, d1_30: 2n, d31_60: 4n, d61_90: 8n, d91_120: 16n, over120: 32n, unallocated: -64n, unallocatedDue: -128n };
  it('count every bucket once, credits in the total, and only those due in what is overdue', () => {
    expect(total(one)).toBe(-1n);
    expect(overdue(one)).toBe(62n - 128n);
    expect(BUCKETS.map((bucket) => one[bucket]).reduce((a, b) => a + b)).toBe(63n);
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
