/** What the agenda's own actions carry: the rung of a scenario, a promised day, an insurer's stage, what is old or owed. */
import type { DunningStep } from '../dunning/dunning-policy.ts';
import type { Day } from '../kernel/dates.ts';

/** The rung of the account's scenario that a contact is. */
export interface ActionStep {
  readonly scenario: string;
  /** From 1. */
  readonly number: number;
  readonly step: DunningStep;
  /** The oldest overdue day that it is for. */
  readonly due: Day;
  /** Calls without an answer so far. */
  readonly tries: number;
}

/** What an insurer wants to know, by days past the oldest due day. */
export type InsurerStage = 'warn' | 'notify' | 'stop';

interface Own {
  readonly step?: ActionStep | undefined;
  /** What of the amount is more than 60 days late. */
  readonly old?: bigint | undefined;
  /** The promised day that a promise's action is about. */
  readonly promised?: Day | undefined;
  readonly stage?: InsurerStage | undefined;
  /** Of a credit: what the account owes in all; below 0 the balance itself is in the debtor's favour. */
  readonly owed?: bigint | undefined;
  /** References of the items that lapse, the oldest first; empty where one has none. */
  readonly lapsing?: readonly string[] | undefined;
}

declare module '../debtors/action.ts' {
  interface About extends Own {}
}

/** In the order of the whole list's sections. */
const NAMES = [
  'promise-broken',
  'call-back',
  'overdue',
  'promise-check',
  'limitation',
  'insurer',
  'limit',
  'limit-share',
  'cover-ending',
  'credit',
  'residue',
  'due-soon',
] as const;
export type OwnKind = (typeof NAMES)[number];
