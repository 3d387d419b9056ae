/** The accounts of a day as the agenda sees them: what of each may be chased, from which day on, and by which scenario. Read in a few statements, whatever their number. */
import type { ActionDay } from '../debtors/action.ts';
import { exposureIn } from '../debtors/exposure.ts';
import { grantsIn, withGrant } from '../debtors/grants.ts';
import { ownersOf } from '../debtors/owners.ts';
import { historyIn } from '../debtors/trace-ports.ts';
import type { House } from '../desk/act.ts';
import { rosterOn } from '../desk/roster.ts';
import type { Reads } from '../desk/store.ts';
import { dunningPolicy, type Scenario } from '../dunning/dunning-policy.ts';
import { type DoneStep, scenarioOf } from '../dunning/scenario.ts';
import { lateBeyond, overdue } from '../kernel/buckets.ts';
import { type Day, yearBack } from '../kernel/dates.ts';
import { groupBy } from '../kernel/group-by.ts';
import { convert } from '../kernel/rates.ts';
import { uncovered } from '../ledger/cover.ts';
import { type Debtor, debtorsIn } from '../ledger/parties.ts';
import { type DisputedItem, ledgerIn, type Standing } from '../ledger/ports.ts';
import { sumsIn } from '../ledger/sums-ports.ts';
import { mandatesIn } from '../mandates/ports.ts';
import { heldUntil, isExpecting, type MandateUse } from '../mandates/use.ts';
import { promisesIn } from '../promises/ports.ts';
import { BROKEN_WITHIN, brokenLately, heldBack, type PaymentPromise } from '../promises/promise.ts';
import { scoresIn } from '../score/ports.ts';
import { agendaPolicy } from './agenda-policy.ts';
import { limitationDay } from './limitation.ts';
import { AGENDA_BOUNDS } from './value.ts';

/** What of an account falls on one due day. Minor units, above 0. */
export interface DuePart {
  readonly due: Day;
  readonly minor: bigint;
}

/** An item that is lost from a day on. */
export interface Lapsing extends DuePart {
  readonly ref: string;
  readonly lost: Day;
}

export interface Account {
  readonly debtor: Debtor;
  readonly currency: string;
  readonly position: Standing;
  /** What is overdue and may be chased: without disputed, promised and held parts, and without what unallocated credits cover. */
  readonly chased: bigint;
  /** What of it is more than OLD days late. */
  readonly old: bigint;
  /** The oldest day of it; undefined when nothing is. */
  readonly oldest: Day | undefined;
  /** What falls due next. */
  readonly soon: DuePart | undefined;
  /** What lapses soon, oldest first. */
  readonly lapsing: readonly Lapsing[];
  readonly plans: readonly PaymentPromise[];
  readonly done: readonly DoneStep[];
  readonly scenario: Scenario | undefined;
}

export interface DayFacts extends Setting {
  readonly exposures: ReadonlyMap<number, readonly { readonly currency: string; readonly amount: bigint }[]>;
  readonly accounts: readonly Account[];
}

/** Days late above which an account is old: a bound of AGENDA_BOUNDS. */
const OLD = 60;

/** Steps and extra days older than that say nothing of today's overdue days. */
const LOOK_BACK = 730;

/** What is the same for all debtors of a day. */
export interface Setting extends ActionDay {
  /** Powers in force that change what is to be done: extra days, delivery stops, rebates and credits whose note is awaited. */
  readonly uses: readonly MandateUse[];
  /** The debtors' score classes as they were told last; none when no scenario asks for them. */
  readonly classes: ReadonlyMap<number, string>;
}

