/** Imports in the store: what came in, when, from which file, and what it said of itself. */
import { partOfStore } from '../desk/store.ts';
import type { Day } from '../kernel/dates.ts';
import type { KnownFec } from './fec-files.ts';
import type { ImportReport } from './report.ts';

export interface ImportRecord {
  readonly id: number;
  readonly at: number;
  readonly kind: string;
  readonly file: string;
  readonly sha256: string;
  readonly companyId: number | null;
  readonly asOf: Day;
  readonly actor: string;
  /** What was shown after the import. */
  readonly report: ImportReport;
}

/** An import that an account's lines came with, or were last confirmed by. */
export interface ImportTouch {
  readonly id: number;
  readonly at: number;
  readonly kind: 'fec' | 'items' | 'payments';
  readonly file: string;
  readonly actor: string;
  /** Lines of the account. */
  readonly lines: number;
}

/** How files of one source are read: kept when a person answered something, by name and headers. */
export interface KeptProfile {
  readonly name: string;
  readonly fingerprint: string;
  /** As its reader wrote it. */
  readonly plan: string;
  readonly at: number;
}

export interface ImportReads {
  /** Imports whose lines the account has now, oldest first; an import that a later one confirmed line by line is not among them. */
  touching(debtorId: number): Promise<readonly ImportTouch[]>;
  /** The newest import of that content with those options, if nothing newer replaced its source. */
  same(kind: string, fingerprint: string, sourceKey: string): Promise<ImportRecord | undefined>;
  /** The FECs of a company that were imported, oldest first. */
  fecs(companyId: number): Promise<readonly KnownFec[]>;
  /** Whether anything of that source came in before. */
  hasSource(sourceKey: string): Promise<boolean>;
  /** The kept plans of lists, oldest first. */
  profiles(): Promise<readonly KeptProfile[]>;
  latest(limit: number): Promise<readonly ImportRecord[]>;
  /** The oldest import: who made it says whose database this is. */
  first(): Promise<ImportRecord | undefined>;
  byId(id: number): Promise<ImportRecord | undefined>;
}

export interface ImportWrites {
  /** `fingerprint` = content hash + options that change its reading; `sourceKey` = what it replaces (company, kind, source). */
  begin(record: {
    readonly at: number;
    readonly kind: string;
    readonly file: string;
    readonly sha256: string;
    readonly fingerprint: string;
    readonly sourceKey: string;
    readonly companyId: number | null;
    /** First day of a FEC's entries. */
    readonly fromDay?: Day;
    readonly asOf: Day;
    readonly actor: string;
  }): Promise<number>;
  finish(id: number, asOf: Day, report: ImportReport): Promise<void>;
  /** Keeps a plan in place of the one of that name for the same headers. */
  keepProfile(profile: KeptProfile): Promise<void>;
}

export const importsIn = partOfStore<ImportReads, ImportWrites>('imports');
