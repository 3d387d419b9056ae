/** Importing the debtors and people files: given fields are set, absent ones are left; changed payment terms move the due dates that they made. */
import type { Counts, ImportContext } from './import-context.ts';
import { debtorsIn } from './parties.ts';
import { ledgerIn } from './ports.ts';
import type { DebtorsReading, PeopleReading } from './reading.ts';
import { Run } from './run.ts';
import { dueDay, parseTerms } from './terms.ts';

const ITEMS_AT_ONCE = 10_000;
const NO_ITEMS = { debtors: 0, items: 0, totals: {}, tieOut: [] };

export async function importDebtors(context: ImportContext, reading: DebtorsReading): Promise<Counts> {
  const run = new Run();
  const termsChanged = new Set<number>();
  await reading.read((batch) =>
    run.take(batch, async (rows) => {
      for (const { limit, insured, line } of rows) run.weigh((limit?.minor ?? 0n) + (insured?.minor ?? 0n), line);
      const counts = await debtorsIn(context.act.tx).put(context.company.id, rows);
      for (const id of counts.termsChanged) termsChanged.add(id);
      return counts;
    }),
  );
  for (const id of termsChanged) await moveDueDays(context, id);
  return run.counts({ ...NO_ITEMS, debtors: run.accepted + run.unchanged });
}

async function moveDueDays(context: ImportContext, debtorId: number): Promise<void> {
  const { tx, policy } = context.act;
  const debtor = await debtorsIn(tx).byId(debtorId);
  const terms = parseTerms(debtor?.terms ?? policy.terms) ?? parseTerms(policy.terms);
  if (!terms) return;
  for (let after = 0; ; ) {
    const page = await ledgerIn(tx).termItems(debtorId, after, ITEMS_AT_ONCE);
    const last = page.at(-1);
    if (!last) return;
    await ledgerIn(tx).setDueDays(page.map((item) => ({ id: item.id, dueDay: dueDay(item.issueDay, terms) })));
    after = last.id;
  }
}

export async function importPeople(context: ImportContext, reading: PeopleReading): Promise<Counts> {
  const run = new Run();
  await reading.read((batch) => run.take(batch, (rows) => context.act.tx.people.put(rows)));
  return run.counts(NO_ITEMS);
}
