/** Whom to contact today: the step that each account's scenario calls for, one account of a debtor at a time; whoever is in other hands is left to them. */
import { type Action, altered } from '../debtors/action.ts';
import type { Owners } from '../debtors/owners.ts';
import { dunningPolicy } from '../dunning/dunning-policy.ts';
import { type Chase, type DueStep, dueStep } from '../dunning/scenario.ts';
import { greater } from '../kernel/amounts.ts';
import { total } from '../kernel/buckets.ts';
import { addBusinessDays, type Calendar, type Day } from '../kernel/dates.ts';
import { deadlineOf, type PaymentPromise } from '../promises/promise.ts';
import type { Account, DayFacts } from './accounts.ts';
import { actionOf } from './action.ts';
import { agendaPolicy } from './agenda-policy.ts';
import { agedValue, expectedValue } from './value.ts';

/** The contacts of every account; `stale`: companies whose ledger is too old to chase anyone by it. */
export function dunningActions(
  facts: DayFacts,
  owners: Owners,
  inOtherHands: ReadonlySet<number>,
  stale: ReadonlySet<number>,
): readonly Action[] {
  return facts.accounts.flatMap((account) => {
    if (inOtherHands.has(account.debtor.id)) return [];
    const action = contactOf(account, facts, owners);
    return action ? [stale.has(account.debtor.companyId) ? altered(action, { held: true }) : action] : [];
  });
}

/** The first business day after the deadline of the account's last broken promise. */
export function brokenOn(
  plans: readonly PaymentPromise[],
  date: Day,
  calendar: Calendar,
): { readonly on: Day; readonly promised: Day } | undefined {
  const broken = plans
    .flatMap((plan) => plan.lines)
    .filter((line) => line.status === 'broken' && (line.judgedDay ?? date + 1) <= date)
    .sort((a, b) => b.dueDay - a.dueDay)[0];
  return broken && { on: addBusinessDays(calendar, deadlineOf(broken.dueDay), 1), promised: broken.dueDay };
}

function contactOf(account: Account, facts: DayFacts, owners: Owners): Action | undefined {
  const { date, policy, calendar } = facts;
  const { chased, oldest, soon, scenario, done, plans } = account;
  if (!scenario) return undefined;
  const broken = brokenOn(plans, date, calendar);
  const late = oldest !== undefined && chased >= agendaPolicy(policy).floor;
  // A small old rest is cleared, not chased.
  if (late && isResidue(account, facts)) return undefined;
  const owing = soon && soon.minor >= agendaPolicy(policy).floor && total(account.position) >= agendaPolicy(policy).floor;
  const due = late ? oldest : owing ? soon.due : undefined;
  if (due === undefined) return undefined;
  const chase: Chase = { due, steps: scenario.steps, done, brokenOn: late ? broken?.on : undefined };
  const called = dueStep(chase, date, calendar, dunningPolicy(policy));
  const found = called?.step.kind === 'stop' ? afterStop(chase, called, account, facts) : called;
  return found && stepAction(account, facts, owners, found, due, late ? chased : (soon?.minor ?? 0n), broken?.promised);
}

/** Deliveries that are stopped already need no step that stops them: the scenario goes on from there. */
function afterStop(chase: Chase, called: DueStep, { debtor }: Account, { uses, date, calendar, policy }: DayFacts): DueStep | undefined {
  const stop = uses.find((use) => use.power === 'stop' && use.debtorId === debtor.id);
  if (!stop) return called;
  const done = { on: Math.min(stop.day, date - 1), day: called.step.day, due: chase.due, reached: true };
  return dueStep({ ...chase, done: [...chase.done, done] }, date, calendar, dunningPolicy(policy));
}

/** Too little and too old to be worth a call. */
export function isResidue({ chased, oldest }: Account, { date, policy }: Pick<DayFacts, 'date' | 'policy'>): boolean {
  return oldest !== undefined && chased < agendaPolicy(policy).residue && date - oldest > agendaPolicy(policy).residueDays;
}

function stepAction(
  account: Account,
  { date }: DayFacts,
  owners: Owners,
  found: DueStep,
  due: Day,
  amount: bigint,
  promised: Day | undefined,
): Action {
  const { debtor, currency, position, scenario } = account;
  const kind = found.broken ? 'promise-broken' : due < date ? 'overdue' : 'due-soon';
  const { step, index, since, tries } = found;
  const tail = found.broken ? `:${since}` : `:${step.day}:${due}`;
  const aged = agedValue(position, amount);
  return actionOf(kind, debtor, currency, tail, {
    amount,
    days: date - due,
    owner: owners.of(step.by ?? 'collector', debtor),
    risk: kind === 'overdue' ? aged : kind === 'due-soon' ? expectedValue(kind, amount) : greater(aged, expectedValue(kind, amount)),
    due: since,
    about: {
      step: { scenario: scenario?.name ?? '', number: index + 1, step, due, tries },
      old: kind === 'due-soon' ? 0n : account.old,
      promised: found.broken ? promised : undefined,
    },
  });
}
