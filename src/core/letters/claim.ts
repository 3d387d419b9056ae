/** What a letter asks of a debtor: the overdue and undisputed part of its open invoices less its unallocated credits, with the interest and the indemnity on it. */
import { lesser } from '../kernel/amounts.ts';
import type { Day } from '../kernel/dates.ts';
import { groupBy } from '../kernel/group-by.ts';
import { coversOf } from '../ledger/cover.ts';
import type { ItemKind } from '../ledger/item.ts';
import type { DisputedItem, OpenItem, Settlement } from '../ledger/ports.ts';
import { type Interest, type InterestLine, type InterestRule, interestOn, type MissingRate, type Step } from './interest.ts';

/** An overdue invoice. Minor units. */
export interface ClaimItem {
  readonly id: number;
  readonly ref: string;
  readonly kind: ItemKind;
  readonly issueDay: Day;
  readonly dueDay: Day;
  readonly amount: bigint;
  /** What is open of it and not in dispute, above 0. */
  readonly claimed: bigint;
  readonly disputed: bigint;
  readonly daysLate: number;
  /** What of it was owed at the due day's end, disputed parts left out and credits set against it, and what was left after each change. */
  readonly principal: bigint;
  readonly steps: readonly Step[];
}

/** A credit note or a payment that no invoice was given yet. */
export interface ClaimCredit {
  readonly ref: string;
  readonly kind: ItemKind;
  readonly day: Day;
  /** Above 0. */
  readonly minor: bigint;
}

export interface Claim {
  readonly currency: string;
  readonly asOf: Day;
  /** Oldest due date first. */
  readonly items: readonly ClaimItem[];
  readonly credits: readonly ClaimCredit[];
  /** Items less credits, never below 0. */
  readonly total: bigint;
  readonly disputed: bigint;
  readonly notDue: bigint;
  /** Undisputed invoices that fall due within UPCOMING_DAYS, oldest due date first; nothing is owed on them yet. */
  readonly upcoming: readonly ClaimItem[];
  /** Currencies in which something more is overdue: another letter. */
  readonly others: readonly string[];
}

/** How far ahead a reminder before the due date looks. */
const UPCOMING_DAYS = 14;

interface Account {
  readonly items: readonly OpenItem[];
  readonly disputed: readonly DisputedItem[];
  readonly settlements: readonly Settlement[];
  /** Items for which extra days are granted: nothing leaves for them until those are over. */
  readonly held: ReadonlySet<number>;
}

/** One currency of an account at a date: the company's own when something is overdue in it, else the first in which something is. */
export function claimOf(account: Account, asOf: Day, own: string): Claim {
  const owed = account.items.filter((i) => i.open > 0n && !account.held.has(i.id));
  const overdue = [...new Set(owed.filter((i) => i.dueDay < asOf).map((i) => i.currency))].sort();
  const currency = overdue.includes(own) ? own : (overdue[0] ?? own);
  const mine = account.items.filter((i) => i.currency === currency);
  const disputedOf = new Map<number, bigint>();
  for (const d of account.disputed) disputedOf.set(d.itemId, (disputedOf.get(d.itemId) ?? 0n) + d.amount);
  const credits = mine.filter((i) => i.open < 0n).map((i): ClaimCredit => ({ ref: i.ref, kind: i.kind, day: i.issueDay, minor: -i.open }));
  const claimable = owed.filter((i) => i.currency === currency && i.open > (disputedOf.get(i.id) ?? 0n));
  const late = claimable.filter((i) => i.dueDay < asOf);
  const soon = claimable.filter((i) => i.dueDay >= asOf && i.dueDay <= asOf + UPCOMING_DAYS);
  const all = withCredits(late, disputedOf, account.settlements, credits, asOf);
  // What was covered by its due day was never late: it is not claimed, and nor is its part of the credit taken off again.
  const items = all.filter(({ item }) => item.principal > 0n || item.steps.length > 0).map(({ item }) => item);
  const silent = all.flatMap(({ item, covers }) => (items.includes(item) ? [] : covers));
  const told = credits.map((c, at) => ({ ...c, minor: c.minor - silent.reduce((sum, s) => sum + (s.credit === at ? s.minor : 0n), 0n) }));
  const gross = items.reduce((sum, i) => sum + i.claimed, 0n);
  const net = gross - told.reduce((sum, c) => sum + c.minor, 0n);
  return {
    currency,
    asOf,
    items,
    credits: told.filter((c) => c.minor > 0n),
    total: net > 0n ? net : 0n,
    disputed: mine.reduce((sum, i) => sum + (disputedOf.get(i.id) ?? 0n), 0n),
    notDue: mine.filter((i) => i.open > 0n && i.dueDay >= asOf).reduce((sum, i) => sum + i.open, 0n),
    upcoming: withCredits(soon, disputedOf, [], [], asOf).map(({ item }) => item),
    others: overdue.filter((c) => c !== currency),
  };
}

