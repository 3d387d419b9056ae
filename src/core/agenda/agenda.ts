/** The day's agenda: every reason to act today, in order of expected value, for each person as much as fits into a day; the rest is carried over and rises. */
import { motionAgenda } from '../committee/agenda-motions.ts';
import { businessDaysBetween, type Calendar, type Day, WEEKDAYS } from '../dates.ts';
import { disputeActions } from '../disputes/agenda-disputes.ts';
import { dunningActions } from '../dunning/agenda-dunning.ts';
import { groupBy } from '../group-by.ts';
import { mandateActions } from '../mandates/agenda-mandates.ts';
import type { Policy } from '../policy.ts';
import type { AgendaEntry, Reads } from '../ports.ts';
import { convert } from '../rates.ts';
import { accountActions } from './account-actions.ts';
import { type DayFacts, readFacts, readSetting, type Setting } from './accounts.ts';
import { type Action, CONTACT_KINDS, isContact } from './action.ts';
import { callBacks, promiseChecks } from './follow-ups.ts';
import { ownersOf } from './owners.ts';
import { priorityOf } from './value.ts';

export interface Agenda {
  /** What is to be done, in order. */
  readonly actions: readonly Action[];
  /** Every action that has a reason today, also those that were put off or handled, and contacts that another one comes before. */
  readonly reasons: readonly Action[];
  readonly entries: ReadonlyMap<string, AgendaEntry>;
  /** Undefined when no ledger was ever imported. */
  readonly ledgerDay: Day | undefined;
  /** Age of the ledger in business days when it is past what the policy bears, else undefined: nobody is chased by it. */
  readonly staleBy: number | undefined;
}

/** Everything to do on a day, or for one debtor. */
export async function agendaAt(read: Reads, date: Day, policy: Policy, calendar: Calendar, debtorId?: number): Promise<Agenda> {
  const setting = await readSetting(read, date, policy, calendar, debtorId);
  const [entries, ledgerDay] = await Promise.all([read.agenda.entries(debtorId), read.ledger.ledgerDay()]);
  const age = ledgerDay === undefined ? 0 : businessDaysBetween(calendar, ledgerDay, date);
  const staleBy = age > policy.ledgerStaleAfter ? age : undefined;
  const { first, behind } = await reasonsOf(read, setting, entries, staleBy !== undefined);
  const known = new Map(entries.map((entry) => [entry.id, entry]));
  return { actions: toDo(first, known, setting), reasons: [...first, ...behind], entries: known, ledgerDay, staleBy };
}

export async function agendaOf(read: Reads, date: Day, policy: Policy, calendar: Calendar = WEEKDAYS): Promise<readonly Action[]> {
  return (await agendaAt(read, date, policy, calendar)).actions;
}

/** What is to be done, and the contacts that another one of the same debtor comes before. */
interface Reasons {
  readonly first: Action[];
  readonly behind: Action[];
}

async function reasonsOf(read: Reads, setting: Setting, entries: readonly AgendaEntry[], stale: boolean): Promise<Reasons> {
  const { date, policy, calendar, debtors, roster } = setting;
  const owners = ownersOf(roster);
  const committee = await motionAgenda(read, debtors, roster.people, date, policy, calendar);
  const disputes = await disputeActions(read, debtors, roster.people, date, policy, calendar);
  const reasons: Reasons = { first: [...disputes, ...committee.actions], behind: [] };
  for await (const facts of readFacts(read, setting)) {
    const contacts = [
      ...dunningActions(facts, owners, committee.inLitigation, stale),
      ...promiseChecks(facts, owners),
      ...callBacks(facts, entries, owners),
    ];
    onePerDebtor(contacts, facts, reasons);
    for (const action of [...accountActions(facts, owners), ...mandateActions(facts, owners)]) reasons.first.push(action);
  }
  return reasons;
}

/** A debtor is contacted once a day, for the most pressing reason; a call that was asked for is made whatever was said before. */
function onePerDebtor(contacts: readonly Action[], facts: DayFacts, into: Reasons): void {
  const today = new Set(facts.accounts.filter(({ done }) => done.some((d) => d.on === facts.date)).map(({ debtor }) => debtor.id));
  const place = (action: Action): number => (isContact(action.kind) ? CONTACT_KINDS.indexOf(action.kind) : 0);
  for (const [debtorId, own] of groupBy(contacts, (action) => action.debtor.id)) {
    const allowed = today.has(debtorId) ? own.filter((action) => action.kind === 'call-back') : own;
    const [first] = [...allowed].sort(
      (a, b) => place(a) - place(b) || (b.step?.step.day ?? 0) - (a.step?.step.day ?? 0) || compare(b.risk, a.risk) || compare(a.id, b.id),
    );
    for (const action of own) (action === first ? into.first : into.behind).push(action);
  }
}

/** Without what was put off or handled; in order; each owner's first ones up to a day's capacity, the others marked as carried over. */
function toDo(
  reasons: readonly Action[],
  entries: ReadonlyMap<string, AgendaEntry>,
  setting: Pick<Setting, 'date' | 'policy'>,
): readonly Action[] {
  const { date, policy } = setting;
  const putOff = new Map([...entries.values()].filter(isPutOff).map((entry) => [entry.debtorId, entry]));
  const shown = reasons.flatMap((action): Action[] => {
    const entry = entries.get(action.id);
    // Whoever was put off is left alone until that day, also when the next step comes meanwhile.
    const off = isContact(action.kind) && action.kind !== 'call-back' ? putOff.get(action.debtor.id) : undefined;
    if ((entry?.backDay ?? 0) > date || (off?.backDay ?? 0) > date) return [];
    if (!entry) return [{ ...action, since: date, ...(off && off.note !== '' ? { note: off.note } : {}) }];
    const note = entry.note === '' ? action.note : entry.note;
    return [
      { ...action, since: Math.min(entry.sinceDay, date), owner: entry.owner ?? action.owner, ...(note === undefined ? {} : { note }) },
    ];
  });
  return withinCapacity(inOrder(shown, setting), policy);
}

/** A contact that was put off, not handled. */
export function isPutOff(entry: AgendaEntry): boolean {
  return entry.backDay !== undefined && entry.handledDay === undefined && CONTACT_KINDS.some((kind) => entry.id.startsWith(`${kind}:`));
}

/** Highest first; ties by debtor code, so that the order never depends on the store. */
export function inOrder(actions: readonly Action[], { date, policy }: Pick<Setting, 'date' | 'policy'>): readonly Action[] {
  const ranked = actions.map((action) => {
    const value = convert(action.risk, action.currency, policy.currency, date, policy.rates) ?? action.risk;
    return { action, priority: priorityOf(value, date - (action.since ?? date), policy.agenda.doubling) };
  });
  ranked.sort(
    (a, b) => compare(b.priority, a.priority) || compare(a.action.debtor.code, b.action.debtor.code) || compare(a.action.id, b.action.id),
  );
  return ranked.map(({ action }) => action);
}

export function withinCapacity(actions: readonly Action[], policy: Pick<Policy, 'agenda'>): readonly Action[] {
  const { capacity, capacityOf } = policy.agenda;
  const taken = new Map<string, number>();
  return actions.map((action) => {
    if (action.owner === undefined || action.held) return action;
    const count = (taken.get(action.owner) ?? 0) + 1;
    taken.set(action.owner, count);
    return count > (capacityOf.get(action.owner) ?? capacity) ? { ...action, carried: true } : action;
  });
}

function compare<T extends bigint | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
