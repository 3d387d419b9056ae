/** Disputes in the store. */
import { partOfStore } from '../../desk/store.ts';
import type { Day } from '../../kernel/dates.ts';
import type { ItemKind } from '../../ledger/item.ts';
import type { Dispute, DisputeStep, Outcome, Status } from './dispute.ts';

/** A debit as a dispute sees it at a date. */
export interface DisputableItem {
  readonly id: number;
  readonly debtorId: number;
  readonly ref: string;
  readonly kind: ItemKind;
  readonly issueDay: Day;
  readonly dueDay: Day;
  readonly currency: string;
  readonly amount: bigint;
  readonly open: bigint;
  /** It continues as the next year's opening line. */
  readonly carried: boolean;
  /** Where a file's dispute column stands, as written. */
  readonly mark: string | null;
}

/** A credit note of the ledger. */
export interface CreditNote {
  readonly id: number;
  readonly debtorId: number;
  readonly currency: string;
  readonly ref: string;
  readonly label: string;
  /** Above 0: what it takes off. */
  readonly minor: bigint;
  readonly fromDay: Day;
}

export interface DisputeFilter {
  readonly ids?: readonly number[];
  readonly debtorId?: number;
  readonly itemIds?: readonly number[];
  readonly statuses?: readonly Status[];
  readonly outcomes?: readonly Outcome[];
  /** Days of the decision, both included. */
  readonly settledFrom?: Day;
  readonly settledTo?: Day;
}

export interface DisputeReads {
  byId(id: number): Promise<Dispute | undefined>;
  /** By number. */
  find(filter: DisputeFilter): Promise<readonly Dispute[]>;
  /** Number and day of a debtor's decisions of that kind between two days, both included; by number. */
  decided(
    debtorId: number,
    outcomes: readonly Outcome[],
    from: Day,
    to: Day,
  ): Promise<readonly { readonly id: number; readonly settledDay: Day }[]>;
  /** In order. */
  steps(disputeId: number): Promise<readonly DisputeStep[]>;
  /** Of these keys, those of steps that are kept. */
  knownSteps(keys: readonly string[]): Promise<ReadonlySet<string>>;
  stepByKey(key: string): Promise<DisputeStep | undefined>;
  items(ids: readonly number[], asOf: Day): Promise<readonly DisputableItem[]>;
  /** Debits whose folded reference is one of these, open or not. */
  itemsByRef(refKeys: readonly string[], asOf: Day): Promise<readonly DisputableItem[]>;
  /** References of open debits that are this folded one with any two neighbouring characters read as anything. */
  similarRefs(refKey: string, asOf: Day, limit: number): Promise<readonly string[]>;
  /** Open debits with a mark and no case ever. */
  marked(asOf: Day, limit: number): Promise<readonly DisputableItem[]>;
  /** Days, from one on, on which a promise of the debtor was found broken: what the debtor said before objecting. */
  brokenPromises(debtorId: number, from: Day): Promise<readonly Day[]>;
  /** Credit notes of these debtors that count from a day on and that no dispute and no use of a power has claimed. */
  creditNotes(debtorIds: readonly number[], fromDay: Day): Promise<readonly CreditNote[]>;
}

export type NewDispute = Omit<Dispute, 'id'>;
export type NewStep = Omit<DisputeStep, 'id'> & { readonly key?: string };

export interface DisputeWrites {
  /** The case as it is, kept from other writers until the end of the unit of work. */
  lock(id: number): Promise<Dispute | undefined>;
  /** Every case that stands so, by number, kept from other writers until the end of the unit of work; locked in that order, so that two who do it never wait for each other. */
  lockAll(statuses: readonly Status[]): Promise<readonly Dispute[]>;
  /** Keeps other writers from disputing the same items meanwhile. */
  lockItems(ids: readonly number[]): Promise<void>;
  /** Adds cases with their lines; their numbers in order. */
  add(disputes: readonly NewDispute[]): Promise<readonly number[]>;
  /** Writes everything but the lines. */
  save(dispute: Dispute): Promise<void>;
  /** From a day on these are its parts (none: nothing is in dispute any more). */
  setLines(
    id: number,
    day: Day,
    lines: readonly { readonly itemId: number; readonly ref: string; readonly minor: bigint }[],
  ): Promise<void>;
  /** Ids in order; undefined for a step whose key is already there, which changes nothing. */
  addSteps(steps: readonly NewStep[]): Promise<readonly (number | undefined)[]>;
}

export const disputesIn = partOfStore<DisputeReads, DisputeWrites>('disputes');
