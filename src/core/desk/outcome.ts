/** What a feature does once a message of its own has ended, in the transaction that marks the message. */
import type { Act } from './act.ts';
import type { Outcome } from './outbox.ts';

export interface Ended {
  /** The number behind the kind in the message's `about`. */
  readonly id: number;
  readonly attempts: number;
  readonly outcome: Outcome;
}

export type OnOutcome = (act: Act, ended: Ended) => Promise<void>;