/** The day, and everybody or one debtor alone. */
export async function readSetting(
  read: Reads,
  date: Day,
  { policy, calendar }: Pick<House, 'policy' | 'calendar'>,
  debtorId?: number,
): Promise<Setting> {
  const some = debtorId === undefined ? {} : { debtorIds: [debtorId] };
  const [onFile, roster, grants, uses] = await Promise.all([
    debtorId === undefined ? debtorsIn(read).all() : debtorsIn(read).byIds([debtorId]),
    rosterOn(read, policy, date),
    grantsIn(read).inForce(date, debtorId),
    mandatesIn(read).find({
      ...some,
      powers: ['days', 'stop', 'rebate', 'credit'],
      statuses: ['granted'],
      from: date - LOOK_BACK,
      to: date,
    }),
  ]);
  const scored = dunningPolicy(policy).scenarios.some((scenario) => scenario.when.scoreClasses !== undefined);
  const told = scored ? [...(await scoresIn(read).told())] : [];
  const classes = new Map(told.map(([id, score]) => [id, score.class]));
  const granted = new Map(grants.map((grant) => [grant.debtorId, grant]));
  const debtors = new Map(onFile.map((debtor) => [debtor.id, withGrant(debtor, granted.get(debtor.id))]));
  const { floor } = agendaPolicy(policy);
  return { date, policy, calendar, roster, owners: ownersOf(roster), debtorId, floor, uses, debtors, classes };
}

/** Accounts that are looked at together: what is read of them is let go before the next ones come. */
const TOGETHER = 5000;

/** The facts of all debtors of the setting, some thousands at a time. */
export async function* readFacts(read: Reads, setting: Setting): AsyncGenerator<DayFacts> {
  const { debtors } = setting;
  const ids = [...debtors.keys()];
  for (let from = 0; from < ids.length; from += TOGETHER) {
    const some = ids.slice(from, from + TOGETHER);
    yield readPage(
      read,
      ids.length <= TOGETHER ? setting : { ...setting, debtors: within(debtors, some) },
      ids.length <= TOGETHER && ids.length > 1 ? undefined : some,
    );
  }
}

function within(debtors: ReadonlyMap<number, Debtor>, ids: readonly number[]): ReadonlyMap<number, Debtor> {
  return new Map(
    ids.flatMap((id) => {
      const debtor = debtors.get(id);
      return debtor ? [[id, debtor] as const] : [];
    }),
  );
}

/** `debtorIds` is undefined when the page holds everybody: the statements then read straight through. */
async function readPage(read: Reads, setting: Setting, debtorIds: readonly number[] | undefined): Promise<DayFacts> {
  const { date } = setting;
  const only = debtorIds === undefined ? {} : { debtorIds };
  const [positions, exposures, disputed] = await Promise.all([
    ledgerIn(read).standings(date, { ...only, bounds: AGENDA_BOUNDS }),
    ledgerIn(read).exposure(date, only),
    ledgerIn(read).disputedOpen(date, only),
  ]);
  const given = { ...setting, positions, disputed, exposures: groupBy(exposures, (row) => row.debtorId) };
  return { ...setting, exposures: given.exposures, accounts: await readAccounts(read, given, only) };
}

interface Given extends Setting {
  readonly positions: readonly Standing[];
  readonly disputed: readonly DisputedItem[];
  readonly exposures: DayFacts['exposures'];
}

export function accountKey(of: { readonly debtorId: number; readonly currency: string }): string {
  return `${of.debtorId}/${of.currency}`;
}

