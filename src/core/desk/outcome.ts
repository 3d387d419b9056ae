/** What a feature does once a message of its own has ended, in the transaction that marks the message. */
import type { Locale } from '../kernel/locale.ts';
import type { Outcome, PlatformName } from './outbox.ts';
import type { Tx } from './store.ts';

export interface Ended {
  /** The number behind the kind in the message's `about`. */
  readonly id: number;
  readonly attempts: number;
  readonly outcome: Outcome;
}

export type OnOutcome = (
  tx: Tx,
  ended: Ended,
  told: { readonly at: number; readonly platforms: readonly PlatformName[]; readonly language: Locale },
) => Promise<void>;
