/** What the parts of an import share while a file is being imported, and what whoever imports may choose. */
import type { Act, Doer } from '../desk/act.ts';
import type { Day } from '../kernel/dates.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Company } from './parties.ts';
import type { Answers } from './question.ts';
import type { ImportReport } from './report.ts';

export interface ImportOptions {
  readonly by: Doer;
  /** The date of a list: part payments of unknown date count from here; the day of the import when left out. A FEC carries its own. */
  readonly asOf?: Day;
  readonly company?: string;
  readonly dryRun?: boolean;
  readonly acceptPartial?: boolean;
  /** Name of the list; lists of one name are versions of each other. */
  readonly source?: string;
  /** The list shows everything that is open: what it no longer shows is settled. */
  readonly complete?: boolean;
  /** Goes on although a large part of the open amount would vanish. */
  readonly confirm?: boolean;
  /** Totals from outside that the import is held against: of an account, or of everything (`total`). Of the policy's currency unless one is named. */
  readonly controls?: readonly { readonly account: string; readonly minor: bigint; readonly currency?: string }[];
  /** What a person said to the questions of this file. */
  readonly answers?: Answers;
  /** The name under which the list's plan is kept. */
  readonly profile?: string;
  /** The reader's language; the person's own, else the policy's, when left out. */
  readonly locale?: Locale;
}

export interface ImportContext {
  readonly act: Act;
  readonly options: ImportOptions;
  readonly company: Company;
  readonly importId: number;
  readonly asOf: Day;
  /** A list of this source came in before. */
  readonly again: boolean;
}

/** What one pass over the rows finds. */
export type Counts = Omit<ImportReport, 'file' | 'kind' | 'outcome' | 'asOf' | 'revised' | 'questions' | 'offers' | 'plan' | 'layout'>;
