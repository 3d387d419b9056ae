/** What happens once although it may come twice: imports, scheduled jobs, inbound events. */
import type { Day } from '../dates.ts';
import type { ImportReport } from '../ledger/report.ts';

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

export interface ImportReads {
  /** Imports whose lines the account has now, oldest first; an import that a later one confirmed line by line is not among them. */
  touching(debtorId: number): Promise<readonly ImportTouch[]>;
  /** The newest import of that content with those options, if nothing newer replaced its source. */
  same(kind: string, fingerprint: string, sourceKey: string): Promise<ImportRecord | undefined>;
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
    readonly asOf: Day;
    readonly actor: string;
  }): Promise<number>;
  finish(id: number, asOf: Day, report: ImportReport): Promise<void>;
}

export interface JobReads {
  ran(job: string, slot: string): Promise<boolean>;
}

export interface JobWrites {
  /** Takes the slot (job, local date); false when it was taken before. */
  take(job: string, slot: string, at: number): Promise<boolean>;
}

export interface InboundKeys {
  /** Takes the key of an inbound event; false when it was seen before. */
  take(key: string, at: number): Promise<boolean>;
  /** Forgets keys older than an instant. */
  prune(before: number): Promise<number>;
}
