/** Importing the debtors and people files: given fields are set, absent ones are left; changed payment terms move the due dates that they made. */

import type { WriteCounts } from '../ports.ts';
import type { Counts, ImportContext } from './import-ledger.ts';
import type { Batch, DebtorsReading, PeopleReading } from './reading.ts';
import { Remarks } from './report.ts';
import { dueDay, parseTerms } from './terms.ts';

const ITEMS_AT_ONCE = 10_000;

/** Counts shared by both kinds of file. */
class PartiesRun {
  rows = 0;
  accepted = 0;
  unchanged = 0;
  ignored = 0;
  readonly rejected = new Remarks();
  readonly warnings = new Remarks();

  async take<Row>(batch: Batch<Row>, put: (rows: readonly Row[]) => Promise<WriteCounts>): Promise<void> {
    this.rows += batch.rows.length + batch.rejected.length + batch.ignored;
    this.ignored += batch.ignored;
    this.rejected.add(batch.rejected);
    this.warnings.add(batch.warnings);
    if (batch.rows.length === 0) return;
    const counts = await put(batch.rows);
    this.accepted += counts.added + counts.changed;
    this.unchanged += counts.unchanged;
  }

  counts(debtors: number): Counts {
    return {
      rows: this.rows,
      accepted: this.accepted,
      unchanged: this.unchanged,
      ignored: this.ignored,
      rejected: this.rejected.kept,
      rejectedCount: this.rejected.count,
      warnings: this.warnings.kept,
      warningCount: this.warnings.count,
      debtors,
      items: 0,
      totals: {},
      tieOut: [],
    };
  }
}

export async function importDebtors(context: ImportContext, reading: DebtorsReading): Promise<Counts> {
  const run = new PartiesRun();
  const termsChanged = new Set<number>();
  await reading.read((batch) =>
    run.take(batch, async (rows) => {
      const counts = await context.tx.debtors.put(context.company.id, rows);
      for (const id of counts.termsChanged) termsChanged.add(id);
      return counts;
    }),
  );
  for (const id of termsChanged) await moveDueDays(context, id);
  return run.counts(run.accepted + run.unchanged);
}

async function moveDueDays(context: ImportContext, debtorId: number): Promise<void> {
  const { tx, policy } = context;
  const debtor = await tx.debtors.byId(debtorId);
  const terms = parseTerms(debtor?.terms ?? policy.terms) ?? parseTerms(policy.terms);
  if (!terms) return;
  for (let after = 0; ; ) {
    const page = await tx.ledger.termItems(debtorId, after, ITEMS_AT_ONCE);
    const last = page.at(-1);
    if (!last) return;
    await tx.ledger.setDueDays(page.map((item) => ({ id: item.id, dueDay: dueDay(item.issueDay, terms) })));
    after = last.id;
  }
}

export async function importPeople(context: ImportContext, reading: PeopleReading): Promise<Counts> {
  const run = new PartiesRun();
  await reading.read((batch) => run.take(batch, (rows) => context.tx.people.put(rows)));
  return run.counts(0);
}
