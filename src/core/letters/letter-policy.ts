/** The company's choices about letters and late interest; the rates known when this was written are in the table, later ones are entered in the policy file. */
import type { ProtectedSegments } from '../debtors/segments.ts';
import { partOfPolicy } from '../desk/policy.ts';
import { dayOf } from '../kernel/dates.ts';
import type { HalfYear, InterestRule, Rate } from './interest.ts';

export interface LetterPolicy extends ProtectedSegments {
  /** Folder of the company's own templates, beside the policy file. */
  readonly templates: string;
  /** Days that a formal notice gives. */
  readonly noticeDays: number;
  /** How to pay: bank details, in the letter's words. */
  readonly payment: string;
  /** The sender's postal address, lines joined by line feeds. */
  readonly address: string;
  /** Whether whoever sends an e-mail gets a copy. */
  readonly copySender: boolean;
  /** Minor units of the policy's currency, once per late invoice. */
  readonly indemnity: bigint;
  /** The contract's rate; undefined: the law's. */
  readonly contractRate: Rate | undefined;
  /** Points over the central bank's rate, and what the sum is rounded up to; undefined: the country's. */
  readonly points: Rate | undefined;
  readonly roundUpTo: Rate | undefined;
  readonly halfYears: readonly HalfYear[];
}

const half = (year: number, month: 1 | 7, legal: Rate | undefined, ecb: Rate): HalfYear => ({
  from: dayOf(year, month, 1) ?? 0,
  legal,
  ecb,
});

export const DEFAULT_LETTERS: LetterPolicy = {
  templates: './encours.templates',
  noticeDays: 8,
  payment: '',
  address: '',
  copySender: true,
  consumers: ['consumer', 'particulier'],
  insolvent: ['insolvency', 'procédure collective'],
  indemnity: 40_00n,
  contractRate: undefined,
  points: undefined,
  roundUpTo: undefined,
  // H2 2025: ECB press release, Légifiscal; H1 2026: order of 15 December 2025.
  halfYears: [half(2025, 7, 27_600n, 21_500n), half(2026, 1, 26_200n, 21_500n)],
};

/** How interest is made in a country: France the ECB's rate and 10 points, Belgium 8 points rounded up to half a point, elsewhere the 8 points of directive 2011/7. */
export function interestRuleOf(policy: LetterPolicy, country: string): InterestRule {
  const law = country === 'FR' ? { points: 100_000n, roundUpTo: 0n } : { points: 80_000n, roundUpTo: country === 'BE' ? 5_000n : 0n };
  return {
    contract: policy.contractRate,
    points: policy.points ?? law.points,
    roundUpTo: policy.roundUpTo ?? law.roundUpTo,
    floorTimes: country === 'FR' ? 3n : 0n,
    halfYears: policy.halfYears,
  };
}

export const letterPolicy = partOfPolicy<LetterPolicy>('letters');
