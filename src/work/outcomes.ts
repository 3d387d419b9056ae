/** The features that wait for what becomes of their messages; the outbox itself knows none of them. */

import type { OutboxMessage, Outcome } from '../core/desk/outbox.ts';
import type { OnOutcome } from '../core/desk/outcome.ts';
import type { Tx } from '../core/desk/store.ts';
import { endLetter } from '../core/letters/tell-letter.ts';

/** By the kind of what a message is about. */
const WAITING: Readonly<Record<string, OnOutcome>> = { letter: endLetter };

/** Tells whoever waits for the message; false when nobody does. */
export async function tellOutcome(
  tx: Tx,
  { about = '', attempts }: Pick<OutboxMessage, 'about' | 'attempts'>,
  outcome: Outcome,
  told: Parameters<OnOutcome>[2],
): Promise<boolean> {
  const [kind = '', id] = about.split(':');
  const waiting = WAITING[kind];
  if (!waiting) return false;
  await waiting(tx, { id: Number(id), attempts, outcome }, told);
  return true;
}
