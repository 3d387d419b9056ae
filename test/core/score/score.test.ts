import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classOf, type ScoreFacts, scoreOf } from '../../../src/core/score/score.ts';
import { COMPONENTS, DEFAULT_SCORE } from '../../../src/core/score/score-policy.ts';

/** The worked example of docs/rules/score.md: 12 days late, outside score 60, 80 % of the limit used, fully insured, 6 years, 13.6 % disputed. */
const EXAMPLE: ScoreFacts = {
  asOf: 20_634,
  paid: 1_000_00n,
  paidWeight: 12_000_00n,
  external: 60,
  exposure: 80_000_00n,
  limit: 100_000_00n,
  insured: 80_000_00n,
  since: 20_634 - 2_192,
  open: 22_000_00n,
  disputed: 2_992_00n,
};
const score = (change: Partial<ScoreFacts> = {}) => scoreOf({ ...EXAMPLE, ...change }, DEFAULT_SCORE);
const points = (change: Partial<ScoreFacts>) => Object.fromEntries((score(change)?.parts ?? []).map((p) => [p.component, p.tenths]));

describe('the worked example', () => {
  it('is 70.5, class B, and its components are shown: 24 + 15 + 6 + 15 + 5 + 5.5', () => {
    expect(score()).toMatchObject({ tenths: 705, class: 'B', known: 100 });
    expect(score()?.parts.map((part) => part.tenths)).toEqual([240, 150, 60, 150, 50, 55]);
  });

  it('is also 70.5 with the worked ledger of the rules, 3,000 of 22,000 disputed', () => {
    expect(score({ disputed: 3_000_00n })?.tenths).toBe(705);
  });
});

describe('each component', () => {
  it.each([
    [-5n, 300],
    [0n, 300],
    [6n, 270],
    [12n, 240],
    [59n, 5],
    [60n, 0],
    [61n, 0],
  ])('payment %i days late', (days, tenths) => {
    expect(points({ paidWeight: days * 1_000_00n }).payment).toBe(tenths);
  });

  it.each([
    [49_999_99n, 150],
    [50_000_00n, 150],
    [51_000_00n, 147],
    [75_000_00n, 75],
    [99_000_00n, 3],
    [100_000_00n, 0],
    [101_000_00n, 0],
  ])('%i minor units of a limit of 100,000.00', (exposure, tenths) => {
    expect(points({ exposure }).limit).toBe(tenths);
  });

  it('a limit of 0 is used up by anything, and full when nothing is owed', () => {
    expect(points({ limit: 0n }).limit).toBe(0);
    expect(points({ limit: 0n, exposure: 0n }).limit).toBe(150);
  });

  it.each([
    [0n, 0],
    [40_000_00n, 75],
    [80_000_00n, 150],
    [90_000_00n, 150],
  ])('%i minor units insured of 80,000.00', (insured, tenths) => {
    expect(points({ insured }).insured).toBe(tenths);
  });

  it('seniority grows to five years', () => {
    const since = (days: number) => points({ since: EXAMPLE.asOf - days }).seniority;
    expect([since(0), since(365), since(913), since(1_826), since(9_000)]).toEqual([0, 10, 25, 50, 50]);
  });

  it.each([
    [0n, 100],
    [2_200_00n, 67],
    [6_600_00n, 0],
    [22_000_00n, 0],
  ])('%i minor units disputed of 22,000.00', (disputed, tenths) => {
    expect(points({ disputed }).disputes).toBe(tenths);
  });
});

describe('what is not known', () => {
  it('is left out, and the other components are brought to 100', () => {
    // 55.5 of 75 points.
    expect(score({ external: undefined })).toMatchObject({ tenths: 740, known: 75, class: 'B' });
    expect(points({ external: undefined }).external).toBeUndefined();
    expect(points({ limit: undefined }).limit).toBeUndefined();
    expect(points({ since: undefined }).seniority).toBeUndefined();
  });

  it('makes no score below half of the points', () => {
    expect(score({ external: undefined, paid: 0n, paidWeight: 0n })).toBeUndefined();
    expect(score({ external: undefined, limit: undefined })).toMatchObject({ known: 60 });
  });
});

describe('the classes', () => {
  it.each([
    [1000, 'A'],
    [800, 'A'],
    [799, 'B'],
    [600, 'B'],
    [599, 'C'],
    [400, 'C'],
    [399, 'D'],
    [0, 'D'],
  ])('%i tenths are %s', (tenths, expected) => {
    expect(classOf(tenths, DEFAULT_SCORE)).toBe(expected);
  });
});

describe('properties', () => {
  const amount = fc.bigInt(0n, 10n ** 13n);
  const facts = fc.record({
    asOf: fc.constant(20_634),
    paid: amount,
    paidWeight: fc.bigInt(-(10n ** 15n), 10n ** 15n),
    external: fc.option(fc.nat(100), { nil: undefined }),
    exposure: fc.bigInt(-(10n ** 12n), 10n ** 13n),
    limit: fc.option(amount, { nil: undefined }),
    insured: amount,
    since: fc.option(fc.nat(20_634), { nil: undefined }),
    open: fc.bigInt(-(10n ** 12n), 10n ** 13n),
    disputed: amount,
  });

  it('a score lies between 0 and 100, and is what its components add up to, brought to 100', () => {
    fc.assert(
      fc.property(facts, (given) => {
        const found = scoreOf(given, DEFAULT_SCORE);
        if (!found) return;
        const sum = found.parts.reduce((total, part) => total + (part.tenths ?? 0), 0);
        expect(found.parts.map((part) => part.component)).toEqual([...COMPONENTS]);
        for (const part of found.parts) expect(part.tenths ?? 0).toBeLessThanOrEqual(part.weight * 10);
        expect(found.tenths).toBe(Math.round((sum * 100) / found.known));
        expect(found.tenths).toBeGreaterThanOrEqual(0);
        expect(found.tenths).toBeLessThanOrEqual(1000);
      }),
    );
  });

  it('paying later, disputing more or insuring less never raises it', () => {
    fc.assert(
      fc.property(facts, amount, (given, more) => {
        const at = (change: Partial<ScoreFacts>): number => scoreOf({ ...given, ...change }, DEFAULT_SCORE)?.tenths ?? -1;
        const now = at({});
        expect(at({ paidWeight: given.paidWeight + more })).toBeLessThanOrEqual(now);
        expect(at({ disputed: given.disputed + more })).toBeLessThanOrEqual(now);
        expect(at({ insured: given.insured > more ? given.insured - more : 0n })).toBeLessThanOrEqual(now);
      }),
    );
  });
});
