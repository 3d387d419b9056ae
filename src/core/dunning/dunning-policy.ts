/** The company's dunning: which customers are of which segment, and what is done on which day for each (the defaults are a proposal: docs/rules/dunning.md). */
import { partOfPolicy, type Role } from '../desk/policy.ts';

/** Rungs of a scenario. What follows a formal notice, or stops deliveries, is never reached by skipping it. */
export const STEP_KINDS = ['email', 'call', 'letter', 'visit', 'stop', 'formal-notice', 'committee', 'handover'] as const;
export type StepKind = (typeof STEP_KINDS)[number];

export interface DunningStep {
  /** Days from the due day; below 0 before it. */
  readonly day: number;
  readonly kind: StepKind;
  /** The role that does it; the account's collector when left out. */
  readonly by: Role | undefined;
  /** Whoever of the account is told: nobody when left out. */
  readonly inform: 'sales' | undefined;
  /** Name of the letter or e-mail template; the kind's own when left out. */
  readonly template: string | undefined;
  /** Days that must pass before the next step: what a formal notice grants. */
  readonly wait: number;
}

/** Whom a scenario is for: an account must meet all that is given. Amounts in minor units of the policy's currency. */
export interface SegmentRule {
  /** As in the debtors file; `key` also stands for every segment that the policy calls a key account. */
  readonly segments?: readonly string[];
  /** The account's size: its limit or its outstanding, whichever is greater. */
  readonly sizeUpTo?: bigint;
  /** What is overdue. */
  readonly amountFrom?: bigint;
  readonly amountUpTo?: bigint;
  readonly scoreClasses?: readonly string[];
  readonly badPayer?: boolean;
}

export interface Scenario {
  readonly name: string;
  readonly when: SegmentRule;
  /** By day. */
  readonly steps: readonly DunningStep[];
}

export interface DunningPolicy {
  /** The first one that an account meets; the last one is for everybody else. */
  readonly scenarios: readonly Scenario[];
  /** A bad payer: promises broken in ninety days, or days late on average over the last year. */
  readonly badPayer: { readonly broken: number; readonly averageLate: number };
  /** Calls without an answer before the step counts as done. */
  readonly tries: number;
  /** Days between a step that was done late and the next. */
  readonly spacing: number;
}

function step(day: number, kind: StepKind, more: Partial<DunningStep> = {}): DunningStep {
  return {
    day,
    kind,
    by: undefined,
    inform: undefined,
    template: kind === 'formal-notice' ? 'formal-notice' : undefined,
    wait: kind === 'formal-notice' ? 8 : 0,
    ...more,
  };
}

export const DEFAULT_DUNNING: DunningPolicy = {
  scenarios: [
    {
      name: 'key',
      when: { segments: ['key'] },
      steps: [
        step(-7, 'call'),
        step(3, 'call'),
        step(8, 'email', { inform: 'sales', template: 'reminder-1' }),
        step(15, 'letter', { template: 'reminder-2' }),
        step(30, 'call', { by: 'credit-manager' }),
        step(45, 'committee'),
      ],
    },
    {
      name: 'bad-payer',
      when: { badPayer: true },
      steps: [step(-3, 'email'), step(1, 'call'), step(7, 'stop'), step(15, 'formal-notice')],
    },
    {
      name: 'small',
      when: { sizeUpTo: 5_000_00n },
      steps: [
        step(5, 'email', { template: 'reminder-1' }),
        step(12, 'email', { template: 'reminder-2' }),
        step(20, 'letter', { template: 'penalties' }),
        step(30, 'formal-notice'),
        step(45, 'handover'),
      ],
    },
    {
      name: 'standard',
      when: {},
      steps: [
        step(-3, 'email'),
        step(3, 'call'),
        step(10, 'email', { template: 'penalties' }),
        step(20, 'call'),
        step(30, 'formal-notice'),
        step(40, 'committee'),
      ],
    },
  ],
  badPayer: { broken: 1, averageLate: 45 },
  tries: 3,
  spacing: 3,
};

export const dunningPolicy = partOfPolicy<DunningPolicy>('dunning');
