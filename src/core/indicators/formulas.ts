/** The indicators' formulas (docs/rules/indicators.md), over exact sums: rounding comes last and once, half up, by `ratio`. */
import { type Buckets, overdue, total } from '../kernel/buckets.ts';
import { ratio } from '../kernel/money.ts';
import { daysOf, type Period, type Span } from './period.ts';

/** What every formula is made of: one currency at one date. Minor units; days are whole. */
export interface Basis {
  readonly currency: string;
  readonly period: Period;
  readonly buckets: Buckets;
  /** Overdue debits times their days late. */
  readonly lateWeight: bigint;
  /** Debits more than the policy's days late. */
  readonly beyond: bigint;
  /** Open debits, and those of them that are overdue. */
  readonly items: number;
  readonly lateItems: number;
  readonly disputed: { readonly total: bigint; readonly overdue: bigint; readonly beyond: bigint; readonly count: number };
  /** Instalments of promises that were found kept or broken in the period. */
  readonly promises: { readonly kept: number; readonly broken: number };
  readonly opening: bigint;
  /** Invoices less credit notes of the period. */
  readonly sales: bigint;
  readonly cash: bigint;
  readonly bounced: bigint;
  readonly paid: bigint;
  readonly paidWeight: bigint;
  /** Month sales from the date's own month backwards, as far as they were needed. */
  readonly months: readonly (Span & { readonly sales: bigint })[];
}

/** Why a figure cannot be computed. */
export type Gap =
  | 'no-promises'
  | 'no-sales'
  | 'credit-balance'
  | 'short-history'
  | 'nothing-owed'
  | 'nothing-overdue'
  | 'nothing-due'
  | 'nothing-paid';

export interface Figure {
  /** Days with one decimal ("74.1") or a fraction with four ("0.6757"); null with the reason in `gap`. */
  readonly value: string | null;
  /** What was divided, so that a rate can be written with other decimals and is still rounded once. */
  readonly parts?: { readonly numerator: bigint; readonly denominator: bigint };
  readonly gap?: Gap;
  /** For 'short-history': the days that the known months make, so that "more than n days" can be said. */
  readonly days?: number;
}

export const DAY_FIGURES = [
  'dsoSimple',
  'dsoCountback',
  'bestPossibleDso',
  'averageDaysDelinquent',
  'weightedDaysLate',
  'paidDaysLate',
] as const;
export const RATE_FIGURES = [
  'overdueRate',
  'overdueRateByCount',
  'overdueRateUndisputed',
  'collectionEffectiveness',
  'collectionRate',
  'unpaidRate',
  'disputeRate',
  'promiseKeptRate',
] as const;
export const FIGURES = [...DAY_FIGURES, ...RATE_FIGURES] as const;
export type FigureName = (typeof FIGURES)[number];
export type Figures = Readonly<Record<FigureName, Figure>>;

const DAYS = 1;
const RATE = 4;

function divided(numerator: bigint, denominator: bigint, decimals: number, gap: Gap): Figure {
  const value = denominator > 0n ? ratio(numerator, denominator, decimals) : undefined;
  return value === undefined ? { value: null, gap } : { value, parts: { numerator, denominator } };
}

/** A share of the aged balance. */
function ofOwed(numerator: bigint, owed: bigint): Figure {
  return divided(numerator, owed, RATE, owed < 0n ? 'credit-balance' : 'nothing-owed');
}

function missing(gap: Gap): Figure {
  return { value: null, gap };
}

/** Receivables that are not due: debits, less the credits whose own date is not past. */
export function notDue(b: Buckets): bigint {
  return total(b) - overdue(b);
}

/** Receivables / sales of the period × its days. */
export function dsoSimple(b: Basis): Figure {
  if (total(b.buckets) < 0n) return missing('credit-balance');
  return divided(total(b.buckets) * BigInt(b.period.days), b.sales, DAYS, 'no-sales');
}

/**
 * By exhaustion: month sales are taken off the receivables backwards, whole months' days each, the last month pro rata; of the date's own month only the days
 * elapsed count. A month without sales takes its days and nothing else.
 */
