/** Importing a file: one act from the first line to the tie-out, all or nothing unless asked otherwise, harmless the second time, whoever does it. */
import { type Act, act, actIn, type House } from '../desk/act.ts';
import type { Store } from '../desk/store.ts';
import { DomainError } from '../kernel/errors.ts';
import { afterImports, type Imported, revisions } from './after-import.ts';
import { DEMO_ACTOR, isDemo } from './demo.ts';
import type { Counts, ImportContext, ImportOptions } from './import-context.ts';
import { importFec } from './import-fec.ts';
import { importList } from './import-list.ts';
import { importDebtors, importPeople } from './import-parties.ts';
import { importsIn } from './import-ports.ts';
import { type Company, debtorsIn } from './parties.ts';
import type { Reading } from './reading.ts';
import { asRefusal } from './refusal.ts';
import type { ImportReport, Revised } from './report.ts';
import { ledgerTexts } from './texts.ts';

/** Leaves the transaction without writing, with the report that says why. */
class Undone extends Error {
  readonly report: ImportReport;
  constructor(report: ImportReport) {
    super('nothing written');
    this.report = report;
  }
}

/** Refuses whoever may not import. */
export function needImport(act: Act): void {
  act.need('import', ledgerTexts(act.locale).imports.notAllowed);
}

/** Imports a reading. A refused file and a dry run change nothing and say so in the report's outcome. Throws DomainError for what the user must decide. */
export async function importFile(
  house: House & { readonly store: Store },
  reading: Reading,
  options: ImportOptions,
): Promise<ImportReport> {
  const { by, locale } = options;
  try {
    return await act(house, { by, bulk: 'bulk', ...(locale && { locale }) }, (act) => importIn(act, reading, options));
  } catch (error) {
    if (error instanceof Undone) return error.report;
    throw error;
  }
}

async function importIn(act: Act, reading: Reading, options: ImportOptions): Promise<ImportReport> {
  needImport(act);
  await needRoom(act, reading, options);
  const { tx, at, actor } = act;
  const { file, kind, sha256 } = reading;
  const company = await companyOf(act, reading, options);
  const asOf = reading.kind === 'fec' ? reading.lastDay : (options.asOf ?? act.day);
  const sourceKey = `${company.id}/${kind}/${reading.kind === 'fec' ? reading.source : (options.source ?? '')}`;
  const fingerprint = `${reading.fingerprint}/${options.complete ? 'complete' : ''}`;
  const known = await importsIn(tx).same(kind, fingerprint, sourceKey);
  if (known) return sameAgain(known.report, file);
  const importId = await importsIn(tx).begin({
    at,
    kind,
    file,
    sha256,
    fingerprint,
    sourceKey,
    companyId: company.id,
    ...(reading.kind === 'fec' ? { fromDay: reading.firstDay } : {}),
    asOf,
    actor,
  });
  const counts = await importRows({ act, options, company, importId, asOf }, reading);
  const report = (outcome: ImportReport['outcome'], revised: readonly Revised[] = []): ImportReport => ({
    ...counts,
    file,
    kind,
    outcome,
    asOf,
    revised,
  });
  if (counts.rejectedCount > 0 && !options.acceptPartial)
    throw new Undone({ ...report(options.dryRun ? 'preview' : 'refused'), accepted: 0, unchanged: 0 });
  const imported = { kind, file, company, asOf };
  const revised = await revisedBy(act, imported);
  if (options.dryRun) throw new Undone(report('preview', revised));
  await follow(act, imported);
  const done = report('imported', revised);
  await importsIn(tx).finish(importId, asOf, done);
  const sums = { accepted: String(done.accepted), unchanged: String(done.unchanged), revised: String(revised.length) };
  await act.log('import', `import:${importId}`, { file, kind, sha256, ...sums });
  return done;
}

/** Refuses what this database, or this list, cannot take. */
async function needRoom(act: Act, { kind }: Reading, options: ImportOptions): Promise<void> {
  const t = ledgerTexts(act.locale).imports;
  if (options.complete && options.source === undefined && kind !== 'people') throw new DomainError('bad-input', t.completeNeedsSource);
  if (act.actor !== DEMO_ACTOR && (await isDemo(act.tx))) throw new DomainError('demo-database', t.demo);
}

/** Throws DomainError in place of the reader's FileFault. */
async function importRows(context: ImportContext, reading: Reading): Promise<Counts> {
  try {
    return await rowsOf(context, reading);
  } catch (error) {
    throw asRefusal(error, reading.file, context.act.locale);
  }
}

function rowsOf(context: ImportContext, reading: Reading): Promise<Counts> {
  switch (reading.kind) {
    case 'fec':
      return importFec(context, reading);
    case 'items':
    case 'payments':
      return importList(context, reading);
    case 'debtors':
      return importDebtors(context, reading);
    case 'people':
      return importPeople(context, reading);
  }
}

async function revisedBy(act: Act, imported: Imported): Promise<readonly Revised[]> {
  const found: Revised[] = [];
  for (const revise of revisions(act)) found.push(...(await revise(act, imported)));
  return found;
}

/** What the rooms make of it, at the import's instant however long its rows took. */
async function follow(act: Act, imported: Imported): Promise<void> {
  const under = actIn(act.tx, { ...act, clock: { now: () => act.at } }, { by: 'system:import' });
  for (const { after } of [...afterImports(act)].sort((a, b) => a.rank - b.rank)) await after(under, imported);
}

function sameAgain(report: ImportReport, file: string): ImportReport {
  return { ...report, file, outcome: 'same', revised: [], accepted: 0, unchanged: report.accepted + report.unchanged };
}

/** Whose ledger this is: the option, the FEC's name, the policy, else the only company there is; an unnamed one takes the first name seen. */
async function companyOf({ tx, policy, locale }: Act, reading: Reading, options: ImportOptions): Promise<Company> {
  const t = ledgerTexts(locale).imports;
  const named = reading.kind === 'fec' ? reading.siren : undefined;
  if (options.company !== undefined && named !== undefined && options.company !== named) {
    throw new DomainError('bad-input', t.otherCompany(options.company, named), { company: options.company, file: named });
  }
  const siren = options.company ?? named ?? policy.company?.siren;
  const companies = await debtorsIn(tx).companies();
  const [first, second] = companies;
  if (siren === undefined) {
    if (second)
      throw new DomainError('bad-input', t.whichCompany(companies.map((c) => c.siren).join(', ')), {
        companies: companies.map((c) => c.siren),
      });
    return first ?? debtorsIn(tx).company('');
  }
  if (first && !second && first.siren === '') await debtorsIn(tx).nameCompany(first.id, siren);
  return debtorsIn(tx).company(siren, policy.company?.siren === siren ? policy.company.name : undefined);
}
