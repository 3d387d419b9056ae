import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountAtEnd, amountFault, amountIn, amountWords, type Least, readAmount } from '../../../src/core/kernel/amount-words.ts';
import { runs } from '../../support/chance.ts';

/** Minor units, or the fault's code. */
function read(text: string, currency = 'EUR', least?: Least): bigint | string {
  const found = readAmount(text, currency, least);
  return 'minor' in found ? found.minor : found.fault.code;
}

function sentence(text: string, currency: string, locale: 'fr' | 'en' = 'en'): string {
  try {
    amountIn(text, currency, locale, 'above-zero');
  } catch (error) {
    return error instanceof Error ? error.message.replaceAll('\u00a0', ' ') : '';
  }
  return 'read';
}

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
    ["1'234.50", 123_450n],
    ['1’234,50', 123_450n],
    ['1,23,456.78', 12_345_678n],
    ['0,01', 1n],
    ['0', 0n],
    ['-5', -500n],
    ['−5 €', -500n],
    ['€ -5', -500n],
    ['+5', 500n],
    ['70k', 7_000_000n],
    ['70 k€', 7_000_000n],
    ['70keur', 7_000_000n],
    ['1,5k', 150_000n],
    ['70000EUR', 7_000_000n],
    ['EUR 70 000', 7_000_000n],
    ['70 000 euros', 7_000_000n],
    ['12,3400', 1_234n],
  ])('%s', (text, minor) => {
    expect(read(text)).toBe(minor);
  });

  it.each([
    '',
    'abc',
    '12a',
    '1,2,3,4.5.6',
    '4300.555.5',
    '1e9',
    '1 23',
    '12,34,56',
    '5-',
    '--5',
    '-$-5',
    '$5$',
    '5 pal',
    'k',
    '5 kk',
    `1${'0'.repeat(60)}`,
    // What every object of the language has is no currency.
    '5000 constructor',
    '__proto__ 5000',
  ])('is none: %s', (text) => {
    expect(read(text)).toBe('none');
  });

  it.each([
    ['70000 USD', 'EUR', 'currency'],
    ['$70,000', 'EUR', 'currency'],
    ['70k$', 'EUR', 'currency'],
    ['£5', 'EUR', 'currency'],
    ['5 euros', 'USD', 'currency'],
    ['$70,000', 'USD', 7_000_000n],
    ['$70,000', 'CAD', 7_000_000n],
    ['US$ 70,000', 'CAD', 'currency'],
    ["CHF 1'234.50", 'CHF', 123_450n],
    ['5 kr', 'SEK', 500n],
    ['5 kr', 'EUR', 'currency'],
    ['500 dh', 'MAD', 50_000n],
    ['500 mad', 'MAD', 50_000n],
    ['5 000 FCFA', 'XOF', 5_000n],
  ])('a currency counts: %s on an account in %s', (text, currency, result) => {
    expect(read(text, currency)).toBe(result);
  });

  it.each([
    ['0.001', 'EUR', 'decimals'],
    ['0,005', 'EUR', 'decimals'],
    ['1.234,567', 'EUR', 'decimals'],
    ['12.3456', 'EUR', 'decimals'],
    ['5,5', 'JPY', 'decimals'],
    ['5,000', 'JPY', 5_000n],
    ['0.001', 'TND', 1n],
    ['1234.567', 'TND', 1_234_567n],
    ['1,234', 'TND', 'readings'],
    ['1.234', 'TND', 'readings'],
    ['1,234k', 'EUR', 'readings'],
    ['1 234', 'TND', 1_234_000n],
    ['1,2340', 'TND', 1_234n],
  ])('as many decimals as its currency has, and no guess: %s %s', (text, currency, result) => {
    expect(read(text, currency)).toBe(result);
  });

  it('has a size, and a sign where it makes sense', () => {
    expect([read('9 999 999 999 999 999'), read('10 000 000 000 000 000'), read('10 000 000 000 000 001')]).toEqual([
      10n ** 18n - 100n,
      10n ** 18n,
      'too-large',
    ]);
    expect([
      read('-1', 'EUR', 'zero'),
      read('0', 'EUR', 'zero'),
      read('0,00', 'EUR', 'above-zero'),
      read('0,01', 'EUR', 'above-zero'),
    ]).toEqual(['negative', 0n, 'zero', 1n]);
  });

  it('that cannot be meant is refused with what would be right', () => {
    expect(sentence('70000 USD', 'EUR')).toBe(
      '“70000 USD” is not in EUR, the currency that is meant here: convert it, and write 5000.50 EUR, for example.',
    );
    expect(sentence('70000 USD', 'EUR', 'fr')).toContain('n’est pas en EUR, la devise attendue ici');
    expect(sentence('0.001', 'EUR')).toContain('more than 2 decimals');
    expect(sentence('1,234', 'TND')).toBe('“1,234” can be read in two ways: write 1234 or 1.2340.');
    expect(sentence('1,234', 'TND', 'fr')).toBe('« 1,234 » se lit de deux façons : écrivez 1234 ou 1,2340.');
    expect([sentence('much', 'JPY'), sentence('5.5', 'JPY'), sentence('0', 'EUR'), sentence('-1', 'EUR')]).toEqual([
      '“much” is not an amount: write 5,000 or 5000, for example.',
      '“5.5” has decimals, and JPY has none: write 5000, for example.',
      'The amount must be above zero: write 5000.50, for example.',
      'An amount cannot be negative: write it without a sign.',
    ]);
  });

  it('stands among other words, with its currency', () => {
    expect(amountWords('4300 quantité Il manque'.split(' '), 0)).toBe(1);
    expect(amountWords('FA-1 70 000 USD prix'.split(' '), 1)).toBe(3);
    expect(amountWords('deux palettes'.split(' '), 0)).toBe(0);
    expect(amountAtEnd('Dupont 12 80000'.split(' '))).toBe(2);
    expect(amountAtEnd('Dupont SA $ 70 000'.split(' '))).toBe(2);
    expect(amountAtEnd('500'.split(' '))).toBeUndefined();
    expect(amountAtEnd('Dupont SA'.split(' '))).toBeUndefined();
  });
});

