/** The policy file's `disputes`: who owns which reason, and how long each step may take. */
import { z } from 'zod';
import { ROLES } from '../core/desk/policy.ts';
import type { DisputePolicy } from '../core/disputes/case/dispute-policy.ts';
import { REASONS, type ReasonRule } from '../core/disputes/case/reason.ts';
import type { Kinds } from './kinds.ts';
import { each, parts, section, value } from './options.ts';

export function disputesSection(k: Kinds) {
  const role = z.enum(ROLES);
  const rule = parts<ReasonRule>({ owner: value(role), resolver: value(role.optional()), days: k.aCount(1, 250) });
  const steps = k.aCount(1, 60);
  return section<DisputePolicy>(
    {
      // use.md has them with their owners.
      reasons: { ...parts(each(REASONS, rule)), show: () => '' },
      teams: value(z.partialRecord(role, k.email), () => ''),
      acknowledge: k.aCount(1, 20),
      committeeAfter: steps,
      creditNoteWithin: steps,
      followUp: steps,
      summaryAbove: k.aCount(0, 50),
    },
    {
      reasons: 'who owns a reason, which team usually puts it right, target in business days ([Disputes](use.md#disputes))',
      teams:
        '`{ sales-admin: nadia@firm.example }`: who takes a role’s disputes when the debtor’s file names nobody; else the first of the role',
      acknowledge: 'business days to take a dispute',
      committeeAfter: 'business days after the target until the committee’s agenda',
      creditNoteWithin: 'business days until a promised credit note is chased',
      followUp: 'business days until a customer is asked again',
      summaryAbove: 'more disputes than this from one file are told in one card',
    },
  );
}
