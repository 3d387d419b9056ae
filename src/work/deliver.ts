/**
 * The outbox worker: claims rows, asks whether amounts may go where they are addressed, sends each once and marks what became of it, together where it came back together. After a crash or a lost
 * reply the platform is asked whether the message is already there; where it cannot be asked, the row ends as `unknown` and an administrator is told.
 */

import { sentence } from '../core/desk/card.ts';
import { type Core, type Log, today } from '../core/desk/core.ts';
import { type OutboxMessage, PlatformError, type PostedRef } from '../core/desk/outbox.ts';
import type { Person } from '../core/desk/people-ports.ts';
import { may } from '../core/desk/policy.ts';
import type { Tx } from '../core/desk/store.ts';
import { deskTexts } from '../core/desk/texts.ts';
import { DomainError } from '../core/kernel/errors.ts';
import { Elsewhere, send, UnknownOutcome } from './send.ts';
import { createWorkLoop, type WorkLoop } from './work-loop.ts';

/** A row in `sending` for longer than this belongs to an instance that died. */
const STALE_MS = 300_000;
/** A send that takes longer is given up by its own instance, well before another one may take the row: a request that is on its way by then ends within the minute left. */
const LEASE_MS = 240_000;
const BATCH = 20;
const IDLE_MS = 1_000;
/** 1 s, 2 s, 4 s … up to 5 minutes; after MAX_ATTEMPTS (a little over an hour) the row is given up. */
const MAX_ATTEMPTS = 20;
const MAX_BACKOFF_MS = 300_000;
const NOTICE = 'notice:';

/** `leaseMs` is for tests. */
export function createDeliverer(core: Core, leaseMs = LEASE_MS): WorkLoop {
  return createWorkLoop({
    idleMs: IDLE_MS,
    pass: (stopped) => sendDue(core, leaseMs, stopped),
    onFault: (error) => logFault(core.log, error, 'the outbox could not be read'),
  });
}

