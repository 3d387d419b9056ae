/** The morning: the agenda of the day in its channel, once, and what it leaves behind. */
import type { Core } from '../desk/core.ts';
import { afterMorning, type Job, onBusinessDays, sayOnce } from '../desk/job.ts';
import type { Day } from '../kernel/dates.ts';
import { morningCard } from './agenda.card.ts';
import { morningOf } from './morning.ts';
import { rememberAgenda } from './remember-agenda.ts';

export const agendaJobs: readonly Job[] = [{ name: 'morning', rank: 20, at: afterMorning(0), on: onBusinessDays, run: postMorning }];

/** Posts the agenda of a day into the agenda channel, once. */
export async function postMorning(core: Core, date: Day): Promise<void> {
  const morning = await morningOf(core.store.read, date, core);
  const card = morningCard(morning, core.policy, core.policy.language);
  await sayOnce(core, { job: 'morning', date, card }, (under) => rememberAgenda(under, morning.agenda, date));
}
