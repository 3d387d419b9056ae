/** Pauses between tries. */
import { expect, test } from 'vitest';
import { pauseAfter } from '../../../src/core/kernel/back-off.ts';

const PAUSES = { firstMs: 1_000, longestMs: 9_000 };

test('a pause doubles with each failure, up to the longest', () => {
  expect([0, 1, 2, 3, 4, 20, 10_000].map((failed) => pauseAfter(PAUSES, failed))).toEqual([
    1_000, 2_000, 4_000, 8_000, 9_000, 9_000, 9_000,
  ]);
});

test('chance takes up to half of it off', () => {
  expect([0, 0.5, 1].map((chance) => pauseAfter(PAUSES, 1, chance))).toEqual([1_000, 1_500, 2_000]);
});
