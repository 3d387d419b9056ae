/** The company's choices. The defaults are those of a French company that has not written a policy yet; src/config.ts reads and checks the file. */
import type { InsurerStage } from '../agenda/action.ts';
import { type CommitteePolicy, DEFAULT_COMMITTEE } from '../committee/committee-policy.ts';
import { REASON_RULES, type Reason, type ReasonRule } from '../disputes/reason.ts';
import { DEFAULT_DUNNING, type DunningPolicy } from '../dunning/dunning-policy.ts';
import type { Day } from '../kernel/dates.ts';
import type { Locale } from '../kernel/locale.ts';
import type { ExchangeRate } from '../kernel/rates.ts';
import { DEFAULT_LETTERS, type LetterPolicy } from '../letters/letter-policy.ts';
import { DEFAULT_MANDATES, type MandatePolicy } from '../mandates/power.ts';
import { DEFAULT_SCORE, type ScorePolicy } from '../score/score-policy.ts';
import type { PlatformName } from './outbox.ts';

/** What a person may do; the policy says which roles may. */
export type Permission =
  /** Look up debtors and see amounts. */
  | 'see'
  /** Import a file dropped into the conversation with the bot. */
  | 'import'
  /** Write in the history of an account. */
  | 'note'
  /** Write to debtors: letters and e-mails. */
  | 'letter'
  /** Open a dispute. */
  | 'dispute.open'
  /** Take, ask, wait and pass on disputes that one does not own. */
  | 'dispute.work'
  /** Settle disputes that one does not own. */
  | 'dispute.settle'
  /** Take down promises to pay, and handle actions of the agenda that are not one's own. */
  | 'collect'
  /** Put a question to the committee. */
  | 'motion.propose'
  /** Receive notices about the bot itself (a refused channel, a message of unknown fate). */
  | 'administer';

export const ROLES = [
  'admin',
  'credit-manager',
  'collector',
  'sales',
  'sales-admin',
  'finance',
  'director',
  'accounting',
  'quality',
  'logistics',
  'legal',
] as const;
export type Role = (typeof ROLES)[number];

/** The channels the bot posts in, by their use. */
export const CHANNELS = ['agenda', 'disputes', 'committee'] as const;
export type ChannelUse = (typeof CHANNELS)[number];

export interface ChannelPolicy {
  /** The platform's id of the channel. */
  readonly on: Readonly<Partial<Record<PlatformName, string>>>;
  /** E-mails or platform user ids of people off the roster who may nevertheless read amounts there. */
  readonly allowed: readonly string[];
}

export interface DisputePolicy {
  readonly reasons: Readonly<Record<Reason, ReasonRule>>;
  /** E-mail of whoever takes a role's disputes when the debtor's file names nobody; the first of the role otherwise. */
  readonly teams: Readonly<Partial<Record<Role, string>>>;
  /** Business days to take a dispute. */
  readonly acknowledge: number;
  /** Business days after the target until the committee's agenda. */
  readonly committeeAfter: number;
  /** Business days that a credit note may take before it is chased, and between two chases. */
  readonly creditNoteWithin: number;
  /** Business days until the customer is asked again, when nobody says a date. */
  readonly followUp: number;
  /** More disputes than this from one file are told in one card. */
  readonly summaryAbove: number;
}

/** A person's absence, both days included; without an end it lasts. */
export interface AbsencePolicy {
  readonly email: string;
  readonly from: Day;
  readonly to: Day | undefined;
}

/** Thresholds whose crossing is told once, and once the way back; undefined: not watched. Rates in ten-thousandths: 1000 = 10 %. */
export interface AlertPolicy {
  readonly overdueRate: number | undefined;
  /** Days that the DSO may rise in four weeks. */
  readonly dsoDrift: number | undefined;
  readonly disputeRate: number | undefined;
  /** Share of one debtor in what is owed. */
  readonly concentration: number | undefined;
  /** A debtor's entry among the largest overdue amounts. */
  readonly topEntry: boolean;
}

