/** Delegated powers (docs/rules/mandates.md): what may be granted to a debtor without the committee, by whom, up to which cap, within which scope, until when. */
import { partOfPolicy } from '../desk/policy.ts';
import type { Day } from '../kernel/dates.ts';
import type { Locale } from '../kernel/locale.ts';

export const POWERS = [
  /** Extra days. */
  'days',
  /** Payment in instalments. */
  'instalments',
  /** A rebate so that the rest is paid. */
  'rebate',
  /** A credit note given directly, without a dispute. */
  'credit',
  /** Late interest and costs given up. */
  'waiver',
  /** The buyer's own payment terms accepted. */
  'terms',
  /** Deliveries stopped. */
  'stop',
] as const;
export type Power = (typeof POWERS)[number];

/** Powers that are measured by a number (days, instalments, days of payment) and those measured by an amount; a delivery stop has no measure. */
export const COUNTED: readonly Power[] = ['days', 'instalments', 'terms'];
export const PAID_IN_MONEY: readonly Power[] = ['rebate', 'credit', 'waiver'];

/** One line of the policy: a holder has a power up to a cap. */
export interface Mandate {
  /** A role, or the e-mail address of one person. */
  readonly holder: string;
  readonly power: Power;
  /** Most days, instalments, or days of payment; for counted powers. */
  readonly upTo: number | undefined;
  /** Most minor units of `currency`; for powers in money. */
  readonly minor: bigint | undefined;
  /** Of `minor`. With `only`, other currencies are out of scope; else they convert at the policy's rates. */
  readonly currency: string;
  readonly only: boolean;
  /** Most in ten-thousandths of what the use is about; for powers in money. */
  readonly percent: number | undefined;
  /** Customer segments and companies (SIREN) it is good for; none named: all. */
  readonly segments: readonly string[];
  readonly companies: readonly string[];
  /** Last day. */
  readonly until: Day | undefined;
}

/** What is never accepted, whoever asks: some words in what is granted or why, or a counted power above a number. */
export interface NeverRule {
  readonly words: readonly string[];
  readonly power: Power | undefined;
  readonly above: number | undefined;
  readonly says: Readonly<Record<Locale, string>>;
}

export const TOLD = ['credit-manager', 'salesperson', 'salesAdmin', 'collector'] as const;
export type Told = (typeof TOLD)[number];

export interface MandatePolicy {
  readonly powers: readonly Mandate[];
  readonly never: readonly NeverRule[];
  /** Days over which the uses of one power for one debtor count together, whoever used it. */
  readonly period: number;
  /** Days between two instalments. */
  readonly instalmentEvery: number;
  /** Who hears of a use. */
  readonly tell: readonly Told[];
}

const anywhere = {
  currency: 'EUR',
  only: false,
  minor: undefined,
  percent: undefined,
  upTo: undefined,
  segments: [],
  companies: [],
  until: undefined,
} as const;
const counted = (holder: string, power: Power, upTo: number): Mandate => ({ ...anywhere, holder, power, upTo });
const inMoney = (holder: string, power: Power, minor: bigint, percent?: number): Mandate => ({
  ...anywhere,
  holder,
  power,
  minor,
  percent,
});
const stop = (holder: string): Mandate => ({ ...anywhere, holder, power: 'stop' });

/** A proposal (docs/rules/mandates.md): a ladder from the collector to the director; sales decide nothing alone ("sales 0"). */
export const DEFAULT_MANDATES: MandatePolicy = {
  powers: [
    counted('collector', 'days', 15),
    counted('collector', 'instalments', 3),
    inMoney('collector', 'rebate', 500_00n, 200),
    inMoney('collector', 'waiver', 200_00n),
    stop('collector'),
    counted('credit-manager', 'days', 30),
    counted('credit-manager', 'instalments', 6),
    inMoney('credit-manager', 'rebate', 2_000_00n, 500),
    inMoney('credit-manager', 'credit', 1_000_00n),
    inMoney('credit-manager', 'waiver', 1_000_00n),
    counted('credit-manager', 'terms', 45),
    stop('credit-manager'),
    counted('director', 'days', 60),
    counted('director', 'instalments', 12),
    inMoney('director', 'rebate', 10_000_00n, 1000),
    inMoney('director', 'credit', 5_000_00n),
    inMoney('director', 'waiver', 5_000_00n),
    counted('director', 'terms', 60),
    stop('director'),
  ],
  never: [
    {
      words: [],
      power: 'terms',
      above: 60,
      says: {
        fr: 'Jamais plus de 60 jours date de facture : l’article L441-10 du code de commerce l’interdit.',
        en: 'Never more than 60 days from the invoice date: article L441-10 of the French commercial code forbids it.',
      },
    },
    {
      words: ['compensation', 'deduction d’office', 'note de debit', 'offset', 'set-off', 'debit note'],
      power: undefined,
      above: undefined,
      says: {
        fr: 'Une déduction d’office n’est jamais acceptée : ouvrez un litige (/litige) sur la part contestée, le reste est dû.',
        en: 'A deduction made on the buyer’s own authority is never accepted: open a dispute (/dispute) on the contested part, the rest is due.',
      },
    },
    {
      words: ['cheque postdate', 'cheque antidate', 'cheque de garantie', 'postdated cheque', 'postdated check'],
      power: undefined,
      above: undefined,
      says: {
        fr: 'Un chèque postdaté n’est jamais accepté en échange d’un délai : demandez un virement daté, ou une traite acceptée.',
        en: 'A postdated cheque is never accepted in exchange for time: ask for a dated transfer, or an accepted bill.',
      },
    },
  ],
  period: 90,
  instalmentEvery: 30,
  tell: ['credit-manager', 'salesperson', 'salesAdmin', 'collector'],
};

export const mandatePolicy = partOfPolicy<MandatePolicy>('mandates');
