/** Disputes on the morning's agenda: each owner's own, customers to ask again, credit notes to chase, decisions that call for action, and cases for the committee. */
import { type Action, type ActionDay, type ActionKind, type ActionSource, newAction } from '../debtors/action.ts';
import type { Reads } from '../desk/store.ts';
import { addBusinessDays, type Day } from '../kernel/dates.ts';
import type { Debtor } from '../ledger/parties.ts';
import { casedLines, type Dispute, type DisputeActionKind, heldLines, sumOf } from './case/dispute.ts';
import { disputePolicy } from './case/dispute-policy.ts';
import { disputesIn } from './case/ports.ts';
import type { Reason } from './case/reason.ts';
import { disputeTexts } from './case/texts.ts';

interface Own {
  /** The case that a dispute's action is about. */
  readonly dispute?: { readonly id: number; readonly reason: Reason } | undefined;
}

declare module '../debtors/action.ts' {
  interface About extends Own {}
}

/** A case is handled on its own card. What is for the committee, or a pretext, is on another line already. */
const KINDS: Readonly<Record<DisputeActionKind, ActionKind>> = {
  'dispute-committee': kindOf('dispute-committee', 200, false),
  'dispute-pretext': kindOf('dispute-pretext', 210, false),
  'dispute-rejected': kindOf('dispute-rejected', 220, true),
  dispute: kindOf('dispute', 230, true),
  'dispute-follow-up': kindOf('dispute-follow-up', 240, true),
  'dispute-credit': kindOf('dispute-credit', 250, true),
};

function kindOf(name: DisputeActionKind, rank: number, atStake: boolean): ActionKind {
  return {
    ...{ name, rank, atStake, handled: 'elsewhere' },
    section: (locale) => disputeTexts(locale).sections[name],
    reason({ about: { dispute }, days }, locale) {
      const t = disputeTexts(locale);
      return t.agenda[name](dispute?.id ?? 0, dispute ? t.reasons[dispute.reason].toLowerCase() : '', days);
    },
    buttons: ({ about: { dispute } }, locale) =>
      dispute
        ? [{ label: disputeTexts(locale).buttons.openCase, intent: { kind: 'dispute.show', dispute: dispute.id }, style: 'primary' }]
        : [],
  };
}

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

export const disputeSource: ActionSource = {
  kinds: Object.values(KINDS),
  find: async (read, day) => ({ actions: await disputeActions(read, day) }),
};

async function disputeActions(read: Reads, day: ActionDay): Promise<readonly Action[]> {
  const { date, debtors } = day;
  const { people } = day.roster;
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
    return actionsOf({ dispute, debtor, owner: emails.get(dispute.ownerId) }, day, manager);
  });
}

function actionsOf(of: Case, { date, policy, calendar }: ActionDay, manager: string | undefined): Action[] {
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
  return newAction(KINDS[kind], {
    ...{ id: `${kind}:${dispute.id}`, debtor, amount, currency: dispute.currency, days: date - due, owner, due },
    risk: (amount * share) / 100n,
    about: { dispute: { id: dispute.id, reason: dispute.reason } },
  });
}
