/** The company's choices that concern everybody; what a feature lets it choose is the feature's own part (`partOfPolicy`). */
import type { Bounds } from '../kernel/buckets.ts';
import type { Day } from '../kernel/dates.ts';
import type { Locale } from '../kernel/locale.ts';
import type { ExchangeRate } from '../kernel/rates.ts';
import { partOf } from './part.ts';
import type { PlatformName } from './places.ts';

/** What a person may do; the policy says which roles may. A feature adds its own by declaration merging, and its door brings them. */
export interface Permissions {
  readonly see: PermissionSpec;
  readonly administer: PermissionSpec;
}
export type Permission = keyof Permissions;

/** Who has it when the company has not said, and what it is, in the policy's table. */
export interface PermissionSpec {
  readonly roles: readonly Role[];
  readonly means: string;
}
export type PermissionSpecs = Readonly<Record<string, PermissionSpec>>;

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

/** A person's absence, both days included; without an end it lasts. */
export interface AbsencePolicy {
  readonly email: string;
  readonly from: Day;
  readonly to: Day | undefined;
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
  /** Terms of accounts by their first digits, whoever the debtor is: money that is held back has its own (France 4117). */
  readonly accountTerms: Readonly<Record<string, string>>;
  /** Days late with which the buckets of the aged balance end. */
  readonly buckets: Bounds;
  /** In ten-thousandths: 1000 = 10 %. */
  readonly overdueTarget: number;
  /** A ledger older than this many business days is said to be old. */
  readonly ledgerStaleAfter: number;
  /** Known absences; people add their own with /away. */
  readonly absences: readonly AbsencePolicy[];
  readonly channels: Readonly<Partial<Record<ChannelUse, ChannelPolicy>>>;
  readonly rates: readonly ExchangeRate[];
  readonly permissions: Readonly<Record<Permission, readonly Role[]>>;
}

/** A French company that has not written a policy yet; who may do what comes with the features. */
export const DEFAULT_COMPANY: Omit<Policy, 'permissions'> = {
  language: 'fr',
  timeZone: 'Europe/Paris',
  currency: 'EUR',
  company: undefined,
  country: 'FR',
  region: undefined,
  terms: '30',
  accountTerms: {},
  buckets: [30, 60, 90, 120],
  overdueTarget: 1000,
  ledgerStaleAfter: 2,
  absences: [],
  channels: {},
  rates: [],
};

export const deskPermissions = {
  see: { roles: [...ROLES], means: 'look up debtors and see amounts' },
  administer: {
    roles: ['admin', 'credit-manager'],
    means: 'receive notices about the bot itself: a refused channel, a message of unknown fate',
  },
} as const satisfies PermissionSpecs;

/** Whether one of the person's roles has the permission. */
export function may(policy: Policy, person: { readonly roles: readonly string[] }, permission: Permission): boolean {
  return person.roles.some((role) => policy.permissions[permission].some((allowed) => allowed === role));
}

/** The key to a feature's choices, by the name of their section in the policy file. */
export function partOfPolicy<Part>(section: string): (policy: Partial<Policy>) => Part {
  return partOf<Part>(section);
}
