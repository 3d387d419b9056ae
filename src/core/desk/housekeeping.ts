/** What the desk forgets at night. */
import { everyDay, type Job, onceOn } from './job.ts';

/** Keys are kept as long as a platform may redeliver an event, with room: three days. */
const INBOUND_KEPT_MS = 3 * 86_400_000;

export const housekeeping: Job = {
  name: 'housekeeping',
  rank: 100,
  at: () => 3 * 60,
  on: everyDay,
  run: (core, date) =>
    onceOn(core, 'housekeeping', date, async ({ tx, at }) => {
      await tx.inbound.prune(at - INBOUND_KEPT_MS);
    }),
};
