/** The door of disputes, their owners and their outcome: what it brings to the house. */

import { awayTurns } from './away-turns.ts';
import { disputeCommands } from './commands.ts';
import { DEFAULT_DISPUTES } from './dispute-policy.ts';
import { disputesInTimeline } from './in-timeline.ts';
import { disputeIntents } from './intents.ts';
import { disputesOnDebtor } from './on-debtor.ts';
import { disputeShortcut, disputeTurns } from './open-turns.ts';
import { keepDisputeReply } from './thread-turns.ts';

export const disputes = {
  name: 'disputes',
  intents: disputeIntents,
  commands: disputeCommands,
  turns: { ...disputeTurns, ...awayTurns },
  shortcuts: { dispute: disputeShortcut },
  hears: [keepDisputeReply],
  policy: { disputes: DEFAULT_DISPUTES },
  debtorOffers: [disputesOnDebtor],
  timeline: [disputesInTimeline],
};
