/** The company's choices. The defaults are those of a French company that has not written a policy yet; src/config.ts reads and checks the file. */
import type { Locale } from './card.ts';
import type { Day } from './dates.ts';
import type { PlatformName } from './ports.ts';

/** What a person may do; the policy says which roles may. */
export type Permission =
  /** Look up debtors and see amounts. */
  | 'see'
  /** Import a file dropped into the conversation with the bot. */
  | 'import'
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

/** One unit of `from` is worth `rate` (decimal string) of `to`, from that day on. */
export interface ExchangeRate {
  readonly from: string;
  readonly to: string;
  readonly on: Day;
  readonly rate: string;
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
    /** An invoice of a key account that falls due within so many days is announced. */
    readonly dueSoonDays: number;
    /** Balances smaller than this (minor units of `currency`) make no action. */
    readonly floor: bigint;
  };
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
  agenda: { at: 8 * 60, top: 5, keySegments: ['key'], dueSoonDays: 3, floor: 1_00n },
  channels: {},
  rates: [],
  permissions: {
    see: [...ROLES],
    import: ['admin', 'credit-manager'],
    administer: ['admin', 'credit-manager'],
  },
};

/** Whether one of the person's roles has the permission. */
export function may(policy: Policy, person: { readonly roles: readonly string[] }, permission: Permission): boolean {
  return person.roles.some((role) => policy.permissions[permission].some((allowed) => allowed === role));
}
