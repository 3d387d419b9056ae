/** What a company decides about its agenda: when it is posted, how much a day holds, and what is worth an action. */
import { partOfPolicy } from '../desk/policy.ts';
import type { InsurerStage } from './about.ts';

export interface AgendaPolicy {
  /** Minutes since midnight, local time. */
  readonly at: number;
  /** Actions named in the morning's card; the rest is counted. */
  readonly top: number;
  readonly keySegments: readonly string[];
  /** Balances smaller than this (minor units of `currency`) make no action. */
  readonly floor: bigint;
  /** Actions of one person on one day, by e-mail where it differs; the rest is carried over. */
  readonly capacity: number;
  readonly capacityOf: ReadonlyMap<string, number>;
  /** Days of waiting that double an action's priority. */
  readonly doubling: number;
  /** Business days after which a reason that was handled, and is still there, comes back. */
  readonly again: number;
  /** Less than this (minor units of `currency`), more days late than that: a rest to clear, not to chase. */
  readonly residue: bigint;
  readonly residueDays: number;
  /** Ten-thousandths of a limit from which its use is told; days before the end of an insurer's cover. */
  readonly limitShare: number;
  readonly coverEnding: number;
  /** Days past the oldest due day at which an insurer is to be warned of, told, and deliveries stop. */
  readonly insurer: Readonly<Record<InsurerStage, number>>;
  /** Years after which a claim is lost, between traders and against a consumer, and days before that at which it is said. */
  readonly limitation: { readonly years: number; readonly consumerYears: number; readonly warnDays: number };
}

export const DEFAULT_AGENDA: AgendaPolicy = {
  at: 8 * 60,
  top: 5,
  keySegments: ['key'],
  floor: 1_00n,
  capacity: 30,
  capacityOf: new Map(),
  doubling: 3,
  again: 5,
  residue: 20_00n,
  residueDays: 90,
  limitShare: 9000,
  coverEnding: 30,
  insurer: { warn: 30, notify: 45, stop: 60 },
  limitation: { years: 5, consumerYears: 2, warnDays: 180 },
};

export const agendaPolicy = partOfPolicy<AgendaPolicy>('agenda');
