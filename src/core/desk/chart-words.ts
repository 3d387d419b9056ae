/** What a chart's picture says, as one short paragraph (alternative text) and as a table, in French and English. */
import { type Age, agesIn, overdue, total } from '../kernel/buckets.ts';
import { cleanLine } from '../kernel/clean.ts';
import { bucketName, currencySign, exactPercent, NO_FIGURE, plainValue, shortAmount, tableAmounts, targetPercent } from './chart-format.ts';
import {
  type AgedBalanceChart,
  type AgedPoint,
  type BarsChart,
  type ChartSpec,
  type ChartTable,
  columnsShown,
  type LinesChart,
} from './chart-spec.ts';

const WORDS = {
  fr: {
    noData: 'Aucune donnée.',
    week: 'Semaine',
    period: 'Période',
    name: 'Libellé',
    value: 'Valeur',
    amount: 'Montant',
    days: 'Jours',
    count: 'Nombre',
    share: 'Part',
    total: 'Total',
    overdue: 'Échu',
    rate: 'Taux d’échu',
    semicolon: '\u202f; ',
    notComputable: 'non calculable',
    state: (label: string, sum: string, late: string, rate: string, target: string) =>
      `${label}\u00a0: encours ${sum}, dont échu ${late} (${rate}${target}).`,
    target: (rate: string) => `, objectif moins de ${rate}`,
    credit: (amount: string) => `Non affecté\u00a0: ${amount}.`,
    heaviest: (bucket: string, amount: string) => `Tranche en retard la plus lourde\u00a0: ${bucket}, ${amount}.`,
    trend: (label: string, sums: string, rates: string) => `Depuis ${/^\d/.test(label) ? 'le ' : ''}${label}, ${sums}${rates}.`,
    sum: {
      up: (a: string, b: string) => `l’encours monte de ${a} à ${b}`,
      down: (a: string, b: string) => `l’encours baisse de ${a} à ${b}`,
      flat: (a: string) => `l’encours reste à ${a}`,
    },
    rateMove: {
      up: (a: string, b: string) => ` et le taux d’échu monte de ${a} à ${b}`,
      down: (a: string, b: string) => ` et le taux d’échu baisse de ${a} à ${b}`,
      flat: (a: string) => ` et le taux d’échu reste à ${a}`,
    },
    series: (name: string, value: string, label: string) => `${name}\u00a0: ${value} (${label})`,
    seriesMove: (value: string, label: string) => `, ${value} au départ (${label})`,
    ranking: (n: number) => (n === 1 ? 'Une barre.' : `${n} barres.`),
    leaders: (list: string) => `En tête\u00a0: ${list}.`,
    sumOf: (sum: string) => `Total\u00a0: ${sum}.`,
  },
  en: {
    noData: 'No data.',
    week: 'Week',
    period: 'Period',
    name: 'Name',
    value: 'Value',
    amount: 'Amount',
    days: 'Days',
    count: 'Count',
    share: 'Share',
    total: 'Total',
    overdue: 'Overdue',
    rate: 'Overdue rate',
    semicolon: '; ',
    notComputable: 'not computable',
    state: (label: string, sum: string, late: string, rate: string, target: string) =>
      `${label}: outstanding ${sum}, of which overdue ${late} (${rate}${target}).`,
    target: (rate: string) => `, target under ${rate}`,
    credit: (amount: string) => `Unallocated: ${amount}.`,
    heaviest: (bucket: string, amount: string) => `Heaviest overdue bucket: ${bucket}, ${amount}.`,
    trend: (label: string, sums: string, rates: string) => `Since ${label}, ${sums}${rates}.`,
    sum: {
      up: (a: string, b: string) => `the outstanding rises from ${a} to ${b}`,
      down: (a: string, b: string) => `the outstanding falls from ${a} to ${b}`,
      flat: (a: string) => `the outstanding stays at ${a}`,
    },
    rateMove: {
      up: (a: string, b: string) => ` and the overdue rate rises from ${a} to ${b}`,
      down: (a: string, b: string) => ` and the overdue rate falls from ${a} to ${b}`,
      flat: (a: string) => ` and the overdue rate stays at ${a}`,
    },
    series: (name: string, value: string, label: string) => `${name}: ${value} (${label})`,
    seriesMove: (value: string, label: string) => `, ${value} at the start (${label})`,
    ranking: (n: number) => (n === 1 ? 'One bar.' : `${n} bars.`),
    leaders: (list: string) => `On top: ${list}.`,
    sumOf: (sum: string) => `Total: ${sum}.`,
  },
};

