/** What accounts call for besides being chased: limits, insurers, suspect balances, and the day after which a claim is lost. */

import { businessDayBefore, type Calendar, civil, type Day, dayOf } from '../dates.ts';
import { exposureIn } from '../debtors/view-debtor.ts';
import { isInsolvent, isResidue } from '../dunning/agenda-dunning.ts';
import { overdue, total } from '../ledger/aging.ts';
import type { Account, DayFacts } from './accounts.ts';
import { type Action, baseAction, type InsurerStage } from './action.ts';
import type { Owners } from './owners.ts';
import { expectedValue } from './value.ts';

export function accountActions(facts: DayFacts, owners: Owners): readonly Action[] {
  return [
    ...limitActions(facts, owners),
    ...facts.accounts.flatMap((account) => [
      ...insurerActions(account, facts, owners),
      ...balanceActions(account, facts, owners),
      ...limitationActions(account, facts, owners),
      ...declarationActions(account, facts, owners),
    ]),
  ];
}

// ---------------------------------------------------------------- limits and cover

function limitActions(facts: DayFacts, owners: Owners): Action[] {
  const { date, policy, debtors, exposures, grants } = facts;
  const ends = new Map(grants.map((grant) => [grant.debtorId, grant.untilDay]));
  const actions: Action[] = [];
  for (const debtor of debtors.values()) {
    const { limit, insured, insuredUntil } = debtor;
    const used = limit ? exposureIn(limit.currency, exposures.get(debtor.id) ?? [], date, policy.rates).amount : 0n;
    const owner = (): string | undefined => owners.of('credit-manager', debtor);
    if (limit) {
      const over = used - limit.minor;
      const share = BigInt(policy.agenda.limitShare);
      if (over >= policy.agenda.floor)
        actions.push({
          ...baseAction('limit', debtor, limit.currency),
          amount: over,
          owner: owner(),
          risk: expectedValue('limit', over),
          due: date,
        });
      else if (limit.minor > 0n && used * 10_000n >= limit.minor * share) {
        const percent = Number((used * 100n) / limit.minor);
        const of = { ...baseAction('limit-share', debtor, limit.currency), days: percent };
        actions.push({ ...of, amount: used, owner: owner(), risk: expectedValue('limit-share', used), due: date });
      }
      const until = ends.get(debtor.id) ?? undefined;
      if (until !== undefined && until >= date && until - date <= policy.committee.warnBefore) {
        const of = { ...baseAction('limit-ending', debtor, limit.currency, `:${until}`), days: until - date };
        actions.push({ ...of, amount: limit.minor, owner: owner(), risk: expectedValue('limit-ending', used), due: until });
      }
    }
    if (insured && insuredUntil !== null && insuredUntil >= date && insuredUntil - date <= policy.agenda.coverEnding) {
      const of = { ...baseAction('cover-ending', debtor, insured.currency, `:${insuredUntil}`), days: insuredUntil - date };
      actions.push({ ...of, amount: insured.minor, owner: owner(), risk: expectedValue('cover-ending', insured.minor), due: insuredUntil });
    }
  }
  return actions;
}

/** What the insurer must know and when, from the oldest due day on, disputed or not; an alarm that falls on a day off comes before it. The warning gives way to the duty. */
function insurerActions({ debtor, currency, position }: Account, facts: DayFacts, owners: Owners): Action[] {
  const { date, policy, calendar } = facts;
  const { insured } = debtor;
  const oldest = position.oldestDue;
  const amount = overdue(position);
  if (!insured || insured.minor <= 0n || oldest === null || amount < policy.agenda.floor) return [];
  const on = (stage: InsurerStage): Day => onOrBefore(calendar, oldest + policy.agenda.insurer[stage]);
  const reached = (['warn', 'notify', 'stop'] as const).filter((stage) => on(stage) <= date);
  return reached
    .filter((stage) => stage !== 'warn' || reached.length === 1)
    .map((stage) => ({
      ...baseAction('insurer', debtor, currency, `:${stage}:${oldest}`),
      amount,
      days: date - oldest,
      owner: owners.of('credit-manager', debtor),
      risk: expectedValue('insurer', amount),
      due: on(stage),
      stage,
    }));
}

function onOrBefore(calendar: Calendar, day: Day): Day {
  return businessDayBefore(calendar, day + 1);
}

// ---------------------------------------------------------------- balances

function balanceActions(account: Account, facts: DayFacts, owners: Owners): Action[] {
  const { debtor, currency, position, chased, oldest } = account;
  const { date, policy } = facts;
  const actions: Action[] = [];
  if (-position.unallocated >= policy.agenda.floor)
    actions.push({
      ...baseAction('credit', debtor, currency),
      amount: position.unallocated,
      owed: total(position),
      owner: owners.of('sales-admin', debtor),
      risk: expectedValue('credit', -position.unallocated),
      due: date,
    });
  if (chased >= policy.agenda.floor && oldest !== undefined && isResidue(account, facts))
    actions.push({
      ...baseAction('residue', debtor, currency),
      amount: chased,
      days: date - oldest,
      owner: owners.of('accounting', debtor),
      risk: expectedValue('residue', chased),
      due: date,
    });
  return actions;
}

/** A claim between traders is lost five years after its due day (C. com. L110-4): said half a year before, for the oldest one of the account. */
function limitationActions({ debtor, currency, position }: Account, { date, policy }: DayFacts, owners: Owners): Action[] {
  const oldest = position.oldestDue;
  const amount = overdue(position);
  if (oldest === null || amount < policy.agenda.floor) return [];
  const lost = yearsLater(oldest, policy.agenda.limitation.years);
  if (lost - policy.agenda.limitation.warnDays > date) return [];
  return [
    {
      ...baseAction('limitation', debtor, currency, `:${oldest}`),
      amount,
      days: lost - date,
      owner: owners.of('legal', debtor),
      risk: expectedValue('limitation', amount),
      due: lost,
    },
  ];
}

/** A customer in insolvency proceedings is not chased: the claim is declared, within two months of the publication (C. com. L622-24, R622-24). The debtors file says who is. */
function declarationActions({ debtor, currency, position }: Account, { date, policy }: DayFacts, owners: Owners): Action[] {
  const amount = total(position);
  if (!isInsolvent(debtor, policy) || amount < policy.agenda.floor) return [];
  const risk = expectedValue('declaration', amount);
  return [{ ...baseAction('declaration', debtor, currency), amount, owner: owners.of('legal', debtor), risk, due: date }];
}

/** The same day of a later year; the last of February for 29 February. */
function yearsLater(day: Day, years: number): Day {
  const { year, month, day: d } = civil(day);
  return dayOf(year + years, month, d) ?? dayOf(year + years, month, d - 1) ?? day + 365 * years;
}
