/** One pass over a file: what was read, refused, left out and written, counted the same way for every kind of file. */
import type { WriteCounts } from '../desk/people-ports.ts';
import { FileFault } from './file-fault.ts';
import type { Counts } from './import-context.ts';
import type { Batch } from './reading.ts';
import { Remarks } from './report.ts';

/** Minor units that the amounts of one file may add up to, signs apart: two such files stay within the 64 bits of a database's integers. */
const HEAVIEST = 4n * 10n ** 18n;

export class Run {
  #weight = 0n;
  rows = 0;
  accepted = 0;
  unchanged = 0;
  ignored = 0;
  readonly rejected = new Remarks();
  readonly warnings = new Remarks();

  /** Throws FileFault `beyond` when the file's amounts are more than the ledger can hold. */
  weigh(amount: bigint, line: number): void {
    this.#weight += amount < 0n ? -amount : amount;
    if (this.#weight > HEAVIEST) throw new FileFault('beyond', { line });
  }

  /** Counts a batch, and writes its rows when it has any. */
  async take<Row>(batch: Batch<Row>, write: (rows: readonly Row[]) => Promise<WriteCounts>): Promise<void> {
    this.rows += batch.rows.length + batch.rejected.length + batch.ignored;
    this.ignored += batch.ignored;
    this.rejected.add(batch.rejected);
    this.warnings.add(batch.warnings);
    if (batch.rows.length === 0) return;
    const counts = await write(batch.rows);
    this.accepted += counts.added + counts.changed;
    this.unchanged += counts.unchanged;
  }

  counts(found: Pick<Counts, 'debtors' | 'items' | 'totals' | 'tieOut'>): Counts {
    return {
      rows: this.rows,
      accepted: this.accepted,
      unchanged: this.unchanged,
      ignored: this.ignored,
      rejected: this.rejected.kept,
      rejectedCount: this.rejected.count,
      warnings: this.warnings.kept,
      warningCount: this.warnings.count,
      ...found,
    };
  }
}
