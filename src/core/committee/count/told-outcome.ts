/** An outcome as programs are told it: docs/rules/voting.md, "Output", in its order. */
import { toDecimal } from '../../kernel/money.ts';
import type { Outcome, QuorumCount, Refusal, Tally } from './vote.ts';

export interface ToldOutcome {
  readonly outcome: Outcome['outcome'];
  /** Decimal string, in the motion's currency. */
  readonly approvedAmount?: string;
  readonly early: boolean;
  /** `delegated` is a decision within somebody's own power, without a vote. */
  readonly reason: Outcome['reason'] | 'delegated';
  readonly quorum: QuorumCount;
  readonly tally: Tally;
  readonly refused: readonly Refusal[];
  /** ISO 8601. */
  readonly closesAt: string;
}

export function toldOutcome(
  judged: Omit<Outcome, 'reason' | 'closesAt'> & Pick<ToldOutcome, 'reason' | 'closesAt'>,
  currency: string,
): ToldOutcome {
  const { outcome, approvedAmount, early, reason, quorum, tally, refused, closesAt } = judged;
  return {
    outcome,
    ...(approvedAmount === undefined ? {} : { approvedAmount: toDecimal(approvedAmount, currency) }),
    ...{ early, reason, quorum, tally, refused, closesAt },
  };
}
