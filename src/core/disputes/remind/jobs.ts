/** The morning's look at disputes. */
import { afterMorning, everyDay, type Job, onceOn } from '../../desk/job.ts';
import { remindDisputes } from './remind-disputes.ts';

export const disputeJobs: readonly Job[] = [
  {
    name: 'disputes',
    rank: 50,
    at: afterMorning(0),
    on: everyDay,
    // Each reminder is kept and sent in a transaction of its own; the day's row comes last, so that a crash in between loses none.
    run: async (core, date) => {
      await remindDisputes(core, date);
      await onceOn(core, 'disputes', date);
    },
  },
];
