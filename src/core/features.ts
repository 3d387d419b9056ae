/** Everything that Encours does, put together: what each feature brings. */
import { type AgendaPolicy, DEFAULT_AGENDA } from './agenda/agenda-policy.ts';
import { type CommitteePolicy, DEFAULT_COMMITTEE } from './committee/committee-policy.ts';
import { DEFAULT_COMPANY, type Policy } from './desk/policy.ts';
import { DEFAULT_DISPUTES, type DisputePolicy } from './disputes/dispute-policy.ts';
import { DEFAULT_DUNNING, type DunningPolicy } from './dunning/dunning-policy.ts';
import { type AlertPolicy, DEFAULT_ALERTS, DEFAULT_INDICATORS, type IndicatorPolicy } from './indicators/indicators-policy.ts';
import { DEFAULT_LETTERS, type LetterPolicy } from './letters/letter-policy.ts';
import { DEFAULT_MANDATES, type MandatePolicy } from './mandates/power.ts';
import { DEFAULT_SCORE, type ScorePolicy } from './score/score-policy.ts';

/** The company's choices with those that each feature offers. */
export interface CompanyPolicy extends Policy {
  readonly agenda: AgendaPolicy;
  readonly dunning: DunningPolicy;
  readonly indicators: IndicatorPolicy;
  readonly alerts: AlertPolicy;
  readonly disputes: DisputePolicy;
  readonly letters: LetterPolicy;
  readonly committee: CommitteePolicy;
  readonly mandates: MandatePolicy;
  readonly score: ScorePolicy;
}

/** The choices of a French company that has not written a policy yet. */
export const DEFAULT_POLICY: CompanyPolicy = {
  ...DEFAULT_COMPANY,
  agenda: DEFAULT_AGENDA,
  dunning: DEFAULT_DUNNING,
  indicators: DEFAULT_INDICATORS,
  alerts: DEFAULT_ALERTS,
  disputes: DEFAULT_DISPUTES,
  letters: DEFAULT_LETTERS,
  committee: DEFAULT_COMMITTEE,
  mandates: DEFAULT_MANDATES,
  score: DEFAULT_SCORE,
};
