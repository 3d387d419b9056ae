/**
 * A worker of the outbox: claims rows of its traffic, sends each once and marks what became of it, together where it came back together. After a crash or a lost
 * reply whoever carries it is asked whether the message is already there; where nobody can be asked, the row ends as `unknown`. Who waits for the message is told, else the administrators.
 */
import { type Act, actIn } from '../core/desk/act.ts';
import type { Core, Log } from '../core/desk/core.ts';
import { type OutboxMessage, PartlyPosted, PlatformError, type Posted } from '../core/desk/outbox.ts';
import { tellOutcome } from '../core/desk/outcome.ts';
import { outboxIn, type Tx } from '../core/desk/store.ts';
import { pauseAfter } from '../core/kernel/back-off.ts';
import { causeOf, DomainError, messageOf } from '../core/kernel/errors.ts';
import { type Failed, tellAdministrators } from './notices.ts';
import { chatTraffic } from './send.ts';
import type { Hold, Traffic } from './traffic.ts';
import { createWorkLoop, type WorkLoop } from './work-loop.ts';

/** Whoever carries a row says so at least this often; after `STALE_MS` of silence its instance has died. */
const HOLD_MS = 10_000;
const STALE_MS = 90_000;
/** Whoever cannot say so for this long gives the row up, well before another one may take it: a request that is on its way by then ends within the minute left. */
const SILENT_MS = 30_000;
/** And so does whoever carries it for longer than this. */
const LEASE_MS = 240_000;

/** What a worker works with. */
interface Worker {
  readonly core: Core;
  readonly traffic: Traffic;
  readonly leaseMs: number;
  readonly holdMs: number;
}

/** Of chat, unless another traffic is given. `leaseMs` and `holdMs` are for tests. */
export function createDeliverer(
  core: Core,
  {
    traffic = chatTraffic(core),
    leaseMs = LEASE_MS,
    holdMs = HOLD_MS,
  }: { readonly traffic?: Traffic; readonly leaseMs?: number; readonly holdMs?: number } = {},
): WorkLoop {
  const worker: Worker = { core, traffic, leaseMs, holdMs };
  return createWorkLoop({
    idleMs: traffic.idleMs,
    pass: (stopped) => sendDue(worker, stopped),
    onFault: (error) => logFault(core.log, error, 'the outbox could not be read'),
  });
}

async function sendDue(worker: Worker, stopped: () => boolean): Promise<number> {
  const sent = new Sent(worker);
  for (let handled = 0; ; ) {
    const rows = await sent.markAndClaim();
    if (rows.length === 0) return handled;
    // Rows of one claim go to different places, so they wait for nobody but their platform.
    const carry = worker.traffic.carrier();
    await Promise.all(
      rows.map(async (row) => {
        const posted = await deliver(worker, row, carry);
        await sent.handled(posted && { claim: row, ref: posted });
      }),
    );
    handled += rows.length;
    if (stopped()) {
      await sent.mark();
      return handled;
    }
  }
}

interface SentRow {
  readonly claim: OutboxMessage;
  readonly ref: Posted;
}

/**
 * What a drain sent and has not marked yet: whatever came back from the platforms together is marked in one transaction, at once, and the last of a claim in the
 * transaction of the next claim. What a crash or a fault keeps from being marked is looked for on its platform before it is posted again.
 */
class Sent {
  readonly #worker: Worker;
  #waiting: SentRow[] = [];
  /** Rows of the claim that are still on their way. */
  #outstanding = 0;
  #marking: Promise<void> | undefined;

  constructor(worker: Worker) {
    this.#worker = worker;
  }

  async markAndClaim(): Promise<readonly OutboxMessage[]> {
    const { batch, route } = this.#worker.traffic;
    const rows = await this.#transact((tx, now) => outboxIn(tx).claim(now, now - STALE_MS, batch, route));
    this.#outstanding = rows.length;
    return rows;
  }

