/** The ledger in the store: items, their allocations, and what is open at any date. */
import type { WriteCounts } from '../desk/people-ports.ts';
import { partOfStore } from '../desk/store.ts';
import type { Bounds, Buckets } from '../kernel/buckets.ts';
import type { Day } from '../kernel/dates.ts';
import type { Replaced, Vanished } from './fec-files.ts';
import type { EntryFacts, FecRow, ItemKind, ListRow, Scope } from './item.ts';

/** In which buckets an aged balance is asked for, all that is late in one when left out; and of which debtors. */
export interface Ageing {
  readonly bounds?: Bounds;
  readonly companyId?: number;
}

export interface AgedRow extends Buckets {
  readonly debtorId: number;
  readonly currency: string;
}

/** An item as it stands at a date: `open` is what is left of `amount`. */
export interface OpenItem {
  readonly id: number;
  readonly debtorId: number;
  readonly ref: string;
  readonly kind: ItemKind;
  readonly account: string;
  readonly issueDay: Day;
  readonly dueDay: Day;
  readonly currency: string;
  readonly amount: bigint;
  readonly open: bigint;
  readonly disputed: string | null;
}

/** Which debtors a figure is about; a debtor must fit all that is given. People by e-mail address. */
export interface LedgerFilter {
  readonly companyId?: number;
  readonly debtorIds?: readonly number[];
  readonly salesperson?: string;
  readonly collector?: string;
  readonly segment?: string;
  /** Leaves out the accounts that begin so (doubtful customers). */
  readonly withoutAccount?: string;
}

/** What of an open item is disputed at a date, never more than what is open of it. */
export interface DisputedItem {
  readonly itemId: number;
  readonly debtorId: number;
  readonly ref: string;
  readonly currency: string;
  readonly dueDay: Day;
  /** From when it counts as disputed: the opening of its dispute, or the issue date of an item that a file marked without a date. */
  readonly since: Day;
  /** A code of the dispute's taxonomy, or what the file wrote ("yes" when it gave no reason). */
  readonly reason: string;
  readonly amount: bigint;
  /** True on the part with which nothing of the item is left undisputed. */
  readonly whole: boolean;
}

/** What took an item down, from a day on. */
export interface Settlement {
  readonly itemId: number;
  readonly day: Day;
  /** Above 0. */
  readonly minor: bigint;
}

/** An account with the oldest due day of what is overdue, disputed or not, and not covered by a credit. */
export interface Standing extends AgedRow {
  readonly oldestDue: Day | null;
}

export interface LedgerReads {
  /** The aged balance of the `balance` scope at a date, one row per debtor and currency with something open (a debtor whose open items add up to 0 included). */
  agedByDebtor(asOf: Day, ageing?: Ageing & { readonly debtorId?: number }): Promise<readonly AgedRow[]>;
  /** The same in total, one row per currency (debtorId 0). */
  agedTotal(asOf: Day, ageing?: Ageing): Promise<readonly AgedRow[]>;
  /** What is late by currency once each debtor's unallocated credits cover its oldest debits. */
  afterCredits(asOf: Day, filter?: { readonly companyId?: number }): Promise<ReadonlyMap<string, bigint>>;
  /** The same by debtor with the oldest overdue day that credits do not cover, of all of them or of some. */
  standings(asOf: Day, ageing?: Pick<Ageing, 'bounds'> & { readonly debtorIds?: readonly number[] }): Promise<readonly Standing[]>;
  /** Sum of open items by debtor and currency over both scopes: the exposure. */
  exposure(
    asOf: Day,
    filter?: { readonly debtorId?: number; readonly debtorIds?: readonly number[] },
  ): Promise<readonly { readonly debtorId: number; readonly currency: string; readonly amount: bigint }[]>;
  /** Open items of one debtor at a date, oldest due date first; both debits and credits. */
  openItems(debtorId: number, asOf: Day, limit: number): Promise<{ readonly items: readonly OpenItem[]; readonly count: number }>;
  /** What was allocated to debits by a date, by item and day. */
  settlements(itemIds: readonly number[], asOf: Day): Promise<readonly Settlement[]>;
  /** The debtor's newest lines up to a date, newest first, whether still open or not: what happened last on the account. */
  movements(debtorId: number, asOf: Day, limit: number): Promise<readonly OpenItem[]>;
  /** For each debtor and currency the oldest due day among the overdue debits at `asOf` that unallocated credits do not cover. */
  oldestDue(asOf: Day): Promise<readonly { readonly debtorId: number; readonly currency: string; readonly dueDay: Day }[]>;
  /** Open debits of the given debtors whose due day lies in [from, to], summed by debtor, currency and due day. */
  fallingDue(
    asOf: Day,
    from: Day,
    to: Day,
    debtorIds: readonly number[],
  ): Promise<readonly { readonly debtorId: number; readonly currency: string; readonly dueDay: Day; readonly amount: bigint }[]>;
  /** Open debits of the given debtors that fall due by a day, oldest due date first. */
  openDue(asOf: Day, until: Day, debtorIds: readonly number[]): Promise<readonly OpenItem[]>;
  /** Everything disputed at a date: the parts in the disputes of that day, and the marks of files on items that had no dispute here yet. */
  disputedOpen(asOf: Day, filter?: LedgerFilter): Promise<readonly DisputedItem[]>;
  /** Open amount by account for one source at a date (the tie-out's left side). */
  openByAccount(
    sourceId: number,
    asOf: Day,
    seenBy?: number,
  ): Promise<readonly { readonly account: string; readonly currency: string; readonly open: bigint }[]>;
  /** The last day that the ledger is made from: the greatest `asOf` of its imports of items; undefined when nothing was imported. */
  ledgerDay(companyId?: number): Promise<Day | undefined>;
  /** The newest imports of items, newest first: the date that each stands for, and when it was made (epoch milliseconds). */
  ledgerImports(companyId: number, limit: number): Promise<readonly { readonly asOf: Day; readonly at: number }[]>;
  itemCount(): Promise<number>;
}

