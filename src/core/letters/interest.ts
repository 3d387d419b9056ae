/**
 * Late interest in exact integer arithmetic (docs/rules/letters.md, rules 2 to 4: C. com. L441-10 and D441-5; Belgium, law of 2 August 2002): amount unpaid, VAT included, × rate of the
 * half-year × days / 365, from the day after the due date, split at each 1 January and 1 July and at each part payment. The day of a payment still counts on what
 * was owed before it. A year has 365 days, leap or not.
 *
 * Rounding: an invoice's interest is rounded once, half up, to its currency's minor unit. The lines of the computation show the rounded running total less the one before, so
 * they always add up to it, and splitting a stretch anywhere changes nothing.
 */
import { greater } from '../kernel/amounts.ts';
import { civil, type Day, dayOf } from '../kernel/dates.ts';

/** A yearly rate in millionths: 121_500n is 12.15 %. */
export type Rate = bigint;
const MILLION = 1_000_000n;
const YEAR = 365n;

/** What is known of a half-year, from its first day (1 January or 1 July) on. */
export interface HalfYear {
  readonly from: Day;
  /** The legal rate between businesses, whose multiple is the floor of a contract's rate. */
  readonly legal: Rate | undefined;
  /** The ECB's main refinancing rate in force on the first day. */
  readonly ecb: Rate | undefined;
}

export interface InterestRule {
  /** The rate of the contract; undefined: the central bank's rate plus points. */
  readonly contract: Rate | undefined;
  readonly points: Rate;
  /** The sum is rounded up to a multiple of this (Belgium: half a point); 0: not rounded. */
  readonly roundUpTo: Rate;
  /** A contract's rate is never below so many times the legal rate; 0: no floor. */
  readonly floorTimes: bigint;
  readonly halfYears: readonly HalfYear[];
}

/** A half-year whose rate is not on file, and which one. */
export interface MissingRate {
  readonly from: Day;
  readonly what: 'ecb' | 'legal';
}

/** What was owed from a day on; steps in order of days. */
export interface Step {
  readonly day: Day;
  /** Minor units left from the day after. */
  readonly minor: bigint;
}

/** One line of the computation: both days included. */
export interface InterestLine {
  readonly from: Day;
  readonly to: Day;
  readonly days: number;
  readonly base: bigint;
  readonly rate: Rate;
  readonly minor: bigint;
}

export interface Interest {
  readonly lines: readonly InterestLine[];
  readonly minor: bigint;
}

/** The first day of the half-year that a day lies in. */
export function halfYearOf(day: Day): Day {
  const { year, month } = civil(day);
  return dayOf(year, month <= 6 ? 1 : 7, 1) ?? day;
}

/** The rate in force on a day, or what is missing to know it. */
export function rateOn(day: Day, rule: InterestRule): Rate | MissingRate {
  const from = halfYearOf(day);
  const known = rule.halfYears.find((half) => half.from === from);
  if (rule.contract !== undefined) {
    if (rule.floorTimes === 0n) return rule.contract;
    if (known?.legal === undefined) return { from, what: 'legal' };
    const floor = known.legal * rule.floorTimes;
    return greater(rule.contract, floor);
  }
  if (known?.ecb === undefined) return { from, what: 'ecb' };
  const sum = known.ecb + rule.points;
  if (rule.roundUpTo === 0n) return sum;
  return ((sum + rule.roundUpTo - 1n) / rule.roundUpTo) * rule.roundUpTo;
}

/**
 * The interest on one invoice from the day after its due day to `until`, included. `principal` (minor units) is what was owed at the due day's end; each step says what was left
 * from the day after it. Nothing owed, or nothing late, makes no line and needs no rate.
 */
export function interestOn(
  owed: { readonly due: Day; readonly principal: bigint; readonly steps: readonly Step[] },
  until: Day,
  rule: InterestRule,
): Interest | MissingRate {
  const lines: InterestLine[] = [];
  let weight = 0n;
  let shown = 0n;
  for (const { after, to, base } of stretches(owed, until)) {
    const rate = rateOn(to, rule);
    if (typeof rate !== 'bigint') return rate;
    weight += base * rate * BigInt(to - after);
    const total = rounded(weight);
    lines.push({ from: after + 1, to, days: to - after, base, rate, minor: total - shown });
    shown = total;
  }
  return { lines, minor: shown };
}

/** Stretches (after, to] on which base and rate stand still and something is owed. */
function stretches(
  { due, principal, steps }: { readonly due: Day; readonly principal: bigint; readonly steps: readonly Step[] },
  until: Day,
): readonly { readonly after: Day; readonly to: Day; readonly base: bigint }[] {
  const found: { after: Day; to: Day; base: bigint }[] = [];
  let base = principal;
  const ordered = [...steps].sort((a, b) => a.day - b.day);
  for (const step of ordered) if (step.day <= due) base = step.minor;
  const cuts = [...ordered.filter((step) => step.day > due && step.day < until), { day: until, minor: 0n }];
  let after = due;
  for (const cut of cuts) {
    while (after < cut.day) {
      const to = Math.min(cut.day, endOfHalfYear(after + 1));
      if (base > 0n) found.push({ after, to, base });
      after = to;
    }
    base = cut.minor;
  }
  return found;
}

function endOfHalfYear(day: Day): Day {
  const { year, month } = civil(day);
  return (month <= 6 ? dayOf(year, 6, 30) : dayOf(year, 12, 31)) ?? day;
}

/** Half up; the weight is never negative. */
function rounded(weight: bigint): bigint {
  const unit = YEAR * MILLION;
  return (2n * weight + unit) / (2n * unit);
}
