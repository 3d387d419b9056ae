/** What a chart says, before anyone draws it: the figures, their unit and their language. Every chart also has words (`altText`) and a table (`chartTable`). */
import type { Bucket, Buckets } from '../kernel/buckets.ts';
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

/** A ranking, first bar on top: top 10 debtors, dispute reasons. `bucket` gives a bar the colour of an age. */
export type BarsChart =
  | (BarsBase & {
      readonly unit: 'money';
      readonly currency: string;
      readonly bars: readonly { readonly label: string; readonly value: bigint; readonly bucket?: Bucket }[];
    })
  | (BarsBase & {
      /** Values are days, a count, or fractions when the unit is percent. */
      readonly unit: 'days' | 'count' | 'percent';
      readonly bars: readonly { readonly label: string; readonly value: number; readonly bucket?: Bucket }[];
    });

export type ChartSpec = AgedBalanceChart | LinesChart | BarsChart;

/** The same figures as text, for those who do not see the picture. Cells are formatted; the first column names the row. */
export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * The one colour of each bucket, wherever it is shown. From calm to alarming, lightness falls at every step after "not due" (so the order survives
 * any colour blindness and a grey print); unallocated credits are green, the one hue that the ages do not use.
 */
export const BUCKET_COLOURS: Readonly<Record<Bucket | 'unallocated', string>> = {
  notDue: '#8fb4d9',
  d1_30: '#fbe08a',
  d31_60: '#f0912f',
  d61_90: '#c9472c',
  d91_120: '#8e1f4a',
  over120: '#36103c',
  unallocated: '#1c9a80',
};
