import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromDecimal, ratio, toDecimal } from '../../../src/core/kernel/money.ts';
import { convert } from '../../../src/core/kernel/rates.ts';

describe('an amount', () => {
  it('is a decimal string with the decimals of its currency', () => {
    expect(toDecimal(-100000n, 'EUR')).toBe('-1000.00');
    expect(toDecimal(5n, 'EUR')).toBe('0.05');
    expect(toDecimal(-5n, 'EUR')).toBe('-0.05');
    expect(toDecimal(1234n, 'JPY')).toBe('1234');
    expect(toDecimal(1234n, 'TND')).toBe('1.234');
  });
  it('comes back exactly, far beyond 2^53', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 29n), max: 10n ** 29n }), fc.constantFrom('EUR', 'JPY', 'BHD'), (minor, currency) => {
        expect(fromDecimal(toDecimal(minor, currency), currency)).toBe(minor);
      }),
    );
  });
  it('is refused with more decimals than its currency has, unless they are zeros', () => {
    expect(fromDecimal('1.005', 'EUR')).toBeUndefined();
    expect(fromDecimal('1.500', 'EUR')).toBe(150n);
    expect(fromDecimal('1.5', 'JPY')).toBeUndefined();
    for (const text of ['', '1,00', '1e3', 'abc', '1.2.3', '--1', '.']) expect(fromDecimal(text, 'EUR')).toBeUndefined();
  });
});

describe('a ratio', () => {
  it('rounds half up, away from zero', () => {
    expect(ratio(12_000n, 22_000n, 4)).toBe('0.5455');
    expect(ratio(9_000n, 22_000n, 4)).toBe('0.4091');
    expect(ratio(1n, 8n, 2)).toBe('0.13');
    expect(ratio(-1n, 8n, 2)).toBe('-0.13');
    expect(ratio(1n, 2n, 0)).toBe('1');
  });
  it('has the sign of both of its terms, and none at zero', () => {
    expect([
      ratio(1n, -8n, 2),
      ratio(-1n, -8n, 2),
      ratio(1n, -2n, 0),
      ratio(-1n, 1_000n, 2),
      ratio(0n, -1n, 2),
      ratio(-10n, 4n, 1),
    ]).toEqual(['-0.13', '0.13', '-1', '0.00', '0.00', '-2.5']);
  });
  it('is not there when nothing divides it', () => {
    expect(ratio(1n, 0n, 4)).toBeUndefined();
  });
  it('is never further than half a unit from the truth', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 20n), 10n ** 20n), fc.bigInt(1n, 10n ** 20n), (n, d) => {
        const scaled = BigInt((ratio(n, d, 4) ?? '').replace('.', ''));
        const error = 2n * (scaled * d - n * 10_000n);
        expect((error < 0n ? -error : error) <= d).toBe(true);
      }),
    );
  });
});

describe('a conversion', () => {
  const rates = [
    { from: 'USD', to: 'EUR', on: 100, rate: '0.92' },
    { from: 'USD', to: 'EUR', on: 200, rate: '0.95' },
    { from: 'EUR', to: 'JPY', on: 100, rate: '160.5' },
  ];
  it('uses the newest rate that is not after the day', () => {
    expect([99, 100, 199, 200].map((day) => convert(10_000n, 'USD', 'EUR', day, rates))).toEqual([undefined, 9_200n, 9_200n, 9_500n]);
  });
  it('uses a rate from the very day on which it is dated, the direct one of two of that day, and the newer one of two ways', () => {
    const both = (direct: number, inverse: number) =>
      convert(100_00n, 'USD', 'EUR', 300, [
        { from: 'USD', to: 'EUR', on: direct, rate: '0.50' },
        { from: 'EUR', to: 'USD', on: inverse, rate: '4' },
      ]);
    expect([both(300, 300), both(300, 299), both(299, 300), both(301, 300), both(300, 301), both(301, 301)]).toEqual([
      50_00n,
      50_00n,
      25_00n,
      25_00n,
      50_00n,
      undefined,
    ]);
  });
  it('of two rates of one day takes the first that is named', () => {
    const twice = ['2', '3'].map((rate) => ({ from: 'USD', to: 'EUR', on: 5, rate }));
    expect(convert(100n, 'USD', 'EUR', 5, twice)).toBe(200n);
  });
  it('rounds half a minor unit away from zero, both ways, and less down', () => {
    const half = [{ from: 'USD', to: 'EUR', on: 1, rate: '0.5' }];
    expect([1n, -1n, 3n, -3n, 2n, 0n].map((minor) => convert(minor, 'USD', 'EUR', 1, half))).toEqual([1n, -1n, 2n, -2n, 1n, 0n]);
    const third = [{ from: 'EUR', to: 'USD', on: 1, rate: '3' }];
    expect([1n, 2n, -1n, -2n, 4n, 5n].map((minor) => convert(minor, 'USD', 'EUR', 1, third))).toEqual([0n, 1n, 0n, -1n, 1n, 2n]);
    expect(convert(100n, 'USD', 'EUR', 1, [{ from: 'USD', to: 'EUR', on: 1, rate: '2' }])).toBe(200n);
  });
  it('turns a rate round when only the other way is known, and minds the decimals of both currencies', () => {
    expect(convert(100_00n, 'EUR', 'JPY', 150, rates)).toBe(16_050n);
    expect(convert(16_050n, 'JPY', 'EUR', 150, rates)).toBe(100_00n);
    expect(convert(100_00n, 'EUR', 'USD', 150, rates)).toBe(108_70n);
  });
  it('leaves an amount in its own currency alone, and guesses nothing without a rate', () => {
    expect(convert(7n, 'CHF', 'CHF', 0, [])).toBe(7n);
    expect(convert(7n, 'CHF', 'EUR', 0, rates)).toBeUndefined();
  });
});