/** A file identity: a FEC's fiscal year, or the named source of a list. */
export interface ItemSource {
  readonly id: number;
  readonly companyId: number;
  readonly kind: 'fec' | 'items';
  readonly name: string;
}

/** A FEC line ready to be kept: classified, scoped, with its debtor. */
export interface NewFecItem extends FecRow {
  readonly debtorId: number;
  readonly scope: Scope;
  readonly ordinal: number;
  /** Given by the file (`dueDay`), or made from terms. */
  readonly due: Day;
  /** The book's currency. */
  readonly currency: string;
  /** Of a split year, from the second part on: lines that are alike in two parts are two. */
  readonly part: string;
}

export interface NewListItem extends ListRow {
  readonly debtorId: number;
  /** Given by the file, or made from terms. */
  readonly due: Day;
  /** From when it counts, when that is before its issue day. */
  readonly fromDay?: Day;
}

/** A line of the FEC as allocation sees it, as the file wrote it. */
export interface FecLine {
  readonly id: number;
  readonly kind: ItemKind;
  readonly account: string;
  readonly ref: string;
  readonly label: string;
  /** Journal and number: lines of one day and one key are one entry. */
  readonly entryKey: string;
  readonly bookDay: Day;
  readonly issueDay: Day;
  readonly dueDay: Day;
  readonly dueGiven: boolean;
  readonly amount: bigint;
  readonly letter: string;
  readonly letterDay: Day | null;
}

/** How an allocation was found: by the letter of the accountant, estimated (by reference, by amount, oldest first), by what a list leaves open, or by what the first list of all leaves open of what was paid nobody knows when. */
export type AllocationBasis = 'letter' | 'ref' | 'amount' | 'oldest' | 'list' | 'before';
/** The store keeps a basis by its place in the list; append only. */
export const ALLOCATION_BASES: readonly AllocationBasis[] = ['letter', 'ref', 'amount', 'oldest', 'list', 'before'];

/** `amount` > 0 of the debit is extinguished by the same amount of the credit from `day` on. */
export interface Allocation {
  readonly debitId: number;
  readonly creditId: number;
  readonly amount: bigint;
  readonly day: Day;
  readonly basis: AllocationBasis;
  /** The debit is paid: its credit is cash, and it is no payment that bounced. */
  readonly cash: boolean;
}

/** What a line goes on as. */
export interface Continued {
  readonly id: number;
  readonly ref: string;
  readonly issueDay: Day;
  readonly dueDay: Day;
  readonly dueGiven: boolean;
}

/** What a year's opening lines say more, or less, than last year's items: an item of its own from that day on. */
export interface Gap {
  readonly account: string;
  readonly day: Day;
  readonly dueDay: Day;
  readonly amount: bigint;
}

export interface SettledLines {
  readonly allocations: readonly Allocation[];
  /** Lines that another one stands for from a day on. */
  readonly carried: readonly { readonly id: number; readonly day: Day }[];
  readonly continued: readonly Continued[];
  /** Every gap that there should be; `lines` hold those that are kept already. */
  readonly gaps: readonly Gap[];
  /** Opening debits that nothing tells the age of. */
  readonly ageless: readonly FecLine[];
  /** Accounts whose opening is not last year's closing, by year. */
  readonly off: readonly { readonly account: string; readonly day: Day; readonly opening: bigint; readonly closing: bigint }[];
}

