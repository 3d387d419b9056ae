/** A ranking (top 10, dispute reasons) as horizontal bars, each with its value written at its end. */
import type { Chart, ChartConfiguration, Plugin } from 'chart.js/auto';
import type { BarsChart } from '../core/desk/chart-spec.ts';
import { barValues } from '../core/desk/chart-words.ts';
import { decimalsOf } from '../core/kernel/money.ts';
import { emptyNote, fixed, frame, ruled, titles } from './base.ts';
import { BAR, clip, FONT_FAMILY, INK, SMALL } from './style.ts';

/** More bars than this do not fit a phone, nor 200 KB: the picture says how many are left to the table. */
const SHOWN = 15;
const NAME_LENGTH = 22;

const WORDS = {
  fr: { more: (n: number) => (n === 1 ? '… et 1 autre, dans le tableau' : `… et ${n} autres, dans le tableau`), none: 'Aucune donnée' },
  en: { more: (n: number) => `… and ${n} more, in the table`, none: 'No data' },
};

/** How many bars the picture has room made for: steps of five, so that few canvas sizes exist. */
export function barRows(chart: BarsChart): number {
  return Math.max(5, Math.ceil(Math.min(SHOWN, chart.bars.length) / 5) * 5);
}

/** Values as text after the bar's end; a negative bar has it after zero, where there is room. */
function valuesAtEnds(texts: readonly string[], values: readonly number[]): Plugin {
  return {
    id: 'values-at-ends',
    afterDatasetsDraw(drawn: Chart) {
      const { ctx } = drawn;
      const zero = drawn.scales.x?.getPixelForValue(0) ?? 0;
      ctx.save();
      ctx.font = `600 ${SMALL}px ${FONT_FAMILY}`;
      ctx.textBaseline = 'middle';
      ctx.fillStyle = INK;
      for (const [i, text] of texts.entries()) {
        const bar = drawn.getDatasetMeta(0).data[i];
        if (bar === undefined) continue;
        const { x, y } = bar.getProps(['x', 'y'], true);
        ctx.fillText(text, ((values[i] ?? 0) < 0 ? zero : x) + 6, y);
      }
      ctx.restore();
    },
  };
}

/** Room for the longest value text to the right of the longest bar. */
function textRoom(texts: readonly string[]): number {
  return 16 + texts.reduce((n, t) => Math.max(n, [...t].length), 0) * SMALL * 0.6;
}

/** No ticks (each bar says its value), a rule at zero, bars from edge to edge. */
function zeroAxis(values: readonly number[]) {
  const min = Math.min(0, ...values);
  const max = Math.max(0, ...values);
  return {
    ...fixed({ min, max: min === max ? 1 : max, step: 1 }, [0]),
    grid: ruled,
    border: { display: false },
    ticks: { display: false },
  };
}

/** The bars' lengths. Amounts become floating point here, for drawing only. */
function lengths(chart: BarsChart): number[] {
  if (chart.unit !== 'money') return chart.bars.map((b) => b.value);
  const unit = 10 ** decimalsOf(chart.currency);
  return chart.bars.map((b) => Number(b.value) / unit);
}

/** The Chart.js configuration of a bars chart. */
export function barsConfig(chart: BarsChart): ChartConfiguration {
  const words = WORDS[chart.locale];
  const values = lengths(chart).slice(0, SHOWN);
  const shown = barValues(chart).slice(0, SHOWN);
  const texts = shown.map((t) => t.text);
  const hidden = chart.bars.length - shown.length;
  const backgroundColor = chart.bars.slice(0, SHOWN).map((b) => b.colour ?? BAR);
  const font = { family: FONT_FAMILY, size: SMALL };
  return {
    type: 'bar',
    data: {
      labels: shown.map((t) => clip(t.label, NAME_LENGTH)),
      datasets: [{ data: values, backgroundColor, barPercentage: 0.9, categoryPercentage: 0.82, maxBarThickness: 26, borderRadius: 2 }],
    },
    options: {
      ...frame(textRoom(texts)),
      indexAxis: 'y',
      scales: {
        x: zeroAxis(values),
        y: { grid: { display: false }, border: { display: false }, ticks: { color: INK, font, autoSkip: false, padding: 6 } },
      },
      plugins: { ...titles(chart.title, hidden > 0 ? words.more(hidden) : ''), legend: { display: false } },
    },
    plugins: [valuesAtEnds(texts, values), ...(values.length === 0 ? [emptyNote(words.none)] : [])],
  };
}
