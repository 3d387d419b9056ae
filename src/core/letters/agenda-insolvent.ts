/** Customers in insolvency proceedings on the agenda: they are not chased, and the claim is declared instead. */
import { type Action, type ActionDay, type ActionKind, type ActionSource, newAction, type Offered } from '../debtors/action.ts';
import { isInsolvent } from '../debtors/segments.ts';
import type { Reads } from '../desk/store.ts';
import { total } from '../kernel/buckets.ts';
import { ledgerIn } from '../ledger/ports.ts';
import { letterTexts } from './letters.text.ts';

/** A duty that was done is over. */
const DECLARATION: ActionKind = {
  ...{ name: 'declaration', rank: 300, atStake: false, again: 'never' },
  section: (locale) => letterTexts(locale).agenda.section,
  reason: (_, locale) => letterTexts(locale).agenda.declaration,
};

export const insolvencySource: ActionSource = { kinds: [DECLARATION], find: declarations };

/** Within two months of the publication (C. com. L622-24, R622-24). The debtors file says who is; after its day everything is lost. */
async function declarations(read: Reads, { date, policy, debtors, owners, floor }: ActionDay): Promise<Offered> {
  const insolvent = [...debtors.values()].filter((debtor) => isInsolvent(debtor, policy));
  const ids = insolvent.map((debtor) => debtor.id);
  const standings = ids.length === 0 ? [] : await ledgerIn(read).standings(date, { debtorIds: ids });
  const actions = standings.flatMap((standing): Action[] => {
    const { currency } = standing;
    const debtor = debtors.get(standing.debtorId);
    const amount = total(standing);
    if (!debtor || amount < floor) return [];
    const id = `declaration:${debtor.id}:${currency}`;
    return [newAction(DECLARATION, { id, debtor, amount, currency, owner: owners.of('legal', debtor), risk: amount, due: date })];
  });
  return { actions, inOtherHands: new Set(ids) };
}
