import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Ordinals } from '../../../src/core/ledger/ordinals.ts';
import { runs } from '../../support/chance.ts';

describe('ordinals', () => {
  it('count each key as a plain map does, however many there are', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 300 }), (keys) => {
        const ordinals = new Ordinals();
        const seen = new Map<number, number>();
        for (const key of keys) {
          const before = seen.get(key) ?? 0;
          expect(ordinals.next(`key ${key}`)).toBe(before);
          seen.set(key, before + 1);
        }
      }),
      { numRuns: runs(50) },
    );
  });

  it('go on counting beyond what one place holds, while the table grows', () => {
    const ordinals = new Ordinals();
    for (let n = 0; n < 300; n++) expect(ordinals.next('same')).toBe(n);
    for (let n = 0; n < 10_000; n++) ordinals.next(`other ${n}`);
    for (let n = 300; n < 320; n++) expect(ordinals.next('same')).toBe(n);
    expect(ordinals.next('other 7')).toBe(1);
  });
});
