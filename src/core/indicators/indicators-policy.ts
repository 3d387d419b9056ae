/** What a company decides about its figures: their periods and rankings, and which crossings are told. */
import { partOfPolicy } from '../desk/policy.ts';

export interface IndicatorPolicy {
  /** Calendar months of the period that sales and cash are counted over. */
  readonly months: number;
  /** An undisputed debit later than this many days counts as unpaid. */
  readonly unpaidDays: number;
  /** Debtors named in the rankings. */
  readonly top: number;
  /** Debtors who owe less (minor units of `currency`) are not ranked by age. */
  readonly ageFloor: bigint;
  /** Whether the month's review is posted on its first business day. */
  readonly review: boolean;
}

export const DEFAULT_INDICATORS: IndicatorPolicy = { months: 3, unpaidDays: 30, top: 10, ageFloor: 100_00n, review: true };

export const indicatorPolicy = partOfPolicy<IndicatorPolicy>('indicators');

/** Thresholds whose crossing is told once, and once the way back; undefined: not watched. Rates in ten-thousandths: 1000 = 10 %. */
export interface AlertPolicy {
  readonly overdueRate: number | undefined;
  /** Days that the DSO may rise in four weeks. */
  readonly dsoDrift: number | undefined;
  readonly disputeRate: number | undefined;
  /** Share of one debtor in what is owed. */
  readonly concentration: number | undefined;
  /** A debtor's entry among the largest overdue amounts. */
  readonly topEntry: boolean;
}

export const DEFAULT_ALERTS: AlertPolicy = { overdueRate: 1500, dsoDrift: 5, disputeRate: 1000, concentration: 2500, topEntry: true };

export const alertPolicy = partOfPolicy<AlertPolicy>('alerts');
