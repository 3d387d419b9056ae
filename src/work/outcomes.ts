/** The features that wait for what becomes of their messages; the outbox itself knows none of them. */
import type { Act } from '../core/desk/act.ts';
import type { OutboxMessage, Outcome } from '../core/desk/outbox.ts';
import type { OnOutcome } from '../core/desk/outcome.ts';
import { endLetter } from '../core/letters/tell-letter.ts';

/** By the kind of what a message is about. */
const WAITING: Readonly<Record<string, OnOutcome>> = { letter: endLetter };

/** Tells whoever waits for the message; false when nobody does. */
export async function tellOutcome(
  act: Act,
  { about = '', attempts }: Pick<OutboxMessage, 'about' | 'attempts'>,
  outcome: Outcome,
): Promise<boolean> {
  const [kind = '', id] = about.split(':');
  const waiting = WAITING[kind];
  if (!waiting) return false;
  await waiting(act, { id: Number(id), attempts, outcome });
  return true;
}
