/** How one list is read, decided before any row is kept: data that can be shown, changed, kept and carried out again. A mapping file is a plan in part. */
import type { DecimalMark } from './amount-column.ts';
import type { DateOrder } from './date-column.ts';
import type { KINDS, Side, StatusMeaning, TypeMeaning } from './words.ts';

export interface Plan {
  /** What the file is, when a person said so against its headers. */
  readonly as?: 'items' | 'payments';
  /** The sheet of a workbook; the one with the best plan when left out. */
  readonly sheet?: string;
  /** The line that names the columns, and the last one with an amount, as an editor counts. Of this file alone: neither is kept for the next. */
  readonly headerLine?: number;
  readonly lastLine?: number;
  /** Field → header, or several headers of which the first that the file has is taken (all of them, for `status`). */
  readonly columns: Readonly<Record<string, string | readonly string[]>>;
  readonly defaults: { readonly currency?: string; readonly kind?: (typeof KINDS)[number] };
  readonly dateFormat?: DateOrder;
  readonly decimal?: DecimalMark;
  /** Header → the values of rows to keep. */
  readonly where: Readonly<Record<string, readonly string[]>>;
  readonly rounding?: 'half-even';
  /** What the words of the file's type column mean, those of its states by column, and those beside its amounts. */
  readonly types: Readonly<Record<string, TypeMeaning>>;
  readonly statuses: Readonly<Record<string, Readonly<Record<string, StatusMeaning>>>>;
  readonly signs: Readonly<Record<string, Side>>;
  /** What a sign that several currencies use ($, kr) stands for. */
  readonly marks: Readonly<Record<string, string>>;
  /** Credits are written below zero, so that every amount's own sign is right. */
  readonly signed?: boolean;
  /** Amounts and what is left of them are written from the other side: invoices below zero. */
  readonly turned?: boolean;
  /** Amounts are in the currency that their line names, although their column is called otherwise. */
  readonly perLine?: boolean;
  /** How many places the decimal mark moves, by the column of amounts: 3 for thousands. */
  readonly shifts?: Readonly<Record<string, number>>;
  /** What is left of an item where the column that says so has nothing. */
  readonly blankOpen?: 'whole' | 'nothing';
  /** Columns of texts whose words ("Avoir", "Annulée") count, or do not. */
  readonly says?: Readonly<Record<string, 'count' | 'aside'>>;
  /** The column of the tax that an amount is without, to be added; none when it is in the amount. */
  readonly tax?: string;
  /** The list speaks of suppliers, and is of customers all the same. */
  readonly customers?: boolean;
  /** Lines of one invoice with the same amount are one. */
  readonly once?: boolean;
  /** Whose a line without a customer is: the one above, or nobody's, and the line is refused. */
  readonly blanks?: 'above' | 'refuse';
  /** Customers stand on lines of their own above their items; `split` when with a number in front of their name. */
  readonly groups?: 'name' | 'split';
  /** Columns that a person, or what they hold, left out. Without it (a mapping file) every column that is not named is left out. */
  readonly aside?: readonly string[];
}

export const NO_PLAN: Plan = { columns: {}, defaults: {}, where: {}, types: {}, statuses: {}, signs: {}, marks: {} };

/** A kept plan of one source: files with the same headers ask nothing any more. */
export interface SourceProfile {
  readonly name: string;
  readonly fingerprint: string;
  readonly plan: Plan;
}

/** What the store keeps of a profile, as its reader wrote it. */
export function toSourceProfile({
  name,
  fingerprint,
  plan,
}: {
  readonly name: string;
  readonly fingerprint: string;
  readonly plan: string;
}): SourceProfile {
  return { name, fingerprint, plan: { ...NO_PLAN, ...JSON.parse(plan) } };
}
