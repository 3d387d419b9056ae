/** What the clock makes happen: jobs that features bring, each once on its day, and work that is looked after every minute. */

import { businessDayOnOrAfter, type Day, isoDay, mondayOf } from '../kernel/dates.ts';
import { inOrder } from '../kernel/rank.ts';
import { type Act, act } from './act.ts';
import type { Card } from './card.ts';
import type { Core } from './core.ts';
import { seam } from './feature.ts';
import { partOfPolicy } from './policy.ts';

export interface Job {
  /** As its row of runs names it. */
  readonly name: string;
  /** Of several that are due the lower runs first. */
  readonly rank: number;
  /** Minutes since midnight, local time. */
  at(core: Core): number;
  /** Whether the job belongs to that day at all. */
  on(core: Core, date: Day): boolean;
  /** Writes the day's row itself, with what it does; called again until the row is there. */
  run(core: Core, date: Day): Promise<void>;
}

/** Looked at every minute; harmless when nothing is due. */
export interface Watch {
  readonly name: string;
  readonly rank: number;
  look(core: Core): Promise<void>;
}

const brought = seam<Job>('jobs');
const watched = seam<Watch>('watches');

export function jobsOf(core: Core): readonly Job[] {
  return inOrder(brought(core));
}

export function watchesOf(core: Core): readonly Watch[] {
  return inOrder(watched(core));
}

/** When the company's morning is. Its policy says so among the agenda's choices; every room's jobs go by it, and none needs to know the agenda. */
const dayOf = partOfPolicy<{ readonly at: number }>('agenda');
const LAST_MINUTE = 24 * 60 - 1;

/** So many minutes after the company's morning, on the same day however late that is. */
export function afterMorning(minutes: number): Job['at'] {
  return ({ policy }) => Math.min(dayOf(policy).at + minutes, LAST_MINUTE);
}

/** The week's posts follow the morning at this distance. */
export const SOON_AFTER = 5;

export const everyDay: Job['on'] = () => true;

export const onBusinessDays: Job['on'] = (core, date) => core.calendar.isBusinessDay(date);

export const onFirstBusinessDayOfWeek: Job['on'] = (core, date) => date === businessDayOnOrAfter(core.calendar, mondayOf(date));

/** Does a job's work of a day in one act with the row that says so: neither is ever there without the other. */
export function onceOn(core: Core, job: string, date: Day, work: (act: Act) => Promise<void> = async () => {}): Promise<void> {
  return act(core, { by: `system:${job}`, locale: core.policy.language }, async (under) => {
    if (await under.tx.jobs.take(job, isoDay(date), under.at)) await work(under);
  });
}

/** The same with a post in the agenda's channel, if there is anything to say; `also` keeps what it leaves behind. */
export function sayOnce(
  core: Core,
  { job, date, card }: { readonly job: string; readonly date: Day; readonly card: Card | undefined },
  also: (act: Act) => Promise<void> = async () => {},
): Promise<void> {
  return onceOn(core, job, date, async (under) => {
    if (card) await under.say({ key: `${job}:${isoDay(date)}`, destination: { to: 'channel', channel: 'agenda' }, card });
    await also(under);
  });
}
