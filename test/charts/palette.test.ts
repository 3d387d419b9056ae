import { describe, expect, it } from 'vitest';
import { SERIES } from '../../src/charts/style.ts';
import { colourOf } from '../../src/core/desk/chart-spec.ts';
import { agesWithin, MOST_BOUNDS } from '../../src/core/kernel/buckets.ts';

type Vector = readonly [number, number, number];

/** How each kind of eye sees linear RGB (Machado, Oliveira and Fernandes, 2009, severity 1). */
const EYES: Record<string, readonly Vector[]> = {
  'full colour': [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function linear(hex: string): number[] {
  return [1, 3, 5]
    .map((i) => Number.parseInt(hex.slice(i, i + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
}

/** CIE L*a*b* (D65) of a colour as an eye sees it. */
function lab(hex: string, eye: readonly Vector[]): Vector {
  const seen = eye.map((row) =>
    Math.min(
      1,
      Math.max(
        0,
        row.reduce((sum, k, i) => sum + k * (linear(hex)[i] ?? 0), 0),
      ),
    ),
  );
  const [r = 0, g = 0, b = 0] = seen;
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function closest(colours: readonly string[], eye: readonly Vector[]): number {
  const seen = colours.map((c) => lab(c, eye));
  return Math.min(...seen.flatMap((a, i) => seen.slice(i + 1).map((b) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]))));
}

describe.each(Array.from({ length: MOST_BOUNDS }, (_, i) => i + 1))('the colours of the buckets within %i bounds', (count) => {
  const ages = agesWithin(Array.from({ length: count }, (_, i) => 30 * (i + 1)));
  const colours = ages.map((age) => colourOf(age, ages));

  it.each(Object.keys(EYES))('are told apart with %s (ΔE of at least 20 between any two)', (name) => {
    const all = [colourOf('notDue', ages), ...colours, colourOf('unallocated', ages)];
    expect(closest(all, EYES[name] ?? [])).toBeGreaterThanOrEqual(20);
  });

  it.each(Object.keys(EYES))('grow darker with every overdue age for an eye with %s', (name) => {
    const seen = colours.map((colour) => lab(colour, EYES[name] ?? [])[0]);
    expect(seen).toEqual([...seen].sort((a, b) => b - a));
  });
});

describe('the lines of one picture', () => {
  it('differ by dash and by point, and not by colour alone', () => {
    expect(new Set(SERIES.map((s) => s.dash.join())).size).toBe(SERIES.length);
    expect(new Set(SERIES.map((s) => s.point)).size).toBe(SERIES.length);
    expect(
      closest(
        SERIES.map((s) => s.colour),
        EYES.deuteranopia ?? [],
      ),
    ).toBeGreaterThan(20);
  });
});
