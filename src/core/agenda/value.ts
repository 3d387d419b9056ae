/**
 * In which order the day's actions come: by expected value, the amount times the chance that acting today changes something [proposal], doubled for every few days that an
 * action has waited. So two waiting actions never change places, whatever comes in later ranks behind them at last, and nothing starves.
 */
import { greater } from '../kernel/amounts.ts';
import { agesIn, type Bounds, type Buckets, lateBeyond } from '../kernel/buckets.ts';
import type { OwnKind } from './about.ts';

/** Days late by which the agenda weighs accounts, however the company's aged balance is cut. */
export const AGENDA_BOUNDS: Bounds = [30, 60, 90, 120];

/** Hundredths of what is overdue in each of their buckets: the older, the more is lost by waiting. */
const BY_AGE = [20n, 40n, 60n, 80n, 100n];

/** Hundredths of the amount. Features bring their own with what they offer. */
const CHANCE: Readonly<Record<Exclude<OwnKind, 'overdue'>, bigint>> = {
  // Whoever broke a word yesterday answers today, or not at all.
  'promise-broken': 60n,
  'call-back': 50n,
  'promise-check': 30n,
  // Nothing is lost yet.
  'due-soon': 5n,
  // An insurer that is told too late covers nothing.
  insurer: 40n,
  limit: 50n,
  'limit-share': 5n,
  'cover-ending': 20n,
  credit: 10n,
  residue: 10n,
  // After its day everything is lost.
  limitation: 100n,
};

export function expectedValue(kind: keyof typeof CHANCE, minor: bigint): bigint {
  return (minor * CHANCE[kind]) / 100n;
}

/** What is chased of an account, weighed by its ages within AGENDA_BOUNDS. Credits that are due, disputed and promised parts lower it in the proportion in which they lower the amount. */
export function agedValue(b: Buckets, chased: bigint): bigint {
  const weighed = agesIn(b).reduce((sum, age, i) => sum + (b[age] ?? 0n) * (BY_AGE[i] ?? 0n), 0n);
  const late = lateBeyond(b, 0);
  return late === 0n ? 0n : (weighed * chased) / late / 100n;
}

/** Fractions of a doubling are told apart to this many parts. */
const PARTS = 1_000_000;

/** The value, at least one unit, doubled for every `doubling` days of waiting. */
export function priorityOf(value: bigint, waited: number, doubling: number): bigint {
  const whole = Math.floor(Math.max(0, waited) / doubling);
  const rest = Math.round(2 ** (Math.max(0, waited) / doubling - whole) * PARTS);
  return (greater(value, 1n) * BigInt(rest)) << BigInt(whole);
}
