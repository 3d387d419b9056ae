/** What the audit rows of a debtor's limits state, and how limits are held against them (docs/rules/proof.md, rules 7 and 9): a file, or somebody, set them. What the committee grants is in its decisions. */
import type { Act } from '../desk/act.ts';
import type { ChainedKind } from '../desk/chained.ts';
import type { Statement } from '../desk/statement.ts';
import { debtorsIn, type LimitRecord } from './parties.ts';

function limitStatement({ limitMinor, limitCurrency, groupLimit }: LimitRecord): Statement {
  return { Debtor: { limitMinor, limitCurrency }, 'DebtorFact/groupLimit': { value: groupLimit } };
}

export async function logLimit(act: Act, limit: LimitRecord): Promise<void> {
  await act.log('limit.set', `limit:${limit.debtorId}`, {}, limitStatement(limit));
}

export const chainedLimits: ChainedKind = {
  noun: 'limit',
  table: 'Debtor',
  always: false,
  async held(read, ids) {
    const found = await debtorsIn(read).limits(ids);
    return new Map(found.map((limit) => [limit.debtorId, { states: limitStatement(limit) }]));
  },
};
