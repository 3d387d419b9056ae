import { describe, expect, it } from 'vitest';
import { readAmount, readMark, reasonOfWords } from '../../../src/core/disputes/reason.ts';

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

describe('a reason', () => {
  it.each([
    ['QUANTITY', 'QUANTITY'],
    ['quantité', 'QUANTITY'],
    ['QTE_ERR', 'QUANTITY'],
    ['prix', 'PRICE'],
    ['Livraison incomplète', 'DELIVERY'],
    ['Déjà payé', 'CASH'],
    ['JUSTIF_ABS', 'DOCUMENT'],
    ['LITIGE', undefined],
    ['prix et livraison', undefined],
    ['', undefined],
  ])('%s', (words, reason) => {
    expect(reasonOfWords(words)).toBe(reason);
  });

  it('of a file’s mark is kept as written when it is none of ours, and an amount is an amount', () => {
    expect(readMark('yes', 'EUR')).toEqual({ minor: undefined, reason: 'OTHER', raw: undefined });
    expect(readMark('4 300,50', 'EUR')).toEqual({ minor: 430_050n, reason: 'OTHER', raw: undefined });
    expect(readMark('QUALITE_ERR', 'EUR')).toEqual({ minor: undefined, reason: 'QUALITY', raw: 'QUALITE_ERR' });
    expect(readMark('zorglub', 'EUR')).toEqual({ minor: undefined, reason: 'OTHER', raw: 'zorglub' });
  });
});
