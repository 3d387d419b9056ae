/** The morning's facts: headline figures against the last business day, and what to do today. Read at one moment, shown by agenda.card.ts. */
import { businessDayBefore, businessDaysBetween, type Calendar, type Day } from '../dates.ts';
import type { Buckets } from '../ledger/aging.ts';
import type { Policy } from '../policy.ts';
import type { Reads } from '../ports.ts';
import { type Action, agendaOf } from './agenda.ts';

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
  /** Names by e-mail of everyone on the roster. */
  readonly names: ReadonlyMap<string, string>;
}

export async function morningOf(read: Reads, date: Day, policy: Policy, calendar: Calendar): Promise<Morning> {
  const previousDay = businessDayBefore(calendar, date);
  const [now, before, ledgerDay, actions, people] = await Promise.all([
    read.ledger.agedTotal(date),
    read.ledger.agedTotal(previousDay),
    read.ledger.ledgerDay(),
    agendaOf(read, date, policy, calendar),
    read.people.all(),
  ]);
  const headlines = now
    .map((row) => ({ currency: row.currency, now: row, before: before.find((b) => b.currency === row.currency) }))
    .sort((a, b) => Number(b.currency === policy.currency) - Number(a.currency === policy.currency) || (a.currency < b.currency ? -1 : 1));
  const age = ledgerDay === undefined ? 0 : businessDaysBetween(calendar, ledgerDay, date);
  return {
    date,
    previousDay,
    ledgerDay,
    staleBy: age > policy.ledgerStaleAfter ? age : undefined,
    headlines,
    actions,
    names: new Map(people.map((p) => [p.email, p.name])),
  };
}