type Move = { up: (a: string, b: string) => string; down: (a: string, b: string) => string; flat: (a: string) => string };

/** The move between two shown figures: equal once rounded is "stays", so that no sentence says "from 12 k€ to 12 k€". */
function move(words: Move, before: string, after: string, rises: boolean): string {
  if (before === after) return words.flat(after);
  return rises ? words.up(before, after) : words.down(before, after);
}

function rateText(chart: AgedBalanceChart, point: AgedPoint): string {
  return point.overdueRate === null ? NO_FIGURE : exactPercent(chart.locale, overdue(point), total(point));
}

/** The bucket past due that holds most, undefined when none holds anything. */
function heaviest(point: AgedPoint): { readonly age: Age; readonly minor: bigint } | undefined {
  const held = agesIn(point).map((age) => ({ age, minor: point[age] ?? 0n }));
  return held
    .filter(({ minor }) => minor > 0n)
    .reduce<(typeof held)[number] | undefined>((top, next) => (top === undefined || next.minor > top.minor ? next : top), undefined);
}

function agedWords(chart: AgedBalanceChart): string[] {
  const w = WORDS[chart.locale];
  const amount = (minor: bigint) => shortAmount(chart.locale, minor, chart.currency);
  const first = chart.points[0];
  const last = chart.points.at(-1);
  if (first === undefined || last === undefined) return [w.noData];
  const rate = last.overdueRate === null ? `${w.rate.toLowerCase()} ${w.notComputable}` : rateText(chart, last);
  const target = chart.target === undefined ? '' : w.target(targetPercent(chart.locale, chart.target));
  const lines = [w.state(last.label, amount(total(last)), amount(overdue(last)), rate, target)];
  const top = heaviest(last);
  if (top !== undefined) lines.push(w.heaviest(bucketName(chart.locale, top.age), amount(top.minor)));
  if (last.unallocated !== 0n) lines.push(w.credit(amount(last.unallocated)));
  if (first !== last) {
    const sums = move(w.sum, amount(total(first)), amount(total(last)), total(last) > total(first));
    const known = first.overdueRate !== null && last.overdueRate !== null;
    const rises = (last.overdueRate ?? 0) > (first.overdueRate ?? 0);
    lines.push(w.trend(first.label, sums, known ? move(w.rateMove, rateText(chart, first), rateText(chart, last), rises) : ''));
  }
  return lines;
}

/** The points of each series as the picture writes them; null where there is no figure. */
export function lineTexts(chart: LinesChart): readonly { readonly name: string; readonly texts: readonly (string | null)[] }[] {
  const { locale } = chart;
  if (chart.unit === 'money') {
    const { currency } = chart;
    return chart.series.map(({ name, values }) => ({
      name,
      texts: values.map((v) => (v === null ? null : shortAmount(locale, v, currency))),
    }));
  }
  const { unit } = chart;
  return chart.series.map(({ name, values }) => ({ name, texts: values.map((v) => (v === null ? null : plainValue(locale, unit, v))) }));
}

function linesWords(chart: LinesChart): string[] {
  const w = WORDS[chart.locale];
  const at = chart.labels.length - 1;
  const end = chart.labels[at];
  const start = chart.labels[0];
  if (end === undefined || start === undefined) return [w.noData];
  const show = (text: string | null | undefined) => text ?? w.notComputable;
  return lineTexts(chart).map(
    ({ name, texts }) => `${w.series(name, show(texts[at]), end)}${at > 0 ? w.seriesMove(show(texts[0]), start) : ''}.`,
  );
}

