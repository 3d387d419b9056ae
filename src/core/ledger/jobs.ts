/** What the ledger forgets at night: files that were previewed and that nobody imported. */
import { everyDay, type Job, onceOn } from '../desk/job.ts';
import { UPLOAD_KEPT_MS, uploadsIn } from './upload-ports.ts';

export const ledgerJobs: readonly Job[] = [
  {
    name: 'uploads',
    rank: 110,
    at: () => 3 * 60,
    on: everyDay,
    run: (core, date) =>
      onceOn(core, 'uploads', date, async ({ tx, at }) => {
        await uploadsIn(tx).prune(at - UPLOAD_KEPT_MS);
      }),
  },
];
