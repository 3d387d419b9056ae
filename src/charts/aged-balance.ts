/** The aged balance as stacked bars by age, with the overdue rate and its target as lines on a second axis. */
import type { Chart, ChartConfiguration, ChartDataset, Plugin } from 'chart.js/auto';
import { axisAmounts, bucketName, exactPercent, percent, shortAmount, THIN, targetPercent } from '../core/desk/chart-format.ts';
import { type AgedBalanceChart, colourOf, columnsShown } from '../core/desk/chart-spec.ts';
import { type Column, overdue, total } from '../core/kernel/buckets.ts';
import { decimalsOf } from '../core/kernel/money.ts';
import { emptyNote, frame, labelAxis, plate, titles, valueAxis } from './base.ts';
import { ticksOf, twinAxes } from './scale.ts';
import { FONT_FAMILY, INK, PAPER, RATE, SMALL, TARGET, WIDTH } from './style.ts';

const WORDS = {
  fr: { colon: '\u00a0:', late: 'échu', rate: 'Taux d’échu', target: 'Objectif <', none: 'Aucun encours' },
  en: { colon: ':', late: 'overdue', rate: 'Overdue rate', target: 'Target <', none: 'Nothing outstanding' },
};

/** Approximate width of the two axes and the margins: what is left is for the labels. */
const AXES_ROOM = 120;

function headline(chart: AgedBalanceChart): string {
  const last = chart.points.at(-1);
  if (last === undefined) return '';
  const amount = (minor: bigint) => shortAmount(chart.locale, minor, chart.currency);
  const rate = last.overdueRate === null ? '' : ` · ${exactPercent(chart.locale, overdue(last), total(last))}`;
  return `${last.label}${WORDS[chart.locale].colon} ${amount(total(last))} · ${WORDS[chart.locale].late} ${amount(overdue(last))}${rate}`;
}

/** Oldest first from the axis up: the top of the last warm colour reads as the overdue amount, and what is not due lies above it. */
function bars(chart: AgedBalanceChart, columns: readonly Column[], toUnits: (minor: bigint) => number): ChartDataset<'bar', number[]>[] {
  const debits = columns.filter((column) => column !== 'unallocated').reverse();
  return [...debits, 'unallocated' as const].map((column) => ({
    type: 'bar',
    label: bucketName(chart.locale, column),
    data: chart.points.map((p) => toUnits(p[column] ?? 0n)),
    backgroundColor: colourOf(column, columns),
    borderColor: PAPER,
    borderWidth: { top: 0.75, bottom: 0, left: 0, right: 0 },
    borderSkipped: false,
    stack: 'aged',
    yAxisID: 'amount',
    categoryPercentage: 0.86,
    barPercentage: 0.92,
    maxBarThickness: 56,
    order: 3,
  }));
}

/** The rate over a wider white line, so that it stays visible across the darkest bucket; the target dashed from edge to edge. */
function rateLines(chart: AgedBalanceChart): ChartDataset<'line', (number | null)[]>[] {
  const words = WORDS[chart.locale];
  const rates = chart.points.map((p) => p.overdueRate);
  const alone = rates.filter((r) => r !== null).length === 1;
  const line = { type: 'line', yAxisID: 'rate', spanGaps: false, clip: 6 } as const;
  return [
    { ...line, label: '', data: rates, borderColor: PAPER, borderWidth: 6, pointRadius: 0, order: 2 },
    {
      ...line,
      label: words.rate,
      data: rates,
      borderColor: RATE,
      borderWidth: 2.5,
      pointRadius: alone ? 5 : 3,
      pointBackgroundColor: PAPER,
      pointBorderColor: RATE,
      pointBorderWidth: 2,
      order: 1,
    },
  ];
}

/** The target as a rule across the whole frame (a dataset would stop at the middle of the first and last bars). */
function targetRule(chart: AgedBalanceChart): Plugin {
  return {
    id: 'target-rule',
    afterDatasetsDraw(drawn: Chart) {
      const scale = drawn.scales.rate;
      if (chart.target === undefined || scale === undefined) return;
      const y = scale.getPixelForValue(chart.target);
      const { ctx, chartArea } = drawn;
      ctx.save();
      for (const [colour, width] of [
        [PAPER, 4],
        [TARGET, 1.75],
      ] as const) {
        ctx.strokeStyle = colour;
        ctx.lineWidth = width;
        ctx.setLineDash(width === 4 ? [] : [7, 4]);
        ctx.globalAlpha = width === 4 ? 0.65 : 1;
        ctx.beginPath();
        ctx.moveTo(chartArea.left, y);
        ctx.lineTo(chartArea.right, y);
        ctx.stroke();
      }
      ctx.restore();
    },
  };
}

