/** The day's look at scores: who changed their class, told once. */
import type { Core } from '../desk/core.ts';
import { afterMorning, type Job, onBusinessDays, SOON_AFTER, sayOnce } from '../desk/job.ts';
import type { Day } from '../kernel/dates.ts';
import { classCard, classChanges } from './class-alerts.ts';
import { scoresIn } from './ports.ts';

export const scoreJobs: readonly Job[] = [
  { name: 'scores', rank: 70, at: afterMorning(SOON_AFTER), on: onBusinessDays, run: postClassChanges },
];

/** Posts which debtors changed their class since it was told last, and remembers what is told now. */
async function postClassChanges(core: Core, date: Day): Promise<void> {
  const { policy, store } = core;
  const found = await classChanges(store.read, date, policy);
  await sayOnce(core, { job: 'scores', date, card: classCard(found, policy.language) }, async (act) => {
    await scoresIn(act.tx).tell([...found.first, ...found.changes.map(({ to }) => to)]);
    for (const { debtor, from, to } of found.changes) {
      const payload = { from: from.class, to: to.class, was: String(from.tenths), now: String(to.tenths) };
      await act.log('score.class', `debtor:${debtor.id}`, payload);
    }
  });
}
