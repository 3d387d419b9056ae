/** The composition root: configuration, store, platforms, schedule, outbox worker and HTTP put together, and taken apart in order. */
import { randomUUID } from 'node:crypto';
import { createChartPainter } from './charts/painter.ts';
import { calendarOf } from './config/calendar.ts';
import type { Config, TeamsConfig } from './config/config.ts';
import { committeePolicy } from './core/committee/motion/committee-policy.ts';
import { committeeTexts } from './core/committee/motion/texts.ts';
import { committeeFaults } from './core/committee/propose/roster.ts';
import { noticeGone } from './core/desk/ask-leaver.ts';
import type { Card } from './core/desk/card.ts';
import type { ChartSpec } from './core/desk/chart-spec.ts';
import { parseCommand } from './core/desk/commands.ts';
import { type Core, type Log, today } from './core/desk/core.ts';
import type { Inbox } from './core/desk/inbox.ts';
import { type Gateway, PlatformError } from './core/desk/outbox.ts';
import type { Identity, PlatformName, PostedRef } from './core/desk/places.ts';
import { may, type Policy } from './core/desk/policy.ts';
import { sayReach } from './core/desk/reach.ts';
import { createRouter } from './core/desk/router.ts';
import type { Clock, Store } from './core/desk/store.ts';
import { FEATURES } from './core/features.ts';
import { causeOf, DomainError } from './core/kernel/errors.ts';
import { proofPolicy } from './core/proof/proof-policy.ts';
import { fillDemo, postLast } from './demo.ts';
import { createReaders } from './files/apart.ts';
import { createUploads } from './files/uploads.ts';
import { mailTraffic } from './mail/gateway.ts';
import { mailRoomOf } from './mail/mail-room.ts';
import { createMailer } from './mail/smtp.ts';
import { createPapers } from './pdf/papers.ts';
import { createLocal } from './platforms/local/app.ts';
import { DEMO_INTRO, localChannels, localCommands, OWN_INTRO, withLocalChannels } from './platforms/local/workspace.ts';
import { standGuard } from './server/guard.ts';
import { type Handler, listen } from './server/http.ts';
import { createLog } from './server/log.ts';
import { serveMetrics } from './server/metrics.ts';
import { serverTexts } from './server/server.text.ts';
import { createStamps } from './stamps/stamps.ts';
import { folderOf, type OpenedStore, openStore } from './store/open.ts';
import { createDeliverer } from './work/deliver.ts';
import { createInbox } from './work/inbox.ts';
import { createJournal } from './work/journal.ts';
import { runDue, startSchedule } from './work/schedule.ts';
import type { WorkLoop } from './work/work-loop.ts';

