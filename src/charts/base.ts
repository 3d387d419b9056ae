/** What the charts share as Chart.js options: type, title, legend, rules, and the small drawings that Chart.js has no option for. */
import type { Chart, ChartOptions, Plugin, ScriptableScaleContext } from 'chart.js/auto';
import { type Axis, ticksOf } from './scale.ts';
import { FONT_FAMILY, INK, labelStride, PAPER, PIXEL_RATIO, QUIET, RULE, SMALL, TEXT, TITLE, titleLines, ZERO_RULE } from './style.ts';

/** Chart.js reads `devicePixelRatio` at construction only; the rest is layout. */
export function frame(rightRoom = 10): ChartOptions {
  return {
    devicePixelRatio: PIXEL_RATIO,
    locale: 'en',
    layout: { padding: { left: 10, right: rightRoom, top: 10, bottom: 8 } },
    font: { family: FONT_FAMILY, size: SMALL },
    color: INK,
  };
}

/** A bold title and, under it, the latest figures; both from the left edge. */
export function titles(title: string, headline: string): NonNullable<ChartOptions['plugins']> {
  return {
    title: {
      display: title !== '',
      text: titleLines(title),
      align: 'start',
      color: INK,
      font: { family: FONT_FAMILY, size: TITLE, weight: 600 },
      padding: { top: 0, bottom: headline === '' ? 14 : 4 },
    },
    subtitle: {
      display: headline !== '',
      text: titleLines(headline, 54),
      align: 'start',
      color: QUIET,
      font: { family: FONT_FAMILY, size: TEXT },
      padding: { top: 0, bottom: 12 },
    },
    tooltip: { enabled: false },
  };
}

/** Rules in grey, the one at zero darker. */
export const ruled = {
  color: (c: ScriptableScaleContext) => (c.tick?.value === 0 ? ZERO_RULE : RULE),
  lineWidth: 1,
  drawTicks: false,
};

/** An axis with exactly these rules: Chart.js would count them from the axis' own lower end, which need not be a round figure. */
export function fixed(axis: Axis, ticks: readonly number[] = ticksOf(axis)) {
  return {
    min: axis.min,
    max: axis.max,
    afterBuildTicks(scale: { ticks: { value: number }[] }) {
      scale.ticks = ticks.map((value) => ({ value }));
    },
  };
}

const TICK = { font: { family: FONT_FAMILY, size: SMALL }, padding: 6 };

/** The axis of dates: as many labels as `room` (logical units) holds without touching, counted back from the last, which always stands. */
export function labelAxis(labels: readonly string[], room: number) {
  const stride = labelStride(labels, room);
  const last = labels.length - 1;
  return {
    offset: true,
    grid: { display: false },
    border: { display: false },
    ticks: {
      font: TICK.font,
      color: INK,
      autoSkip: false,
      maxRotation: 0,
      callback: (_value: unknown, index: number) => ((last - index) % stride === 0 ? (labels[index] ?? '') : ''),
    },
  };
}

/** An axis of values with its rules; `ruled: false` for a second axis whose rules are the first one's. */
export function valueAxis(
  axis: Axis,
  format: (value: number) => string,
  how: { readonly ruled: boolean; readonly ticks?: readonly number[] } = { ruled: true },
) {
  return {
    ...fixed(axis, how.ticks),
    grid: how.ruled ? ruled : { display: false },
    border: { display: false },
    ticks: { ...TICK, color: how.ruled ? INK : QUIET, callback: (value: string | number) => format(Number(value)) },
  };
}

/** A frame's text in the middle of an empty chart, so that nothing looks like a fault. */
export function emptyNote(text: string): Plugin {
  return {
    id: 'empty-note',
    afterDraw(chart: Chart) {
      const { left, right, top, bottom } = chart.chartArea;
      plate(chart, text, (left + right) / 2, (top + bottom) / 2, QUIET);
    },
  };
}

/** Text on a small white plate, so that it reads over bars and lines. `x` and `y` are its centre; it stays inside the frame. */
export function plate(chart: Chart, text: string, x: number, y: number, colour: string): void {
  const { ctx, chartArea } = chart;
  ctx.save();
  ctx.font = `600 ${SMALL}px ${FONT_FAMILY}`;
  const width = ctx.measureText(text).width + 8;
  const height = SMALL + 5;
  const left = Math.max(chartArea.left, Math.min(x - width / 2, chartArea.right - width));
  const top = Math.max(chartArea.top, Math.min(y - height / 2, chartArea.bottom - height));
  ctx.fillStyle = PAPER;
  ctx.globalAlpha = 0.92;
  ctx.beginPath();
  ctx.roundRect(left, top, width, height, 4);
  ctx.fill();
  ctx.globalAlpha = 1;
  ctx.fillStyle = colour;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ctx.fillText(text, left + 4, top + height / 2 + 0.5);
  ctx.restore();
}
