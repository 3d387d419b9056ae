/** The door of disputes, their owners and their outcome: what it brings to the house. */

import { disputeCommands } from './commands.ts';
import { DEFAULT_DISPUTES } from './dispute-policy.ts';
import { disputesInTimeline } from './in-timeline.ts';
import { disputeIntents } from './intents.ts';
import { disputesOnDebtor } from './on-debtor.ts';
import { settleDisputesAfterImport } from './import-disputes.ts';
import { disputeJobs } from './jobs.ts';
import { disputeShortcut } from './open-turns.ts';
import { keepDisputeReply } from './thread-turns.ts';
import { disputeTurns } from './turns.ts';

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
  policy: { disputes: DEFAULT_DISPUTES },
  debtorOffers: [disputesOnDebtor],
  timeline: [disputesInTimeline],
};
