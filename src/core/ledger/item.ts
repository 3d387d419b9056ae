/** The ledger's rows as the rest of the code sees them: what a reader delivers, what the store keeps, what figures are made of. */

import type { Day } from '../kernel/dates.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Facts } from './master.ts';

/**
 * invoice: a sale; credit-note: an avoir; payment: cash in (or bounced back, as a debit); opening: an à-nouveau line; transfer: between customer accounts (411→416);
 * loss: written off; discount: for early payment; exchange: a difference of rates; advance: a deposit asked for or used up; adjustment: whatever else an entry does.
 */
export const ITEM_KINDS = [
  'invoice',
  'credit-note',
  'payment',
  'opening',
  'transfer',
  'loss',
  'discount',
  'exchange',
  'advance',
  'adjustment',
] as const;
/** The store keeps a kind by its place in the list; append only. */
export type ItemKind = (typeof ITEM_KINDS)[number];

/** Why an item stopped counting: settled at a known date, allocated in full, carried to the next year's opening line, gone from a list that was declared complete (how is unknown: never cash), or settled before anything was known of it (when is unknown: never cash, and it counts at no date). */
export type EndReason = 'open' | 'settled' | 'allocated' | 'carried' | 'vanished' | 'before';
/** The store keeps a reason by its place in the list; append only. */
export const END_REASONS: readonly EndReason[] = ['open', 'settled', 'allocated', 'carried', 'vanished', 'before'];

/** balance: 411, 413, 416 (Belgium 400, 401, 407), the aged balance; exposure: 418 unbilled and 4191 advances, in the exposure only. */
export type Scope = 'balance' | 'exposure';
export const SCOPES: readonly Scope[] = ['balance', 'exposure'];

/** One line of a list of items (CSV, XLSX), checked and typed. Amounts are signed minor units of `currency`. */
export interface ListRow {
  readonly line: number;
  readonly debtor: string;
  readonly name: string | undefined;
  readonly ref: string;
  readonly kind: ItemKind;
  readonly issueDay: Day;
  /** Undefined when the file gives none: terms make it. */
  readonly dueDay: Day | undefined;
  readonly currency: string;
  readonly amount: bigint;
  /** What is still open, same sign as amount; undefined = open in full. */
  readonly openAmount: bigint | undefined;
  /** Closed from that day on. */
  readonly settledDay: Day | undefined;
  /** A reason, "yes" or an amount, as written; undefined when not disputed. */
  readonly disputed: string | undefined;
  /** How many identical rows (debtor, ref, kind, issue day) the file has before this one. */
  readonly ordinal: number;
  /** The file says only when it falls due: it counts from the list's own date on. */
  readonly undated?: true;
}

/** One customer line of a FEC, typed; `entryKey` joins it to its entry (journal and number). */
export interface FecRow {
  readonly line: number;
  readonly journal: string;
  readonly entry: string;
  readonly entryKey: string;
  readonly bookDay: Day;
  readonly account: string;
  readonly accountName: string;
  /** CompAuxNum, else CompteNum. */
  readonly debtor: string;
  readonly debtorName: string;
  readonly ref: string;
  /** PieceDate; the EcritureDate when blank. */
  readonly issueDay: Day;
  /** From an extra column whose header looks like an échéance. */
  readonly dueDay: Day | undefined;
  readonly label: string;
  /** Debit − Credit, minor units of the book's currency. */
  readonly amount: bigint;
  readonly letter: string;
  readonly letterDay: Day | undefined;
  readonly original: { readonly minor: bigint; readonly currency: string } | undefined;
}

/** What the other lines of an entry say about its customer lines (docs/rules/ledger.md, rule 4): one bit each, so that what parts of an entry say adds up by OR. */
export const SIGNS = { opening: 1, sale: 2, vat: 4, cash: 8, loss: 16, discount: 32, exchange: 64, advance: 128 } as const;

/** What a FEC says of one entry, and whether it balances. */
export interface EntryFacts {
  readonly key: string;
  /** Bits of SIGNS. */
  readonly signs: number;
  /** Sum of Debit − Credit over the lines seen so far. */
  readonly balance: bigint;
  /** Line number of the entry's first line. */
  readonly line: number;
}

/** One line of a debtors file; undefined fields are left as they are. */
export interface DebtorRow {
  readonly line: number;
  readonly debtor: string;
  readonly name: string | undefined;
  readonly siren: string | undefined;
  readonly vat: string | undefined;
  /** As in docs/command-line.md: "30", "45 EOM", "EOM 45". */
  readonly terms: string | undefined;
  readonly limit: { readonly minor: bigint; readonly currency: string } | undefined;
  readonly insurer: string | undefined;
  readonly insured: { readonly minor: bigint; readonly currency: string } | undefined;
  readonly insuredUntil: Day | undefined;
  readonly segment: string | undefined;
  readonly salesperson: string | undefined;
  readonly salesAdmin: string | undefined;
  readonly collector: string | undefined;
  readonly country: string | undefined;
  readonly region: string | undefined;
  readonly contact?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly address?: string | undefined;
  readonly language?: Locale | undefined;
  /** 0 to 100. */
  readonly externalScore?: number | undefined;
  readonly externalScoreDay?: Day | undefined;
  /** Absent when the line says none. */
  readonly facts?: Facts;
}

/** What an import was held against: a total that the file states, the account in the same FEC, one that a person gave, or nothing outside of the file. */
export type Against = 'file-total' | 'account' | 'given' | 'none';

/** A line that a reader refuses (or, as a warning, accepts with a remark): numbered as a text editor numbers lines, the header being line 1. */
export interface Remark {
  readonly line: number;
  readonly code: RemarkCode;
  /** What was read, cut to 80 characters, for the sentence. */
  readonly value?: string;
  readonly column?: string;
}

export type RemarkCode =
  | 'missing-field'
  | 'bad-date'
  | 'bad-amount'
  | 'too-many-decimals'
  | 'both-debit-and-credit'
  | 'bad-currency'
  | 'bad-kind'
  | 'bad-status'
  | 'bad-side'
  | 'open-though-settled'
  | 'due-date-only'
  /** A date that no invoice has: later than the ledger can be, or a due date of another age. */
  | 'far-date'
  /** A text or an account says that the line is no invoice of a customer. */
  | 'says-otherwise'
  | 'supplier'
  | 'hidden-rows'
  | 'hidden-sheet'
  /** A title says that there are more lines than these. */
  | 'part-of-list'
  | 'bad-terms'
  | 'bad-email'
  | 'bad-role'
  | 'bad-language'
  | 'bad-score'
  | 'bad-iban'
  | 'bad-days'
  | 'unknown-parent'
  | 'other-contact'
  | 'press-replaced'
  | 'open-exceeds-amount'
  | 'settled-before-issue'
  | 'contradictory'
  | 'short-row'
  | 'long-row'
  | 'amount-format'
  | 'date-format'
  | 'unbalanced-entry'
  | 'unknown-column';
