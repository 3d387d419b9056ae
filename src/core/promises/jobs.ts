/** The morning's look at promises. */
import { afterMorning, everyDay, type Job, onceOn } from '../desk/job.ts';
import { judgeInTheMorning } from './judge-promises.ts';

export const promiseJobs: readonly Job[] = [
  // Before the agenda, which says what was kept and broken.
  { name: 'promises', rank: 10, at: afterMorning(0), on: everyDay, run: (core, date) => onceOn(core, 'promises', date, judgeInTheMorning) },
];
