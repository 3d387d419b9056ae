/** What a power is used about: the invoices that were named, else all that is overdue, else all that is open; in one currency. */

import type { Reads } from '../desk/store.ts';
import type { Day } from '../kernel/dates.ts';
import { DomainError } from '../kernel/errors.ts';
import { groupBy } from '../kernel/group-by.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Debtor } from '../ledger/parties.ts';
import { ledgerIn, type OpenItem } from '../ledger/ports.ts';
import { mandateTexts } from './texts.ts';
import type { UsedItem } from './use.ts';

/** Open items that are read of one account: an account with more is granted invoice by invoice. */
const MOST = 1000;

/** The account's open invoices, oldest due first. */
export async function openDebits(read: Reads, debtorId: number, day: Day): Promise<readonly OpenItem[]> {
  return (await ledgerIn(read).openItems(debtorId, day, MOST)).items.filter((item) => item.amount > 0n && item.open > 0n);
}

export interface About {
  readonly currency: string;
  readonly items: readonly UsedItem[];
}

/** Of the named invoices when there are any. Throws DomainError: named invoices that are not open, or in several currencies; nothing open although the power is about invoices. */
export function aboutOf(
  debtor: Debtor,
  open: readonly OpenItem[],
  named: readonly number[],
  on: { readonly day: Day; readonly currency: string; readonly needed: boolean; readonly locale: Locale },
): About {
  const t = mandateTexts(on.locale).refused;
  const chosen = open.filter((item) => named.includes(item.id));
  if (named.length > 0 && chosen.length < new Set(named).size) throw new DomainError('unknown-item', t.notItems);
  const [first] = chosen;
  if (first && chosen.some((item) => item.currency !== first.currency)) throw new DomainError('bad-input', t.currencies);
  if (first) return about(first.currency, chosen);
  const overdue = open.filter((item) => item.dueDay < on.day);
  const pool = overdue.length > 0 ? overdue : open;
  const [largest] = [...groupBy(pool, (item) => item.currency)].sort(([, a], [, b]) => (sum(a) > sum(b) ? -1 : 1));
  if (largest) return about(...largest);
  if (on.needed) throw new DomainError('conflict', t.noItems(debtor.name));
  return { currency: debtor.limit?.currency ?? on.currency, items: [] };
}

function sum(items: readonly OpenItem[]): bigint {
  return items.reduce((total, item) => total + item.open, 0n);
}

function about(currency: string, items: readonly OpenItem[]): About {
  return { currency, items: items.map(({ id, ref, open, dueDay }) => ({ id, ref, minor: open, dueDay })) };
}
