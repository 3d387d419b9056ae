/** Sums of the ledger that more than the indicators are made from: sales, and how debtors pay. */
import { partOfStore } from '../desk/store.ts';
import type { Day } from '../kernel/dates.ts';
import type { LedgerFilter } from './ports.ts';

/** Headline figures of a date: what is owed, what of it is overdue, and the sales since `from`. */
export interface PastFigure {
  readonly currency: string;
  readonly total: bigint;
  readonly overdue: bigint;
  readonly sales: bigint;
}

export interface SumReads {
  /** The first day that has an invoice or a credit note, by currency. */
  firstSale(filter?: LedgerFilter): Promise<ReadonlyMap<string, Day>>;
  /** The first day by a date that has an invoice or a credit note, by debtor. */
  firstSales(asOf: Day, filter?: LedgerFilter): Promise<ReadonlyMap<number, Day>>;
  /** Debits paid since a day, by debtor and currency. */
  habits(
    asOf: Day,
    from: Day,
    filter?: LedgerFilter,
  ): Promise<readonly { readonly debtorId: number; readonly currency: string; readonly paid: bigint; readonly paidWeight: bigint }[]>;
  /** The headline figures of several dates in one pass; as many lists as dates. */
  past(dates: readonly { readonly asOf: Day; readonly from: Day }[], filter?: LedgerFilter): Promise<readonly (readonly PastFigure[])[]>;
}

export const sumsIn = partOfStore<SumReads, object>('sums');
