/** The cron table. node-cron only ticks: whether a job is due, and whether it ran, is told by the clock and by its row (job, local date), so that a missed tick, a late start or a second instance changes nothing. */

import cron from 'node-cron';
import { morningCard } from '../core/agenda/agenda.card.ts';
import { agendaPolicy } from '../core/agenda/agenda-policy.ts';
import { morningOf } from '../core/agenda/morning.ts';
import { rememberAgenda } from '../core/agenda/remember-agenda.ts';
import { fileMinutes } from '../core/committee/file-minutes.ts';
import { tendMotions } from '../core/committee/tend-motions.ts';
import type { Card } from '../core/desk/card.ts';
import type { Core } from '../core/desk/core.ts';
import type { Destination, PlatformName } from '../core/desk/outbox.ts';
import { CHANNELS, type ChannelUse } from '../core/desk/policy.ts';
import type { Tx } from '../core/desk/store.ts';
import { remindDisputes } from '../core/disputes/remind-disputes.ts';
import { type Alerts, alertsCard, alertsOf, keepAlerts } from '../core/indicators/alerts.ts';
import { indicatorsIn } from '../core/indicators/ports.ts';
import { isReviewDay, postReview } from '../core/indicators/post-review.ts';
import { weekCard } from '../core/indicators/week.card.ts';
import { headlinesOf, weekOf } from '../core/indicators/week.ts';
import { businessDayOnOrAfter, type Day, isoDay, localTime, mondayOf } from '../core/kernel/dates.ts';
import { UPLOAD_KEPT_MS, uploadsIn } from '../core/ledger/upload-ports.ts';
import { followMotions } from '../core/mandates/ask-committee.ts';
import { mandateReport, reportCard } from '../core/mandates/report.ts';
import { judgeInTheMorning } from '../core/promises/judge-promises.ts';
import { classCard, classChanges } from '../core/score/class-alerts.ts';
import { scoresIn } from '../core/score/ports.ts';

/** Minutes after the morning at which the week's picture and the alerts follow. */
const WEEK_AFTER = 5;
/** Minutes after the morning at which the month's review follows. */
const REVIEW_AFTER = 10;
/** Inbound keys are kept as long as a platform may redeliver an event, with room: three days. */
const INBOUND_KEPT_MS = 3 * 86_400_000;

interface Job {
  readonly name: string;
  /** Minutes since midnight, local time. */
  at(core: Core): number;
  /** Whether the job belongs to that day at all. */
  on(core: Core, date: Day): boolean;
  run(core: Core, date: Day): Promise<void>;
}

const JOBS: readonly Job[] = [
  {
    // Before the agenda, which says what was kept and broken.
    name: 'promises',
    at: (core) => agendaPolicy(core.policy).at,
    on: () => true,
    run: (core, date) =>
      core.store.transact(async (tx) => {
        if (await tx.jobs.take('promises', isoDay(date), core.clock.now())) await judgeInTheMorning(core, tx);
      }),
  },
  { name: 'morning', at: (core) => agendaPolicy(core.policy).at, on: (core, date) => core.calendar.isBusinessDay(date), run: postMorning },
  { name: 'week', at: (core) => agendaPolicy(core.policy).at + WEEK_AFTER, on: isFirstBusinessDayOfWeek, run: postWeek },
  {
    name: 'review',
    at: (core) => agendaPolicy(core.policy).at + REVIEW_AFTER,
    on: isReviewDay,
    run: (core, date) => postReview(core, date, platformsOf(core, 'agenda')),
  },
  {
    name: 'disputes',
    at: (core) => agendaPolicy(core.policy).at,
    on: () => true,
    // Each reminder is kept and sent in a transaction of its own; the day's row comes last, so that a crash in between loses none.
    run: async (core, date) => {
      await remindDisputes(core, date);
      await core.store.transact((tx) => tx.jobs.take('disputes', isoDay(date), core.clock.now()));
    },
  },
  {
    name: 'alerts',
    at: (core) => agendaPolicy(core.policy).at + WEEK_AFTER,
    on: (core, date) => core.calendar.isBusinessDay(date),
    run: postAlerts,
  },
  {
    name: 'scores',
    at: (core) => agendaPolicy(core.policy).at + WEEK_AFTER,
    on: (core, date) => core.calendar.isBusinessDay(date),
    run: postClassChanges,
  },
  {
    name: 'powers',
    at: (core) => agendaPolicy(core.policy).at + WEEK_AFTER,
    on: (core, date) => core.calendar.isBusinessDay(date),
    run: (core, date) => postPowers(core, 'powers', date, false),
  },
  {
    name: 'powers-week',
    at: (core) => agendaPolicy(core.policy).at + WEEK_AFTER,
    on: isFirstBusinessDayOfWeek,
    run: (core, date) => postPowers(core, 'powers-week', date, true),
  },
  {
    name: 'housekeeping',
    at: () => 3 * 60,
    on: () => true,
    run: async (core, date) => {
      const now = core.clock.now();
      await core.store.transact(async (tx) => {
        if (!(await tx.jobs.take('housekeeping', isoDay(date), now))) return;
        await tx.inbound.prune(now - INBOUND_KEPT_MS);
        await uploadsIn(tx).prune(now - UPLOAD_KEPT_MS);
      });
    },
  },
];

function isFirstBusinessDayOfWeek(core: Core, date: Day): boolean {
  return date === businessDayOnOrAfter(core.calendar, mondayOf(date));
}

