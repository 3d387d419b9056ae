import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { draw } from '../../src/charts/draw.ts';
import { registerFonts } from '../../src/charts/fonts.ts';
import { TARGET } from '../../src/charts/style.ts';
import type { BarsChart, ChartSpec } from '../../src/core/desk/chart-spec.ts';
import { pixelsOf } from './pixels.ts';
import { aged, amounts, BUCKET_COLOURS, BUCKETS, dso, point, weeks } from './samples.ts';

const LIMIT = 200 * 1024;
/** Shares of the height: the title and headline lie above the frame, the legend below it. */
const FRAME_TOP = 0.17;
const FRAME_END = 0.78;
const look = (spec: ChartSpec) => pixelsOf(draw(spec).png);

function ranking(count: number): BarsChart {
  return {
    kind: 'bars',
    locale: 'fr',
    title: 'Retards',
    unit: 'money',
    currency: 'EUR',
    bars: Array.from({ length: count }, (_, i) => ({ label: `Débiteur ${i}`, value: BigInt(100 - i) * 100_000n })),
  };
}

describe('the picture of an aged balance', () => {
  it('is a PNG of the size that it claims, under 200 KB, opaque for dark pages', async () => {
    const drawn = draw(aged());
    const seen = await pixelsOf(drawn.png);
    expect([...drawn.png.subarray(1, 4)].map((c) => String.fromCharCode(c)).join('')).toBe('PNG');
    expect([seen.width, seen.height]).toEqual([drawn.width, drawn.height]);
    expect([drawn.width, drawn.height]).toEqual([960, 792]);
    expect(drawn.png.length).toBeLessThan(LIMIT);
    expect(seen.opaque).toBe(true);
  });

  it('has every bucket in its own colour, and the oldest at the bottom', async () => {
    const seen = await look(aged());
    const middle = (b: keyof typeof BUCKET_COLOURS) => {
      const rows = seen.rows(BUCKET_COLOURS[b], FRAME_TOP, FRAME_END);
      expect(rows.length, b).toBeGreaterThan(1000);
      return rows.reduce((a, r) => a + r, 0) / rows.length;
    };
    const heights = BUCKETS.map(middle);
    expect(heights).toEqual([...heights].sort((a, b) => a - b));
    expect(middle('unallocated')).toBeGreaterThan(Math.max(...heights));
  });

  it('shows a bucket in the frame only when it holds something', async () => {
    const seen = await look(aged({ points: [point('S47', { notDue: 100_000n, d31_60: 50_000n })] }));
    const area = (b: keyof typeof BUCKET_COLOURS) => seen.rows(BUCKET_COLOURS[b], FRAME_TOP, FRAME_END).length;
    expect(area('d91_120')).toBe(0);
    expect(area('notDue') / area('d31_60')).toBeGreaterThan(1.6);
    expect(area('notDue') / area('d31_60')).toBeLessThan(2.4);
  });

  it('hangs unallocated credits under the axis', async () => {
    const seen = await look(aged({ points: [point('S47', { notDue: 500_000n, unallocated: -900_000n, unallocatedDue: -900_000n })] }));
    const debits = seen.rows(BUCKET_COLOURS.notDue, FRAME_TOP, FRAME_END);
    const credits = seen.rows(BUCKET_COLOURS.unallocated, FRAME_TOP, FRAME_END);
    expect(Math.min(...credits)).toBeGreaterThan(Math.max(...debits));
    expect(credits.length).toBeGreaterThan(debits.length);
  });

  it('draws the target across the frame when there is one, at the height of its rate', async () => {
    const at = async (target: number) => {
      const rows = (await look(aged({ target }))).rows(TARGET, FRAME_TOP, FRAME_END);
      expect(rows.length).toBeGreaterThan(300);
      return rows.reduce((a, r) => a + r, 0) / rows.length;
    };
    const { target: _target, ...without } = aged();
    expect((await look(without)).rows(TARGET)).toEqual([]);
    expect(await at(0.05)).toBeGreaterThan(await at(0.1));
  });

  it('draws the overdue rate over the bars, and no line where it cannot be computed', async () => {
    const unknown = weeks(12).map((p) => ({ ...p, overdueRate: null }));
    const line = async (points: typeof unknown | ReturnType<typeof weeks>) =>
      (await look(aged({ points, title: '' }))).rows('#111827', FRAME_TOP, FRAME_END).length;
    expect(await line(weeks(12))).toBeGreaterThan((await line(unknown)) + 2000);
  });

  it.each([1, 2, 3, 11, 12, 13, 30, 53])('fits %i weeks', async (count) => {
    const drawn = draw(aged({ points: weeks(count) }));
    expect(drawn.png.length).toBeLessThan(LIMIT);
    expect((await pixelsOf(drawn.png)).rows(BUCKET_COLOURS.notDue, FRAME_TOP, FRAME_END).length).toBeGreaterThan(10_000);
  });

  it('survives zero, nothing, credits alone and values beyond floating point, in every currency', async () => {
    const zero = await look(aged({ points: [point('S46', {}), point('S47', {})] }));
    expect(BUCKETS.map((b) => zero.rows(BUCKET_COLOURS[b], FRAME_TOP, FRAME_END).length)).toEqual(BUCKETS.map(() => 0));
    const none = await look(aged({ points: [] }));
    expect(none.ink(0.35, 0.55)).toBeGreaterThan(100);
    const credits = await look(aged({ points: [point('S47', { unallocated: -5n, unallocatedDue: -5n })], currency: 'JPY' }));
    expect(credits.rows(BUCKET_COLOURS.unallocated, FRAME_TOP, FRAME_END).length).toBeGreaterThan(10_000);
    const huge = draw(aged({ points: weeks(12, 10n ** 20n), locale: 'en', currency: 'TND' }));
    expect((await pixelsOf(huge.png)).rows(BUCKET_COLOURS.notDue, FRAME_TOP, FRAME_END).length).toBeGreaterThan(10_000);
    expect(huge.png.length).toBeLessThan(LIMIT);
  });
});

