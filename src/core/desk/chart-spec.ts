/** What a chart says, before anyone draws it: the figures, their unit and their language. Every chart also has words (`altText`) and a table (`chartTable`). */
import { agesIn, type Buckets, type Column } from '../kernel/buckets.ts';
import type { Locale } from '../kernel/locale.ts';

export { altText, chartTable } from './chart-words.ts';

/** One date of an aged balance. Amounts are minor units; `overdueRate` is a fraction for drawing (0.116), null when it cannot be computed. */
export interface AgedPoint extends Buckets {
  /** Short name of the date or week, as it stands under the bar. */
  readonly label: string;
  readonly overdueRate: number | null;
}

/** Stacked buckets over time, with the overdue rate as a line on a second axis. */
export interface AgedBalanceChart {
  readonly kind: 'aged-balance';
  readonly locale: Locale;
  readonly title: string;
  /** ISO 4217 code of every amount. */
  readonly currency: string;
  /** Oldest first. */
  readonly points: readonly AgedPoint[];
  /** The rate to stay under, a fraction (0.1), drawn dashed. */
  readonly target?: number;
}

interface LinesBase {
  readonly kind: 'lines';
  readonly locale: Locale;
  readonly title: string;
  /** Oldest first. */
  readonly labels: readonly string[];
}

/** As many values as labels; null where the figure cannot be computed. */
interface Series<V> {
  readonly name: string;
  readonly values: readonly (V | null)[];
}

/** One or several figures over time: DSO and its like. */
export type LinesChart =
  /** Values are days (76.0), or fractions when the unit is percent (0.545). */
  | (LinesBase & { readonly unit: 'days' | 'percent'; readonly series: readonly Series<number>[] })
  /** Values are minor units. */
  | (LinesBase & { readonly unit: 'money'; readonly currency: string; readonly series: readonly Series<bigint>[] });

interface BarsBase {
  readonly kind: 'bars';
  readonly locale: Locale;
  readonly title: string;
}

/** A ranking, first bar on top: top 10 debtors, dispute reasons. `colour` is that of a bucket, by `colourOf`. */
export type BarsChart =
  | (BarsBase & {
      readonly unit: 'money';
      readonly currency: string;
      readonly bars: readonly { readonly label: string; readonly value: bigint; readonly colour?: string }[];
    })
  | (BarsBase & {
      /** Values are days, a count, or fractions when the unit is percent. */
      readonly unit: 'days' | 'count' | 'percent';
      readonly bars: readonly { readonly label: string; readonly value: number; readonly colour?: string }[];
    });

export type ChartSpec = AgedBalanceChart | LinesChart | BarsChart;

/** The same figures as text, for those who do not see the picture. Cells are formatted; the first column names the row. */
export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The columns of a chart; all of its dates have the same. */
export function columnsShown({ points: [first] }: AgedBalanceChart): readonly Column[] {
  return ['notDue', ...(first === undefined ? [] : agesIn(first)), 'unallocated'];
}

const NOT_DUE = '#8fb4d9';
/** Green, the one hue that the ages do not use. */
const UNALLOCATED = '#1c9a80';
/** From calm to alarming; lightness falls at every step after "not due", so the order survives any colour blindness and a grey print. The second is for more ages than the first has colours. */
const RAMP: readonly string[] = ['#fbe08a', '#f0912f', '#c9472c', '#8e1f4a', '#36103c'];
const LONG_RAMP: readonly string[] = ['#ffec9c', '#ffc23d', '#e27c2d', '#d83d40', '#a52948', '#6d1b65', '#26082b'];

/** The one colour of each column among those that are shown, wherever: fewer ages than colours stand from one end of the ramp to the other. */
export function colourOf(column: Column, among: readonly Column[]): string {
  if (column === 'notDue') return NOT_DUE;
  if (column === 'unallocated') return UNALLOCATED;
  const ages = among.filter((one) => one !== 'notDue' && one !== 'unallocated');
  const ramp = ages.length > RAMP.length ? LONG_RAMP : RAMP;
  const step = (ramp.length - 1) / Math.max(1, ages.length - 1);
  return ramp[Math.round(ages.indexOf(column) * step)] ?? NOT_DUE;
}
