/** The door of disputes, their owners and their outcome: what it brings to the house. */

import type { ContactButton } from '../debtors/action.ts';
import { disputeSource } from './agenda-disputes.ts';
import { disputeCommands } from './commands.ts';
import { DEFAULT_DISPUTES } from './dispute-policy.ts';
import { settleDisputesAfterImport } from './import-disputes.ts';
import { disputesInTimeline } from './in-timeline.ts';
import { disputeIntents } from './intents.ts';
import { disputeJobs } from './jobs.ts';
import { disputesOnDebtor } from './on-debtor.ts';
import { disputeShortcut } from './open-turns.ts';
import { disputeTexts } from './texts.ts';
import { keepDisputeReply } from './thread-turns.ts';
import { disputeTurns } from './turns.ts';

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
  timeline: [disputesInTimeline],
};