async function readAccounts(read: Reads, given: Given, only: { readonly debtorIds?: readonly number[] }): Promise<readonly Account[]> {
  const { date, policy, debtors, positions } = given;
  const ahead = Math.max(0, ...dunningPolicy(policy).scenarios.flatMap((s) => s.steps.map((step) => -step.day)));
  const [open, judged, habits, soonRows, handled] = await Promise.all([
    promisesIn(read).find({ ...only, statuses: ['open'], madeTo: date }),
    promisesIn(read).find({ ...only, judgedFrom: date - BROKEN_WITHIN, madeTo: date }),
    sumsIn(read).habits(date, yearBack(date), only),
    ledgerIn(read).fallingDue(date, date, date + ahead, [...debtors.keys()]),
    historyIn(read).steps(date - LOOK_BACK, only.debtorIds),
  ]);
  const plans = groupBy(new Map([...judged, ...open].map((plan) => [plan.id, plan])).values(), accountKey);
  const parts = await splitParts(read, given, plans, date + ahead);
  const lapsing = await lapsingOf(read, given);
  const soon = groupBy(soonRows, accountKey);
  const done = groupBy(
    handled.filter((h) => h.on <= date),
    accountKey,
  );
  const late = new Map(habits.map((h) => [accountKey(h), h.paid === 0n ? undefined : Number(h.paidWeight / h.paid)]));
  return positions.flatMap((position): Account[] => {
    const debtor = debtors.get(position.debtorId);
    if (!debtor) return [];
    const key = accountKey(position);
    const own = plans.get(key) ?? [];
    const split = parts.debtors.has(debtor.id) ? (parts.byAccount.get(key) ?? []) : undefined;
    const rest = restOf(position, split, soon.get(key), date);
    const scenario = scenarioFor(given, debtor, position, own, late.get(key));
    return [
      {
        debtor,
        currency: position.currency,
        position,
        ...rest,
        lapsing: lapsing.get(key) ?? [],
        plans: own,
        done: done.get(key) ?? [],
        scenario,
      },
    ];
  });
}

function scenarioFor(given: Given, debtor: Debtor, position: Standing, plans: readonly PaymentPromise[], averageLate: number | undefined) {
  const { date, policy, exposures, classes } = given;
  const inPolicy = (minor: bigint, currency: string): bigint => convert(minor, currency, policy.currency, date, policy.rates) ?? minor;
  const exposure = exposureIn(policy.currency, exposures.get(debtor.id) ?? [], date, policy.rates).amount;
  const limit = debtor.limit ? inPolicy(debtor.limit.minor, debtor.limit.currency) : 0n;
  return scenarioOf(dunningPolicy(policy), agendaPolicy(policy).keySegments, {
    segment: debtor.segment,
    size: limit > exposure ? limit : exposure,
    overdue: inPolicy(overdue(position), position.currency),
    scoreClass: classes.get(debtor.id),
    broken: brokenLately(plans, date),
    averageLate,
  });
}

/** What of an account may be chased: as the sums say where there is nothing but debits, else part by part. */
function restOf(
  position: Standing,
  parts: readonly DuePart[] | undefined,
  soon: readonly { readonly dueDay: Day; readonly amount: bigint }[] | undefined,
  date: Day,
): Pick<Account, 'chased' | 'old' | 'oldest' | 'soon'> {
  if (!parts) {
    const [next] = soon ?? [];
    const oldest = position.oldestDue ?? undefined;
    const old = lateBeyond(position, OLD);
    return { chased: overdue(position), old, oldest, soon: next && { due: next.dueDay, minor: next.amount } };
  }
  const late = parts.filter((part) => part.due < date);
  const chased = late.reduce((sum, part) => sum + part.minor, 0n);
  const old = late.reduce((sum, part) => sum + (date - part.due > OLD ? part.minor : 0n), 0n);
  return { chased, old, oldest: late[0]?.due, soon: parts.find((part) => part.due >= date) };
}

interface SplitParts {
  /** Whose accounts were taken apart. */
  readonly debtors: ReadonlySet<number>;
  readonly byAccount: ReadonlyMap<string, readonly DuePart[]>;
}

