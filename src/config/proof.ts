/** The policy file's `proof`: who keeps the log's head outside of the house. */
import { z } from 'zod';
import type { ProofPolicy } from '../core/proof/proof-policy.ts';
import type { Kinds } from './kinds.ts';
import { section, value } from './options.ts';

export function proofSection({ email }: Kinds) {
  return section<ProofPolicy>(
    { witnesses: value(z.array(email).max(10)) },
    { witnesses: 'e-mail addresses outside, an auditor’s for example, that get the head of the log each week' },
  );
}
