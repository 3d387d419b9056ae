/** Importing the debtors and people files: given fields are set, absent ones are left; changed payment terms move the due dates that they made. */
import type { Act } from '../desk/act.ts';
import { askAboutLeaver, askAboutReturn } from '../desk/ask-leaver.ts';
import { departuresIn } from '../desk/departure-ports.ts';
import { leaverTexts } from '../desk/leaver.text.ts';
import type { Person, PersonRow } from '../desk/people-ports.ts';
import { DomainError } from '../kernel/errors.ts';
import { accountTerms } from './debtor-book.ts';
import { circleIn } from './group.ts';
import type { Counts, ImportContext } from './import-context.ts';
import type { Remark } from './item.ts';
import { factWords } from './ledger.words.ts';
import { logLimit } from './limit-statement.ts';
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
      for (const limit of counts.limits ?? []) await logLimit(context.act, limit);
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
  const own = accountTerms(policy);
  for (let after = 0; ; ) {
    const page = await ledgerIn(tx).termItems(debtorId, after, ITEMS_AT_ONCE);
    const last = page.at(-1);
    if (!last) return;
    await ledgerIn(tx).setDueDays(page.map((item) => ({ id: item.id, dueDay: dueDay(item.issueDay, own(item.account) ?? terms) })));
    after = last.id;
  }
}

/**
 * People whom the file names are as it says; one who has left gets no role back by being named, and one who is named is not gone (docs/rules/people.md, rules 2 and 6).
 * Whom it does not name although they have a role is in the report, and is asked about when the file is said to be complete (rule 1).
 */
export async function importPeople({ act, options }: ImportContext, reading: PeopleReading): Promise<Counts> {
  const { tx } = act;
  const run = new Run();
  const before = await tx.people.all();
  const left = new Set(
    (await Promise.all((['left', 'returning'] as const).map((state) => departuresIn(tx).all(state)))).flat().map((d) => d.personId),
  );
  const named = new Map<string, PersonRow>();
  await reading.read((batch) =>
    run.take(batch, (rows) => {
      for (const row of rows) named.set(row.email, row);
      const hasLeft = (row: PersonRow): boolean => before.some((p) => p.email === row.email && left.has(p.id));
      return tx.people.put(rows.map((row) => (hasLeft(row) ? { ...row, roles: [] } : row)));
    }),
  );
  const missing = before.filter((person) => person.roles.length > 0 && !named.has(person.email));
  await askAboutPeople(act, reading.file, before, named);
  // A line that cannot be read may be the one that names them.
  if (options.complete && run.rejected.count === 0) await askAboutMissing(act, reading.file, before, missing, options.confirm === true);
  return { ...run.counts(NO_ITEMS), absent: missing.map(({ email, name }) => ({ email, name })) };
}

/** Whoever has left and is named with a role is asked about; a question that a file raised, or its answer, is over once a file names the person again. */
async function askAboutPeople(act: Act, file: string, people: readonly Person[], named: ReadonlyMap<string, PersonRow>): Promise<void> {
  for (const person of people) {
    const row = named.get(person.email);
    const known = row && (await departuresIn(act.tx).of(person.id));
    if (!row || !known) continue;
    if (known.state === 'left' && row.roles.length > 0) await askAboutReturn(act, person, row.roles, file);
    if (known.sign === 'file' && (known.state === 'asked' || known.state === 'kept')) await departuresIn(act.tx).drop(person.id);
  }
}

/** A file that forgets a third of the house is a part of one, unless somebody confirms it. */
const FORGOTTEN = 3;

async function askAboutMissing(
  act: Act,
  file: string,
  people: readonly Person[],
  missing: readonly Person[],
  confirmed: boolean,
): Promise<void> {
  const all = people.filter((person) => person.roles.length > 0).length;
  if (missing.length * FORGOTTEN > all && missing.length > 1 && !confirmed)
    throw new DomainError('bad-input', leaverTexts(act.locale).refused.tooMany(missing.length), { missing: missing.map((p) => p.email) });
  for (const person of missing) await askAboutLeaver(act, person, 'file', file);
}
