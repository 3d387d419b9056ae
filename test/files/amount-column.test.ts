import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toDecimal } from '../../src/core/kernel/money.ts';
import { FileFault } from '../../src/core/ledger/file-fault.ts';
import { AmountColumn, currencyIn, type DecimalMark, readAmount } from '../../src/files/amount-column.ts';

function markOf(cells: readonly string[], given?: DecimalMark): DecimalMark | FileFault {
  const column = new AmountColumn('Montant');
  cells.forEach((cell, i) => {
    column.see(cell, i + 2);
  });
  try {
    return column.decide(given);
  } catch (error) {
    if (error instanceof FileFault) return error;
    throw error;
  }
}

describe('one amount', () => {
  test.each([
    ['1200,00', ',', 120000n],
    ['1200', ',', 120000n],
    ['0000000069,60', ',', 6960n],
    ['9,9', ',', 990n],
    ['500,00-', ',', -50000n],
    ['-500,00', ',', -50000n],
    ['+500,00', ',', 50000n],
    ['−500,00', ',', -50000n],
    ['(500,00)', ',', -50000n],
    ['1.234,56-', ',', -123456n],
    ['1 234,56', ',', 123456n],
    ['1\u00a0234\u00a0567,89', ',', 123456789n],
    ['1\u202f234,56 €', ',', 123456n],
    ['1,234.56', '.', 123456n],
    ["1'234.56", '.', 123456n],
    ['$1,234.56', '.', 123456n],
    ['($12.30)', '.', -1230n],
    ['USD 12.30', '.', 1230n],
    ['12,30 EUR', ',', 1230n],
    ['1,2E+03', ',', 120000n],
    ['1.5e-1', '.', 15n],
    ['7474e-2', ',', 7474n],
    ['.5', '.', 50n],
    ['5,', ',', 500n],
    ['12,5000', ',', 1250n],
    ['-0,00', ',', 0n],
    ['9007199254740993,25', ',', 900719925474099325n],
    ['123456789012345678901234567890,12', ',', 12345678901234567890123456789012n],
  ] as const)('"%s" with %s is %s cents', (cell, mark, minor) => {
    expect(readAmount(cell, mark, 2)).toBe(minor);
  });

  test.each(['abc', '--5', '5--', '-5-', '1.2.3', '12,34,56', '1 2345', '12 34,00', '0x10', '1e', '12abc', 'NaN', '1,2 3'])(
    '"%s" is no amount',
    (cell) => {
      expect(readAmount(cell, ',', 2)).toBe('bad-amount');
    },
  );

  test('blank is no amount at all, which is not 0', () => {
    expect(readAmount('', ',', 2)).toBeUndefined();
    expect(readAmount('  ', ',', 2)).toBeUndefined();
  });

  test('more decimals than the currency has are refused, or rounded half to even when asked', () => {
    expect(readAmount('0,125', ',', 2)).toBe('too-many-decimals');
    const cells = ['0,115', '0,125', '0,135', '0,1250001', '-0,125', '0,124', '0,126'];
    expect(cells.map((cell) => readAmount(cell, ',', 2, true))).toEqual([12n, 12n, 14n, 13n, -12n, 12n, 13n]);
    expect([readAmount('1,5', ',', 0), readAmount('1,0', ',', 0), readAmount('1,234', ',', 3)]).toEqual(['too-many-decimals', 1n, 1234n]);
  });

  test('every amount comes back from every way of writing it, at any size', () => {
    const grouped = (digits: string, by: string) => digits.replace(/\B(?=(\d{3})+$)/g, by);
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 24n), max: 10n ** 24n }), fc.constantFrom(0, 2, 3), (minor, decimals) => {
        const currency = decimals === 0 ? 'JPY' : decimals === 2 ? 'EUR' : 'TND';
        const [whole = '', fraction] = toDecimal(minor < 0n ? -minor : minor, currency).split('.');
        const sign = minor < 0n ? '-' : '';
        for (const by of ['', ' ', '.', '\u202f', "'"]) {
          const text = `${grouped(whole, by)}${fraction === undefined ? '' : `,${fraction}`}`;
          expect(readAmount(`${sign}${text}`, ',', decimals)).toBe(minor);
          expect(readAmount(`${text}${sign}`, ',', decimals)).toBe(minor);
          expect(readAmount(minor < 0n ? `(${text})` : text, ',', decimals)).toBe(minor);
        }
        const english = `${grouped(whole, ',')}${fraction === undefined ? '' : `.${fraction}`}`;
        expect(readAmount(`${sign}${english}`, '.', decimals)).toBe(minor);
      }),
    );
  });
});

describe('a column of amounts', () => {
  test('one unmistakable cell settles the mark for all', () => {
    expect(markOf(['1.234', '12,50'])).toBe(',');
    expect(markOf(['1.234', '1.234.567'])).toBe(',');
    expect(markOf(['1,234', '12.50'])).toBe('.');
    expect(markOf(['1.234', '0.500'])).toBe('.');
    expect(markOf(['1.234', '1234.500'])).toBe('.');
    expect(markOf(['1.234,00'])).toBe(',');
    expect(markOf(['1 234,500'])).toBe(',');
  });

  test('a column that only holds cells like 1.234 is refused by name, with the option that settles it', () => {
    const fault = { code: 'ambiguous-decimal', details: { column: 'Montant', option: '--decimal', line: 3, value: '1.234' } };
    expect(markOf(['500', '1.234'])).toMatchObject(fault);
    expect(markOf(['500', '1,234'])).toMatchObject({ code: 'ambiguous-decimal' });
    expect(markOf(['1.234'], ',')).toBe(',');
  });

  test.each([
    ['1.23', '.'],
    ['1.234', 'ambiguous'],
    ['1.2345', '.'],
    ['999.234', 'ambiguous'],
    ['1000.234', '.'],
  ])('alone, "%s" says %s', (cell, expected) => {
    const found = markOf([cell]);
    expect(found instanceof FileFault ? 'ambiguous' : found).toBe(expected);
  });

  test('integers ask no question', () => {
    expect(markOf(['1200', '-5', ''])).toBe('.');
  });

  test('two cells that contradict each other are refused with both lines', () => {
    expect(markOf(['12,50', '12.50'])).toMatchObject({ code: 'mixed-decimals', details: { line: 2, otherLine: 3 } });
  });

  test('what is no amount decides nothing', () => {
    expect(markOf(['n.a.', 'a,b', '12,50'])).toBe(',');
  });
});

test('a cell may name its currency', () => {
  expect(['12 €', '$12', 'CHF 12', '12 EUR', '12', '-12,00', '(12)', ''].map((cell) => currencyIn(cell))).toEqual([
    'EUR',
    'USD',
    'CHF',
    'EUR',
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
