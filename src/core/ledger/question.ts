/** What a file leaves open and a person must say before anything is kept, as data: a terminal prompts, a chat draws buttons, a script answers by id. */

export interface Question {
  /** The same for the same doubt in every file: what answers it is kept under this name. */
  readonly id: string;
  readonly code: QuestionCode;
  /** In the reader's language: what is in doubt, and why it matters. */
  readonly about: string;
  readonly column?: string;
  readonly line?: number;
  /** Some of what the file says there. */
  readonly values: readonly string[];
  readonly choices: readonly Choice[];
  /** Of an offer: what it was answered with. */
  readonly answer?: string;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export type QuestionCode =
  /** Dates that can be read in several orders, amounts under both decimal marks. */
  | 'ambiguous-date'
  | 'ambiguous-decimal'
  /** Several columns for one field; none that is known for one that is needed. */
  | 'ambiguous-column'
  | 'missing-column'
  /** A column that is not understood and could change what is owed. */
  | 'unknown-column'
  /** A word for the kind or the state of an item, or for the side of an amount. */
  | 'unknown-type'
  | 'unknown-status'
  | 'unknown-side'
  /** A sign that several currencies use; amounts whose currency is said elsewhere, or otherwise. */
  | 'which-currency'
  /** Thousands, or cents. */
  | 'which-unit'
  /** Invoices below zero. */
  | 'which-sign'
  /** Amounts that may be without their tax. */
  | 'without-tax'
  /** Cells with nothing in them among others that say something. */
  | 'blank-cells'
  /** A free text that says what its line is. */
  | 'text-says'
  /** A list that speaks of suppliers. */
  | 'suppliers'
  /** Lines without a customer, perhaps the one above. */
  | 'blank-debtor'
  /** Lines of one invoice that repeat its whole amount. */
  | 'repeated-lines'
  | 'which-sheet'
  | 'which-profile'
  | 'which-company'
  /** Not in doubt, but offered: the lines that can be read alone, that the file shows everything that is open or everybody, and that an older export counts all the same. */
  | 'accept-partial'
  | 'complete'
  | 'accept-older';

/** What each line of a list is made of, whose columns a person may name when they were read otherwise: answered by the field's own name. */
export const CORRECTED_FIELDS = ['debtor', 'ref', 'issueDate', 'dueDate', 'amount', 'openAmount'] as const;
/** As much of a column's name as an answer holds: platforms take 150 characters, and a hostile file names one with a page of text. */
export function columnValue(name: string): string {
  return name.slice(0, 140);
}

/** The list has no such column. */
export const NO_COLUMN = 'none';

/** Beyond these a question's choices are a list to choose from, and no buttons. */
export const MANY_CHOICES = 5;

/** Answers by the id of their question. */
export type Answers = Readonly<Record<string, string>>;
