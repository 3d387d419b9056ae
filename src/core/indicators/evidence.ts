/** The items behind a figure: what is owed, overdue, sold, received…, line by line, in the same scope and with the same things left out as the figure. */
import type { Policy } from '../desk/policy.ts';
import type { Reads } from '../desk/store.ts';
import { yearBack } from '../kernel/dates.ts';
import { groupBy } from '../kernel/group-by.ts';
import { type Debtor, debtorsIn } from '../ledger/parties.ts';
import { type DisputedItem, ledgerIn } from '../ledger/ports.ts';
import type { EvidenceLine, EvidenceSum } from './evidence-ports.ts';
import { type Asked, filterOf } from './indicators.ts';
import { indicatorPolicy } from './indicators-policy.ts';
import { type Period, periodOf } from './period.ts';
import { indicatorsIn } from './ports.ts';

/** The terms that the formulas are made of. `unpaid`: long overdue without what is disputed of it, and payments taken back. */
export const EVIDENCE = ['owed', 'overdue', 'notDue', 'opening', 'sales', 'cash', 'paid', 'unpaid', 'disputed'] as const;
export type Evidence = (typeof EVIDENCE)[number];

export interface EvidenceOfCurrency {
  readonly currency: string;
  /** All lines together, those beyond the limit included. */
  readonly total: bigint;
  readonly count: number;
  /** Largest amounts first. */
  readonly lines: readonly (EvidenceLine & { readonly debtor: Debtor | undefined })[];
}

export interface EvidenceAt {
  readonly what: Evidence;
  readonly period: Period;
  /** The company's own currency first. */
  readonly currencies: readonly EvidenceOfCurrency[];
}

interface Found {
  readonly totals: readonly { readonly currency: string; readonly count: number; readonly amount: bigint }[];
  readonly lines: readonly EvidenceLine[];
}

const SUM: Readonly<Record<Exclude<Evidence, 'disputed'>, EvidenceSum>> = {
  owed: 'owed',
  overdue: 'overdue',
  notDue: 'notDue',
  opening: 'opening',
  sales: 'sales',
  cash: 'cash',
  paid: 'paid',
  unpaid: 'beyond',
};

/** At most `limit` lines of each currency. */
export async function evidenceAt(
  read: Reads,
  asked: Asked,
  what: Evidence,
  limit: number,
  policy: Pick<Policy, 'country' | 'currency'>,
): Promise<EvidenceAt> {
  const period = periodOf(asked.asOf, asked.months ?? indicatorPolicy(policy).months);
  const found = await foundOf(read, asked, what, limit, period, policy);
  const debtors = await debtorsIn(read).byIds([...new Set(found.lines.map((line) => line.debtorId))]);
  const byId = new Map(debtors.map((d) => [d.id, d]));
  const lines = groupBy(found.lines, (line) => line.currency);
  const own = (currency: string): number => Number(currency === policy.currency);
  const currencies = [...found.totals]
    .sort((a, b) => own(b.currency) - own(a.currency) || (a.currency < b.currency ? -1 : 1))
    .map(({ currency, count, amount }) => ({
      currency,
      count,
      total: amount,
      lines: (lines.get(currency) ?? []).map((line) => ({ ...line, debtor: byId.get(line.debtorId) })),
    }));
  return { what, period, currencies };
}

async function foundOf(
  read: Reads,
  asked: Asked,
  what: Evidence,
  limit: number,
  period: Period,
  policy: Pick<Policy, 'country'>,
): Promise<Found> {
  const { asOf, without = [] } = asked;
  const filter = filterOf(asked, policy);
  if (what === 'disputed') return without.includes('disputed') ? NOTHING : linesOf(await ledgerIn(read).disputedOpen(asOf, filter), limit);
  const beyondDays = indicatorPolicy(policy).unpaidDays;
  const debitsOnly = without.includes('unallocated');
  const span = { asOf, from: period.from, beyondDays, paidFrom: yearBack(asOf), debitsOnly };
  const found = await indicatorsIn(read).evidence(SUM[what], span, limit, filter);
  const day = what === 'opening' ? period.from - 1 : asOf;
  const open = what === 'owed' || what === 'overdue' || what === 'notDue' || what === 'opening';
  if (what !== 'unpaid' && !(open && without.includes('disputed'))) return found;
  const disputed = await ledgerIn(read).disputedOpen(day, filter);
  const late = (d: DisputedItem): boolean => {
    if (what === 'unpaid') return asOf - d.dueDay > beyondDays;
    return what === 'overdue' ? d.dueDay < asOf : what !== 'notDue' || d.dueDay >= asOf;
  };
  return less(found, disputed.filter(late));
}

const NOTHING: Found = { totals: [], lines: [] };

/** Without what is disputed of the lines. */
function less(found: Found, disputed: readonly DisputedItem[]): Found {
  const off = new Map<number, bigint>();
  for (const d of disputed) off.set(d.itemId, (off.get(d.itemId) ?? 0n) + d.amount);
  return {
    totals: found.totals.map((row) => {
      const mine = disputed.filter((d) => d.currency === row.currency);
      return {
        ...row,
        amount: row.amount - mine.reduce((sum, d) => sum + d.amount, 0n),
        count: row.count - mine.filter((d) => d.whole).length,
      };
    }),
    lines: found.lines
      .map((line) => ({ ...line, amount: line.amount - (off.get(line.itemId) ?? 0n) }))
      .filter((line) => line.amount !== 0n),
  };
}

function linesOf(disputed: readonly DisputedItem[], limit: number): Found {
  const groups = [...groupBy(disputed, (d) => d.currency)];
  return {
    totals: groups.map(([currency, rows]) => ({ currency, count: rows.length, amount: rows.reduce((sum, d) => sum + d.amount, 0n) })),
    lines: groups.flatMap(([, rows]) =>
      [...rows]
        .sort((a, b) => (a.amount > b.amount ? -1 : a.amount < b.amount ? 1 : a.itemId - b.itemId))
        .slice(0, limit)
        .map(({ itemId, debtorId, currency, ref, since, dueDay, amount }) => ({
          itemId,
          debtorId,
          currency,
          ref,
          issueDay: since,
          dueDay,
          amount,
        })),
    ),
  };
}