/** One debtor's lines in all FECs of a company, and those that stand for what an opening says beyond last year. */
export interface DebtorLines {
  readonly debtorId: number;
  readonly lines: readonly FecLine[];
  readonly gaps: readonly FecLine[];
}

export interface SettledDebtor extends Pick<SettledLines, 'allocations' | 'carried' | 'continued'> {
  readonly debtorId: number;
}

export interface LedgerWrites {
  source(companyId: number, kind: 'fec' | 'items', name: string): Promise<ItemSource>;
  /** Adds or updates lines of a list (key: source, debtor, ref, kind, issue day, ordinal); marks each as seen by the import. `asOf` dates a part payment whose day is unknown; in the first list of a source that does not know its own date (`undated`) what is left is left at every date (docs/rules/ledger.md, rule 13). */
  putListItems(source: ItemSource, importId: number, asOf: Day, items: readonly NewListItem[], undated?: boolean): Promise<WriteCounts>;
  /** Adds or updates lines of a FEC (key: source, journal, entry, debtor, account, ref, book day, amount, ordinal, part); marks each as seen. `fresh`: none of them can be there. */
  putFecItems(source: ItemSource, importId: number, items: readonly NewFecItem[], fresh: boolean): Promise<WriteCounts>;
  /** Notes what entries say of their lines; repeated calls for one entry accumulate. Rows live until `classifyFec`. */
  noteEntries(importId: number, entries: readonly EntryFacts[]): Promise<void>;
  /** Sets the kind of the import's lines from the noted entries (a payment whose due day the file does not give is due on its issue day: terms never apply to it); returns how many entries do not balance and the first few of them, then forgets the notes. */
  classifyFec(
    source: ItemSource,
    importId: number,
  ): Promise<{ readonly unbalanced: number; readonly first: readonly { readonly line: number; readonly balance: bigint }[] }>;
  /** Lines that go on as others are again as their files wrote them, until `settleFec` says anew what goes on as what. */
  restoreFiled(companyId: number): Promise<void>;
  /** Entries and lines of earlier files whose place a new one takes. */
  countReplaced(
    companyId: number,
    importId: number,
    replaced: readonly Replaced[],
  ): Promise<{ readonly entries: number; readonly items: number }>;
  /** Removes what of them the new file does not hold (a draft that was withdrawn); the largest `most` of it by name. */
  dropReplaced(companyId: number, importId: number, replaced: readonly Replaced[], most: number): Promise<Vanished>;
  /** Of these days, those on which opening lines carry a year's balances over. */
  openingDays(companyId: number, days: readonly Day[]): Promise<readonly Day[]>;
  /** Accounts that these days open with a sum for all customers together: no opening line names one, and earlier lines do. */
  collectiveOpenings(companyId: number, days: readonly Day[]): Promise<readonly { readonly day: Day; readonly account: string }[]>;
  /** What other imports than this one booked on each account within these days. */
  bookedByAccount(
    companyId: number,
    importId: number,
    from: Day,
    to: Day,
  ): Promise<readonly { readonly account: string; readonly booked: bigint }[]>;
  /** What is open on each account of a company's FECs (the tie-out's left side). */
  fecOpenByAccount(companyId: number, asOf: Day): Promise<readonly { readonly account: string; readonly open: bigint }[]>;
  /** Open items of a source that the import did not show, and what they amount to beside the source's whole open amount, per currency. */
  unseen(
    source: ItemSource,
    importId: number,
    asOf: Day,
  ): Promise<readonly { readonly currency: string; readonly count: number; readonly open: bigint; readonly sourceOpen: bigint }[]>;
  /** Ends them at a date, reason `vanished`. */
  endUnseen(source: ItemSource, importId: number, asOf: Day): Promise<number>;
  /** The lines of a company's FECs as they were written, debtor by debtor; `after` pages on debtor ids. */
  fecLines(companyId: number, afterDebtorId: number, debtors: number): Promise<readonly DebtorLines[]>;
  /** The lines that stand for gaps, of these debtors. */
  putGaps(
    source: ItemSource,
    importId: number,
    debtors: readonly number[],
    gaps: readonly (Gap & { readonly debtorId: number; readonly currency: string; readonly scope: Scope })[],
  ): Promise<void>;
  /** Replaces the allocations and the ends of those debtors' lines, and what goes on as what. */
  settleFec(companyId: number, debtors: readonly SettledDebtor[]): Promise<void>;
  /** Items whose due days terms made, for a debtor whose terms changed. */
  termItems(
    debtorId: number,
    afterId: number,
    limit: number,
  ): Promise<readonly { readonly id: number; readonly issueDay: Day; readonly account: string }[]>;
  setDueDays(items: readonly { readonly id: number; readonly dueDay: Day }[]): Promise<void>;
}

export const ledgerIn = partOfStore<LedgerReads, LedgerWrites>('ledger');
