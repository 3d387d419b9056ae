/** The day's agenda: every reason to act today, in order of expected value, for each person as much as fits into a day; the rest is carried over and rises. */

import { motionAgenda } from '../committee/agenda-motions.ts';
import type { Policy } from '../desk/policy.ts';
import type { Reads } from '../desk/store.ts';
import { disputeActions } from '../disputes/agenda-disputes.ts';
import { dunningActions } from '../dunning/agenda-dunning.ts';
import { businessDaysBetween, type Calendar, type Day, WEEKDAYS } from '../kernel/dates.ts';
import { groupBy } from '../kernel/group-by.ts';
import { convert } from '../kernel/rates.ts';
import { debtorsIn } from '../ledger/parties.ts';
import { ledgerIn } from '../ledger/ports.ts';
import { mandateActions } from '../mandates/agenda-mandates.ts';
import { accountActions } from './account-actions.ts';
import { type DayFacts, readFacts, readSetting, type Setting } from './accounts.ts';
import { type Action, altered, CONTACT_KINDS, isContact } from './action.ts';
import { agendaPolicy } from './agenda-policy.ts';
import { callBacks, promiseChecks } from './follow-ups.ts';
import { ownersOf } from './owners.ts';
import type { AgendaEntry } from './ports.ts';
import { agendaIn } from './ports.ts';
import { priorityOf } from './value.ts';

export interface Agenda {
  /** What is to be done, in order. */
  readonly actions: readonly Action[];
  /** The ids of all that has a reason today, with its debtor: also what was put off or handled, and contacts that another one comes before. */
  readonly reasons: ReadonlyMap<string, number>;
  readonly entries: ReadonlyMap<string, AgendaEntry>;
  /** Undefined when no ledger was ever imported. */
  readonly ledgerDay: Day | undefined;
  /** Age of the ledger in business days when it is past what the policy bears, else undefined: nobody is chased by it. */
  readonly staleBy: number | undefined;
}

/** Everything to do on a day, or for one debtor. */
export async function agendaAt(read: Reads, date: Day, policy: Policy, calendar: Calendar, debtorId?: number): Promise<Agenda> {
  const setting = await readSetting(read, date, policy, calendar, debtorId);
  const [entries, ledgerDay] = await Promise.all([agendaIn(read).entries(debtorId), ledgerIn(read).ledgerDay()]);
  const age = ledgerDay === undefined ? 0 : businessDaysBetween(calendar, ledgerDay, date);
  const staleBy = age > policy.ledgerStaleAfter ? age : undefined;
  const known = new Map(entries.map((entry) => [entry.id, entry]));
  const { shown, reasons } = await reasonsOf(read, setting, known, await staleCompanies(read, setting));
  return { actions: withinCapacity(inOrder(shown, setting), policy), reasons, entries: known, ledgerDay, staleBy };
}

/** The companies whose own ledger is too old to chase anyone by it, however new another one's is. */
async function staleCompanies(read: Reads, { date, policy, calendar }: Setting): Promise<ReadonlySet<number>> {
  const companies = await debtorsIn(read).companies();
  const days = await Promise.all(companies.map(({ id }) => ledgerIn(read).ledgerDay(id)));
  const isOld = (day: Day | undefined): boolean => day !== undefined && businessDaysBetween(calendar, day, date) > policy.ledgerStaleAfter;
  return new Set(companies.flatMap(({ id }, i) => (isOld(days[i]) ? [id] : [])));
}

export async function agendaOf(read: Reads, date: Day, policy: Policy, calendar: Calendar = WEEKDAYS): Promise<readonly Action[]> {
  return (await agendaAt(read, date, policy, calendar)).actions;
}

interface Reasons {
  readonly shown: Action[];
  readonly reasons: Map<string, number>;
}

