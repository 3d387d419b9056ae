/** The aged balance's buckets in tests: those of a company that has not said, and any that a policy may name. */
import fc from 'fast-check';
import { DEFAULT_COMPANY } from '../../src/core/desk/policy.ts';
import { type Bounds, emptyBuckets, MOST_BOUNDS } from '../../src/core/kernel/buckets.ts';

export const BOUNDS = DEFAULT_COMPANY.buckets;
export const EMPTY_BUCKETS = emptyBuckets(BOUNDS);

/** Bounds below `most` days. */
export function someBounds(most: number): fc.Arbitrary<Bounds> {
  const days = fc.uniqueArray(fc.integer({ min: 1, max: most }), { minLength: 1, maxLength: MOST_BOUNDS });
  return days.map((some) => some.sort((a, b) => a - b));
}
