/** The lines behind a figure: each sum of the indicators, item by item. */
import type { Day } from '../kernel/dates.ts';
import type { LedgerFilter } from '../ledger/ports.ts';

/** What a sum is made of. `beyond`: debits overdue for longer than the policy's days, and payments taken back. */
export const EVIDENCE_SUMS = ['owed', 'overdue', 'notDue', 'beyond', 'opening', 'sales', 'cash', 'paid'] as const;
export type EvidenceSum = (typeof EVIDENCE_SUMS)[number];

export interface EvidenceSpan {
  readonly asOf: Day;
  /** First day of the period. */
  readonly from: Day;
  readonly beyondDays: number;
  readonly paidFrom: Day;
  /** Leaves credits out of what is open. */
  readonly debitsOnly: boolean;
}

/** What one item adds to a sum; minor units. */
export interface EvidenceLine {
  readonly itemId: number;
  readonly debtorId: number;
  readonly currency: string;
  readonly ref: string;
  readonly issueDay: Day;
  readonly dueDay: Day;
  readonly amount: bigint;
}

export interface EvidenceReads {
  /** Largest amounts first, at most `limit` per currency, beside what all of them make. */
  evidence(
    sum: EvidenceSum,
    span: EvidenceSpan,
    limit: number,
    filter?: LedgerFilter,
  ): Promise<{
    readonly totals: readonly { readonly currency: string; readonly count: number; readonly amount: bigint }[];
    readonly lines: readonly EvidenceLine[];
  }>;
}
