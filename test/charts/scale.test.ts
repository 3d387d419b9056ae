import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisFor, niceStep, ticksOf, twinAxes } from '../../src/charts/scale.ts';

/** Amounts in units of a currency: nothing finer than a ten-thousandth exists. */
const magnitudes = fc.tuple(fc.integer({ min: -99_999, max: 99_999 }), fc.integer({ min: -4, max: 20 })).map(([m, e]) => m * 10 ** e);

describe('an axis', () => {
  it('steps by 1, 2, 2.5 or 5', () => {
    expect([0.9, 1, 1.1, 2, 2.1, 2.6, 5, 5.1].map(niceStep)).toEqual([1, 1, 2, 2, 2.5, 5, 5, 10]);
  });

  it('holds zero and every value, in a number of rules that a phone can show', () => {
    fc.assert(
      fc.property(fc.array(magnitudes, { maxLength: 20 }), (values) => {
        const axis = axisFor(values, 100);
        const slack = axis.step * 1e-6;
        expect(axis.min).toBeLessThanOrEqual(0);
        expect(axis.max).toBeGreaterThanOrEqual(0);
        expect(values.every((v) => v >= axis.min - slack && v <= axis.max + slack)).toBe(true);
        const ticks = ticksOf(axis);
        expect(ticks.some((t) => Object.is(t, 0))).toBe(true);
        expect(ticks.length).toBeGreaterThanOrEqual(2);
        expect(ticks.length).toBeLessThanOrEqual(8);
      }),
    );
  });

  it('shows a range of its own when all is zero', () => {
    expect(axisFor([0, 0], 1000)).toEqual({ min: 0, max: 1000, step: 250 });
  });
});

describe('two axes over one picture', () => {
  const rates = fc.array(fc.double({ min: -3, max: 5, noNaN: true }), { maxLength: 12 });

  it('have zero and every rule above it at the same heights', () => {
    fc.assert(
      fc.property(fc.array(magnitudes, { maxLength: 24 }), rates, (amounts, shares) => {
        const { amount, rate } = twinAxes(amounts, shares, 1000);
        const height = (axis: typeof amount, value: number) => (value - axis.min) / (axis.max - axis.min);
        expect(height(rate, 0)).toBeCloseTo(height(amount, 0), 6);
        expect(height(rate, rate.step)).toBeCloseTo(height(amount, amount.step), 6);
        expect(amounts.every((v) => v >= amount.min - amount.step * 1e-6 && v <= amount.max + amount.step * 1e-6)).toBe(true);
        expect(rate.max).toBeLessThanOrEqual(20);
      }),
    );
  });

  it('hold every rate from 0 to 200 %', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 2, noNaN: true }), { minLength: 1 }), (shares) => {
        expect(twinAxes([100], shares, 1000).rate.max).toBeGreaterThanOrEqual(Math.max(...shares) - 1e-9);
      }),
    );
  });

  it('spend no whole interval on a few credits', () => {
    const { amount } = twinAxes([2_000_000, -30_000], [0.12], 1000);
    expect(amount.min).toBeLessThan(-30_000);
    expect(amount.min).toBeGreaterThan(-amount.step / 4);
  });
});