export function dsoCountback(b: Pick<Basis, 'buckets' | 'months'>): Figure {
  let left = total(b.buckets);
  if (left < 0n) return missing('credit-balance');
  let days = 0;
  for (const month of b.months) {
    const length = daysOf(month);
    if (left === 0n) break;
    if (left < month.sales) {
      return { value: ratio(BigInt(days) * month.sales + left * BigInt(length), month.sales, DAYS) ?? null };
    }
    left -= month.sales;
    days += length;
  }
  return left > 0n ? { value: null, gap: 'short-history', days } : { value: `${days}.0` };
}

/** What the DSO would be if nothing were overdue. */
export function bestPossibleDso(b: Basis): Figure {
  return divided(notDue(b.buckets) * BigInt(b.period.days), b.sales, DAYS, 'no-sales');
}

/** The DSO's overdue part: DSO − best possible DSO. */
export function averageDaysDelinquent(b: Basis): Figure {
  return divided(overdue(b.buckets) * BigInt(b.period.days), b.sales, DAYS, 'no-sales');
}

/** Days late of overdue debits, weighted by amount. */
export function weightedDaysLate(b: Pick<Basis, 'buckets' | 'lateWeight'>): Figure {
  const debits = overdue(b.buckets) - b.buckets.unallocatedDue;
  return divided(b.lateWeight, debits, DAYS, 'nothing-overdue');
}

/** Days from due date to payment of what was paid in the last twelve months, weighted by amount; negative when paid early. */
export function paidDaysLate(b: Pick<Basis, 'paid' | 'paidWeight'>): Figure {
  return divided(b.paidWeight, b.paid, DAYS, 'nothing-paid');
}

/** As in the aged balance: none when credits outweigh debits. */
export function overdueRate(b: Pick<Basis, 'buckets'>): Figure {
  return ofOwed(overdue(b.buckets), total(b.buckets));
}

/** Overdue items over all that are open, invoices and other debits; credits are no items to collect. */
export function overdueRateByCount(b: Pick<Basis, 'items' | 'lateItems'>): Figure {
  return divided(BigInt(b.lateItems), BigInt(b.items), RATE, 'nothing-owed');
}

/** The overdue amount without what is disputed of it, over everything owed. */
export function overdueRateUndisputed(b: Basis): Figure {
  return ofOwed(overdue(b.buckets) - b.disputed.overdue, total(b.buckets));
}

/** Of what could be collected in the period, the share that was: (opening + sales − end) / (opening + sales − end not due). */
export function collectionEffectiveness(b: Basis): Figure {
  const came = b.opening + b.sales;
  return divided(came - total(b.buckets), came - notDue(b.buckets), RATE, 'nothing-due');
}

/** Cash in / (opening + sales). */
export function collectionRate(b: Basis): Figure {
  return divided(b.cash, b.opening + b.sales, RATE, 'nothing-due');
}

/** (Undisputed debits long overdue + payments taken back) / sales. */
export function unpaidRate(b: Basis): Figure {
  return divided(b.beyond - b.disputed.beyond + b.bounced, b.sales, RATE, 'no-sales');
}

/** Disputed / owed. */
export function disputeRate(b: Basis): Figure {
  return ofOwed(b.disputed.total, total(b.buckets));
}

/** Kept / (kept + broken), by instalment. */
export function promiseKeptRate({ promises }: Pick<Basis, 'promises'>): Figure {
  return divided(BigInt(promises.kept), BigInt(promises.kept + promises.broken), RATE, 'no-promises');
}

export function figuresOf(b: Basis): Figures {
  return {
    dsoSimple: dsoSimple(b),
    dsoCountback: dsoCountback(b),
    bestPossibleDso: bestPossibleDso(b),
    averageDaysDelinquent: averageDaysDelinquent(b),
    weightedDaysLate: weightedDaysLate(b),
    paidDaysLate: paidDaysLate(b),
    overdueRate: overdueRate(b),
    overdueRateByCount: overdueRateByCount(b),
    overdueRateUndisputed: overdueRateUndisputed(b),
    collectionEffectiveness: collectionEffectiveness(b),
    collectionRate: collectionRate(b),
    unpaidRate: unpaidRate(b),
    disputeRate: disputeRate(b),
    promiseKeptRate: promiseKeptRate(b),
  };
}
