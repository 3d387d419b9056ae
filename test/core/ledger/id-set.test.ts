/** A set of ids counts each once, wherever it lies. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { IdSet } from '../../../src/core/ledger/id-set.ts';

test('it counts what a set of numbers counts', () => {
  const id = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 65_530, max: 65_545 }), fc.integer({ min: 1, max: 2 ** 53 - 1 }));
  fc.assert(
    fc.property(fc.array(id, { maxLength: 200 }), (ids) => {
      const set = new IdSet();
      for (const one of ids) set.add(one);
      expect(set.size).toBe(new Set(ids).size);
    }),
  );
});
