/** The policy file's `score`: weights, bounds and classes of a debtor's score, over the defaults. */
import { z } from 'zod';
import { COMPONENTS, DEFAULT_SCORE, type ScorePolicy } from '../core/score/score-policy.ts';

const percent = z.string().regex(/^\d{1,2}([.,]\d{1,2})? ?%$/, 'must be a share below 100 %, such as "30 %"');
const points = z.number('must be a number of points').min(0).max(100);

export const scoreShape = z.strictObject({
  weights: z
    .partialRecord(z.enum(COMPONENTS), z.int('must be a whole number of points').min(0).max(100))
    .refine((given) => sumOf({ ...DEFAULT_SCORE.weights, ...given }) === 100, 'must add up to 100 with the defaults of those left out')
    .optional(),
  lateDays: z.int().min(1).max(730).optional(),
  limitFrom: percent.optional(),
  seniorityYears: z.int().min(1).max(50).optional(),
  disputeRate: percent.refine((s) => Number.parseFloat(s.replace(',', '.')) > 0, 'must be above 0 %').optional(),
  externalDays: z.int().min(1).max(3650).optional(),
  known: z.int().min(1).max(100).optional(),
  classes: z
    .strictObject({ A: points, B: points, C: points })
    .refine(({ A, B, C }) => A > B && B > C, 'must fall from A to C')
    .optional(),
});

function sumOf(weights: ScorePolicy['weights']): number {
  return Object.values(weights).reduce((sum, weight) => sum + weight, 0);
}

export function scorePolicyOf(file: z.infer<typeof scoreShape>): ScorePolicy {
  const d = DEFAULT_SCORE;
  const share = (given: string | undefined, otherwise: number): number =>
    given === undefined ? otherwise : Math.round(Number.parseFloat(given.replace(',', '.')) * 100);
  return {
    weights: { ...d.weights, ...file.weights },
    lateDays: file.lateDays ?? d.lateDays,
    limitFrom: share(file.limitFrom, d.limitFrom),
    seniorityYears: file.seniorityYears ?? d.seniorityYears,
    disputeRate: share(file.disputeRate, d.disputeRate),
    externalDays: file.externalDays ?? d.externalDays,
    known: file.known ?? d.known,
    classes: file.classes ?? d.classes,
  };
}
