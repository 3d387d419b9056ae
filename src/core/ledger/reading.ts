/** A recognised file, ready to be read: what the import use case asks of the readers at the rim. A reading can be read again (a dry run, then the import; a retried transaction). */
import type { PersonRow } from '../desk/people-ports.ts';
import type { Day } from '../kernel/dates.ts';
import type { DebtorRow, EntryFacts, FecRow, ListRow, Remark } from './item.ts';
import type { Question } from './question.ts';

/** Some consecutive lines of a file. `ignored` lines are none of ours (another account, a row that the mapping leaves out). */
export interface Batch<Row> {
  readonly rows: readonly Row[];
  readonly rejected: readonly RefusedLine[];
  readonly warnings: readonly Remark[];
  readonly ignored: number;
  /** What the file itself says that its lines add up to; with the last batch. */
  readonly totals?: readonly FileTotal[] | undefined;
}

/** A line that is refused, and what stands on it. */
export interface RefusedLine extends Remark {
  readonly cells: readonly string[];
}

/** A total that the file states, beside what was read of the lines that it is of. Minor units. */
export interface FileTotal {
  /** 0 when it is several totals together. */
  readonly line: number;
  readonly currency: string;
  /** Whose; of everything when left out. */
  readonly debtor?: string;
  readonly ledger: bigint;
  readonly file: bigint;
}

/** How a list is read, to be shown and to be kept for the next file of its source. */
export interface ReadingPlan {
  /** Of the headers: a file with the same ones is read in the same way. */
  readonly headers: string;
  /** The profile that it was read by. */
  readonly profile: string | undefined;
  /** Whether a person answered anything. */
  readonly answered: boolean;
  /** Field → columns, and those that were left out. */
  readonly columns: Readonly<Record<string, string | readonly string[]>>;
  readonly aside: readonly string[];
  /** The whole plan, for whoever reads the next file. */
  readonly text: string;
}

export interface FecBatch extends Batch<FecRow> {
  readonly entries: readonly EntryFacts[];
}

/** How the file lies, whatever it is read as. */
export interface Layout {
  /** The names of its columns. */
  readonly header: readonly string[];
  /** Of a workbook: the sheet that is read, and all of them. */
  readonly sheet?: string;
  readonly sheets: readonly string[];
}

interface ReadingBase {
  /** The file's name, without its folder. */
  readonly file: string;
  readonly sha256: string;
  /** Hash of the content and of every option that changes how it is read: the same fingerprint reads the same. */
  readonly fingerprint: string;
  readonly layout: Layout;
  /** What a person must say before anything of it is kept. */
  readonly questions: readonly Question[];
}

/** Reads the file from its start; each batch is awaited before the next is read. */
type Read<B> = (sink: (batch: B) => Promise<void>) => Promise<void>;

export interface FecReading extends ReadingBase {
  readonly kind: 'fec';
  /** From the file's name, when it follows the standard. */
  readonly siren: string | undefined;
  /** The file identity: closing date (and part) from the name, else the first EcritureDate. */
  readonly source: string;
  /** First and last EcritureDate of the whole file; the last is the date that the ledger is of. */
  readonly firstDay: Day;
  readonly lastDay: Day;
  /** As the file's name says, but not before the last day: of two exports of a year the later closing is the newer. */
  readonly closing: Day;
  /** `1`, `2` … when the year is split. */
  readonly part: string | undefined;
  /** First three digits of all its accounts. */
  readonly accounts: readonly string[];
  readonly read: Read<FecBatch>;
}

export interface ListReading extends ReadingBase {
  readonly kind: 'items' | 'payments';
  readonly plan: ReadingPlan;
  readonly read: Read<Batch<ListRow>>;
}

export interface DebtorsReading extends ReadingBase {
  readonly kind: 'debtors';
  readonly read: Read<Batch<DebtorRow>>;
}

export interface PeopleReading extends ReadingBase {
  readonly kind: 'people';
  readonly read: Read<Batch<PersonRow>>;
}

export type Reading = FecReading | ListReading | DebtorsReading | PeopleReading;
export type FileKind = Reading['kind'];
export const FILE_KINDS = ['fec', 'items', 'debtors', 'people', 'payments'] as const satisfies readonly FileKind[];

/** Whether such a file brings lines of the ledger. */
export function bringsItems(kind: FileKind): boolean {
  return kind !== 'debtors' && kind !== 'people';
}
