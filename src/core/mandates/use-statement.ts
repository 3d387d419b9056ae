/** What the audit rows of a use of a power state, and how uses are held against them (docs/rules/proof.md, rules 7 and 9). */
import type { ChainedKind } from '../desk/chained.ts';
import type { Statement } from '../desk/statement.ts';
import { mandatesIn } from './ports.ts';
import type { MandateUse } from './use.ts';

export function useStatement({ id: _, ...use }: MandateUse): Statement {
  return { MandateUse: use };
}

export const chainedUses: ChainedKind = {
  noun: 'mandate',
  table: 'MandateUse',
  always: true,
  async held(read, ids) {
    const found = await mandatesIn(read).find({ ids });
    return new Map(found.map((use) => [use.id, { states: useStatement(use) }]));
  },
};
