/** The door of disputes, their owners and their outcome: what it brings to the house. */
import type { ContactButton } from '../debtors/action.ts';
import { disputeSource } from './agenda-disputes.ts';
import { DEFAULT_DISPUTES } from './case/dispute-policy.ts';
import { chainedDisputes } from './case/dispute-statement.ts';
import { disputeTexts } from './case/texts.ts';
import { disputeCommands } from './commands.ts';
import { settleDisputesAfterImport } from './follow/import-disputes.ts';
import { disputeIntents } from './intents.ts';
import { disputeShortcut } from './open/open-turns.ts';
import { disputePermissions } from './permissions.ts';
import { keepDisputeReply } from './record/thread-turns.ts';
import { disputeJobs } from './remind/jobs.ts';
import { disputesInTimeline } from './show/in-timeline.ts';
import { disputesOnDebtor } from './show/on-debtor.ts';
import { disputeTurns } from './turns.ts';
import { handOverDisputes } from './work/hand-over.ts';

/** Whoever is called may contest what is owed. */
const contest: ContactButton = {
  rank: 20,
  after: 'dispute',
  button: ({ debtor }, locale) => ({ label: disputeTexts(locale).buttons.dispute, intent: { kind: 'dispute.form', debtor } }),
};

export const disputes = {
  name: 'disputes',
  intents: disputeIntents,
  commands: disputeCommands,
  permissions: disputePermissions,
  turns: disputeTurns,
  shortcuts: { dispute: disputeShortcut },
  hears: [keepDisputeReply],
  jobs: disputeJobs,
  // First: a credit note that a dispute waits for is its own.
  afterImport: [{ rank: 10, after: settleDisputesAfterImport }],
  actions: [disputeSource],
  contactButtons: [contest],
  policy: { disputes: DEFAULT_DISPUTES },
  debtorOffers: [disputesOnDebtor],
  handOver: [handOverDisputes],
  timeline: [disputesInTimeline],
  chained: [chainedDisputes],
};
