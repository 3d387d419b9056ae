/** The sums behind the indicators, and what was posted of them. */
import { partOfStore } from '../desk/store.ts';
import type { Bounds } from '../kernel/buckets.ts';
import type { Day } from '../kernel/dates.ts';
import type { AgedRow, LedgerFilter } from '../ledger/ports.ts';
import type { PastFigure, SumReads } from '../ledger/sums-ports.ts';
import type { EvidenceReads } from './evidence-ports.ts';

/** One debtor and currency at a date, with what the indicators need beyond the buckets. Minor units. */
export interface Position extends AgedRow {
  /** Overdue debits times their days late. */
  readonly lateWeight: bigint;
  /** Debits more than `beyondDays` late. */
  readonly beyond: bigint;
  /** How many debits are open, and how many of them are overdue. */
  readonly debits: number;
  readonly lateDebits: number;
  /** The oldest due day among overdue debits. */
  readonly oldestDue: Day | null;
}

/** Into which ages debits are put: the buckets, all that is late in one when left out, and `beyond` so many days late. */
export interface PositionAges {
  readonly bounds?: Bounds;
  readonly beyondDays: number;
}

/** Debtors to be named: the `top` largest overdue amounts, the `top` oldest among those who owe at least `floor` (minor units) overdue, and the `top` largest of all that is owed. */
export interface Ranking {
  readonly top: number;
  readonly floor: bigint;
}

/** What moved up to a date, one row per currency. Minor units; cash in is positive. */
export interface Movements {
  readonly currency: string;
  /** By how much the receivables changed over the period: those at its end less those at the end of the day before it. */
  readonly change: bigint;
  /** Invoices less credit notes of each of the months asked for, in their order. */
  readonly sales: readonly bigint[];
  /** Received in the period, less what bounced. */
  readonly cash: bigint;
  /** Payments taken back in the period and not among those already counted as long overdue. */
  readonly bounced: bigint;
  /** Debits paid in the last year, and the same times the days from due day to payment. */
  readonly paid: bigint;
  readonly paidWeight: bigint;
}

export interface MovementSpan {
  readonly asOf: Day;
  /** First day of the period of change and cash. */
  readonly from: Day;
  /** Spans of days, both ends included, whose sales are asked for. */
  readonly months: readonly { readonly from: Day; readonly to: Day }[];
  /** A payment taken back longer ago than so many days counts as overdue, not as bounced. */
  readonly beyondDays: number;
  /** First day of the year whose payments tell habits. */
  readonly paidFrom: Day;
}

/** What a post showed; `now` is what the ledger says since the last import that changed it. */
export interface PostedFigure extends PastFigure {
  readonly id: number;
  readonly job: string;
  readonly slot: string;
  readonly asOf: Day;
  readonly from: Day;
  readonly now: Omit<PastFigure, 'currency'>;
}

export interface IndicatorReads extends SumReads, EvidenceReads {
  /** Sums per currency (debtorId 0; no oldest due day), and the debtors: those that rank, or all of them without a ranking. */
  positions(
    asOf: Day,
    ages: PositionAges,
    filter?: LedgerFilter,
    ranking?: Ranking,
  ): Promise<{ readonly totals: readonly Position[]; readonly debtors: readonly Position[] }>;
  movements(span: MovementSpan, filter?: LedgerFilter): Promise<readonly Movements[]>;
  /** Invoices less credit notes of spans of days, both ends included, in their order; per currency that has any, or of one currency alone. */
  sales(
    months: readonly { readonly from: Day; readonly to: Day }[],
    filter?: LedgerFilter,
    currency?: string,
  ): Promise<readonly { readonly currency: string; readonly months: readonly bigint[] }[]>;
  /** By how much open items differ from the accounts of the last FEC of each year (by the tie-out of its import), and from the sum of the accounts' lines up to a date; per currency, only what differs. */
  gaps(asOf: Day): Promise<readonly { readonly currency: string; readonly account: string; readonly difference: bigint }[]>;
  /** Figures posted for dates from a day on, oldest first. */
  posted(from: Day): Promise<readonly PostedFigure[]>;
  /** Alerts that were told and are not back yet, by key. */
  alerts(): Promise<ReadonlyMap<string, string>>;
}

export interface IndicatorWrites {
  /** Keeps what a post shows, once per job, slot and currency. */
  post(figures: readonly Omit<PostedFigure, 'id' | 'now'>[]): Promise<void>;
  revise(id: number, now: PostedFigure['now']): Promise<void>;
  setAlert(key: string, value: string, slot: string): Promise<void>;
  clearAlert(key: string): Promise<void>;
}

export const indicatorsIn = partOfStore<IndicatorReads, IndicatorWrites>('indicators');
