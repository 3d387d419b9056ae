/** The morning's facts: headline figures against the last business day, and what to do today. Read at one moment, shown by its card. */
import type { Action } from '../debtors/action.ts';
import type { Reads } from '../desk/store.ts';
import type { Buckets } from '../kernel/buckets.ts';
import { businessDayBefore, type Day } from '../kernel/dates.ts';
import { ledgerIn } from '../ledger/ports.ts';
import { type Agenda, type AgendaHouse, agendaAt } from './agenda.ts';

export interface Headline {
  readonly currency: string;
  readonly now: Buckets;
  /** The same at the end of the last business day before; undefined when nothing was owed then. */
  readonly before: Buckets | undefined;
}

export interface Morning {
  readonly date: Day;
  readonly previousDay: Day;
  /** Undefined when no ledger was ever imported. */
  readonly ledgerDay: Day | undefined;
  /** Age of the ledger in business days when it is past what the policy bears, else undefined. */
  readonly staleBy: number | undefined;
  /** The company's own currency first. */
  readonly headlines: readonly Headline[];
  readonly actions: readonly Action[];
  /** What the agenda is made from, to be remembered until tomorrow. */
  readonly agenda: Agenda;
  /** Names by e-mail of everyone on the roster. */
  readonly names: ReadonlyMap<string, string>;
}

export async function morningOf(read: Reads, date: Day, house: AgendaHouse): Promise<Morning> {
  const { policy, calendar } = house;
  const previousDay = businessDayBefore(calendar, date);
  const [now, before, agenda, people] = await Promise.all([
    ledgerIn(read).agedTotal(date),
    ledgerIn(read).agedTotal(previousDay),
    agendaAt(read, date, house),
    read.people.all(),
  ]);
  const headlines = now
    .map((row) => ({ currency: row.currency, now: row, before: before.find((b) => b.currency === row.currency) }))
    .sort((a, b) => Number(b.currency === policy.currency) - Number(a.currency === policy.currency) || (a.currency < b.currency ? -1 : 1));
  return {
    date,
    previousDay,
    ledgerDay: agenda.ledgerDay,
    staleBy: agenda.staleBy,
    headlines,
    actions: agenda.actions,
    agenda,
    names: new Map(people.map((p) => [p.email, p.name])),
  };
}
