/** What accounts call for besides being chased: limits, insurers, suspect balances, and the day after which a claim is lost. */
import type { Action } from '../debtors/action.ts';
import { exposureIn } from '../debtors/exposure.ts';
import type { Owners } from '../debtors/owners.ts';
import { afterCredits, total } from '../kernel/buckets.ts';
import { businessDayBefore, type Calendar, type Day } from '../kernel/dates.ts';
import type { Debtor } from '../ledger/parties.ts';
import type { InsurerStage } from './about.ts';
import type { Account, DayFacts } from './accounts.ts';
import { actionOf } from './action.ts';
import { agendaPolicy } from './agenda-policy.ts';
import { isResidue } from './contacts.ts';
import { expectedValue } from './value.ts';

export function accountActions(facts: DayFacts, owners: Owners): readonly Action[] {
  return [
    ...limitActions(facts, owners),
    ...facts.accounts.flatMap((account) => [
      ...insurerActions(account, facts, owners),
      ...balanceActions(account, facts, owners),
      ...limitationActions(account, facts, owners),
    ]),
  ];
}

// ---------------------------------------------------------------- limits and cover

function limitActions(facts: DayFacts, owners: Owners): Action[] {
  const { date, policy, debtors, exposures } = facts;
  const actions: Action[] = [];
  for (const debtor of debtors.values()) {
    const { limit, insured, insuredUntil } = debtor;
    if (!limit && !insured) continue;
    const owner = owners.of('credit-manager', debtor);
    if (limit) {
      const used = exposureIn(limit.currency, exposures.get(debtor.id) ?? [], date, policy.rates).amount;
      actions.push(...useActions(debtor, limit, used, owner, facts));
    }
    if (insured && insuredUntil !== null && insuredUntil >= date && insuredUntil - date <= agendaPolicy(policy).coverEnding) {
      const risk = expectedValue('cover-ending', insured.minor);
      const given = { amount: insured.minor, days: insuredUntil - date, owner, risk, due: insuredUntil };
      actions.push(actionOf('cover-ending', debtor, insured.currency, `:${insuredUntil}`, given));
    }
  }
  return actions;
}

/** A limit that is passed, or of which most is in use. */
function useActions(
  debtor: Debtor,
  limit: { readonly minor: bigint; readonly currency: string },
  used: bigint,
  owner: string | undefined,
  { date, policy }: DayFacts,
): Action[] {
  const over = used - limit.minor;
  if (over >= agendaPolicy(policy).floor)
    return [actionOf('limit', debtor, limit.currency, '', { amount: over, owner, risk: expectedValue('limit', over), due: date })];
  if (limit.minor <= 0n || used * 10_000n < limit.minor * BigInt(agendaPolicy(policy).limitShare)) return [];
  const percent = Number((used * 100n) / limit.minor);
  const given = { amount: used, days: percent, owner, risk: expectedValue('limit-share', used), due: date };
  return [actionOf('limit-share', debtor, limit.currency, '', given)];
}

/** What the insurer must know and when, from the oldest due day on, disputed or not; an alarm that falls on a day off comes before it. The warning gives way to the duty. */
function insurerActions({ debtor, currency, position }: Account, facts: DayFacts, owners: Owners): Action[] {
  const { date, policy, calendar } = facts;
  const { insured } = debtor;
  const oldest = position.oldestDue;
  const amount = afterCredits(position);
  if (!insured || insured.minor <= 0n || oldest === null || amount < agendaPolicy(policy).floor) return [];
  const on = (stage: InsurerStage): Day => onOrBefore(calendar, oldest + agendaPolicy(policy).insurer[stage]);
  const reached = (['warn', 'notify', 'stop'] as const).filter((stage) => on(stage) <= date);
  const owner = owners.of('credit-manager', debtor);
  const risk = expectedValue('insurer', amount);
  return reached
    .filter((stage) => stage !== 'warn' || reached.length === 1)
    .map((stage) =>
      actionOf('insurer', debtor, currency, `:${stage}:${oldest}`, {
        amount,
        days: date - oldest,
        owner,
        risk,
        due: on(stage),
        about: { stage },
      }),
    );
}

function onOrBefore(calendar: Calendar, day: Day): Day {
  return businessDayBefore(calendar, day + 1);
}

// ---------------------------------------------------------------- balances

function balanceActions(account: Account, facts: DayFacts, owners: Owners): Action[] {
  const { debtor, currency, position, chased, oldest } = account;
  const { date, policy } = facts;
  const actions: Action[] = [];
  const credit = -position.unallocated;
  if (credit >= agendaPolicy(policy).floor) {
    const owner = owners.of('sales-admin', debtor);
    const given = { amount: -credit, about: { owed: total(position) }, owner, risk: expectedValue('credit', credit), due: date };
    actions.push(actionOf('credit', debtor, currency, '', given));
  }
  if (chased >= agendaPolicy(policy).floor && oldest !== undefined && isResidue(account, facts)) {
    const given = { amount: chased, days: date - oldest, owner: owners.of('accounting', debtor), due: date };
    actions.push(actionOf('residue', debtor, currency, '', { ...given, risk: expectedValue('residue', chased) }));
  }
  return actions;
}

/** Said half a year before the oldest claim is lost, of what lapses and of nothing else (docs/rules/letters.md, rule 9). */
function limitationActions({ debtor, currency, lapsing }: Account, { date, policy }: DayFacts, owners: Owners): Action[] {
  const [oldest] = lapsing;
  const amount = lapsing.reduce((sum, part) => sum + part.minor, 0n);
  if (oldest === undefined || amount < agendaPolicy(policy).floor) return [];
  const about = { lapsing: lapsing.map((part) => part.ref) };
  const given = {
    amount,
    days: oldest.lost - date,
    owner: owners.of('legal', debtor),
    risk: expectedValue('limitation', amount),
    due: oldest.lost,
  };
  return [actionOf('limitation', debtor, currency, `:${oldest.due}`, { ...given, about })];
}
