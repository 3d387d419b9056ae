/** The policy file's `proof`: who keeps the log's head outside of the house. */
import { z } from 'zod';
import type { ProofPolicy } from '../core/proof/proof-policy.ts';
import type { Kinds } from './kinds.ts';
import { section, value } from './options.ts';

export function proofSection({ t, email }: Kinds) {
  return section<ProofPolicy>(
    { witnesses: value(z.array(email).max(10)), timeStamps: value(z.url({ protocol: /^https?$/, error: t.webAddress }).optional()) },
    {
      witnesses: 'e-mail addresses outside, an auditor’s for example, that get the head of the log each week',
      timeStamps: 'address of a time-stamp authority (RFC 3161) that stamps the head of the log each week',
    },
  );
}
