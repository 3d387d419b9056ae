/** What delegated powers do by the clock: their uses are reported every day and every week, and the committee's decisions on them are carried over. */
import type { Core } from '../desk/core.ts';
import { afterMorning, type Job, onBusinessDays, onFirstBusinessDayOfWeek, SOON_AFTER, sayOnce, type Watch } from '../desk/job.ts';
import type { Day } from '../kernel/dates.ts';
import { followMotions } from './ask-committee.ts';
import { mandateReport, reportCard } from './report.ts';

const at = afterMorning(SOON_AFTER);

export const mandateJobs: readonly Job[] = [
  { name: 'powers', rank: 80, at, on: onBusinessDays, run: (core, date) => postPowers(core, 'powers', date, false) },
  { name: 'powers-week', rank: 90, at, on: onFirstBusinessDayOfWeek, run: (core, date) => postPowers(core, 'powers-week', date, true) },
];

/** Once the committee's votes are closed. */
export const mandateWatches: readonly Watch[] = [{ name: 'mandates', rank: 20, look: followMotions }];

/** Posts how delegated powers were used since the last business day, or in the week before; nothing when nothing was. */
async function postPowers(core: Core, job: string, date: Day, weekly: boolean): Promise<void> {
  const report = await mandateReport(core.store.read, date, weekly, core.calendar);
  await sayOnce(core, { job, date, card: reportCard(report, core.policy.language) });
}