/** Runs every job that is due today and has not run; a job of an earlier day is never caught up, because its figures would be stale. */
export async function runDue(core: Core): Promise<void> {
  const { day, minutes } = localTime(core.clock.now(), core.policy.timeZone);
  for (const job of JOBS) {
    if (!job.on(core, day) || minutes < job.at(core)) continue;
    await alone(core, job.name, async () => {
      if (!(await core.store.read.jobs.ran(job.name, isoDay(day)))) await job.run(core, day);
    });
  }
  await alone(core, 'motions', () => tendMotions(core));
  await alone(core, 'mandates', () => followMotions(core));
  await alone(core, 'minutes', () => fileMinutes(core));
}

/** A job that fails is logged and tried again at the next tick; it never keeps the others, or the close of a vote, from running. */
async function alone(core: Core, job: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    core.log.error(
      { job, cause: error instanceof Error ? error.stack : String(error) },
      'a scheduled job failed; it is tried again at the next tick',
    );
  }
}

/** Ticks every minute in the policy's time zone; returns how to stop it. */
export function startSchedule(core: Core): { stop(): Promise<void> } {
  let busy: Promise<void> | undefined;
  const tick = (): void => {
    busy ??= runDue(core).finally(() => {
      busy = undefined;
    });
  };
  const task = cron.schedule('* * * * *', tick, { timezone: core.policy.timeZone });
  tick();
  return {
    stop: async () => {
      await task.stop();
      await busy;
    },
  };
}

/** Posts the agenda of a day into the agenda channel, once. */
export async function postMorning(core: Core, date: Day): Promise<void> {
  const morning = await morningOf(core.store.read, date, core.policy, core.calendar);
  const card = morningCard(morning, core.policy, core.policy.language);
  await postOnce(core, 'morning', date, { to: 'channel', channel: 'agenda' }, card, (tx) => rememberAgenda(tx, morning.agenda, date));
}

/** Posts the week's figures, once, and keeps what was shown; a ledger with nothing in it has none. */
export async function postWeek(core: Core, date: Day): Promise<void> {
  const { policy, store } = core;
  const week = await weekOf(store.read, date, core);
  const card = week && weekCard(week, policy, policy.language);
  await postOnce(core, 'week', date, { to: 'channel', channel: 'agenda' }, card, (tx) =>
    indicatorsIn(tx).post(week ? headlinesOf(week).map((figure) => ({ job: 'week', slot: isoDay(date), ...figure })) : []),
  );
}

/** Posts what crossed a threshold or came back since the last business day, if anything did. */
async function postAlerts(core: Core, date: Day): Promise<void> {
  const { policy, store } = core;
  const alerts = await alertsOf(store.read, date, policy, policy.language);
  await postOnce(core, 'alerts', date, { to: 'channel', channel: 'agenda' }, alertsCard(alerts, policy.language), (tx) =>
    recordAlerts(tx, alerts, isoDay(date), core.clock.now()),
  );
}

async function recordAlerts(tx: Tx, alerts: Alerts, slot: string, at: number): Promise<void> {
  await keepAlerts(indicatorsIn(tx), alerts, slot);
  const told = [
    ...alerts.crossed.map((w) => ({ ...w, action: 'alert.crossed' })),
    ...alerts.back.map((w) => ({ ...w, action: 'alert.back' })),
  ];
  for (const { action, key } of told)
    await tx.audit.append({ at, actor: 'system:alerts', action, subject: `alert:${key}`, payload: { slot } });
}

/** Posts how delegated powers were used since the last business day, or in the week before; nothing when nothing was. */
async function postPowers(core: Core, job: string, date: Day, weekly: boolean): Promise<void> {
  const report = await mandateReport(core.store.read, date, weekly, core.calendar);
  await postOnce(core, job, date, { to: 'channel', channel: 'agenda' }, reportCard(report, core.policy.language));
}

/** Posts which debtors changed their class since it was told last, and remembers what is told now. */
async function postClassChanges(core: Core, date: Day): Promise<void> {
  const { policy, store } = core;
  const found = await classChanges(store.read, date, policy);
  await postOnce(core, 'scores', date, { to: 'channel', channel: 'agenda' }, classCard(found, policy.language), async (tx) => {
    await scoresIn(tx).tell([...found.first, ...found.changes.map(({ to }) => to)]);
    for (const { debtor, from, to } of found.changes) {
      const payload = { from: from.class, to: to.class, was: String(from.tenths), now: String(to.tenths) };
      await tx.audit.append({
        at: core.clock.now(),
        actor: 'system:scores',
        action: 'score.class',
        subject: `debtor:${debtor.id}`,
        payload,
      });
    }
  });
}

/** The run's row and its message in one transaction: neither is ever there without the other. */
async function postOnce(
  core: Core,
  job: string,
  date: Day,
  destination: Destination & { to: 'channel' },
  card: Card | undefined,
  also: (tx: Tx) => Promise<void> = async () => {},
): Promise<void> {
  const at = core.clock.now();
  const slot = isoDay(date);
  const platforms = platformsOf(core, destination.channel);
  await core.store.transact(async (tx) => {
    if (!(await tx.jobs.take(job, slot, at))) return;
    if (card !== undefined) await tx.outbox.enqueue({ key: `${job}:${slot}`, destination, card }, platforms, at);
    await also(tx);
  });
}

/** The running platforms on which the policy names that channel. */
function platformsOf(core: Core, use: string): readonly PlatformName[] {
  const known: ChannelUse | undefined = CHANNELS.find((c) => c === use);
  const channel = known && core.policy.channels[known];
  return [...core.gateways.keys()].filter((platform) => channel?.on[platform] !== undefined);
}