/** Each bar with its value as the picture writes it. */
export function barValues(chart: BarsChart): readonly { readonly label: string; readonly text: string }[] {
  if (chart.unit === 'money') return chart.bars.map((b) => ({ label: b.label, text: shortAmount(chart.locale, b.value, chart.currency) }));
  const { unit, locale } = chart;
  return chart.bars.map((b) => ({ label: b.label, text: plainValue(locale, unit, b.value, unit === 'days' ? 0 : 1) }));
}

function barsWords(chart: BarsChart): string[] {
  const w = WORDS[chart.locale];
  const values = barValues(chart);
  if (values.length === 0) return [w.noData];
  const lines = [
    w.ranking(values.length),
    w.leaders(
      values
        .slice(0, 3)
        .map((v) => `${v.label}, ${v.text}`)
        .join(w.semicolon),
    ),
  ];
  if (chart.unit === 'money')
    lines.push(
      w.sumOf(
        shortAmount(
          chart.locale,
          chart.bars.reduce((sum, b) => sum + b.value, 0n),
          chart.currency,
        ),
      ),
    );
  if (chart.unit === 'count')
    lines.push(
      w.sumOf(
        plainValue(
          chart.locale,
          'count',
          chart.bars.reduce((sum, b) => sum + b.value, 0),
        ),
      ),
    );
  return lines;
}

/** The picture in words: its title, the latest figures, the trend. One paragraph in the chart's language, for screen readers and for clients that show no image. */
export function altText(chart: ChartSpec): string {
  const lines = chart.kind === 'aged-balance' ? agedWords(chart) : chart.kind === 'lines' ? linesWords(chart) : barsWords(chart);
  return cleanLine([`${chart.title}.`, ...lines].join(' '));
}

function agedTable(chart: AgedBalanceChart): ChartTable {
  const w = WORDS[chart.locale];
  const sign = currencySign(chart.locale, chart.currency);
  const columns = columnsShown(chart);
  const amount = tableAmounts(
    chart.locale,
    chart.points.flatMap((p) => columns.map((c) => p[c] ?? 0n)),
    chart.currency,
  );
  return {
    columns: [
      w.week,
      ...columns.map((c) => `${bucketName(chart.locale, c)} (${sign})`),
      `${w.total} (${sign})`,
      `${w.overdue} (${sign})`,
      w.rate,
    ],
    rows: chart.points.map((p) => [
      p.label,
      ...columns.map((c) => amount(p[c] ?? 0n)),
      amount(total(p)),
      amount(overdue(p)),
      rateText(chart, p),
    ]),
  };
}

function linesTable(chart: LinesChart): ChartTable {
  const w = WORDS[chart.locale];
  const series = lineTexts(chart);
  return {
    columns: [w.period, ...series.map((s) => s.name)],
    rows: chart.labels.map((label, i) => [label, ...series.map((s) => s.texts[i] ?? NO_FIGURE)]),
  };
}

function barsTable(chart: BarsChart): ChartTable {
  const w = WORDS[chart.locale];
  if (chart.unit === 'money') {
    const amount = tableAmounts(
      chart.locale,
      chart.bars.map((b) => b.value),
      chart.currency,
    );
    return {
      columns: [w.name, `${w.amount} (${currencySign(chart.locale, chart.currency)})`],
      rows: chart.bars.map((b) => [b.label, amount(b.value)]),
    };
  }
  const head = { days: w.days, count: w.count, percent: w.share }[chart.unit];
  return { columns: [w.name, head], rows: barValues(chart).map((v) => [v.label, v.text]) };
}

/** The chart's figures as a table, formatted in its language; every figure of the picture is in it. */
export function chartTable(chart: ChartSpec): ChartTable {
  const { columns, rows } =
    chart.kind === 'aged-balance' ? agedTable(chart) : chart.kind === 'lines' ? linesTable(chart) : barsTable(chart);
  return { columns: columns.map(cleanLine), rows: rows.map((cells) => cells.map(cleanLine)) };
}
