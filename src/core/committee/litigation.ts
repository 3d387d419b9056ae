/** Accounts that the committee sent to litigation. */
import type { LitigationSource } from '../debtors/standing.ts';
import { motionsIn } from './motion/ports.ts';

export const sentToLitigation: LitigationSource = async (read) => {
  const decisions = await motionsIn(read).decisions({ carrying: ['entered'] });
  return new Set(decisions.filter((d) => d.kind === 'litigation' && d.outcome === 'approved').flatMap((d) => d.debtorId ?? []));
};
