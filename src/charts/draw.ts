/** ChartSpec → PNG bytes, synchronously: what the worker runs. */
import type { ChartConfiguration } from 'chart.js/auto';
import { ChartJSNodeCanvas } from 'chartjs-node-canvas';
import type { ChartSpec } from '../core/desk/chart-spec.ts';
import { agedBalanceConfig } from './aged-balance.ts';
import { barRows, barsConfig } from './bars.ts';
import { registerFonts } from './fonts.ts';
import { linesConfig } from './lines.ts';
import { FONT_FAMILY, HEIGHT, PAPER, PIXEL_RATIO, WIDTH } from './style.ts';

export interface Drawn {
  readonly png: Uint8Array<ArrayBuffer>;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** Logical heights whose pixels are whole at the pixel ratio, rows coming in fives. */
const ROW = 27;
const BARS_FRAME = 80;

/** One canvas maker per height: each loads its own copy of Chart.js, so there are few of them and they are kept. */
const makers = new Map<number, ChartJSNodeCanvas>();

function makerFor(height: number): ChartJSNodeCanvas {
  const known = makers.get(height);
  if (known !== undefined) return known;
  registerFonts();
  const made = new ChartJSNodeCanvas({
    width: WIDTH,
    height,
    backgroundColour: PAPER,
    chartCallback: (chartJs) => {
      chartJs.defaults.font.family = FONT_FAMILY;
    },
  });
  makers.set(height, made);
  return made;
}

function heightOf(chart: ChartSpec): number {
  return chart.kind === 'bars' ? BARS_FRAME + ROW * barRows(chart) : HEIGHT;
}

function configOf(chart: ChartSpec): ChartConfiguration {
  switch (chart.kind) {
    case 'aged-balance':
      return agedBalanceConfig(chart);
    case 'lines':
      return linesConfig(chart);
    case 'bars':
      return barsConfig(chart);
  }
}

/** Draws a chart. Throws when the fonts are missing or Chart.js refuses the data. */
export function draw(chart: ChartSpec): Drawn {
  const height = heightOf(chart);
  const png = makerFor(height).renderToBufferSync(configOf(chart));
  return { png: new Uint8Array(png), width: WIDTH * PIXEL_RATIO, height: Math.round(height * PIXEL_RATIO) };
}
