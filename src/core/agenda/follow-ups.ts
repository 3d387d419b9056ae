/** What was agreed and is due: promises whose money should be there, and calls that somebody asked for. */
import { type Action, newAction } from '../debtors/action.ts';
import type { Owners } from '../debtors/owners.ts';
import { total } from '../kernel/buckets.ts';
import { deadlineOf } from '../promises/promise.ts';
import type { Account, DayFacts } from './accounts.ts';
import { actionOf } from './action.ts';
import { agendaPolicy } from './agenda-policy.ts';
import { OWN_KINDS } from './kinds.ts';
import type { AgendaEntry } from './ports.ts';
import { expectedValue } from './value.ts';

/** The id of a call to make on a day; `paid`: to see whether money that was said to be paid is there. */
export function callBackId(debtorId: number, currency: string, day: number, why: 'asked' | 'paid'): string {
  return `call-back:${debtorId}:${currency}:${day}:${why}`;
}

/** Promises past their deadline that the ledger could not judge yet: the bank's own statement may know. */
export function promiseChecks(facts: DayFacts, owners: Owners): readonly Action[] {
  const { date } = facts;
  return facts.accounts.flatMap(({ debtor, currency, plans }) =>
    plans.flatMap((plan) =>
      plan.lines
        .filter((line) => line.status === 'open' && deadlineOf(line.dueDay) < date)
        .map((line): Action => {
          const minor = line.minor - line.received;
          return actionOf('promise-check', debtor, currency, `:${plan.id}.${line.number}`, {
            amount: minor,
            days: date - line.dueDay,
            owner: owners.of('collector', debtor),
            risk: expectedValue('promise-check', minor),
            due: deadlineOf(line.dueDay),
            about: { promised: line.dueDay },
          });
        }),
    ),
  );
}

/** Calls that are due; one to check a payment is made only while something is overdue. */
export function callBacks(facts: DayFacts, entries: readonly AgendaEntry[], owners: Owners): readonly Action[] {
  const { date, policy } = facts;
  const accounts = new Map<string, Account>(facts.accounts.map((account) => [`${account.debtor.id}:${account.currency}`, account]));
  return entries.flatMap((entry): Action[] => {
    const { id, dueDay, currency, debtorId, owner, note } = entry;
    const debtor = facts.debtors.get(debtorId);
    if (dueDay === undefined || currency === undefined || !debtor || dueDay > date || entry.handledDay !== undefined) return [];
    const account = accounts.get(`${debtorId}:${currency}`);
    const chased = account?.chased ?? 0n;
    if (id.endsWith(':paid') && chased < agendaPolicy(policy).floor) return [];
    const amount = chased > 0n ? chased : account ? total(account.position) : 0n;
    const given = {
      amount,
      days: account?.oldest === undefined ? 0 : date - account.oldest,
      owner: owner ?? owners.of('collector', debtor),
      risk: expectedValue('call-back', amount),
      due: dueDay,
      note: note === '' ? undefined : note,
    };
    return [newAction(OWN_KINDS['call-back'], { id, debtor, currency, ...given })];
  });
}
