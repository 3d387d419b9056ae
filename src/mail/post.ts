/**
 * The mail worker: takes letters that are due, hands each to the server once, and marks what became of it. A letter that the server may have is never sent again: one that was
 * handed over when its worker died, or whose answer was lost, ends as `unknown` and its author is told.
 */

import type { Core } from '../core/desk/core.ts';
import type { LetterRow } from '../core/letters/ports.ts';
import { lettersIn } from '../core/letters/ports.ts';
import { endLetter } from '../core/letters/tell-letter.ts';
import { createWorkLoop, type WorkLoop } from '../work/work-loop.ts';
import { MailError, type Mailer, type MailResult } from './smtp.ts';

/** A letter in `sending` for longer than this belongs to a worker that died: a send takes two time-outs at most. */
const STALE_MS = 300_000;
const BATCH = 5;
const IDLE_MS = 2_000;
/** 1, 2, 4 … minutes up to an hour: about half a day of a busy server. */
const MAX_ATTEMPTS = 16;
const FIRST_BACKOFF_MS = 60_000;
const MAX_BACKOFF_MS = 3_600_000;

export function createPoster(core: Core, mailer: Mailer): WorkLoop {
  return createWorkLoop({
    idleMs: IDLE_MS,
    pass: (stopped) => sendDue(core, mailer, stopped),
    onFault: (error) => fault(core, error, 'letters could not be read'),
  });
}

async function sendDue(core: Core, mailer: Mailer, stopped: () => boolean): Promise<number> {
  await sweep(core);
  for (let handled = 0; ; ) {
    const rows = await core.store.transact((tx) => lettersIn(tx).claim(core.clock.now(), BATCH));
    if (rows.length === 0) return handled;
    await Promise.all(rows.map((row) => post(core, mailer, row)));
    handled += rows.length;
    if (stopped()) return handled;
  }
}

/** Letters whose worker died: those that the server cannot have go back, the others end as unknown. */
async function sweep(core: Core): Promise<void> {
  const now = core.clock.now();
  for (const row of await core.store.transact((tx) => lettersIn(tx).abandoned(now - STALE_MS))) {
    if (row.handed) await end(core, row, { status: 'unknown', why: 'the process ended while the server had it' });
    else await core.store.transact((tx) => lettersIn(tx).retry(row, now, 'the process ended before the server had it'));
  }
}

async function post(core: Core, mailer: Mailer, row: LetterRow): Promise<void> {
  try {
    const bytes = row.fileId === null ? undefined : await core.store.read.files.bytes(row.fileId);
    if (!bytes) return await end(core, row, { status: 'failed', why: 'its file is not kept any more' });
    const to = [row.recipient, ...(row.copy === '' ? [] : [row.copy])];
    const handing = async (): Promise<void> => {
      if (!(await core.store.transact((tx) => lettersIn(tx).hand(row)))) throw new Error('another worker has the letter');
    };
    await settle(core, row, await mailer.send({ to, bytes, handing }));
  } catch (error) {
    await settleFault(core, row, error).catch((second: unknown) => fault(core, second, 'a letter could not be marked'));
  }
}

/** The server answered about every recipient. */
async function settle(core: Core, row: LetterRow, result: MailResult): Promise<void> {
  const refused = result.rejected.find((r) => r.address === row.recipient);
  if (!refused) return end(core, row, { status: 'sent', why: null, copyRefused: result.rejected.length > 0 });
  if (refused.permanent || row.attempts >= MAX_ATTEMPTS)
    return end(core, row, { status: 'failed', why: refused.why, refused: refused.permanent });
  // Once the copy has it, only the debtor gets it at the next try.
  await later(core, row, refused.why, result.accepted.length > 0 ? '' : undefined);
}

async function settleFault(core: Core, row: LetterRow, error: unknown): Promise<void> {
  if (!(error instanceof MailError)) fault(core, error, 'a letter could not be sent');
  const why = error instanceof Error ? error.message : String(error);
  const kind = error instanceof MailError ? error.fault : 'busy';
  if (kind === 'lost') return end(core, row, { status: 'unknown', why });
  if (kind === 'refused') return end(core, row, { status: 'failed', why });
  if (row.attempts >= MAX_ATTEMPTS) return end(core, row, { status: 'failed', why });
  await later(core, row, why);
}

async function later(core: Core, row: LetterRow, why: string, copy?: string): Promise<void> {
  const backoff = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (row.attempts - 1));
  await core.store.transact((tx) => lettersIn(tx).retry(row, core.clock.now() + backoff, why, copy));
}

async function end(core: Core, row: LetterRow, ending: Parameters<typeof endLetter>[2]): Promise<void> {
  const told = { at: core.clock.now(), platforms: [...core.gateways.keys()], language: core.policy.language };
  const marked = await core.store.transact((tx) => endLetter(tx, row, ending, told));
  if (ending.status !== 'sent' || !marked)
    core.log.warn({ letter: row.id, status: ending.status, marked, why: ending.why ?? '' }, 'a letter did not simply arrive');
}

function fault(core: Core, error: unknown, message: string): void {
  core.log.error({ cause: error instanceof Error ? (error.stack ?? error.message) : String(error) }, message);
}
