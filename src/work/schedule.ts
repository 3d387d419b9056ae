/**
 * Runs the jobs that features bring at their minutes, and what is to be looked after every minute. node-cron fires; whether a job is due, and whether it ran, is
 * told by the clock and by its row (job, local date), so that a missed minute, a late start or a second instance changes nothing.
 */
import cron from 'node-cron';
import type { Core } from '../core/desk/core.ts';
import { jobsOf, watchesOf } from '../core/desk/job.ts';
import { isoDay, localTime } from '../core/kernel/dates.ts';
import { causeOf } from '../core/kernel/errors.ts';

interface Firing {
  readonly expression: string;
  readonly timezone: string;
}

/** In a zone that changes its hour, node-cron is silent for an hour of the autumn night, even of "every minute": what does not go by local time goes by this. */
const EVEN = 'Etc/UTC';
const EVERY_MINUTE: Firing = { expression: '* * * * *', timezone: EVEN };
/** The net under the jobs' own minutes: an hour that a spring night skips, a machine that slept, a clock that was set. */
const NET: Firing = { expression: '*/5 * * * *', timezone: EVEN };
/** A clock that is further from the machine's was turned: then node-cron, which knows the machine's alone, says nothing about a job's minute. */
const SAME_CLOCK_MS = 1000;

/** Does everything that is due: jobs in their order, then what is looked after. */
export async function runDue(core: Core): Promise<void> {
  await runJobs(core);
  await runWatches(core);
}

/** Runs every job that is due today and has not run, and says whether all went well; a job of an earlier day is never caught up, because its figures would be stale. */
async function runJobs(core: Core): Promise<boolean> {
  const { day, minutes } = localTime(core.clock.now(), core.policy.timeZone);
  let well = true;
  for (const job of jobsOf(core)) {
    if (!job.on(core, day) || minutes < job.at(core)) continue;
    const done = await alone(core, job.name, async () => {
      if (!(await core.store.read.jobs.ran(job.name, isoDay(day)))) await job.run(core, day);
    });
    well &&= done;
  }
  return well;
}

async function runWatches(core: Core): Promise<void> {
  for (const watch of watchesOf(core)) await alone(core, watch.name, () => watch.look(core));
}

/** A job that fails is logged and tried again a minute later; it never keeps the others, or the close of a vote, from running. */
async function alone(core: Core, job: string, run: () => Promise<void>): Promise<boolean> {
  try {
    await run();
    return true;
  } catch (error) {
    core.log.error({ job, cause: causeOf(error) }, 'a scheduled job failed; it is tried again at the next tick');
    return false;
  }
}

/** Fires at each job's own minute in the policy's time zone, by the net, and every minute for what is looked after; returns how to stop it. */
export function startSchedule(core: Core): { stop(): Promise<void> } {
  // At the start too: what fell due while nobody ran.
  let jobsAsked = true;
  const line = oneAtATime(async () => {
    const asked = jobsAsked;
    jobsAsked = false;
    if (asked && !(await runJobs(core))) jobsAsked = true;
    await runWatches(core);
  });
  const askJobs = (): void => {
    jobsAsked = true;
    line.ask();
  };
  const tasks = [...firingsOf(core).map((firing) => fire(firing, askJobs)), fire(EVERY_MINUTE, line.ask)];
  line.ask();
  return {
    stop: async () => {
      for (const task of tasks) await task.stop();
      await line.end();
    },
  };
}

/** When jobs are looked for: at their own minutes, and by the net. */
function firingsOf(core: Core): readonly Firing[] {
  if (Math.abs(core.clock.now() - Date.now()) >= SAME_CLOCK_MS) return [EVERY_MINUTE];
  const minutes = [...new Set(jobsOf(core).map((job) => job.at(core)))];
  const own = minutes.map((at) => ({ expression: `${at % 60} ${Math.floor(at / 60)} * * *`, timezone: core.policy.timeZone }));
  return [...own, NET];
}

/** A firing that comes too late (the process was busy, the machine slept) is one all the same. */
function fire({ expression, timezone }: Firing, ask: () => void) {
  const task = cron.schedule(expression, ask, { timezone });
  task.on('execution:missed', ask);
  return task;
}

/** One pass after the other: what is asked for during a pass, once or often, is one more pass after it. */
function oneAtATime(pass: () => Promise<void>): { ask(): void; end(): Promise<void> } {
  let asked = false;
  let ended = false;
  let running: Promise<void> | undefined;
  const go = async (): Promise<void> => {
    // What fires at the same moment is one pass.
    await new Promise((resolve) => setImmediate(resolve));
    while (asked && !ended) {
      asked = false;
      await pass();
    }
    running = undefined;
  };
  return {
    ask: () => {
      asked = true;
      running ??= go();
    },
    end: async () => {
      ended = true;
      await running;
    },
  };
}