async function sendDue(core: Core, leaseMs: number, stopped: () => boolean): Promise<number> {
  const sent = new Sent(core);
  for (let handled = 0; ; ) {
    const rows = await sent.markAndClaim();
    if (rows.length === 0) return handled;
    // Rows of one claim go to different places, so they wait for nobody but their platform.
    const people = core.store.read.people.all();
    await Promise.all(
      rows.map(async (row) => {
        const ref = await deliver(core, row, people, leaseMs);
        await sent.handled(ref && { claim: row, ref });
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
  readonly ref: PostedRef;
}

/**
 * What a drain sent and has not marked yet: whatever came back from the platforms together is marked in one transaction, at once, and the last of a claim in the
 * transaction of the next claim. What a crash or a fault keeps from being marked is looked for on its platform before it is posted again.
 */
class Sent {
  readonly #core: Core;
  #waiting: SentRow[] = [];
  /** Rows of the claim that are still on their way. */
  #outstanding = 0;
  #marking: Promise<void> | undefined;

  constructor(core: Core) {
    this.#core = core;
  }

  async markAndClaim(): Promise<readonly OutboxMessage[]> {
    const rows = await this.#transact((tx, now) => tx.outbox.claim(now, now - STALE_MS, BATCH));
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
      await this.mark().catch((error: unknown) => logFault(this.#core.log, error, 'outbox rows could not be marked'));
    this.#marking = undefined;
  }

  /** Marks what waits, then does the work, in one transaction. When it fails, what was sent is in doubt. */
  async #transact<T>(work: (tx: Tx, now: number) => Promise<T>): Promise<T> {
    const { store, clock, log } = this.#core;
    const sent = this.#waiting;
    this.#waiting = [];
    try {
      const now = clock.now();
      const [taken, result] = await store.transact(async (tx) => [await tx.outbox.sent(sent, now), await work(tx, now)] as const);
      for (const { claim } of sent.filter((s) => taken.includes(s.claim.id)))
        log.warn(
          { outbox: claim.id, key: claim.key, platform: claim.platform },
          'a message was sent after another instance had taken it over',
        );
      return result;
    } catch (error) {
      for (const { claim } of sent) await settle(this.#core, claim, error);
      throw error;
    }
  }
}

/** Where the row stands now; undefined when it was not sent, and what becomes of it is kept. */
async function deliver(
  core: Core,
  row: OutboxMessage,
  people: Promise<readonly Person[]>,
  leaseMs: number,
): Promise<PostedRef | undefined> {
  try {
    return await leased(leaseMs, async (signal) => send(core, row, await people, signal));
  } catch (error) {
    await settle(core, row, error);
    return undefined;
  }
}

async function settle(core: Core, row: OutboxMessage, error: unknown): Promise<void> {
  await settleFault(core, row, error).catch((fault: unknown) => logFault(core.log, fault, 'an outbox row could not be marked'));
}

/** The work's result while the lease runs. After it the signal forbids to post, and a message that may be under way already is looked for before the next try. */
async function leased<T>(ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const lease = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      lease.abort();
      reject(new PlatformError('lost', `the message was not sent within ${Math.round(ms / 1000)} s`));
    }, ms);
  });
  try {
    return await Promise.race([work(lease.signal), over]);
  } finally {
    clearTimeout(timer);
  }
}

/** What becomes of a row that was not sent: later, never, or unknown. */
async function settleFault(core: Core, row: OutboxMessage, error: unknown): Promise<void> {
  const now = core.clock.now();
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof UnknownOutcome)
    return end(core, row, 'unknown', message, (what) => deskTexts(core.policy.language).delivery.unknown(what));
  if (error instanceof Elsewhere) {
    await core.store.transact((tx) => tx.outbox.close(row, 'refused', `the person is not on ${row.platform}`, now));
    return;
  }
  if (error instanceof DomainError) return end(core, row, 'refused', message, refusal(core, message));
  const platform = error instanceof PlatformError ? error : undefined;
  if (platform?.fault === 'refused' || row.attempts >= MAX_ATTEMPTS) return end(core, row, 'failed', message, refusal(core, message));
  if (!platform) logFault(core.log, error, 'a message could not be sent');
  const backoff = Math.min(MAX_BACKOFF_MS, 1_000 * 2 ** Math.min(row.attempts - 1, 20));
  // Whatever is no PlatformError may have happened after the post.
  const doubt = platform === undefined || platform.fault === 'lost';
  await core.store.transact((tx) => tx.outbox.retry(row, now + (platform?.retryAfter ?? backoff), message, doubt));
}

function refusal(core: Core, why: string): (what: string) => string {
  return (what) => deskTexts(core.policy.language).delivery.refused(what, why);
}

/** Closes the row and tells the administrators why, in one transaction; a notice that fails tells nobody else. Who may not see amounts is told the message's key instead of its words. */
async function end(
  core: Core,
  row: OutboxMessage,
  status: 'failed' | 'refused' | 'unknown',
  message: string,
  told: (what: string) => string,
): Promise<void> {
  const { language } = core.policy;
  const people = row.key.startsWith(NOTICE) ? [] : (await core.store.read.people.all()).filter((p) => may(core.policy, p, 'administer'));
  const at = core.clock.now();
  core.log.warn({ outbox: row.id, key: row.key, platform: row.platform, status }, message);
  await core.store.transact(async (tx) => {
    if (!(await tx.outbox.close(row, status, message, at))) return;
    for (const person of people) {
      const key = `${NOTICE}${row.id}:${person.id}:${today(core)}`;
      const amounts = row.card.amounts && may(core.policy, person, 'see');
      const what = row.card.amounts && !amounts ? row.key : row.card.fallback;
      await tx.outbox.enqueue(
        { key, destination: { to: 'person', personId: person.id }, card: { ...sentence(told(what), language), amounts } },
        [...core.gateways.keys()],
        at,
      );
    }
  });
}

function logFault(log: Log, error: unknown, message: string): void {
  log.error({ cause: error instanceof Error ? (error.stack ?? error.message) : String(error) }, message);
}