export interface Running {
  readonly url: string;
  readonly core: Core;
  /** Runs what is due and sends what waits, now: for a test whose clock was turned. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

export interface Overrides {
  readonly clock?: Clock;
  readonly log?: Log;
}

/** All of the end takes less than the ten seconds that Docker gives (compose.yaml, stop_grace_period), and no step of it takes all. */
const STOP_MS = 7_500;
const STEP_MOST_MS = 5_000;
const STEP_LEAST_MS = 200;
/** Whoever asks whether work can be done now wants to know it now. */
const READY_MS = 2_000;

/** Starts everything that the configuration names. Whatever was opened is closed again if a later part fails. */
export async function startServer(config: Config, overrides: Overrides = {}): Promise<Running> {
  const closers: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    const end = Date.now() + STOP_MS;
    let fault: unknown;
    // Whatever hangs is left where it is: the inbox and the outbox have it.
    for (let close = closers.pop(); close; close = closers.pop())
      await atMost(Math.max(STEP_LEAST_MS, Math.min(STEP_MOST_MS, end - Date.now())), close()).catch((error: unknown) => {
        fault ??= error;
      });
    if (fault !== undefined) throw fault;
  };
  try {
    return await compose(config, overrides, closers, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Comes back when the work is over, or after so many ms without it. */
async function atMost(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

function clockOf(config: Config): Clock {
  if (config.startAt === undefined) return { now: () => Date.now() };
  const ahead = config.startAt - Date.now();
  return { now: () => Date.now() + ahead };
}

async function compose(
  config: Config,
  overrides: Overrides,
  closers: (() => Promise<void>)[],
  stop: () => Promise<void>,
): Promise<Running> {
  const log = overrides.log ?? createLog(config.logLevel);
  const guard = standGuard(log);
  closers.push(async () => guard.stop());
  const clock = overrides.clock ?? clockOf(config);
  const ids = { next: randomUUID };
  const policy = config.local ? withLocalChannels(config.policy) : config.policy;
  const store = await openStore(config.databaseUrl, { apart: true });
  closers.push(() => store.close());
  await refuseInfeasible(store, policy);
  const gateways = new Map<PlatformName, Gateway>();
  const painter = createChartPainter();
  closers.push(() => painter.close());
  const paint = async (spec: ChartSpec): Promise<Uint8Array> => (await painter.paint(spec)).png;

  const readers = createReaders();
  closers.push(() => readers.close());

  const house = {
    store,
    features: FEATURES,
    get platforms() {
      return [...gateways.keys()];
    },
    clock,
    ids,
    policy,
    calendar: calendarOf(policy.country, policy.region),
    calendarFor: calendarOf,
  };
  // Laid over the house and not copied: its platforms are those that are open when they are asked for.
  const core = Object.assign(house, {
    uploads: createUploads(house, readers),
    papers: createPapers(policy, paint),
    gateways,
    mailRoom: mailRoomOf(config),
    stamps: createStamps(proofPolicy(policy).timeStamps),
    log,
  });
  const journal = createJournal(config.dataFolder ?? folderOf(config.databaseUrl));
  closers.push(() => journal.close());
  const inbox = createInbox(core, journal);
  const platforms = await openPlatforms({ config, core, store, paint, inbox });
  for (const { gateway } of platforms) gateways.set(gateway.platform, gateway);
  const leave = async (): Promise<void> => void (await Promise.all(platforms.map((platform) => platform.stop())));
  closers.push(leave);
  if (config.demo) {
    await fillDemo(core);
    await postLast(core);
  }

  let draining = false;
  const ready = async (): Promise<void> => {
    if (draining) throw new Error('the process is about to end');
    let answered = false;
    const asked = Promise.all([store.ready(), journal.probe()]).then(() => {
      answered = true;
    });
    await atMost(READY_MS, asked);
    if (!answered) throw new Error('the database does not answer');
  };
  const http = await listen({
    host: config.local ? '127.0.0.1' : undefined,
    port: config.port,
    handlers: platforms.flatMap((platform) => platform.handle ?? []),
    ready,
    onFault: (error) => log.error({ cause: causeOf(error) }, 'a request failed'),
  }).catch((error: unknown) => {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    throw taken ? new DomainError('bad-config', serverTexts(config.policy.language).portTaken(config.port)) : error;
  });
  closers.push(() => http.close());
  for (const platform of platforms) await begin(platform, http.port, policy);
  await sayReach(core);
  const fallSilent = (error: unknown): void => log.warn({ cause: causeOf(error) }, 'the database does not know that this server stopped');
  closers.push(() => sayReach(core, true).catch(fallSilent));
  if (config.metricsPort !== undefined) {
    const metrics = await serveMetrics(config.metricsPort, store.read, guard);
    closers.push(() => metrics.close());
  }
  const deliverer = createDeliverer(core);
  const poster = config.mail && createDeliverer(core, { traffic: mailTraffic(core, createMailer(config.mail.url, config.mail.from)) });
  const workers = [inbox.loop, deliverer, ...(poster ? [poster] : [])];
  for (const worker of workers) worker.start();
  const schedule = startSchedule(core);
  closers.push(async () => {
    draining = true;
    const ends = [leave(), inbox.settle(STEP_MOST_MS), schedule.stop(), ...workers.map((worker) => worker.stop())];
    await Promise.all(ends);
  });
  return { url: `http://127.0.0.1:${http.port}/`, core, settle: () => settle(core, deliverer, poster), stop };
}

/** A written rule that can never reach its quorum would let every motion fail: said at start, not at the first close. */
async function refuseInfeasible(store: Store, policy: Policy): Promise<void> {
  const people = await store.read.people.all();
  const faults = people.length === 0 ? [] : committeeFaults(policy, people, committeePolicy(policy).written);
  if (faults.length === 0) return;
  const t = committeeTexts(policy.language);
  throw new DomainError(
    'bad-policy',
    faults.map((f) => t.infeasible(f.kind, [...new Set(f.faults.map(t.quorumFault))].join(' ; '))).join('\n'),
    faults,
  );
}

async function settle(core: Core, deliverer: WorkLoop, poster: WorkLoop | undefined): Promise<void> {
  await runDue(core);
  await poster?.drain();
  await deliverer.drain();
}

/** A platform that cannot be reached, or does not take the token, is for whoever installs the bot to mend. */
async function begin(platform: Platform, port: number, policy: Policy): Promise<void> {
  try {
    await platform.start?.(port);
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    throw new DomainError('bad-config', serverTexts(policy.language).platformRefuses(platform.gateway.platform, error.message));
  }
}

/** What the composition root knows of a platform. */
interface Platform {
  readonly gateway: Gateway;
  readonly handle?: Handler;
  start?(port: number): Promise<void>;
  stop(): Promise<void>;
}

interface Opening {
  readonly config: Config;
  readonly core: Core;
  readonly store: OpenedStore;
  readonly paint: (spec: ChartSpec) => Promise<Uint8Array>;
  readonly inbox: Inbox;
}

async function openPlatforms(opening: Opening): Promise<readonly Platform[]> {
  const { config, core, paint, inbox } = opening;
  const receive = createRouter(core);
  // One committee may sit on both; a bot that is in neither does not load their libraries, the heaviest that it has.
  return [
    ...(config.slack
      ? [
          (await import('./platforms/slack/app.ts')).createSlack(
            { ...config.slack, paint, gone: (identity) => noticeGone(core, identity) },
            receive,
            core.log,
            inbox,
          ),
        ]
      : []),
    ...(config.teams ? [await teamsPlatform(opening, config.teams)] : []),
    ...(config.local ? [localPlatform(opening)] : []),
  ];
}

async function teamsPlatform({ config, core, store, paint, inbox }: Opening, teams: TeamsConfig): Promise<Platform> {
  const { createTeams } = await import('./platforms/teams/app.ts');
  const { policy, clock, log } = core;
  const mayRead = async (identity: Identity): Promise<boolean> => {
    const person = await store.read.people.byIdentity(identity);
    return person !== undefined && may(policy, person, 'see');
  };
  const current = async (ref: PostedRef): Promise<Card | undefined> => (await store.read.outbox.current('teams', ref))?.card;
  const means = (words: string): boolean => parseCommand('', words, today(core), core.features.commands) !== undefined;
  const options = {
    ...teams,
    means,
    publicUrl: config.publicUrl,
    memory: store.teams,
    paint,
    clock,
    locale: policy.language,
    mayRead,
    current,
    gone: (identity: Identity) => noticeGone(core, identity),
  };
  return createTeams(options, createRouter(core), log, inbox);
}

function localPlatform({ config, core, store, paint }: Opening): Platform {
  const { policy } = core;
  return createLocal({
    people: store.read.people,
    messages: store.local,
    kept: store.read.files,
    channels: localChannels(policy),
    commands: localCommands(core.features.commands),
    intro: config.demo ? DEMO_INTRO : OWN_INTRO,
    clock: core.clock,
    timeZone: policy.timeZone,
    locale: policy.language,
    company: policy.company?.name ?? '',
    paint,
    receive: createRouter(core),
    onFault: (error) => core.log.error({ cause: causeOf(error) }, 'the local workspace failed'),
  });
}
