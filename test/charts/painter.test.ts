import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type ChartPainter, createChartPainter, type PainterOptions } from '../../src/charts/painter.ts';
import { altText, chartTable } from '../../src/core/desk/chart-spec.ts';
import { pixelsOf } from './pixels.ts';
import { aged, dso } from './samples.ts';

const BREAKABLE = new URL('./breakable-worker.mjs', import.meta.url);
const open: ChartPainter[] = [];

function painter(options: PainterOptions = {}): ChartPainter {
  const made = createChartPainter(options);
  open.push(made);
  return made;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((p) => p.close()));
});

describe('painting', () => {
  it('gives the picture with its words and its table', async () => {
    const chart = aged();
    const painted = await painter().paint(chart);
    const seen = await pixelsOf(painted.png);
    expect([seen.width, seen.height]).toEqual([painted.width, painted.height]);
    expect(painted.altText).toBe(altText(chart));
    expect(painted.table).toEqual(chartTable(chart));
  });

  it('gives the same bytes for the same chart, whatever was drawn in between', async () => {
    const p = painter();
    const [first, , again] = await Promise.all([p.paint(aged()), p.paint(dso()), p.paint(aged())]);
    expect(Buffer.from(again.png).equals(Buffer.from(first.png))).toBe(true);
  });

  it('leaves the event loop free while ten charts are drawn', async () => {
    const p = painter();
    let ticks = 0;
    const timer = setInterval(() => ticks++, 1);
    const charts = await Promise.all(Array.from({ length: 10 }, () => p.paint(aged())));
    clearInterval(timer);
    expect(charts).toHaveLength(10);
    // Drawn here, ten charts would let a timer fire ten times at most; in a worker it keeps firing all the while.
    expect(ticks).toBeGreaterThan(30);
  });

  it('refuses a chart when too many wait, and draws those that it took', async () => {
    const p = painter({ maxWaiting: 2 });
    const taken = [p.paint(dso()), p.paint(dso()), p.paint(dso())];
    await expect(p.paint(dso())).rejects.toMatchObject({ code: 'queue-full' });
    expect(await Promise.all(taken)).toHaveLength(3);
    expect((await p.paint(dso())).width).toBe(960);
  });

  it('finishes what it has when closed, then takes no more', async () => {
    const p = painter();
    const taken = [p.paint(dso()), p.paint(aged())];
    const closed = p.close();
    await expect(p.paint(dso())).rejects.toMatchObject({ code: 'closed' });
    await closed;
    expect(await Promise.all(taken)).toHaveLength(2);
    await p.close();
  });

  it('closes at once when it never drew', async () => {
    await createChartPainter().close();
  });
});

describe('a worker that fails', () => {
  it('is replaced, and its chart drawn by the next one', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'charts-'));
    try {
      const p = painter({ workerUrl: BREAKABLE });
      const [first, second, third] = await Promise.all([
        p.paint(dso()),
        p.paint(dso({ title: `die once ${join(folder, 'died')}` })),
        p.paint(aged()),
      ]);
      expect([first.width, second.width, third.width]).toEqual([960, 960, 960]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('costs only the chart that kills it every time', async () => {
    const p = painter({ workerUrl: BREAKABLE });
    const bad = p.paint(dso({ title: 'die' }));
    const good = p.paint(dso());
    await expect(bad).rejects.toMatchObject({ code: 'failed', message: expect.stringContaining('exit 7') });
    expect((await good).width).toBe(960);
  });

  it('is ended when a chart hangs', async () => {
    const p = painter({ workerUrl: BREAKABLE, timeoutMs: 3000 });
    await p.paint(dso());
    const bad = p.paint(dso({ title: 'hang' }));
    const good = p.paint(dso());
    await expect(bad).rejects.toMatchObject({ code: 'failed', message: expect.stringContaining('no answer') });
    expect((await good).width).toBe(960);
  });

  it('says why when it cannot even start', async () => {
    const p = painter({ workerUrl: new URL('./absent.mjs', import.meta.url) });
    await expect(p.paint(dso())).rejects.toMatchObject({ code: 'failed', message: expect.stringContaining('absent.mjs') });
  });

  it('is renewed after its number of charts without losing one', async () => {
    const p = painter({ maxCharts: 2 });
    const charts = await Promise.all(Array.from({ length: 5 }, () => p.paint(dso())));
    expect(charts.map((c) => c.width)).toEqual([960, 960, 960, 960, 960]);
  });

  it('is renewed when the process has grown, without losing a chart', async () => {
    const p = painter({ growthLimit: -1 });
    expect(await Promise.all([p.paint(dso()), p.paint(dso()), p.paint(aged())])).toHaveLength(3);
  });
});
