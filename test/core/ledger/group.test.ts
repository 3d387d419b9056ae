import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { circleIn, type ParentLink } from '../../../src/core/ledger/group.ts';
import { runs } from '../../support/chance.ts';

/** Debtors are numbers here, and their accounts the same with a letter in front; "2>1": 2 stands under 1. */
const links = (...arrows: readonly string[]): ParentLink[] =>
  arrows.map((arrow) => {
    const [child = '', parent = ''] = arrow.split('>');
    return { debtorId: Number(child), code: `C${child}`, parent: `C${parent}`, parentId: Number(parent) };
  });

describe('a circle of parents', () => {
  test.each([
    [
      ['1>2', '2>1'],
      ['C1', 'C2', 'C1'],
    ],
    [
      ['4>1', '1>2', '2>3', '3>1'],
      ['C1', 'C2', 'C3', 'C1'],
    ],
    [['2>1', '3>1'], undefined],
    [[], undefined],
  ])('in %s is %s', (arrows, circle) => expect(circleIn(links(...arrows))).toEqual(circle));

  test('is never among parents that all stand before their children', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 30 }), (above) => {
        // Number i + 1 stands under a smaller number, or (0) under nobody.
        expect(circleIn(above.flatMap((of, i) => (of % (i + 1) === 0 ? [] : links(`${i + 1}>${of % (i + 1)}`))))).toBeUndefined();
      }),
      { numRuns: runs(100) },
    );
  });
});
