/** The company's choices about who keeps the log's head outside of the house. */
import { partOfPolicy } from '../desk/policy.ts';

export interface ProofPolicy {
  /** E-mail addresses of outsiders, an auditor's for example: whoever rewrites the whole log cannot rewrite what they keep. */
  readonly witnesses: readonly string[];
}

export const DEFAULT_PROOF: ProofPolicy = { witnesses: [] };

export const proofPolicy = partOfPolicy<ProofPolicy>('proof');
