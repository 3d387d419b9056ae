import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ibanWords, readIban } from '../../../src/core/kernel/iban.ts';
import { runs } from '../../support/chance.ts';

/** An account number with the check digits that ISO 13616 gives it: 98 less the rest of the division by 97. */
const made = (country: string, rest: string): string => {
  const digits = [...`${rest}${country}00`].map((c) => Number.parseInt(c, 36)).join('');
  return `${country}${String(98n - (BigInt(digits) % 97n)).padStart(2, '0')}${rest}`;
};

describe('an IBAN', () => {
  test.each([
    ['FR14 2004 1010 0505 0001 3M02 606', 'FR1420041010050500013M02606'],
    ['be68 5390 0754 7034', 'BE68539007547034'],
    ['DE89-3704-0044-0532-0130-00', 'DE89370400440532013000'],
    ['NL91.ABNA.0417.1643.00', 'NL91ABNA0417164300'],
  ])('%s is read', (written, iban) => {
    expect(readIban(written)).toBe(iban);
    expect(readIban(ibanWords(iban))).toBe(iban);
  });

  test.each([
    'FR14 2004 1010 0505 0001 3M02 607',
    'FR1420041010050500013M0260',
    '12345678901',
    'FR',
    '',
    'FR14 2004 1010 0505 0001 3M02 60é',
  ])('"%s" is none', (written) => expect(readIban(written)).toBeUndefined());

  test('with one character mistaken, or two neighbours exchanged, is none', () => {
    const number = fc.stringMatching(/^[0-9A-Z]{11,30}$/);
    const country = fc.constantFrom('FR', 'BE', 'DE', 'NL', 'ES', 'IT');
    fc.assert(
      fc.property(country, number, fc.nat(), fc.constantFrom(...'0123456789'), (of, rest, at, digit) => {
        const iban = made(of, rest);
        expect(readIban(iban)).toBe(iban);
        const i = 4 + (at % rest.length);
        const wrong = `${iban.slice(0, i)}${digit}${iban.slice(i + 1)}`;
        if (/\d/.test(iban[i] ?? '') && wrong !== iban) expect(readIban(wrong)).toBeUndefined();
        const turned = `${iban.slice(0, i)}${iban[i + 1] ?? ''}${iban[i]}${iban.slice(i + 2)}`;
        if (/^\d\d$/.test(iban.slice(i, i + 2)) && turned !== iban) expect(readIban(turned)).toBeUndefined();
      }),
      { numRuns: runs(200) },
    );
  });
});
