/** The door of votes on limits, litigation and questions: what it brings to the house. */
import { motionSource } from './agenda-motions.ts';
import { committeeCommands } from './commands.ts';
import { committeeInTimeline } from './in-timeline.ts';
import { committeeIntents } from './intents.ts';
import { committeeWatches } from './jobs.ts';
import { sentToLitigation } from './litigation.ts';
import { DEFAULT_COMMITTEE } from './motion/committee-policy.ts';
import { committeeOnDebtor } from './on-debtor.ts';
import { committeePermissions } from './permissions.ts';
import { chainedMotions } from './record/chained-motions.ts';
import { committeeTurns } from './turns.ts';
import { hearInMotion } from './vote/hear-words.ts';
import { handOverMotions } from './vote/let-go.ts';

export const committee = {
  name: 'committee',
  intents: committeeIntents,
  commands: committeeCommands,
  permissions: committeePermissions,
  turns: committeeTurns,
  watches: committeeWatches,
  hears: [hearInMotion],
  actions: [motionSource],
  policy: { committee: DEFAULT_COMMITTEE },
  debtorOffers: [committeeOnDebtor],
  handOver: [handOverMotions],
  timeline: [committeeInTimeline],
  chained: [chainedMotions],
  litigation: [sentToLitigation],
};
