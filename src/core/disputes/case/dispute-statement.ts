/** What the audit rows of a dispute state: the case with its parts in their order, and each step of its history; and how disputes are held against them (docs/rules/proof.md, rules 7 and 9). */
import type { ChainedKind, Held } from '../../desk/chained.ts';
import type { Statement } from '../../desk/statement.ts';
import type { Dispute, DisputeStep } from './dispute.ts';
import { disputesIn } from './ports.ts';

/** Which messages show the case decides nothing. */
export function disputeStatement({ id: _, carded: __, ownerMessage: ___, lines, ...dispute }: Dispute): Statement {
  return { Dispute: dispute, ...Object.fromEntries(lines.map((line, i) => [`DisputeLine/${i + 1}`, { ...line }])) };
}

export function stepStatement({ id, at, day, actor, kind, ownerId, text, data }: DisputeStep): Statement {
  return { [`DisputeStep/${id}`]: { at, day, actor, kind, ownerId, text, data } };
}

export const chainedDisputes: ChainedKind = {
  noun: 'dispute',
  table: 'Dispute',
  always: true,
  async held(read, ids) {
    const held = new Map<number, Held>();
    for (const dispute of await disputesIn(read).find({ ids })) {
      const steps = await disputesIn(read).steps(dispute.id);
      held.set(dispute.id, { states: { ...disputeStatement(dispute), ...Object.assign({}, ...steps.map(stepStatement)) } });
    }
    return held;
  },
};
