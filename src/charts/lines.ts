/** Figures over time (DSO and its like) as lines that differ by dash and point as well as colour. */
import type { Chart, ChartConfiguration, Plugin } from 'chart.js/auto';
import { axisAmounts, plainValue } from '../core/desk/chart-format.ts';
import type { LinesChart } from '../core/desk/chart-spec.ts';
import { lineTexts } from '../core/desk/chart-words.ts';
import { decimalsOf } from '../core/kernel/money.ts';
import { emptyNote, frame, labelAxis, titles, valueAxis } from './base.ts';
import { type Axis, axisFor } from './scale.ts';
import { FONT_FAMILY, INK, PAPER, SERIES, SMALL, WIDTH } from './style.ts';

const NONE = { fr: 'Aucune donnée', en: 'No data' };
/** To the right of the frame, for the latest values: amounts may be longer. */
const VALUE_ROOM = 54;
const AXIS_ROOM = 50;

function valueRoom(chart: LinesChart): number {
  const longest = Math.max(0, ...lineTexts(chart).map(({ texts }) => [...(texts.at(-1) ?? '')].length));
  return Math.max(VALUE_ROOM, 14 + Math.ceil(longest * SMALL * 0.62));
}

function styleOf(index: number) {
  return SERIES[index % SERIES.length] ?? SERIES[0];
}

/** Each series' latest value to the right of the frame, level with its last point; texts that would touch are moved apart. */
function lastValues(chart: LinesChart): Plugin {
  return {
    id: 'last-values',
    afterDatasetsDraw(drawn: Chart) {
      const at = chart.labels.length - 1;
      const texts = lineTexts(chart).flatMap((s, i) => {
        const text = s.texts[at];
        const point = drawn.getDatasetMeta(i).data[at];
        return text && point ? [{ text, y: point.getProps(['y'], true).y, colour: styleOf(i).colour }] : [];
      });
      texts.sort((a, b) => b.y - a.y);
      const { ctx, chartArea } = drawn;
      ctx.save();
      ctx.font = `600 ${SMALL}px ${FONT_FAMILY}`;
      ctx.textBaseline = 'middle';
      let floor = Number.POSITIVE_INFINITY;
      for (const t of texts) {
        const y = Math.min(t.y, floor - SMALL - 2);
        ctx.fillStyle = t.colour;
        ctx.fillText(t.text, chartArea.right + 9, y);
        floor = y;
      }
      ctx.restore();
    },
  };
}

/** Amounts become floating point here, for drawing only. */
function drawnSeries(chart: LinesChart): readonly { readonly name: string; readonly values: readonly (number | null)[] }[] {
  if (chart.unit !== 'money') return chart.series;
  const unit = 10 ** decimalsOf(chart.currency);
  return chart.series.map(({ name, values }) => ({ name, values: values.map((v) => (v === null ? null : Number(v) / unit)) }));
}

function datasets(chart: LinesChart) {
  return drawnSeries(chart).map((s, i) => {
    const style = styleOf(i);
    return {
      label: s.name,
      data: [...s.values],
      borderColor: style.colour,
      backgroundColor: PAPER,
      borderDash: [...style.dash],
      borderWidth: 2.5,
      pointStyle: style.point,
      pointRadius: 4,
      pointBackgroundColor: PAPER,
      pointBorderWidth: 2,
      clip: 8,
    };
  });
}

/** What stands beside the rules. */
function ticksOf(chart: LinesChart, axis: Axis): (value: number) => string {
  const { locale } = chart;
  if (chart.unit === 'money') return axisAmounts(locale, Math.max(axis.max, -axis.min), axis.step, chart.currency);
  const { unit } = chart;
  const shown = unit === 'percent' ? axis.step * 100 : axis.step;
  const digits = Math.abs(shown - Math.round(shown)) < 1e-6 ? 0 : 1;
  return (value) => plainValue(locale, unit, value, digits);
}

/** The Chart.js configuration of a lines chart. */
export function linesConfig(chart: LinesChart): ChartConfiguration {
  const values = drawnSeries(chart).flatMap((s) => s.values.flatMap((v) => v ?? []));
  const axis = axisFor(values, chart.unit === 'percent' ? 0.1 : 10);
  const room = valueRoom(chart);
  return {
    type: 'line',
    data: { labels: [...chart.labels], datasets: datasets(chart) },
    options: {
      ...frame(room),
      scales: {
        x: labelAxis(chart.labels, WIDTH - AXIS_ROOM - room),
        y: valueAxis(axis, ticksOf(chart, axis)),
      },
      plugins: {
        ...titles(chart.title, ''),
        legend: {
          position: 'bottom',
          align: 'start',
          labels: { usePointStyle: true, boxHeight: 7, padding: 12, color: INK, font: { family: FONT_FAMILY, size: SMALL } },
        },
      },
    },
    plugins: [lastValues(chart), ...(values.length === 0 ? [emptyNote(NONE[chart.locale])] : [])],
  };
}