async function reasonsOf(
  read: Reads,
  setting: Setting,
  entries: ReadonlyMap<string, AgendaEntry>,
  stale: ReadonlySet<number>,
): Promise<Reasons> {
  const { date, policy, calendar, debtors, roster } = setting;
  const owners = ownersOf(roster);
  const committee = await motionAgenda(read, debtors, roster.people, date, policy, calendar);
  const disputes = await disputeActions(read, debtors, roster.people, date, policy, calendar);
  const all = [...entries.values()];
  const calls = all.filter((entry) => entry.dueDay !== undefined);
  const putOff = new Map(all.filter(isPutOff).map((entry) => [entry.debtorId, entry]));
  const found: Reasons = { shown: [], reasons: new Map() };
  const take = (action: Action, hidden = false): void => {
    found.reasons.set(action.id, action.debtor.id);
    const known = hidden ? undefined : asKnown(action, entries.get(action.id), putOff.get(action.debtor.id), date);
    if (known) found.shown.push(known);
  };
  for (const action of [...disputes, ...committee.actions]) take(action);
  for await (const facts of readFacts(read, setting)) {
    const contacts = [
      ...dunningActions(facts, owners, committee.inLitigation, stale),
      ...promiseChecks(facts, owners),
      ...callBacks(facts, calls, owners),
    ];
    const first = onePerDebtor(contacts, facts);
    for (const action of contacts) take(action, !first.has(action));
    for (const action of accountActions(facts, owners)) take(action);
    for (const action of mandateActions(facts, owners)) take(action);
  }
  return found;
}

/** A debtor is contacted once a day, for the most pressing reason; a call that was asked for is made whatever was said before. */
function onePerDebtor(contacts: readonly Action[], facts: DayFacts): ReadonlySet<Action> {
  const today = new Set(facts.accounts.filter(({ done }) => done.some((d) => d.on === facts.date)).map(({ debtor }) => debtor.id));
  const place = (action: Action): number => (isContact(action.kind) ? CONTACT_KINDS.indexOf(action.kind) : 0);
  const chosen = new Set<Action>();
  for (const [debtorId, own] of groupBy(contacts, (action) => action.debtor.id)) {
    const allowed = today.has(debtorId) ? own.filter((action) => action.kind === 'call-back') : own;
    const [first] = [...allowed].sort(
      (a, b) => place(a) - place(b) || (b.step?.step.day ?? 0) - (a.step?.step.day ?? 0) || compare(b.risk, a.risk) || compare(a.id, b.id),
    );
    if (first) chosen.add(first);
  }
  return chosen;
}

/** The action with what is remembered of it; undefined when it was put off or handled. `off`: the debtor was put off, who is left alone also when the next step comes meanwhile. */
function asKnown(action: Action, entry: AgendaEntry | undefined, off: AgendaEntry | undefined, date: Day): Action | undefined {
  const left = isContact(action.kind) && action.kind !== 'call-back' ? off : undefined;
  if ((entry?.backDay ?? 0) > date || (left?.backDay ?? 0) > date) return undefined;
  if (!entry) return left && left.note !== '' ? altered(action, { note: left.note }) : action;
  return altered(action, { since: Math.min(entry.sinceDay, date), owner: entry.owner, note: entry.note === '' ? undefined : entry.note });
}

/** A contact that was put off, not handled. */
export function isPutOff(entry: AgendaEntry): boolean {
  return entry.backDay !== undefined && entry.handledDay === undefined && CONTACT_KINDS.some((kind) => entry.id.startsWith(`${kind}:`));
}

/** Highest first; ties by debtor code, so that the order never depends on the store. */
export function inOrder(actions: readonly Action[], { date, policy }: Pick<Setting, 'date' | 'policy'>): readonly Action[] {
  const ranked = actions.map((action) => {
    const value = convert(action.risk, action.currency, policy.currency, date, policy.rates) ?? action.risk;
    return { action, priority: priorityOf(value, date - (action.since ?? date), agendaPolicy(policy).doubling) };
  });
  ranked.sort(
    (a, b) => compare(b.priority, a.priority) || compare(a.action.debtor.code, b.action.debtor.code) || compare(a.action.id, b.action.id),
  );
  return ranked.map(({ action }) => action);
}

export function withinCapacity(actions: readonly Action[], policy: Policy): readonly Action[] {
  const { capacity, capacityOf } = agendaPolicy(policy);
  const taken = new Map<string, number>();
  return actions.map((action) => {
    if (action.owner === undefined || action.held) return action;
    const count = (taken.get(action.owner) ?? 0) + 1;
    taken.set(action.owner, count);
    return count > (capacityOf.get(action.owner) ?? capacity) ? altered(action, { carried: true }) : action;
  });
}

function compare<T extends bigint | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
