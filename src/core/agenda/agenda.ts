/** The day's agenda: every reason to act today, made from the ledger alone, in order of money at risk. */
import { MOTION_ACTION_KINDS, type MotionAction, type MotionActionKind, motionAgenda } from '../committee/agenda-motions.ts';
import { type Calendar, type Day, WEEKDAYS } from '../dates.ts';
import { exposureIn, withGrant } from '../debtors/view-debtor.ts';
import { DISPUTE_ACTION_KINDS, type DisputeActionKind, disputeActions, oldestUndisputed, undisputed } from '../disputes/agenda-disputes.ts';
import type { Reason } from '../disputes/reason.ts';
import { groupBy } from '../group-by.ts';
import { type Buckets, overdue } from '../ledger/aging.ts';
import type { Policy } from '../policy.ts';
import type { AgedRow, Debtor, Person, Reads } from '../ports.ts';

export type ActionKind = 'overdue' | 'limit' | 'credit' | 'due-soon' | DisputeActionKind | MotionActionKind;
export const ACTION_KINDS: readonly ActionKind[] = [
  'overdue',
  ...DISPUTE_ACTION_KINDS,
  'limit',
  ...MOTION_ACTION_KINDS,
  'credit',
  'due-soon',
];

export interface Action {
  /** Stable from day to day for the same reason: kind, debtor and currency. */
  readonly id: string;
  readonly kind: ActionKind;
  readonly debtor: Debtor;
  /** Minor units: what is overdue, over the limit, unallocated (negative) or falling due. */
  readonly amount: bigint;
  readonly currency: string;
  /** Days late for `overdue`, days until due for `due-soon`; 0 otherwise. */
  readonly days: number;
  /** For `overdue`: what of the amount is more than 60 days late, credits taken off the rest first; 0 otherwise. */
  readonly old: bigint;
  /** E-mail of whoever acts; undefined when neither the debtor's file nor the roster names anyone. */
  readonly owner: string | undefined;
  /** Money at risk in minor units: the order of the day. */
  readonly risk: bigint;
  readonly due: Day;
  /** The case that a dispute's action is about. */
  readonly dispute?: { readonly id: number; readonly reason: Reason };
  /** The motion that the committee's action is about. */
  readonly motion?: MotionAction;
}

/**
 * Share of an amount that is at risk, in hundredths [proposal]: it grows with age. A limit that is exceeded weighs half of the excess; a credit to
 * check and an invoice about to fall due weigh little, because nothing is lost yet.
 */
const RISK = { d1_30: 20n, d31_60: 40n, d61_90: 60n, d91_120: 80n, over120: 100n, limit: 50n, credit: 10n, dueSoon: 5n } as const;

function agedRisk(b: Buckets): bigint {
  const weighed =
    b.d1_30 * RISK.d1_30 + b.d31_60 * RISK.d31_60 + b.d61_90 * RISK.d61_90 + b.d91_120 * RISK.d91_120 + b.over120 * RISK.over120;
  return weighed / 100n;
}

/** Everything to do on a day, most at risk first; ties by debtor code, so that the order never depends on the store. */
export async function agendaOf(read: Reads, date: Day, policy: Policy, calendar: Calendar = WEEKDAYS): Promise<readonly Action[]> {
  const [onFile, people, all, oldest, exposures, disputed, grants] = await Promise.all([
    read.debtors.all(),
    read.people.all(),
    read.ledger.agedByDebtor(date),
    read.ledger.oldestDue(date),
    read.ledger.exposure(date),
    read.ledger.disputedOpen(date),
    read.motions.grants(date),
  ]);
  const granted = new Map(grants.map((grant) => [grant.debtorId, grant]));
  const debtors = onFile.map((debtor) => withGrant(debtor, granted.get(debtor.id)));
  const aged = undisputed(all, disputed, date);
  const byId = new Map(debtors.map((d) => [d.id, d]));
  const owners = ownerRule(people);
  const committee = await motionAgenda(read, byId, people, date, policy, calendar);
  const oldestDue = new Map<string, Day | undefined>(oldest.map((row) => [`${row.debtorId}/${row.currency}`, row.dueDay]));
  for (const [account, dueDay] of await oldestUndisputed(read, disputed, date)) oldestDue.set(account, dueDay);
  const actions: Action[] = [];
  for (const row of aged) {
    const debtor = byId.get(row.debtorId);
    if (!debtor) continue;
    const chased = committee.inLitigation.has(debtor.id) ? undefined : overdueAction(row, debtor, date, oldestDue, owners, policy);
    const found = [chased, creditAction(row, debtor, date, owners, policy)];
    for (const action of found) if (action) actions.push(action);
  }
  actions.push(...limitActions(debtors, exposures, date, owners, policy), ...(await dueSoonActions(read, debtors, date, owners, policy)));
  actions.push(...(await disputeActions(read, byId, people, date, policy, calendar)));
  actions.push(...committee.actions);
  return actions.sort((a, b) => compare(b.risk, a.risk) || compare(a.debtor.code, b.debtor.code) || compare(a.id, b.id));
}

