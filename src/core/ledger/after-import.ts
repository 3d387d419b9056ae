/** What follows from an import in its own transaction, brought by the rooms that it concerns: figures that it revises, and what it leads to. */
import type { Act } from '../desk/act.ts';
import { seam } from '../desk/feature.ts';
import type { Day } from '../kernel/dates.ts';
import type { Vanished } from './fec-files.ts';
import type { Company } from './parties.ts';
import type { FileKind } from './reading.ts';
import type { Revised } from './report.ts';

/** A file whose rows are all there; its import is not finished yet. */
export interface Imported {
  readonly kind: FileKind;
  /** The file's name, without its folder. */
  readonly file: string;
  readonly company: Company;
  /** The date that the file is of. */
  readonly asOf: Day;
  /** Lines that a newer FEC of the same year no longer holds. */
  readonly vanished: Vanished['lines'];
}

/** Compares what was told before with what the ledger says now; a dry run shows it too, so it may write nothing outside of the act. */
export type Revise = (act: Act, imported: Imported) => Promise<readonly Revised[]>;

/** Brought under `revisions`: before what follows, because its lines stand in the report. */
export const revisions = seam<Revise>('revisions');

export interface AfterImport {
  /** The lower comes first: what one takes (a credit note), a later one does not find any more. */
  readonly rank: number;
  /** Called for every kind of file, on behalf of the house (`system:import`), at the import's instant. */
  after(act: Act, imported: Imported): Promise<void>;
}

export const afterImports = seam<AfterImport>('afterImport');
