/** The door of the log's head outside of the house: what it brings to the house. */
import { proofJobs } from './jobs.ts';
import { DEFAULT_PROOF } from './proof-policy.ts';

export const proof = {
  name: 'proof',
  jobs: proofJobs,
  policy: { proof: DEFAULT_PROOF },
};
