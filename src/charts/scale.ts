/** Where an axis begins, ends and is ruled: round steps, zero always on a rule, and two axes whose zeros and rules coincide. */

export interface Axis {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

/** Most intervals below zero that a negative rate may open; further down the line leaves the frame. */
const RATE_ROOM_BELOW = 2;
/** Share of an interval left free under the lowest bar. */
const MARGIN_BELOW = 0.12;
/** The rate axis ends here: a rate beyond it (credits that nearly cancel the debits) leaves the frame, and stands in the table. */
const RATE_CEILING = 2;

/** The smallest of 1, 2, 2.5, 5 × 10ⁿ that is at least `raw` (> 0). */
export function niceStep(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw));
  const lead = raw / power;
  const nice = [1, 2, 2.5, 5].find((n) => lead <= n * (1 + 1e-9)) ?? 10;
  return nice * power;
}

/** An axis that holds zero and every value in 3 to 7 intervals; all values zero gives 0 to `fallback`. */
export function axisFor(values: readonly number[], fallback: number): Axis {
  const top = values.reduce((a, b) => Math.max(a, b), 0);
  const bottom = values.reduce((a, b) => Math.min(a, b), 0);
  const span = top - bottom === 0 ? fallback : top - bottom;
  const step = niceStep(span / 4.5);
  const above = Math.max(
    top === 0 && bottom < 0 ? 0 : 1,
    Math.ceil(top / step - 1e-9),
    top === 0 && bottom === 0 ? Math.ceil(fallback / step - 1e-9) : 0,
  );
  return { min: 0 - Math.ceil(-bottom / step - 1e-9) * step, max: above * step, step };
}

/** Amounts on the left, rates (fractions) on the right: the same rules above zero, the same share of the height below it (no whole interval for a few credits). */
export function twinAxes(
  amounts: readonly number[],
  rates: readonly number[],
  fallback: number,
): { readonly amount: Axis; readonly rate: Axis } {
  const { step, max } = axisFor(amounts, fallback);
  const above = Math.max(1, Math.round(max / step));
  const highest = Math.min(
    RATE_CEILING,
    rates.reduce((a, b) => Math.max(a, b), 0.05),
  );
  const rateStep = niceStep(highest / above);
  const lowest = amounts.reduce((a, b) => Math.min(a, b), 0);
  const lowestRate = rates.reduce((a, b) => Math.min(a, b), 0);
  const needed = Math.max(-lowest / step, Math.min(RATE_ROOM_BELOW, -lowestRate / rateStep));
  const below = needed === 0 ? 0 : needed + MARGIN_BELOW;
  return {
    amount: { min: 0 - below * step, max: above * step, step },
    rate: { min: 0 - below * rateStep, max: above * rateStep, step: rateStep },
  };
}

/** The rules of an axis: the multiples of its step that lie inside it, each exactly zero where zero is meant. */
export function ticksOf({ min, max, step }: Axis): number[] {
  const from = Math.ceil(min / step - 1e-9);
  const to = Math.floor(max / step + 1e-9);
  return Array.from({ length: to - from + 1 }, (_, i) => (from + i) * step);
}
