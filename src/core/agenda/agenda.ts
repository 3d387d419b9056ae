/** The day's agenda: every reason to act today, in order of expected value, for each person as much as fits into a day; the rest is carried over and rises. */
import { type Action, actionSources, altered, type Offered } from '../debtors/action.ts';
import type { House } from '../desk/act.ts';
import type { Policy } from '../desk/policy.ts';
import type { Reads } from '../desk/store.ts';
import { businessDaysBetween, type Day } from '../kernel/dates.ts';
import { groupBy } from '../kernel/group-by.ts';
import { convert } from '../kernel/rates.ts';
import { debtorsIn } from '../ledger/parties.ts';
import { ledgerIn } from '../ledger/ports.ts';
import { accountActions } from './account-actions.ts';
import { type DayFacts, readFacts, readSetting, type Setting } from './accounts.ts';
import { agendaPolicy } from './agenda-policy.ts';
import { dunningActions } from './contacts.ts';
import { callBacks, promiseChecks } from './follow-ups.ts';
import { contactIds } from './kinds.ts';
import { type AgendaEntry, agendaIn } from './ports.ts';
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

/** What an agenda is made with. */
export type AgendaHouse = Pick<House, 'policy' | 'calendar' | 'features'>;

/** Everything to do on a day, or for one debtor. */
export async function agendaAt(read: Reads, date: Day, house: AgendaHouse, debtorId?: number): Promise<Agenda> {
  const { policy, calendar } = house;
  const setting = await readSetting(read, date, house, debtorId);
  const [entries, ledgerDay] = await Promise.all([agendaIn(read).entries(debtorId), ledgerIn(read).ledgerDay()]);
  const age = ledgerDay === undefined ? 0 : businessDaysBetween(calendar, ledgerDay, date);
  const staleBy = age > policy.ledgerStaleAfter ? age : undefined;
  const known = knownOf(entries, contactIds(house));
  const offered = await Promise.all(actionSources(house).map((source) => source.find(read, setting)));
  const { shown, reasons } = await reasonsOf(read, setting, known, offered, await staleCompanies(read, setting));
  return { actions: withinCapacity(inOrder(shown, setting), policy), reasons, entries: known.entries, ledgerDay, staleBy };
}

export async function agendaOf(read: Reads, date: Day, house: AgendaHouse): Promise<readonly Action[]> {
  return (await agendaAt(read, date, house)).actions;
}

/** The companies whose own ledger is too old to chase anyone by it, however new another one's is. */
async function staleCompanies(read: Reads, { date, policy, calendar }: Setting): Promise<ReadonlySet<number>> {
  const companies = await debtorsIn(read).companies();
  const days = await Promise.all(companies.map(({ id }) => ledgerIn(read).ledgerDay(id)));
  const isOld = (day: Day | undefined): boolean => day !== undefined && businessDaysBetween(calendar, day, date) > policy.ledgerStaleAfter;
  return new Set(companies.flatMap(({ id }, i) => (isOld(days[i]) ? [id] : [])));
}

/** What is remembered from earlier days. */
interface Known {
  readonly entries: ReadonlyMap<string, AgendaEntry>;
  readonly calls: readonly AgendaEntry[];
  /** By debtor: who was put off is left alone, also when the next step comes meanwhile. */
  readonly putOff: ReadonlyMap<number, AgendaEntry>;
}

function knownOf(entries: readonly AgendaEntry[], isContactId: (id: string) => boolean): Known {
  return {
    entries: new Map(entries.map((entry) => [entry.id, entry])),
    calls: entries.filter((entry) => entry.dueDay !== undefined),
    putOff: new Map(entries.flatMap((entry) => (isPutOff(entry, isContactId) ? [[entry.debtorId, entry] as const] : []))),
  };
}

interface Reasons {
  readonly shown: Action[];
  readonly reasons: Map<string, number>;
}

async function reasonsOf(
  read: Reads,
  setting: Setting,
  known: Known,
  offered: readonly Offered[],
  stale: ReadonlySet<number>,
): Promise<Reasons> {
  const { date, owners } = setting;
  const inOtherHands = new Set(offered.flatMap((of) => [...(of.inOtherHands ?? [])]));
  const actions = offered.flatMap((of) => of.actions);
  const talks = actions.filter((action) => action.is.contact);
  const found: Reasons = { shown: [], reasons: new Map() };
  const take = (action: Action, hidden = false): void => {
    found.reasons.set(action.id, action.debtor.id);
    const shown = hidden ? undefined : asKnown(action, known, date);
    if (shown) found.shown.push(shown);
  };
  for (const action of actions) if (!action.is.contact) take(action);
  for await (const facts of readFacts(read, setting)) {
    const contacts = [
      ...talks.filter((action) => facts.debtors.has(action.debtor.id)),
      ...dunningActions(facts, owners, inOtherHands, stale),
      ...promiseChecks(facts, owners),
      ...callBacks(facts, known.calls, owners),
    ];
    const first = onePerDebtor(contacts, facts);
    for (const action of contacts) take(action, !first.has(action));
    for (const action of accountActions(facts, owners)) take(action);
  }
  return found;
}

/** A debtor is contacted once a day, for the most pressing reason; a call that was asked for is made whatever was said before. */
function onePerDebtor(contacts: readonly Action[], facts: DayFacts): ReadonlySet<Action> {
  const today = new Set(facts.accounts.filter(({ done }) => done.some((d) => d.on === facts.date)).map(({ debtor }) => debtor.id));
  const place = (action: Action): number => action.is.contact?.place ?? 0;
  const day = (action: Action): number => action.about.step?.step.day ?? 0;
  const chosen = new Set<Action>();
  for (const [debtorId, own] of groupBy(contacts, (action) => action.debtor.id)) {
    const allowed = today.has(debtorId) ? own.filter((action) => action.is.contact?.asked) : own;
    const [first] = [...allowed].sort((a, b) => place(a) - place(b) || day(b) - day(a) || compare(b.risk, a.risk) || compare(a.id, b.id));
    if (first) chosen.add(first);
  }
  return chosen;
}

/** The action with what is remembered of it; undefined when it was put off or handled, or its debtor was put off. */
function asKnown(action: Action, { entries, putOff }: Known, date: Day): Action | undefined {
  const entry = entries.get(action.id);
  const left = action.is.contact && !action.is.contact.asked ? putOff.get(action.debtor.id) : undefined;
  if ((entry?.backDay ?? 0) > date || (left?.backDay ?? 0) > date) return undefined;
  if (!entry) return left && left.note !== '' ? altered(action, { note: left.note }) : action;
  return altered(action, { since: Math.min(entry.sinceDay, date), owner: entry.owner, note: entry.note === '' ? undefined : entry.note });
}

/** A contact that was put off, not handled. */
export function isPutOff(entry: AgendaEntry, isContactId: (id: string) => boolean): boolean {
  return entry.backDay !== undefined && entry.handledDay === undefined && isContactId(entry.id);
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
