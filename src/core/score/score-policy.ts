/** How a debtor's score is made: weights out of 100, where each component begins and ends, and the classes. The defaults are a proposal (docs/rules/score.md). */
import { partOfPolicy } from '../desk/policy.ts';

export const COMPONENTS = ['payment', 'external', 'limit', 'insured', 'seniority', 'disputes'] as const;
export type Component = (typeof COMPONENTS)[number];

export const SCORE_CLASSES = ['A', 'B', 'C', 'D'] as const;
export type ScoreClass = (typeof SCORE_CLASSES)[number];

/** Rates in ten-thousandths: 3000 = 30 %. */
export interface ScorePolicy {
  /** Points out of 100. */
  readonly weights: Readonly<Record<Component, number>>;
  /** Average days late at which nothing is left of the payment habits. */
  readonly lateDays: number;
  /** Use of the limit up to which all points are given; none are at 100 %. */
  readonly limitFrom: number;
  /** Years of business for all points of seniority. */
  readonly seniorityYears: number;
  /** Disputed share of what is owed at which nothing is left. */
  readonly disputeRate: number;
  /** Days after which an outside score is too old to count. */
  readonly externalDays: number;
  /** Points that must be known, out of 100: with less, there is no score. */
  readonly known: number;
  /** Least points of a class; below C it is D. */
  readonly classes: Readonly<Record<'A' | 'B' | 'C', number>>;
}

export const DEFAULT_SCORE: ScorePolicy = {
  weights: { payment: 30, external: 25, limit: 15, insured: 15, seniority: 5, disputes: 10 },
  lateDays: 60,
  limitFrom: 5000,
  seniorityYears: 5,
  disputeRate: 3000,
  externalDays: 365,
  known: 50,
  classes: { A: 80, B: 60, C: 40 },
};

export const scorePolicy = partOfPolicy<ScorePolicy>('score');