function compare<T extends bigint | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function overdueAction(
  row: AgedRow,
  debtor: Debtor,
  date: Day,
  oldestDue: ReadonlyMap<string, Day | undefined>,
  owners: OwnerRule,
  policy: Policy,
): Action | undefined {
  const amount = overdue(row);
  const due = oldestDue.get(`${row.debtorId}/${row.currency}`);
  if (amount < policy.agenda.floor || due === undefined) return undefined;
  const net = row.d1_30 + row.d31_60 + row.d61_90 + row.d91_120 + row.over120;
  // Credits that are due lower the risk in the proportion in which they lower the overdue amount.
  const risk = net === 0n ? 0n : (agedRisk(row) * amount) / net;
  return {
    ...base('overdue', debtor, row.currency),
    amount,
    days: date - due,
    old: lesser(row.d61_90 + row.d91_120 + row.over120, amount),
    owner: owners.collector(debtor),
    risk,
    due: date,
  };
}

function creditAction(row: AgedRow, debtor: Debtor, date: Day, owners: OwnerRule, policy: Policy): Action | undefined {
  if (-row.unallocated < policy.agenda.floor) return undefined;
  const risk = (-row.unallocated * RISK.credit) / 100n;
  return {
    ...base('credit', debtor, row.currency),
    amount: row.unallocated,
    days: 0,
    old: 0n,
    owner: owners.salesAdmin(debtor),
    risk,
    due: date,
  };
}

function limitActions(
  debtors: readonly Debtor[],
  exposures: Awaited<ReturnType<Reads['ledger']['exposure']>>,
  date: Day,
  owners: OwnerRule,
  policy: Policy,
): Action[] {
  const byDebtor = groupBy(exposures, (row) => row.debtorId);
  return debtors.flatMap((debtor) => {
    if (!debtor.limit) return [];
    const { amount } = exposureIn(debtor.limit.currency, byDebtor.get(debtor.id) ?? [], date, policy.rates);
    const over = amount - debtor.limit.minor;
    if (over < policy.agenda.floor) return [];
    const risk = (over * RISK.limit) / 100n;
    return [
      { ...base('limit', debtor, debtor.limit.currency), amount: over, days: 0, old: 0n, owner: owners.creditManager(), risk, due: date },
    ];
  });
}

async function dueSoonActions(read: Reads, debtors: readonly Debtor[], date: Day, owners: OwnerRule, policy: Policy): Promise<Action[]> {
  const keys = new Map(debtors.filter((d) => d.segment !== null && policy.agenda.keySegments.includes(d.segment)).map((d) => [d.id, d]));
  if (keys.size === 0) return [];
  const rows = await read.ledger.fallingDue(date, date, date + policy.agenda.dueSoonDays, [...keys.keys()]);
  const grouped = groupBy(rows, (row) => `${row.debtorId}/${row.currency}`);
  const actions: Action[] = [];
  for (const group of grouped.values()) {
    const [first] = group;
    const debtor = first && keys.get(first.debtorId);
    if (!first || !debtor) continue;
    const amount = group.reduce((sum, row) => sum + row.amount, 0n);
    if (amount < policy.agenda.floor) continue;
    const soonest = Math.min(...group.map((row) => row.dueDay));
    const risk = (amount * RISK.dueSoon) / 100n;
    actions.push({
      ...base('due-soon', debtor, first.currency),
      amount,
      days: soonest - date,
      old: 0n,
      owner: owners.collector(debtor),
      risk,
      due: soonest,
    });
  }
  return actions;
}

function base(kind: ActionKind, debtor: Debtor, currency: string): { id: string; kind: ActionKind; debtor: Debtor; currency: string } {
  return { id: `${kind}:${debtor.id}:${currency}`, kind, debtor, currency };
}

interface OwnerRule {
  collector(debtor: Debtor): string | undefined;
  salesAdmin(debtor: Debtor): string | undefined;
  creditManager(): string | undefined;
}

/** The person that the debtor's file names, if still on the roster; else the first of the role; else the credit manager. */
function ownerRule(people: readonly Person[]): OwnerRule {
  const known = new Set(people.map((p) => p.email));
  const first = (role: string): string | undefined => people.find((p) => p.roles.includes(role))?.email;
  const manager = first('credit-manager');
  const collector = manager ?? first('collector');
  const salesAdmin = first('sales-admin') ?? manager;
  const named = (email: string | null): string | undefined => (email !== null && known.has(email) ? email : undefined);
  return {
    collector: (debtor) => named(debtor.collector) ?? collector,
    salesAdmin: (debtor) => named(debtor.salesAdmin) ?? salesAdmin,
    creditManager: () => manager,
  };
}

function lesser(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
