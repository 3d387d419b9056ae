/** What a question weighs, and so by which rule it is decided (docs/rules/voting.md, "the band"): again when the figures move, and at the amount that was approved. */
import type { Policy } from '../../desk/policy.ts';
import type { Day } from '../../kernel/dates.ts';
import { convert } from '../../kernel/rates.ts';
import { bandFor, uninsuredExposure } from '../count/band.ts';
import { type CommitteeRule, committeePolicy, type MotionKind } from './committee-policy.ts';
import type { Dossier } from './dossier.ts';
import { type MotionFile, newestFacts } from './motion-record.ts';
import type { Proposal } from './proposal.ts';

/** Minor units of the dossier's currency: what of the exposure nobody covers once that limit is in force. */
export function riskAt(limit: bigint, dossier: Dossier | null, policy: Policy): bigint {
  if (!dossier) return limit;
  const { asOf, exposure, insured, insuredUntil: until } = dossier;
  const { quota } = committeePolicy(policy);
  const insurance = insured === null ? undefined : { limit: insured, quota, ...(until === null ? {} : { until }) };
  return uninsuredExposure({ askedLimit: limit, exposure, ...(insurance ? { insurance } : {}), on: asOf });
}

/** A limit's risk; of litigation what is sent; a text weighs nothing. Minor units of the proposal's currency. */
export function weightOf(proposal: Proposal, dossier: Dossier | null, policy: Policy): bigint {
  return proposal.kind === 'limit' ? riskAt(proposal.amount, dossier, policy) : proposal.amount;
}

/** The policy's amounts are in its own currency: undefined without a rate. */
export function weighedIn({ currency }: Proposal, weight: bigint, day: Day, policy: Policy): bigint | undefined {
  return convert(weight, currency, policy.currency, day, policy.rates);
}

/** What no rate brings into the policy's currency goes to the highest band. */
export function bandOf(
  kind: MotionKind,
  weighed: bigint | undefined,
  policy: Policy,
): { readonly rule: CommitteeRule; readonly upTo?: bigint } {
  const bands = committeePolicy(policy).rules[kind];
  return weighed === undefined ? { rule: bands.highest } : bandFor(bands, weighed);
}

/** The weight on the newest figures and its rule, when that is another than the vote was opened under; the vote goes on under its own. */
export function bandLeft(file: MotionFile, policy: Policy): { readonly weight: bigint; readonly rule: CommitteeRule } | undefined {
  const { kind, proposal, weight: frozen } = file.motion;
  const { dossier } = newestFacts(file);
  if (kind !== 'limit' || !dossier) return undefined;
  const ruleOf = (weight: bigint): CommitteeRule => bandOf(kind, weighedIn(proposal, weight, dossier.asOf, policy), policy).rule;
  const weight = weightOf(proposal, dossier, policy);
  const rule = ruleOf(weight);
  return rule === ruleOf(frozen) ? undefined : { weight, rule };
}