interface Written {
  readonly text: string;
  readonly minor: bigint;
  readonly currency: string;
  /** Of the currency that is written, when one is. */
  readonly named: string | undefined;
}

const MARKS: Readonly<Record<string, readonly string[]>> = {
  EUR: ['€', 'EUR', 'eur', 'euros'],
  USD: ['$', 'USD', 'US$'],
  JPY: ['¥', 'JPY'],
  TND: ['TND', 'dt'],
  CHF: ['CHF', 'Fr.'],
};
const CURRENCIES = Object.keys(MARKS);
const DECIMALS: Readonly<Record<string, number>> = { EUR: 2, USD: 2, JPY: 0, TND: 3, CHF: 2 };

/** An amount and one of the many ways in which people write it. */
const written: fc.Arbitrary<Written> = fc
  .record({
    minor: fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
    currency: fc.constantFrom(...CURRENCIES),
    shown: fc.option(fc.constantFrom(...CURRENCIES), { nil: undefined }),
    which: fc.nat(3),
    group: fc.constantFrom('', ' ', '\u00a0', '\u202f', '.', ',', "'", '’'),
    decimal: fc.constantFrom('.', ','),
    short: fc.boolean(),
    before: fc.boolean(),
    blank: fc.constantFrom('', ' ', '\u00a0'),
  })
  .filter(({ group, decimal }) => group !== decimal)
  .map(({ minor, currency, shown, which, group, decimal, short, before, blank }) => {
    const decimals = DECIMALS[currency] ?? 2;
    const digits = (minor < 0n ? -minor : minor).toString().padStart(decimals + 1, '0');
    const whole = digits.slice(0, digits.length - decimals).replace(/\B(?=(\d{3})+$)/g, group);
    const behind = digits.slice(digits.length - decimals);
    const fraction = short ? behind.replace(/0+$/, '') : behind;
    const number = `${whole}${fraction === '' ? '' : decimal}${fraction}`;
    const marks = shown === undefined ? [] : (MARKS[shown] ?? []);
    const mark = marks[which % marks.length] ?? '';
    const sign = minor < 0n ? '-' : '';
    const text = mark === '' ? `${sign}${number}` : before ? `${sign}${mark}${blank}${number}` : `${sign}${number}${blank}${mark}`;
    return { text, minor, currency, named: shown };
  });

describe('any amount that is written out', () => {
  it('is read as it was meant, or both readings are named, and another currency is never taken for this one', () => {
    fc.assert(
      fc.property(written, ({ text, minor, currency, named }) => {
        const found = readAmount(text, currency);
        if (named !== undefined && named !== currency) return 'fault' in found && found.fault.code === 'currency';
        if ('minor' in found) return found.minor === minor;
        if (found.fault.code !== 'readings') return false;
        return found.fault.readings.some(
          (reading) => readAmount(reading, currency, 'any') && meant(reading, currency) === (minor < 0n ? -minor : minor),
        );
      }),
      { numRuns: runs(3_000) },
    );
  });

  it('whatever is typed gives an amount or a sentence in both languages, at once', () => {
    const typed = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.string({ unit: fc.constantFrom(..."0123456789 .,'-+k€$"), maxLength: 60 }),
    );
    fc.assert(
      fc.property(typed, fc.constantFrom(...CURRENCIES), (text, currency) => {
        const found = readAmount(text, currency, 'above-zero');
        if ('minor' in found) return found.minor > 0n;
        return amountFault(found.fault, text, currency, 'fr') !== '' && amountFault(found.fault, text, currency, 'en') !== '';
      }),
      { numRuns: runs(3_000) },
    );
  });
});

function meant(reading: string, currency: string): bigint | undefined {
  const found = readAmount(reading, currency);
  return 'minor' in found ? found.minor : undefined;
}
