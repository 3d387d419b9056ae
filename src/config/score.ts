/** The policy file's `score`: weights, bounds and classes of a debtor's score. */
import { z } from 'zod';
import { COMPONENTS, DEFAULT_SCORE, type ScorePolicy } from '../core/score/score-policy.ts';
import { type Kinds, percent, tenThousandths } from './kinds.ts';
import { each, parts, section, value } from './options.ts';

export function scoreSection(k: Kinds) {
  const { t } = k;
  const points = z.number(t.points).min(0).max(100);
  const share = k.shareBelow(t.shareBelow('30 %'));
  const sum = (weights: object): number => Object.values({ ...DEFAULT_SCORE.weights, ...weights }).reduce((all, weight) => all + weight, 0);
  return section<ScorePolicy>(
    {
      weights: parts(each(COMPONENTS, value(z.int(t.wholePoints).min(0).max(100))), [[(weights) => sum(weights) === 100, t.hundred]]),
      lateDays: k.aCount(1, 730),
      limitFrom: value(share.transform(tenThousandths), percent),
      seniorityYears: k.aCount(1, 50),
      disputeRate: value(
        share.refine((s) => Number.parseFloat(s.replace(',', '.')) > 0, t.above0percent).transform(tenThousandths),
        percent,
      ),
      externalDays: k.aCount(1, 3650),
      known: k.aCount(1, 100),
      classes: value(z.strictObject({ A: points, B: points, C: points }).refine(({ A, B, C }) => A > B && B > C, t.falling)),
    },
    {
      weights: 'points out of 100; those left out keep their default, the whole is 100',
      lateDays: 'average days late at which payment is worth nothing',
      limitFrom: 'use of the limit up to which it is worth all',
      seniorityYears: 'years of business for all of seniority',
      disputeRate: 'disputed share at which disputes are worth nothing',
      externalDays: 'days after which an outside score is too old',
      known: 'points that must be known for a score',
      classes: 'least points of a class; below C it is D',
    },
  );
}
