/** A dispute's row in the audit chain: what was said, and what the case is from now on. */
import type { Act } from '../../desk/act.ts';
import type { DisputeStep } from '../case/dispute.ts';
import { disputeStatement, stepStatement } from '../case/dispute-statement.ts';
import { disputesIn } from '../case/ports.ts';

/** Called once the case is written: it is read as it is kept. */
export async function logDispute(
  act: Act,
  disputeId: number,
  what: string,
  told: Readonly<Record<string, string>>,
  step?: DisputeStep,
): Promise<void> {
  const dispute = await disputesIn(act.tx).byId(disputeId);
  const states = { ...(dispute && disputeStatement(dispute)), ...(step && stepStatement(step)) };
  await act.log(`dispute.${what}`, `dispute:${disputeId}`, told, states);
}