/** The latest rate, written beside its point. */
function lastRate(chart: AgedBalanceChart, dataset: number): Plugin {
  return {
    id: 'last-rate',
    afterDatasetsDraw(drawn: Chart) {
      const at = chart.points.length - 1;
      const rate = chart.points[at]?.overdueRate;
      const point = drawn.getDatasetMeta(dataset).data[at];
      if (rate === null || rate === undefined || point === undefined) return;
      const { x, y } = point.getProps(['x', 'y'], true);
      const above = y - 16 > drawn.chartArea.top + 8;
      plate(drawn, percent(chart.locale, rate), x, above ? y - 16 : y + 16, RATE);
    },
  };
}

/** The legend's name of a bucket: the first and the last carry the unit, so that six ages fit one line on a phone. */
function shortName(chart: AgedBalanceChart, column: Column): string {
  const name = bucketName(chart.locale, column);
  return /^\d/.test(name) ? (name.split(THIN)[0] ?? name) : name;
}

/** Buckets as squares, the rate and its target as the lines that they are. */
function legend(chart: AgedBalanceChart, columns: readonly Column[]) {
  const words = WORDS[chart.locale];
  const line = { pointStyle: 'line', lineWidth: 2.5, fontColor: INK } as const;
  const target = {
    ...line,
    text: `${words.target} ${targetPercent(chart.locale, chart.target ?? 0)}`,
    strokeStyle: TARGET,
    lineDash: [4, 3],
  };
  return {
    position: 'bottom',
    align: 'start',
    labels: {
      usePointStyle: true,
      pointStyleWidth: 15,
      boxHeight: 11,
      padding: 7,
      font: { family: FONT_FAMILY, size: SMALL },
      generateLabels: () => [
        ...columns.map((column) => ({
          text: shortName(chart, column),
          pointStyle: 'rect' as const,
          fillStyle: colourOf(column, columns),
          lineWidth: 0,
          fontColor: INK,
        })),
        { ...line, text: words.rate, strokeStyle: RATE },
        ...(chart.target === undefined ? [] : [target]),
      ],
    },
  } as const;
}

/** The three axes, with zero and every rule above it shared by the two that carry values. */
function scales(chart: AgedBalanceChart, heights: readonly number[]) {
  const rates = chart.points.flatMap((p) => p.overdueRate ?? []);
  const axes = twinAxes(heights, chart.target === undefined ? rates : [...rates, chart.target * 1.3], 1000);
  const amount = axisAmounts(chart.locale, Math.max(axes.amount.max, -axes.amount.min), axes.amount.step, chart.currency);
  const decimals = Math.round(axes.rate.step * 1000) % 10 === 0 ? 0 : 1;
  const ticks = ticksOf(axes.rate).filter((t) => t >= 0 || rates.some((r) => r < 0));
  const labels = chart.points.map((p) => p.label);
  return {
    x: { ...labelAxis(labels, WIDTH - AXES_ROOM), stacked: true },
    amount: { ...valueAxis(axes.amount, amount), position: 'left', stacked: true },
    rate: { ...valueAxis(axes.rate, (v) => percent(chart.locale, v, decimals), { ruled: false, ticks }), position: 'right' },
  } as const;
}

/** The Chart.js configuration of an aged balance. Amounts become floating point here, for drawing only. */
export function agedBalanceConfig(chart: AgedBalanceChart): ChartConfiguration {
  const unit = 10 ** decimalsOf(chart.currency);
  const toUnits = (minor: bigint) => Number(minor) / unit;
  const columns = columnsShown(chart);
  const heights = chart.points.flatMap((p) => {
    const values = columns.map((column) => toUnits(p[column] ?? 0n));
    return [values.reduce((sum, v) => sum + Math.max(0, v), 0), values.reduce((sum, v) => sum + Math.min(0, v), 0)];
  });
  const stacks = bars(chart, columns, toUnits);
  const blank = heights.every((h) => h === 0);
  return {
    type: 'bar',
    data: { labels: chart.points.map((p) => p.label), datasets: [...stacks, ...rateLines(chart)] },
    options: {
      ...frame(),
      scales: scales(chart, heights),
      plugins: { ...titles(chart.title, headline(chart)), legend: legend(chart, columns) },
    },
    plugins: [targetRule(chart), lastRate(chart, stacks.length + 1), ...(blank ? [emptyNote(WORDS[chart.locale].none)] : [])],
  };
}
