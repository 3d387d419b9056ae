/** What the indicators post by themselves: the week's picture, the month's review, and alerts. */
import type { Act } from '../desk/act.ts';
import type { Core } from '../desk/core.ts';
import { afterMorning, type Job, onBusinessDays, onFirstBusinessDayOfWeek, SOON_AFTER, sayOnce } from '../desk/job.ts';
import { type Day, isoDay } from '../kernel/dates.ts';
import { type Alerts, alertsCard, alertsOf, keepAlerts } from './alerts.ts';
import { indicatorsIn } from './ports.ts';
import { isReviewDay, postReview } from './post-review.ts';
import { weekCard } from './week.card.ts';
import { headlinesOf, weekOf } from './week.ts';

/** Minutes after the morning at which the month's review follows. */
const REVIEW_AFTER = 10;

export const indicatorJobs: readonly Job[] = [
  { name: 'week', rank: 30, at: afterMorning(SOON_AFTER), on: onFirstBusinessDayOfWeek, run: postWeek },
  { name: 'review', rank: 40, at: afterMorning(REVIEW_AFTER), on: isReviewDay, run: postReview },
  { name: 'alerts', rank: 60, at: afterMorning(SOON_AFTER), on: onBusinessDays, run: postAlerts },
];

/** Posts the week's figures, once, and keeps what was shown; a ledger with nothing in it has none. */
export async function postWeek(core: Core, date: Day): Promise<void> {
  const { policy, store } = core;
  const week = await weekOf(store.read, date, core);
  const card = week && weekCard(week, policy, policy.language);
  const shown = week ? headlinesOf(week).map((figure) => ({ job: 'week', slot: isoDay(date), ...figure })) : [];
  await sayOnce(core, { job: 'week', date, card }, ({ tx }) => indicatorsIn(tx).post(shown));
}

/** Posts what crossed a threshold or came back since the last business day, if anything did. */
async function postAlerts(core: Core, date: Day): Promise<void> {
  const { policy, store } = core;
  const alerts = await alertsOf(store.read, date, policy, policy.language);
  await sayOnce(core, { job: 'alerts', date, card: alertsCard(alerts, policy.language) }, (act) => record(act, alerts, isoDay(date)));
}

async function record(act: Act, alerts: Alerts, slot: string): Promise<void> {
  await keepAlerts(indicatorsIn(act.tx), alerts, slot);
  for (const { key } of alerts.crossed) await act.log('alert.crossed', `alert:${key}`, { slot });
  for (const { key } of alerts.back) await act.log('alert.back', `alert:${key}`, { slot });
}
