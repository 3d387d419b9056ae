/** What has become of a use: what was paid since of the invoices that it was about, by the ledger. */
import type { Reads } from '../desk/store.ts';
import { disputesIn } from '../disputes/case/ports.ts';
import { lesser } from '../kernel/amounts.ts';
import type { Day } from '../kernel/dates.ts';
import * as format from '../kernel/format.ts';
import type { Locale } from '../kernel/locale.ts';
import { type Debtor, debtorsIn } from '../ledger/parties.ts';
import { mandateTexts } from './texts.ts';
import { baseOf, isExpecting, type MandateUse } from './use.ts';

/** Minor units of the use's currency. */
export interface UseResult {
  readonly base: bigint;
  /** What came off its invoices since, however: cash, credit notes, corrections. Rows that a file no longer holds count as they stood. */
  readonly paid: bigint;
}

/** The results of uses on a day, by their number; one look at the ledger for all of them. */
async function resultsOf(read: Reads, uses: readonly MandateUse[], asOf: Day): Promise<ReadonlyMap<number, UseResult>> {
  const ids = [...new Set(uses.flatMap((use) => use.items.map((item) => item.id)))];
  const open = new Map((await disputesIn(read).items(ids, asOf)).map((item) => [item.id, item.open]));
  return new Map(
    uses.map((use) => {
      const left = use.items.reduce((sum, item) => sum + lesser(open.get(item.id) ?? item.minor, item.minor), 0n);
      const base = baseOf(use.items);
      return [use.id, { base, paid: base - left }];
    }),
  );
}

/** A use with what has become of it and the debtor it speaks of. */
export interface UseView {
  readonly use: MandateUse;
  readonly debtor: Debtor | undefined;
  readonly result: UseResult;
}

export async function viewUses(read: Reads, uses: readonly MandateUse[], asOf: Day): Promise<readonly UseView[]> {
  const [results, debtors] = await Promise.all([
    resultsOf(read, uses, asOf),
    debtorsIn(read).byIds([...new Set(uses.map((use) => use.debtorId))]),
  ]);
  const byId = new Map(debtors.map((debtor) => [debtor.id, debtor]));
  return uses.map((use) => ({ use, debtor: byId.get(use.debtorId), result: results.get(use.id) ?? { base: 0n, paid: 0n } }));
}

/** "payé 4 000 € sur 12 700 €, court jusqu’au 10 déc.". */
export function resultWords(use: MandateUse, { base, paid }: UseResult, today: Day, locale: Locale): string {
  const t = mandateTexts(locale);
  if (use.status === 'beyond' || use.status === 'asked' || use.status === 'declined') return t.statuses[use.status];
  if (use.power === 'stop') return use.closedDay === null ? t.result.inForce : t.result.lifted(format.date(use.closedDay, locale, today));
  if (use.power === 'terms') return t.result.inForce;
  const money = (minor: bigint): string => format.money(minor, use.currency, locale);
  const words = paid <= 0n ? t.result.nothing : paid < base ? t.result.paidOf(money(paid), money(base)) : t.result.paid(money(paid));
  if (isExpecting(use)) return t.result.expecting(words);
  if (use.status === 'closed') return t.result.credited(words);
  if (use.untilDay === null || paid >= base) return words;
  return use.untilDay >= today ? t.result.running(words, format.date(use.untilDay, locale, today)) : t.result.over(words);
}
