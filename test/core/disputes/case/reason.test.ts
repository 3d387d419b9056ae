import { describe, expect, it } from 'vitest';
import { readMark, reasonOfWords } from '../../../../src/core/disputes/case/reason.ts';

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
