/**
 * A debtor's score out of 100: six components, each shown with its points, which add up to the score. Points are whole tenths, computed exactly and rounded half up. A
 * component whose fact is not known (no outside score, no limit, nothing paid in a year, no sale yet) is left out, and the others are brought to 100 in proportion.
 */
import type { Day } from '../kernel/dates.ts';
import { COMPONENTS, type Component, type ScoreClass, type ScorePolicy } from './score-policy.ts';

/** What is known of a debtor at a date. Amounts in minor units of one currency. */
export interface ScoreFacts {
  readonly asOf: Day;
  /** Debits paid in the last twelve months, and the same times their days late (below 0: early). */
  readonly paid: bigint;
  readonly paidWeight: bigint;
  /** 0 to 100; undefined without one, or when it is too old. */
  readonly external: number | undefined;
  readonly exposure: bigint;
  readonly limit: bigint | undefined;
  /** Cover in force; 0 without any. */
  readonly insured: bigint;
  /** First sale. */
  readonly since: Day | undefined;
  /** Owed, and disputed of it. */
  readonly open: bigint;
  readonly disputed: bigint;
}

export interface ScorePart {
  readonly component: Component;
  /** Points that the component is worth. */
  readonly weight: number;
  /** Tenths of a point; undefined when the fact is not known. */
  readonly tenths: number | undefined;
}

export interface Score {
  /** 0 to 1000. */
  readonly tenths: number;
  readonly class: ScoreClass;
  readonly parts: readonly ScorePart[];
  /** Points out of 100 of the components that are known. */
  readonly known: number;
}

/** Undefined when too little is known. */
export function scoreOf(facts: ScoreFacts, policy: ScorePolicy): Score | undefined {
  const parts = COMPONENTS.map((component): ScorePart => {
    const weight = policy.weights[component];
    const share = shareOf(component, facts, policy);
    return { component, weight, tenths: share && tenthsOf(weight, share) };
  });
  const known = parts.reduce((sum, part) => sum + (part.tenths === undefined ? 0 : part.weight), 0);
  if (known === 0 || known < policy.known) return undefined;
  const sum = parts.reduce((total, part) => total + (part.tenths ?? 0), 0);
  // Half up, as everywhere.
  const tenths = Math.floor((sum * 200 + known) / (2 * known));
  return { tenths, class: classOf(tenths, policy), parts, known };
}

/** `tenths` of a point: 800 is 80 points. */
export function classOf(tenths: number, { classes }: Pick<ScorePolicy, 'classes'>): ScoreClass {
  if (tenths >= classes.A * 10) return 'A';
  if (tenths >= classes.B * 10) return 'B';
  return tenths >= classes.C * 10 ? 'C' : 'D';
}

/** A part of the whole: numerator and a denominator above 0; below 0 counts as nothing, above 1 as all. */
interface Share {
  readonly numerator: bigint;
  readonly denominator: bigint;
}
const ALL: Share = { numerator: 1n, denominator: 1n };
const NOTHING: Share = { numerator: 0n, denominator: 1n };

function shareOf(component: Component, facts: ScoreFacts, policy: ScorePolicy): Share | undefined {
  switch (component) {
    case 'payment': {
      const span = BigInt(policy.lateDays) * facts.paid;
      return facts.paid <= 0n ? undefined : { numerator: span - facts.paidWeight, denominator: span };
    }
    case 'external':
      return facts.external === undefined ? undefined : { numerator: BigInt(facts.external), denominator: 100n };
    case 'limit':
      return limitShare(facts, BigInt(policy.limitFrom));
    case 'insured':
      // Nothing at risk needs no cover.
      return facts.exposure <= 0n ? ALL : { numerator: facts.insured, denominator: facts.exposure };
    case 'seniority':
      // A year is 365.25 days.
      return facts.since === undefined
        ? undefined
        : { numerator: BigInt(facts.asOf - facts.since) * 4n, denominator: BigInt(policy.seniorityYears) * 1461n };
    case 'disputes': {
      const rate = BigInt(policy.disputeRate);
      return facts.open <= 0n ? ALL : { numerator: rate * facts.open - 10_000n * facts.disputed, denominator: rate * facts.open };
    }
  }
}

/** All points up to the policy's use of the limit, then falling to none at its whole. A limit of 0 is used up by anything. */
function limitShare({ exposure, limit }: ScoreFacts, from: bigint): Share | undefined {
  if (limit === undefined) return undefined;
  if (exposure <= 0n) return ALL;
  if (limit <= 0n) return NOTHING;
  return { numerator: 10_000n * (limit - exposure), denominator: (10_000n - from) * limit };
}

function tenthsOf(weight: number, { numerator, denominator }: Share): number {
  const all = weight * 10;
  if (numerator <= 0n) return 0;
  if (numerator >= denominator) return all;
  return Number((2n * BigInt(all) * numerator + denominator) / (2n * denominator));
}
