/** The company's choices about who keeps the log's head outside of the house. */
import { partOfPolicy } from '../desk/policy.ts';

export interface ProofPolicy {
  /** E-mail addresses of outsiders, an auditor's for example: whoever rewrites the whole log cannot rewrite what they keep. */
  readonly witnesses: readonly string[];
  /** Address of an authority after RFC 3161, which says when it saw the head. */
  readonly timeStamps: string | undefined;
}

export const DEFAULT_PROOF: ProofPolicy = { witnesses: [], timeStamps: undefined };

export const proofPolicy = partOfPolicy<ProofPolicy>('proof');