export interface Policy {
  readonly language: Locale;
  /** IANA name. */
  readonly timeZone: string;
  /** Currency of a FEC and of amounts that name none. */
  readonly currency: string;
  readonly company: { readonly siren: string; readonly name: string } | undefined;
  /** Public holidays, and the accounts that are customers (BE: 400, 401, 407). */
  readonly country: string;
  readonly region: string | undefined;
  /** Payment terms of a debtor without any, as in a debtors file. */
  readonly terms: string;
  /** In ten-thousandths: 1000 = 10 %. */
  readonly overdueTarget: number;
  /** A ledger older than this many business days is said to be old. */
  readonly ledgerStaleAfter: number;
  readonly agenda: {
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
    /** Years after which a claim is lost, and days before that at which it is said. */
    readonly limitation: { readonly years: number; readonly warnDays: number };
  };
  readonly dunning: DunningPolicy;
  readonly indicators: {
    /** Calendar months of the period that sales and cash are counted over. */
    readonly months: number;
    /** An undisputed debit later than this many days counts as unpaid. */
    readonly unpaidDays: number;
    /** Debtors named in the rankings. */
    readonly top: number;
    /** Debtors who owe less (minor units of `currency`) are not ranked by age. */
    readonly ageFloor: bigint;
    /** Whether the month's review is posted on its first business day. */
    readonly review: boolean;
  };
  readonly alerts: AlertPolicy;
  readonly disputes: DisputePolicy;
  readonly letters: LetterPolicy;
  readonly committee: CommitteePolicy;
  readonly mandates: MandatePolicy;
  readonly score: ScorePolicy;
  /** Known absences; people add their own with /away. */
  readonly absences: readonly AbsencePolicy[];
  readonly channels: Readonly<Partial<Record<ChannelUse, ChannelPolicy>>>;
  readonly rates: readonly ExchangeRate[];
  readonly permissions: Readonly<Record<Permission, readonly Role[]>>;
}

export const DEFAULT_POLICY: Policy = {
  language: 'fr',
  timeZone: 'Europe/Paris',
  currency: 'EUR',
  company: undefined,
  country: 'FR',
  region: undefined,
  terms: '30',
  overdueTarget: 1000,
  ledgerStaleAfter: 2,
  agenda: {
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
    limitation: { years: 5, warnDays: 180 },
  },
  dunning: DEFAULT_DUNNING,
  indicators: { months: 3, unpaidDays: 30, top: 10, ageFloor: 100_00n, review: true },
  alerts: { overdueRate: 1500, dsoDrift: 5, disputeRate: 1000, concentration: 2500, topEntry: true },
  disputes: { reasons: REASON_RULES, teams: {}, acknowledge: 1, committeeAfter: 5, creditNoteWithin: 10, followUp: 5, summaryAbove: 5 },
  letters: DEFAULT_LETTERS,
  committee: DEFAULT_COMMITTEE,
  mandates: DEFAULT_MANDATES,
  score: DEFAULT_SCORE,
  absences: [],
  channels: {},
  rates: [],
  permissions: {
    see: [...ROLES],
    import: ['admin', 'credit-manager'],
    note: [...ROLES],
    letter: ['credit-manager', 'collector', 'finance', 'director', 'legal'],
    'dispute.open': [...ROLES],
    'dispute.work': ['admin', 'credit-manager', 'sales', 'sales-admin', 'finance', 'director', 'accounting'],
    'dispute.settle': ['credit-manager', 'sales', 'sales-admin', 'finance', 'director'],
    collect: ['credit-manager', 'collector', 'sales', 'sales-admin', 'finance', 'director'],
    'motion.propose': ['credit-manager', 'collector', 'sales', 'sales-admin', 'finance', 'director', 'legal'],
    administer: ['admin', 'credit-manager'],
  },
};

/** Whether one of the person's roles has the permission. */
export function may(policy: Policy, person: { readonly roles: readonly string[] }, permission: Permission): boolean {
  return person.roles.some((role) => policy.permissions[permission].some((allowed) => allowed === role));
}
