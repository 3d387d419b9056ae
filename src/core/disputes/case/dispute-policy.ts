/** What a company decides about disputes: who owns which reason, and how long each step may take. */
import { partOfPolicy, type Role } from '../../desk/policy.ts';
import { REASON_RULES, type Reason, type ReasonRule } from './reason.ts';

export interface DisputePolicy {
  readonly reasons: Readonly<Record<Reason, ReasonRule>>;
  /** E-mail of whoever takes a role's disputes when the debtor's file names nobody; the first of the role otherwise. */
  readonly teams: Readonly<Partial<Record<Role, string>>>;
  /** Business days to take a dispute. */
  readonly acknowledge: number;
  /** Business days after the target until the committee's agenda. */
  readonly committeeAfter: number;
  /** Business days that a credit note may take before it is chased, and between two chases. */
  readonly creditNoteWithin: number;
  /** Business days until the customer is asked again, when nobody says a date. */
  readonly followUp: number;
  /** More disputes than this from one file are told in one card. */
  readonly summaryAbove: number;
}

export const DEFAULT_DISPUTES: DisputePolicy = {
  reasons: REASON_RULES,
  teams: {},
  acknowledge: 1,
  committeeAfter: 5,
  creditNoteWithin: 10,
  followUp: 5,
  summaryAbove: 5,
};

export const disputePolicy = partOfPolicy<DisputePolicy>('disputes');
