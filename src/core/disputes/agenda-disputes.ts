/** Disputes on the morning's agenda: each owner's own, customers to ask again, credit notes to chase, decisions that call for action, and cases for the committee. */

import type { Action } from '../agenda/action.ts';
import type { Person } from '../desk/people-ports.ts';
import type { Policy } from '../desk/policy.ts';
import type { Reads } from '../desk/store.ts';
import { addBusinessDays, type Calendar, type Day } from '../kernel/dates.ts';
import type { Debtor } from '../ledger/parties.ts';
import { casedLines, type Dispute, heldLines, sumOf } from './dispute.ts';
import { disputePolicy } from './dispute-policy.ts';
import { disputesIn } from './ports.ts';

export type DisputeActionKind =
  | 'dispute'
  | 'dispute-follow-up'
  | 'dispute-credit'
  | 'dispute-rejected'
  | 'dispute-pretext'
  | 'dispute-committee';
export const DISPUTE_ACTION_KINDS: readonly DisputeActionKind[] = [
  'dispute-committee',
  'dispute-pretext',
  'dispute-rejected',
  'dispute',
  'dispute-follow-up',
  'dispute-credit',
];

/** Share of the amount at risk in hundredths [proposal]: an answer that is late keeps money out; one that is not due yet costs little. */
const RISK: Readonly<Record<DisputeActionKind, bigint>> = {
  dispute: 15n,
  'dispute-follow-up': 15n,
  'dispute-credit': 10n,
  'dispute-rejected': 50n,
  'dispute-pretext': 60n,
  'dispute-committee': 60n,
};
const LATE = 40n;
/** Calendar days for which a decision stays on the agenda: a week, so that one absence does not lose it. */
const DECISION_SHOWN = 7;

interface Case {
  readonly dispute: Dispute;
  readonly debtor: Debtor;
  readonly owner: string | undefined;
}

export async function disputeActions(
  read: Reads,
  debtors: ReadonlyMap<number, Debtor>,
  people: readonly Person[],
  date: Day,
  policy: Policy,
  calendar: Calendar,
): Promise<readonly Action[]> {
  const [current, decided] = await Promise.all([
    disputesIn(read).find({ statuses: ['open', 'acknowledged', 'waiting', 'expecting'] }),
    disputesIn(read).find({ statuses: ['closed'], settledFrom: date - DECISION_SHOWN }),
  ]);
  const all = [...current, ...decided];
  const emails = new Map(people.map((p) => [p.id, p.email]));
  const manager = people.find((p) => p.roles.includes('credit-manager'))?.email;
  return all.flatMap((dispute) => {
    const debtor = debtors.get(dispute.debtorId);
    if (!debtor || dispute.openedDay > date) return [];
    return actionsOf({ dispute, debtor, owner: emails.get(dispute.ownerId) }, date, policy, calendar, manager);
  });
}

function actionsOf(of: Case, date: Day, policy: Policy, calendar: Calendar, manager: string | undefined): Action[] {
  const { dispute, debtor, owner } = of;
  switch (dispute.status) {
    case 'open':
    case 'acknowledged': {
      const due = dispute.dueDay ?? date;
      const own = action('dispute', of, date, due, owner);
      const committee = due < date && date >= addBusinessDays(calendar, due, disputePolicy(policy).committeeAfter);
      return committee ? [own, action('dispute-committee', of, date, due, manager)] : [own];
    }
    case 'waiting':
      return (dispute.followUpDay ?? date) <= date ? [action('dispute-follow-up', of, date, dispute.followUpDay ?? date, owner)] : [];
    case 'expecting':
      return (dispute.expectedDay ?? date) <= date
        ? [action('dispute-credit', of, date, dispute.expectedDay ?? date, debtor.salesAdmin ?? owner)]
        : [];
    case 'closed': {
      const decided = dispute.settledDay ?? 0;
      if (decided > date || decided < date - DECISION_SHOWN) return [];
      if (dispute.outcome === 'rejected') return [action('dispute-rejected', of, date, decided, debtor.collector ?? manager)];
      return dispute.outcome === 'pretext' ? [action('dispute-pretext', of, date, decided, manager)] : [];
    }
  }
}

function action(kind: DisputeActionKind, { dispute, debtor }: Case, date: Day, due: Day, owner: string | undefined): Action {
  const held = heldLines(dispute);
  const amount = sumOf(held.length > 0 ? held : casedLines(dispute));
  const share = kind === 'dispute' && due < date ? LATE : RISK[kind];
  return {
    id: `${kind}:${dispute.id}`,
    kind,
    debtor,
    amount,
    currency: dispute.currency,
    days: date - due,
    old: 0n,
    owner,
    risk: (amount * share) / 100n,
    due,
    dispute: { id: dispute.id, reason: dispute.reason },
  };
}