/** Unallocated credits are set against the oldest invoice first, each from its own day on, so that nothing bears interest, or the indemnity, that was paid. */
function withCredits(
  late: readonly OpenItem[],
  disputedOf: ReadonlyMap<number, bigint>,
  settlements: readonly Settlement[],
  credits: readonly ClaimCredit[],
  asOf: Day,
): readonly { readonly item: ClaimItem; readonly covers: ReturnType<typeof coversOf>[number] }[] {
  const paid = groupBy(settlements, (s) => s.itemId);
  const sorted = [...late].sort((a, b) => a.dueDay - b.dueDay || a.id - b.id);
  const parts = sorted.map((item) => ({ due: item.dueDay, minor: item.open - (disputedOf.get(item.id) ?? 0n) }));
  const covered = coversOf(parts, credits);
  return sorted.map((item, at) => {
    const disputed = disputedOf.get(item.id) ?? 0n;
    const covers = covered[at] ?? [];
    const { id, ref, kind, issueDay, dueDay, amount } = item;
    const changes = [...(paid.get(id) ?? []), ...covers];
    const claim = { id, ref, kind, issueDay, dueDay, amount, claimed: item.open - disputed, disputed, daysLate: asOf - dueDay };
    return { item: { ...claim, ...history(amount - disputed, dueDay, changes) }, covers };
  });
}

/** From an amount and what took it down, day by day, to what was left. */
function history(
  amount: bigint,
  due: Day,
  changes: readonly { readonly day: Day; readonly minor: bigint }[],
): { readonly principal: bigint; readonly steps: readonly Step[] } {
  let left = amount;
  let principal = amount > 0n ? amount : 0n;
  const steps = new Map<Day, bigint>();
  for (const { day, minor } of [...changes].sort((a, b) => a.day - b.day)) {
    left -= minor;
    const floor = left > 0n ? left : 0n;
    if (day <= due) principal = floor;
    else steps.set(day, floor);
  }
  return { principal, steps: [...steps].map(([day, minor]) => ({ day, minor })) };
}

export interface ItemInterest {
  readonly item: ClaimItem;
  readonly interest: Interest;
}

/** Interest and indemnity of a claim up to its date. */
export interface Charges {
  readonly items: readonly ItemInterest[];
  readonly interest: bigint;
  /** Invoices that bear the indemnity, each of it, and all together. */
  readonly invoices: number;
  readonly each: bigint;
  readonly indemnity: bigint;
  /** What of interest and indemnity was given up by a delegated power; never more than both. */
  readonly waived: bigint;
  /** Claim, interest and indemnity together, less what was waived. */
  readonly grand: bigint;
}

/** An invoice, or the line that it goes on as: in another year, or on another account. */
export function bearsIndemnity({ kind }: Pick<ClaimItem, 'kind'>): boolean {
  return kind === 'invoice' || kind === 'opening' || kind === 'transfer';
}

/** `each` is the indemnity per late invoice in the claim's currency, 0 where none applies; `given` is what was given up of interest and costs. */
export function chargesOf(claim: Claim, rule: InterestRule, each: bigint, given = 0n): Charges | MissingRate {
  const items: ItemInterest[] = [];
  for (const item of claim.items) {
    const interest = interestOn({ due: item.dueDay, principal: item.principal, steps: item.steps }, claim.asOf, rule);
    if (!('lines' in interest)) return interest;
    items.push({ item, interest });
  }
  const interest = items.reduce((sum, i) => sum + i.interest.minor, 0n);
  const invoices = claim.items.filter(bearsIndemnity).length;
  const indemnity = each * BigInt(invoices);
  const waived = lesser(given, interest + indemnity);
  return { items, interest, invoices, each, indemnity, waived, grand: claim.total + interest + indemnity - waived };
}

/** The rates that a computation used, each once, in order of time. */
export function ratesOf(charges: Charges): readonly InterestLine['rate'][] {
  const lines = charges.items.flatMap((i) => i.interest.lines).sort((a, b) => a.from - b.from);
  return [...new Set(lines.map((line) => line.rate))];
}
