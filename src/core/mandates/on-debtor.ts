/** What delegated powers show on a debtor's card: what is in force, and buttons to grant, lift and confirm. */
import type { DebtorOffer } from '../debtors/offer.ts';
import type { Block } from '../desk/card.ts';
import type { Reads } from '../desk/store.ts';
import { debtorButtons, debtorLines } from './mandate.card.ts';
import { useJson } from './mandates.json.ts';
import { mandatesIn } from './ports.ts';
import type { MandateUse } from './use.ts';

export const mandatesOnDebtor: DebtorOffer = async (read, debtor, asOf) => {
  const uses = await mandatesIn(read).find({ debtorIds: [debtor.id], statuses: ['granted'], to: asOf });
  const names = await namesOf(read, uses);
  return {
    shown: (_, locale) => ({
      lines: { rank: 2, shown: debtorLines(uses, names, asOf, locale).map((text): Block => ({ type: 'text', text })) },
      more: [{ group: 'write', rank: 2, shown: debtorButtons(debtor.id, uses, locale) }],
    }),
    json: { key: 'mandates', rank: 3, value: () => uses.map((use) => useJson(use, debtor)) },
  };
};

/** Names by e-mail, of those who used them. Nobody's name is read when no power was used. */
async function namesOf(read: Reads, uses: readonly MandateUse[]): Promise<ReadonlyMap<string, string>> {
  return uses.length === 0 ? new Map() : new Map((await read.people.all()).map((person) => [person.email, person.name]));
}
