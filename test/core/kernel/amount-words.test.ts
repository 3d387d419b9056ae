import { describe, expect, it } from 'vitest';
import { readAmount } from '../../../src/core/kernel/amount-words.ts';

describe('an amount as people type it', () => {
  it.each([
    ['4300', 430_000n],
    ['4 300', 430_000n],
    ['4\u202f300,50 €', 430_050n],
    ['4.300,50', 430_050n],
    ['4,300.50', 430_050n],
    ['4.300', 430_000n],
    ['4,300', 430_000n],
    ['4300.5', 430_050n],
    ['1.234.567', 123_456_700n],
    ['0,01', 1n],
    ['99999999999999999999', 9_999_999_999_999_999_999_900n],
  ])('%s', (text, minor) => {
    expect(readAmount(text, 'EUR')).toBe(minor);
  });
  it.each(['', '0', '0,00', '-5', 'abc', '12a', '1,2,3,4.5.6', '4300.555.5', '1e9'])(
    'is refused when it is none, or not above 0: %s',
    (text) => {
      expect(readAmount(text, 'EUR')).toBeUndefined();
    },
  );
});
