/** What the ledger forgets at night: files that were previewed and that nobody imported. */
import { everyDay, type Job, onceOn } from '../desk/job.ts';
import { forgetOld } from './preview.ts';

export const ledgerJobs: readonly Job[] = [
  {
    name: 'uploads',
    rank: 110,
    at: () => 3 * 60,
    on: everyDay,
    run: (core, date) => onceOn(core, 'uploads', date, forgetOld),
  },
];
