import { describe, expect, it } from 'vitest';
import {
  axisAmounts,
  exactPercent,
  percent,
  plainValue,
  shortAmount,
  tableAmounts,
  targetPercent,
} from '../../../src/core/desk/chart-format.ts';

/** The expected texts are written with plain spaces; inside a number the real ones are narrow no-break spaces. */
const spaces = (text: string) => text.replaceAll('\u202f', ' ');

describe('a short amount', () => {
  it.each([
    [0n, '0 €', '€0'],
    [912_050n, '9 121 €', '€9,121'],
    [9_999_949n, '99 999 €', '€99,999'],
    [10_000_000n, '100 k€', '€100k'],
    [184_249_999n, '1 842 k€', '€1,842k'],
    [184_250_000n, '1 843 k€', '€1,843k'],
    [999_999_999n, '10 000 k€', '€10,000k'],
    [1_000_000_000n, '10,0 M€', '€10.0M'],
    [9_999_999_999n, '100,0 M€', '€100.0M'],
    [184_200_000_000n, '1 842 M€', '€1,842M'],
    [1_000_000_000_000n, '10,0 Md€', '€10.0bn'],
    [100_000_000_000_000_000n, '1 × 10¹⁵ €', '€1 × 10¹⁵'],
    [-3_820_000n, '-38 200 €', '-€38,200'],
  ])('writes %s cents for a headline in both languages', (minor, fr, en) => {
    expect(spaces(shortAmount('fr', minor, 'EUR'))).toBe(fr);
    expect(spaces(shortAmount('en', minor, 'EUR'))).toBe(en);
  });

  it('counts the minor units that the currency has', () => {
    expect(spaces(shortAmount('fr', 38_200n, 'JPY'))).toBe('38 200 JPY');
    expect(spaces(shortAmount('en', 38_200_000n, 'TND'))).toBe('TND 38,200');
    expect(spaces(shortAmount('fr', 25_000_000n, 'MAD'))).toBe('250 k MAD');
    expect(spaces(shortAmount('fr', 25_000_000n, 'USD'))).toBe('250 k$US');
  });

  it('never lets a line break inside a number, and uses the narrow no-break space in French', () => {
    expect(shortAmount('fr', 184_200_000n, 'EUR')).toBe('1\u202f842\u202fk€');
    expect(percent('fr', 0.116)).toBe('11,6\u202f%');
  });
});

describe('an axis of amounts', () => {
  const axis = (locale: 'fr' | 'en', max: number, step: number) => {
    const format = axisAmounts(locale, max, step, 'EUR');
    return [0, 1, 2, 3].map((n) => spaces(format(n * step)));
  };

  it('keeps one scale over all its ticks', () => {
    expect(axis('fr', 1500, 500)).toEqual(['0 €', '500 €', '1 000 €', '1 500 €']);
    expect(axis('fr', 15_000, 5000)).toEqual(['0 €', '5 k€', '10 k€', '15 k€']);
    expect(axis('fr', 2_500_000, 500_000)).toEqual(['0 €', '0,5 M€', '1 M€', '1,5 M€']);
    expect(axis('en', 2_500_000, 500_000)).toEqual(['€0', '€0.5M', '€1M', '€1.5M']);
    expect(axis('fr', 3_000_000_000, 1_000_000_000)).toEqual(['0 €', '1 Md€', '2 Md€', '3 Md€']);
  });

  it('never writes two ticks the same, even with steps of a quarter', () => {
    expect(axis('fr', 10_000, 2500)).toEqual(['0 €', '2,5 k€', '5 k€', '7,5 k€']);
    expect(new Set(axis('fr', 2_000_000, 250_000)).size).toBe(4);
    expect(new Set(axis('fr', 1, 0.25)).size).toBe(4);
  });

  it('writes powers of ten where no word is left', () => {
    expect(axis('fr', 2e15, 5e14)).toEqual(['0 €', '5 × 10¹⁴ €', '1 × 10¹⁵ €', '1,5 × 10¹⁵ €']);
  });
});

describe('amounts of a table', () => {
  it('drop the cents once one amount reaches 1 000, for the whole column', () => {
    expect([99_999n, 50n].map(tableAmounts('fr', [99_999n, 50n], 'EUR'))).toEqual(['999,99', '0,50']);
    expect([100_000n, 50n].map(tableAmounts('fr', [100_000n, 50n], 'EUR')).map(spaces)).toEqual(['1 000', '1']);
    expect(tableAmounts('en', [-123_456_789n], 'EUR')(-123_456_789n)).toBe('-1,234,568');
  });

  it('stay exact beyond what floating point holds', () => {
    const huge = 90_071_992_547_409_930_100n;
    expect(tableAmounts('en', [huge], 'EUR')(huge)).toBe('900,719,925,474,099,301');
  });
});

describe('rates and other figures', () => {
  it('rounds a rate once, from the exact amounts', () => {
    expect(spaces(exactPercent('fr', 12_000n, 22_000n))).toBe('54,5 %');
    expect(exactPercent('en', 9000n, 22_000n)).toBe('40.9%');
    expect(exactPercent('en', 1n, 0n)).toBe('–');
  });

  it('writes a target without a decimal that says nothing', () => {
    expect(targetPercent('en', 0.1)).toBe('10%');
    expect(targetPercent('en', 0.075)).toBe('7.5%');
  });

  it('writes days and counts in their language', () => {
    expect(spaces(plainValue('fr', 'days', 76))).toBe('76,0 j');
    expect(spaces(plainValue('en', 'days', 76))).toBe('76.0 d');
    expect(spaces(plainValue('fr', 'count', 1204))).toBe('1 204');
    expect(plainValue('en', 'days', -0.04)).not.toMatch(/-0/);
  });
});