describe('its text', () => {
  it('is really drawn: title, headline, week labels and legend each leave ink', async () => {
    const withTitle = await look(aged());
    const without = await look(aged({ title: '' }));
    const unlabelled = await look(aged({ points: weeks(12).map((p) => ({ ...p, label: '' })) }));
    expect(withTitle.ink(0, 0.09)).toBeGreaterThan(without.ink(0, 0.035) + 1000);
    expect(withTitle.ink(0.79, 0.85)).toBeGreaterThan(unlabelled.ink(0.79, 0.85) + 500);
    expect(withTitle.ink(0.86, 1)).toBeGreaterThan(10_000);
  });

  it('uses the shipped typeface in both weights, which has the narrow no-break space', () => {
    registerFonts();
    const weights = GlobalFonts.families.filter((f) => f.family === 'Inter').flatMap((f) => f.styles.map((s) => s.weight));
    expect(weights).toEqual(expect.arrayContaining([400, 600]));
    const context = createCanvas(10, 10).getContext('2d');
    const width = (text: string, weight: number) => {
      context.font = `${weight} 20px Inter`;
      return context.measureText(text).width;
    };
    expect(width('Échu', 600)).toBeGreaterThan(width('Échu', 400));
    expect(width('\u202f', 400)).toBeLessThan(width('\u00a0', 400));
  });

  it('differs between French and English', async () => {
    expect(Buffer.from(draw(aged()).png).equals(Buffer.from(draw(aged({ locale: 'en' })).png))).toBe(false);
  });

  it('cuts a title of any length inside the picture', async () => {
    const long = await look(aged({ title: 'Établissements '.repeat(40) }));
    expect(long.rows(BUCKET_COLOURS.notDue, 0.2, FRAME_END).length).toBeGreaterThan(10_000);
  });
});

describe('lines and bars', () => {
  it('lines leave a gap where a figure is missing', async () => {
    const full = dso({ series: [{ name: 'DSO', values: [74, 75, 76] }] });
    const gap = dso({ series: [{ name: 'DSO', values: [74, null, 76] }] });
    const ink = async (spec: ChartSpec) => (await look(spec)).rows('#1467b3', FRAME_TOP, FRAME_END).length;
    expect(await ink(gap)).toBeLessThan((await ink(full)) / 2);
    expect(draw(dso({ labels: [], series: [] })).png.length).toBeLessThan(LIMIT);
  });

  it('lines of amounts of any size are drawn, their latest value inside the picture', async () => {
    const blue = async (values: readonly (bigint | null)[]) => {
      const drawn = draw(amounts(values));
      expect(drawn.png.length).toBeLessThan(LIMIT);
      return (await pixelsOf(drawn.png)).rows('#1467b3', FRAME_TOP, FRAME_END).length;
    };
    for (const values of [
      [0n, 5_000_000n, null, 9_000_000n],
      [1_842_300_00n, -1_842_300_00n],
      [0n, 10n ** 17n],
    ])
      await blue(values);
    expect(await blue([5_000_000n, 9_000_000n, 9_000_000n])).toBeGreaterThan(0);
  });

  it.each([0, 1, 5, 6, 10, 15, 16, 40])('bars grow with their number up to 15 and stay under 200 KB (%i bars)', async (count) => {
    const drawn = draw(ranking(count));
    expect(drawn.png.length).toBeLessThan(LIMIT);
    expect(drawn.height).toBe(192 + 324 * Math.max(1, Math.ceil(Math.min(count, 15) / 5)));
    const seen = await pixelsOf(drawn.png);
    expect([seen.width, seen.height]).toEqual([drawn.width, drawn.height]);
  });

  it('bars say in the picture that there are more in the table', async () => {
    expect((await look(ranking(16))).ink(0, 0.1)).toBeGreaterThan((await look(ranking(15))).ink(0, 0.1) + 500);
  });

  it('a bar takes the colour of its age', async () => {
    const seen = await look({
      kind: 'bars',
      locale: 'en',
      title: 'Oldest',
      unit: 'days',
      bars: [{ label: 'A', value: 130, colour: BUCKET_COLOURS.over120 }],
    });
    expect(seen.rows(BUCKET_COLOURS.over120).length).toBeGreaterThan(5000);
  });
});