  /** A row of the claim is done with; `sent` when it is on its platform. */
  async handled(sent: SentRow | undefined): Promise<void> {
    this.#outstanding--;
    if (sent) this.#waiting.push(sent);
    if (this.#waiting.length === 0 || this.#outstanding === 0) return;
    this.#marking ??= this.#markWhileOthersGo();
    await this.#marking;
  }

  async mark(): Promise<void> {
    if (this.#waiting.length > 0) await this.#transact(async () => {});
  }

  async #markWhileOthersGo(): Promise<void> {
    // Those that come back in the same moment are marked together.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#outstanding > 0 && this.#waiting.length > 0)
      await this.mark().catch((error: unknown) => logFault(this.#worker.core.log, error, 'outbox rows could not be marked'));
    this.#marking = undefined;
  }

  /** Marks what waits, then does the work, in one transaction. When it fails, what was sent is in doubt. */
  async #transact<T>(work: (tx: Tx, now: number) => Promise<T>): Promise<T> {
    const { store, clock, log } = this.#worker.core;
    const sent = this.#waiting;
    this.#waiting = [];
    try {
      const now = clock.now();
      const [taken, result] = await store.transact(async (tx) => [await this.#markAll(tx, sent, now), await work(tx, now)] as const);
      for (const { claim } of sent.filter((s) => taken.includes(s.claim.id)))
        log.warn(
          { outbox: claim.id, key: claim.key, platform: claim.platform },
          'a message was sent after another instance had taken it over',
        );
      return result;
    } catch (error) {
      for (const { claim } of sent) await settle(this.#worker, claim, error);
      throw error;
    }
  }

  /** Returns the ids whose claim is over. */
  async #markAll(tx: Tx, sent: readonly SentRow[], now: number): Promise<readonly number[]> {
    const taken = await outboxIn(tx).sent(sent, now);
    for (const { claim, ref } of sent)
      if (claim.about !== undefined && !taken.includes(claim.id))
        await tellOutcome(actOf(tx, this.#worker.core, claim), claim, { status: 'sent', without: ref.without ?? [] });
    return taken;
  }
}

/** Where the row stands now; undefined when it was not sent, and what becomes of it is kept. */
async function deliver(worker: Worker, row: OutboxMessage, carry: ReturnType<Traffic['carrier']>): Promise<Posted | undefined> {
  try {
    return await leased(worker, row, (signal) => carry(row, holdOf(worker.core, row, signal)));
  } catch (error) {
    await settle(worker, row, error);
    return undefined;
  }
}

function holdOf({ store }: Core, row: OutboxMessage, signal: AbortSignal): Hold {
  const handing = async (): Promise<void> => {
    if (signal.aborted || !(await store.transact((tx) => outboxIn(tx).hand(row))))
      throw new PlatformError('retry', 'another worker has the message');
  };
  return { signal, handing };
}

async function settle(worker: Worker, row: OutboxMessage, error: unknown): Promise<void> {
  await settleFault(worker, row, error).catch((fault: unknown) => logFault(worker.core.log, fault, 'an outbox row could not be marked'));
}

/**
 * The work's result while the lease runs, which is renewed as long as the row is in this claim. After it the signal forbids to post, and a message that may be
 * under way already is looked for before the next try.
 */
async function leased<T>({ core, leaseMs, holdMs }: Worker, row: OutboxMessage, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const lease = new AbortController();
  const begun = performance.now();
  let renewed = begun;
  const renew = async (): Promise<void> => {
    const now = performance.now();
    const held = await core.store.transact((tx) => outboxIn(tx).hold(row, core.clock.now()));
    if (held) renewed = now;
    else lease.abort();
  };
  const over = new Promise<never>((_, reject) => {
    lease.signal.addEventListener('abort', () => reject(new PlatformError('lost', 'the lease of the message is over')));
  });
  const pulse = setInterval(
    () => {
      const now = performance.now();
      if (now - begun > leaseMs || now - renewed > SILENT_MS) lease.abort();
      else renew().catch((error: unknown) => logFault(core.log, error, 'the lease of a message could not be renewed'));
    },
    Math.min(holdMs, leaseMs),
  );
  try {
    return await Promise.race([work(lease.signal), over]);
  } finally {
    clearInterval(pulse);
  }
}

/** What becomes of a row that was not sent: later, never, or unknown. */
async function settleFault(worker: Worker, row: OutboxMessage, error: unknown): Promise<void> {
  const { core, traffic } = worker;
  const { patience } = traffic;
  const why = messageOf(error);
  const platform = error instanceof PlatformError ? error : undefined;
  if (error instanceof DomainError || platform?.fault === 'nobody')
    return end(core, row, { status: 'refused', why }, platform && row.about === undefined);
  if (platform?.fault === 'unknown') return end(core, row, { status: 'unknown', why });
  if (platform?.fault === 'refused' || row.attempts >= patience.attempts) return end(core, row, { status: 'failed', why });
  if (!platform) logFault(core.log, error, 'a message could not be sent');
  const wait = platform?.retryAfter ?? pauseAfter(patience, row.attempts - 1);
  // Whatever is no PlatformError may have happened after the post.
  const doubt = platform === undefined || platform.fault === 'lost';
  const left = error instanceof PartlyPosted ? error.left : undefined;
  await core.store.transact((tx) => outboxIn(tx).retry(row, core.clock.now() + wait, why, doubt, left));
}

/** Closes the row and tells who waits for it, else (unless it is `quiet`) the administrators, why, in one transaction. */
async function end(core: Core, row: OutboxMessage, ending: Failed, quiet = false): Promise<void> {
  const { store, clock, log } = core;
  if (!quiet) log.warn({ outbox: row.id, key: row.key, platform: row.platform, status: ending.status }, ending.why);
  await store.transact(async (tx) => {
    if (!(await outboxIn(tx).close(row, ending.status, ending.why, clock.now()))) return;
    const act = actOf(tx, core, row);
    if (!(await tellOutcome(act, row, ending)) && !quiet && row.about === undefined) await tellAdministrators(act, row, ending);
  });
}

/** What comes of a row is said by whoever carried it. */
function actOf(tx: Tx, core: Core, row: OutboxMessage): Act {
  return actIn(tx, core, { by: `system:${row.platform}` });
}

function logFault(log: Log, error: unknown, message: string): void {
  log.error({ cause: causeOf(error) }, message);
}
