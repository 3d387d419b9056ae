/** What a company decides about its committee: who votes on what and how, what one person may decide alone, and what a draft must have. */
import { partOfPolicy, type Role } from '../../desk/policy.ts';
import type { Bands } from '../count/band.ts';
import type { Rule } from '../count/vote.ts';

/** Litigation is never delegated (docs/rules/voting.md, "Default committee"). */
export const MOTION_KINDS = ['limit', 'litigation', 'generic'] as const;
export type MotionKind = (typeof MOTION_KINDS)[number];

/** A rule of docs/rules/voting.md with what surrounds the count. */
export interface CommitteeRule extends Rule {
  /** Business hours from the opening to the close. */
  readonly window: number;
  /** Ballots are counted, never named. */
  readonly secret: boolean;
  /** What was cast is shown at the close only. */
  readonly hideResults: boolean;
  /** Whose holders may close once everyone has voted, and extend with a reason. */
  readonly chair: Role;
}

/** What a draft may lack: refused, shown as a warning, or let pass. */
export const CHECKS = ['limitUnderExposure', 'openDispute', 'noReminder', 'costAboveGain'] as const;
export type Check = (typeof CHECKS)[number];
export type Severity = 'refuse' | 'warn' | 'allow';

/** Those whose work the account is: they speak, and hold no ballot on it. */
export const RECUSABLE = ['salesperson', 'salesAdmin', 'collector'] as const;
export type Recusable = (typeof RECUSABLE)[number];

export interface CommitteePolicy {
  readonly rules: Readonly<Record<MotionKind, Bands<CommitteeRule>>>;
  /** Kinds whose rules the company has written itself: one of them that cannot reach its quorum is refused at start. */
  readonly written: readonly MotionKind[];
  /** Minor units of uninsured exposure after the decision that a holder of the role may grant alone. */
  readonly delegated: Readonly<Partial<Record<Role, bigint>>>;
  /** The insured share, in ten-thousandths. */
  readonly quota: number;
  /** Working hours, minutes since midnight: what a window counts. */
  readonly hours: { readonly from: number; readonly to: number };
  /** A figure that an import changes by more than this share (ten-thousandths) is a new fact. */
  readonly tolerance: number;
  readonly recuse: readonly Recusable[];
  readonly checks: Readonly<Record<Check, Severity>>;
  /** Chances in ten-thousandths by which a lawsuit's gain is estimated: of winning, and of then being paid. */
  readonly odds: { readonly win: number; readonly solvent: number };
  /** Hours before the close at which the undecided are reminded a last time. */
  readonly remindBefore: number;
  /** Business days to carry a decision out. */
  readonly carryOutWithin: number;
  /** Days before a limit's end at which it is announced. */
  readonly warnBefore: number;
  /** Days after a decision at which it comes back on the agenda. */
  readonly followUps: readonly number[];
}

const HOUR = 3_600_000;
const BASE = {
  threshold: 'majority',
  veto: [],
  tie: 'reject',
  proposerVotes: false,
  minimumOpen: 4 * HOUR,
  noQuorum: 'extend',
  window: 18,
  secret: false,
  hideResults: false,
  chair: 'credit-manager',
} as const satisfies Partial<CommitteeRule>;
const MEMBERS = ['credit-manager', 'finance', 'sales', 'sales-admin', 'director'] as const;
const HALF = { numerator: 1n, denominator: 2n };

/** The default committee of docs/rules/voting.md: credit manager with finance; the committee; the committee with the director. */
const PAIR: CommitteeRule = {
  ...BASE,
  voters: ['credit-manager', 'finance'],
  quorum: { count: 2, roles: { 'credit-manager': 1, finance: 1 } },
  threshold: 'unanimity',
  proposerVotes: true,
  minimumOpen: 0,
};
const COMMITTEE: CommitteeRule = {
  ...BASE,
  voters: MEMBERS,
  quorum: { share: HALF, roles: { finance: 1, sales: 1 } },
  tie: { role: 'director' },
};
const WITH_DIRECTOR: CommitteeRule = {
  ...COMMITTEE,
  quorum: { share: HALF, roles: { finance: 1, sales: 1, director: 1 } },
  veto: ['director'],
};

export const DEFAULT_COMMITTEE: CommitteePolicy = {
  rules: {
    limit: {
      below: [
        { upTo: 150_000_00n, rule: PAIR },
        { upTo: 500_000_00n, rule: COMMITTEE },
      ],
      highest: WITH_DIRECTOR,
    },
    litigation: { below: [], highest: WITH_DIRECTOR },
    generic: { below: [], highest: COMMITTEE },
  },
  written: [],
  delegated: { collector: 10_000_00n, 'credit-manager': 50_000_00n },
  quota: 9000,
  hours: { from: 9 * 60, to: 18 * 60 },
  tolerance: 500,
  recuse: ['salesperson'],
  checks: { limitUnderExposure: 'warn', openDispute: 'refuse', noReminder: 'warn', costAboveGain: 'warn' },
  odds: { win: 9000, solvent: 6000 },
  remindBefore: 4,
  carryOutWithin: 2,
  warnBefore: 14,
  followUps: [30, 60, 90],
};

/** Every rule of a kind, for checks that ask each. */
export function rulesOf(bands: Bands<CommitteeRule>): readonly CommitteeRule[] {
  return [...bands.below.flatMap((band) => band.rule ?? []), bands.highest];
}

export const committeePolicy = partOfPolicy<CommitteePolicy>('committee');