/** The open debits of accounts with disputes, promises, granted days or credits, by due day, oldest first, without the parts that are not chased: a promise, and a credit, stands for the oldest part first. */
async function splitParts(
  read: Reads,
  given: Given,
  plans: ReadonlyMap<string, readonly PaymentPromise[]>,
  until: Day,
): Promise<SplitParts> {
  const { date, disputed, debtors } = given;
  const uses = given.uses.filter((use) => debtors.has(use.debtorId));
  const promised = new Map([...plans].map(([key, own]) => [key, own.reduce((sum, plan) => sum + heldBack(plan), 0n)] as const));
  // What a credit note will take off is not chased either.
  const credited = uses.filter(isExpecting);
  for (const use of credited) promised.set(accountKey(use), (promised.get(accountKey(use)) ?? 0n) + use.minor);
  const byKey = groupBy(disputed, accountKey);
  const days = uses.filter((use) => use.power === 'days');
  const holders = new Set(days.map((use) => use.debtorId));
  const credits = new Map(given.positions.flatMap((p) => (p.unallocated < 0n ? [[accountKey(p), -p.unallocated] as const] : [])));
  const mixed = given.positions.filter((p) => p.unallocated < 0n);
  const sums = new Set([...disputed, ...[...plans.values()].flat(), ...credited, ...mixed].map((of) => of.debtorId));
  const left = (key: string, own: readonly DuePart[]): DuePart[] =>
    uncovered(uncovered(own, promised.get(key) ?? 0n), credits.get(key) ?? 0n);
  const rows = await ledgerIn(read).fallingDue(
    date,
    0,
    until,
    [...sums].filter((id) => !holders.has(id)),
  );
  const parts = new Map<string, DuePart[]>();
  for (const [key, own] of groupBy(rows, accountKey)) {
    const off = groupBy(byKey.get(key) ?? [], (item) => item.dueDay);
    const chased = own.map(({ dueDay, amount }) => ({
      due: dueDay,
      minor: amount - (off.get(dueDay) ?? []).reduce((sum, item) => sum + item.amount, 0n),
    }));
    parts.set(key, left(key, chased));
  }
  for (const debtorId of holders)
    for (const [key, own] of await heldParts(read, debtorId, date, until, disputed, days)) parts.set(key, left(key, own));
  return { debtors: new Set([...sums, ...holders]), byAccount: parts };
}

/** Item by item: granted days hold an item back until their end, and are its due day afterwards. */
async function heldParts(
  read: Reads,
  debtorId: number,
  date: Day,
  until: Day,
  disputed: readonly DisputedItem[],
  uses: readonly MandateUse[],
): Promise<ReadonlyMap<string, DuePart[]>> {
  const off = new Map<number, bigint>();
  for (const item of disputed) off.set(item.itemId, (off.get(item.itemId) ?? 0n) + item.amount);
  const holds = uses.flatMap(({ id, untilDay, items, debtorId: of }) =>
    untilDay === null ? [] : [{ useId: id, debtorId: of, untilDay, items }],
  );
  const { items } = await ledgerIn(read).openItems(debtorId, date, 100_000);
  const left = items.flatMap((item) => {
    const minor = item.open - (off.get(item.id) ?? 0n);
    const held = heldUntil(holds, item);
    if (item.amount <= 0n || minor <= 0n || (held !== undefined && held >= date)) return [];
    const due = held === undefined ? item.dueDay : Math.max(held, item.dueDay);
    return due <= until ? [{ debtorId, currency: item.currency, due, minor }] : [];
  });
  const sorted = left.sort((a, b) => a.due - b.due);
  return groupBy(sorted, accountKey);
}

/** What lapses of the accounts whose oldest debit is about to: item by item, without what credits cover. */
async function lapsingOf(read: Reads, { date, policy, debtors, positions }: Given): Promise<ReadonlyMap<string, readonly Lapsing[]>> {
  const { warnDays } = agendaPolicy(policy).limitation;
  const lost = (debtor: Debtor, due: Day): Day => limitationDay(due, debtor, policy);
  const near = positions.filter((p) => {
    const debtor = debtors.get(p.debtorId);
    return debtor && p.oldestDue !== null && lost(debtor, p.oldestDue) - warnDays <= date;
  });
  const items = await ledgerIn(read).openDue(date, date, [...new Set(near.map((p) => p.debtorId))]);
  const byKey = groupBy(items, accountKey);
  return new Map(
    near.map((p) => {
      const debtor = debtors.get(p.debtorId);
      const owed = (byKey.get(accountKey(p)) ?? []).map((item) => ({ ref: item.ref, due: item.dueDay, minor: item.open }));
      const left = uncovered(owed, -p.unallocated).flatMap((part) => (debtor ? [{ ...part, lost: lost(debtor, part.due) }] : []));
      return [accountKey(p), left.filter((part) => part.lost - warnDays <= date)];
    }),
  );
}
