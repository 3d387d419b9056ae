/** Importing the debtors and people files: given fields are set, absent ones are left; changed payment terms move the due dates that they made. */
import { DomainError } from '../kernel/errors.ts';
import { circleIn } from './group.ts';
import type { Counts, ImportContext } from './import-context.ts';
import type { Remark } from './item.ts';
import { factWords } from './ledger.words.ts';
import { debtorsIn } from './parties.ts';
import { ledgerIn } from './ports.ts';
import type { DebtorsReading, PeopleReading } from './reading.ts';
import { Run } from './run.ts';
import { dueDay, parseTerms } from './terms.ts';
import { ledgerTexts } from './texts.ts';

const ITEMS_AT_ONCE = 10_000;
const NO_ITEMS = { debtors: 0, items: 0, totals: {}, tieOut: [] };

export async function importDebtors(context: ImportContext, reading: DebtorsReading): Promise<Counts> {
  const run = new Run();
  const termsChanged = new Set<number>();
  /** The lines that name a parent, by the debtor's account. */
  const naming = new Map<string, number>();
  await reading.read((batch) =>
    run.take(batch, async (rows) => {
      for (const { limit, insured, line, debtor, facts } of rows) {
        run.weigh((limit?.minor ?? 0n) + (insured?.minor ?? 0n), line);
        if (facts?.parent) naming.set(debtor, line);
      }
      const counts = await debtorsIn(context.act.tx).put(context.company.id, rows);
      const lines = new Map(rows.map(({ debtor, line }) => [debtor, line]));
      run.warnings.add(
        (counts.replaced ?? []).map(({ debtor, fact }) => ({
          ...{ line: lines.get(debtor) ?? 0, code: 'press-replaced' as const, column: factWords(fact, context.act.locale) },
          value: debtor,
        })),
      );
      for (const id of counts.termsChanged) termsChanged.add(id);
      return counts;
    }),
  );
  for (const id of termsChanged) await moveDueDays(context, id);
  if (naming.size > 0) run.warnings.add(await missingParents(context, naming));
  return run.counts({ ...NO_ITEMS, debtors: run.accepted + run.unchanged });
}

/** A parent that is not there (yet) is a remark: the group is whole as soon as it is. Throws DomainError for a circle. */
async function missingParents({ act, company }: ImportContext, naming: ReadonlyMap<string, number>): Promise<readonly Remark[]> {
  const links = await debtorsIn(act.tx).parents(company.id);
  const circle = circleIn(links);
  if (circle) throw new DomainError('conflict', ledgerTexts(act.locale).imports.circle(circle.join(' → ')), { circle });
  return links.flatMap(({ code, parent, parentId }): Remark[] => {
    const line = naming.get(code);
    return parentId === null && line !== undefined ? [{ line, code: 'unknown-parent', value: parent }] : [];
  });
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
