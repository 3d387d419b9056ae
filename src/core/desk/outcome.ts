/** What a feature does once a message of its own has ended, in the transaction that marks the message; the outbox itself knows no feature. */
import type { Act } from './act.ts';
import type { OutboxMessage, Outcome } from './outbox.ts';
import { partOf } from './part.ts';

export interface Ended {
  /** The number behind the kind in the message's `about`. */
  readonly id: number;
  readonly attempts: number;
  readonly outcome: Outcome;
}

export type OnOutcome = (act: Act, ended: Ended) => Promise<void>;

/** What doors bring under `outcomes`: who waits, by the kind of what a message is about. */
export type Outcomes = Readonly<Record<string, OnOutcome>>;

const brought = partOf<Outcomes>('outcomes');

/** Tells whoever waits for the message; false when nobody does. */
export async function tellOutcome(
  act: Act,
  { about = '', attempts }: Pick<OutboxMessage, 'about' | 'attempts'>,
  outcome: Outcome,
): Promise<boolean> {
  const [kind = '', id] = about.split(':');
  const waiting = Object.hasOwn(act.features, 'outcomes') ? new Map(Object.entries(brought(act.features))).get(kind) : undefined;
  if (!waiting) return false;
  await waiting(act, { id: Number(id), attempts, outcome });
  return true;
}
