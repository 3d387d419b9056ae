import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coversOf, uncovered } from '../../../src/core/ledger/cover.ts';

const part = (due: number, minor: bigint) => ({ due, minor });

describe('a credit', () => {
  test('covers the oldest debit first and what is left of it the next one', () => {
    const parts = [part(1, 100n), part(2, 50n), part(3, 30n)];
    expect(uncovered(parts, 0n)).toEqual(parts);
    expect(uncovered(parts, 99n)).toEqual([part(1, 1n), part(2, 50n), part(3, 30n)]);
    expect(uncovered(parts, 100n)).toEqual([part(2, 50n), part(3, 30n)]);
    expect(uncovered(parts, 101n)).toEqual([part(2, 49n), part(3, 30n)]);
    expect(uncovered(parts, 1000n)).toEqual([]);
  });

  test('covers from its own day on, the earlier credit first', () => {
    const covers = coversOf(
      [part(1, 100n), part(2, 50n)],
      [
        { day: 9, minor: 70n },
        { day: 5, minor: 60n },
      ],
    );
    expect(covers).toEqual([
      [
        { day: 5, minor: 60n, credit: 1 },
        { day: 9, minor: 40n, credit: 0 },
      ],
      [{ day: 9, minor: 30n, credit: 0 }],
    ]);
  });

  test('whatever the parts and credits, both ways of covering leave the same of each part, and nothing is made or lost', () => {
    const amount = fc.bigInt({ min: 1n, max: 1000n });
    const parts = fc.array(fc.record({ due: fc.integer({ min: 0, max: 50 }), minor: amount }), { maxLength: 8 });
    const credits = fc.array(fc.record({ day: fc.integer({ min: 0, max: 50 }), minor: amount }), { maxLength: 5 });
    fc.assert(
      fc.property(parts, credits, (some, given) => {
        const owed = [...some].sort((a, b) => a.due - b.due);
        const all = given.reduce((sum, c) => sum + c.minor, 0n);
        const covers = coversOf(owed, given);
        const left = owed.flatMap((p, i) => {
          const minor = p.minor - (covers[i] ?? []).reduce((sum, c) => sum + c.minor, 0n);
          return minor === 0n ? [] : [{ ...p, minor }];
        });
        expect(left).toEqual(uncovered(owed, all));
        given.forEach((c, at) => {
          const used = covers.flat().reduce((sum, v) => (v.credit === at ? sum + v.minor : sum), 0n);
          expect(used <= c.minor).toBe(true);
        });
      }),
    );
  });
});
