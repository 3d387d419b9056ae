/** Importing a file: one transaction from the first line to the tie-out, all or nothing unless asked otherwise, harmless the second time. */

import type { House } from '../desk/act.ts';
import type { PlatformName } from '../desk/outbox.ts';
import type { Policy } from '../desk/policy.ts';
import type { Store, Tx } from '../desk/store.ts';
import { settleDisputesAfterImport } from '../disputes/import-disputes.ts';
import { type Revised, reviseFigures } from '../indicators/revise-figures.ts';
import { type Calendar, type Day, localTime, WEEKDAYS } from '../kernel/dates.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Locale } from '../kernel/locale.ts';
import { followCreditNotes } from '../mandates/end-use.ts';
import { judgeAfterImport } from '../promises/judge-promises.ts';
import { DEMO_ACTOR, isDemo } from './demo.ts';
import { FileFault } from './file-fault.ts';
import { importFec } from './import-fec.ts';
import { importList } from './import-list.ts';
import { importDebtors, importPeople } from './import-parties.ts';
import { importsIn } from './import-ports.ts';
import type { Company } from './parties.ts';
import { debtorsIn } from './parties.ts';
import type { Reading } from './reading.ts';
import type { ImportReport } from './report.ts';
import { ledgerTexts } from './texts.ts';

export interface ImportOptions {
  /** E-mail of the person, or `system:…`. */
  readonly actor: string;
  /** Epoch milliseconds of the import. */
  readonly at: number;
  /** The date of a list: part payments of unknown date count from here. A FEC carries its own. */
  readonly asOf: Day;
  readonly company?: string;
  readonly dryRun?: boolean;
  readonly acceptPartial?: boolean;
  /** Name of the list; lists of one name are versions of each other. */
  readonly source?: string;
  /** The list shows everything that is open: what it no longer shows is settled. */
  readonly complete?: boolean;
  /** Goes on although a large part of the open amount would vanish. */
  readonly confirm?: boolean;
  /** The reader's language; the policy's when left out. */
  readonly locale?: Locale;
  /** Where what the import leads to is told; nowhere when left out. */
  readonly platforms?: readonly PlatformName[];
  /** Business days of a country and region; Mondays to Fridays when left out. */
  readonly calendarFor?: (country: string, region: string | undefined) => Calendar;
}

/** What the parts of the use case share while a file is being imported. */
export interface ImportContext {
  readonly tx: Tx;
  /** For what the import leads to: its clock stands at the import's instant. */
  readonly house: House;
  readonly policy: Policy;
  readonly options: ImportOptions;
  readonly company: Company;
  readonly importId: number;
  readonly asOf: Day;
}

export type Counts = Omit<ImportReport, 'file' | 'kind' | 'outcome' | 'asOf' | 'revised'>;

/** Leaves the transaction without writing, with the report that says why. */
class Undone extends Error {
  readonly report: ImportReport;
  constructor(report: ImportReport) {
    super('nothing written');
    this.report = report;
  }
}

/** Imports a reading. A refused file and a dry run change nothing and say so in the report's outcome. Throws DomainError for what the user must decide. */
export async function importFile(store: Store, reading: Reading, options: ImportOptions, policy: Policy): Promise<ImportReport> {
  try {
    return await store.transact((tx) => importIn(tx, reading, options, policy), 'bulk');
  } catch (error) {
    if (error instanceof Undone) return error.report;
    if (error instanceof FileFault) {
      const t = ledgerTexts(options.locale ?? policy.language);
      const sentence = t.refusedFile(reading.file, t.fileFault[error.code](error.details));
      throw new DomainError('bad-file', sentence, { fault: error.code, ...error.details });
    }
    throw error;
  }
}

function houseOf(options: ImportOptions, policy: Policy): House {
  const calendarFor = options.calendarFor ?? (() => WEEKDAYS);
  const calendar = calendarFor(policy.country, policy.region);
  return { policy, calendar, calendarFor, platforms: options.platforms ?? [], clock: { now: () => options.at } };
}

async function importIn(tx: Tx, reading: Reading, options: ImportOptions, policy: Policy): Promise<ImportReport> {
  if (options.complete && options.source === undefined)
    throw new DomainError('bad-input', ledgerTexts(options.locale ?? policy.language).imports.completeNeedsSource);
  if (options.actor !== DEMO_ACTOR && (await isDemo(tx)))
    throw new DomainError('demo-database', ledgerTexts(options.locale ?? policy.language).imports.demo);
  const company = await companyOf(tx, reading, options, policy);
  const asOf = reading.kind === 'fec' ? reading.lastDay : options.asOf;
  const sourceKey = `${company.id}/${reading.kind}/${reading.kind === 'fec' ? reading.source : (options.source ?? '')}`;
  const fingerprint = `${reading.fingerprint}/${options.complete ? 'complete' : ''}`;
  const known = await importsIn(tx).same(reading.kind, fingerprint, sourceKey);
  if (known) return sameAgain(known.report, reading.file);
  const record = {
    at: options.at,
    kind: reading.kind,
    file: reading.file,
    sha256: reading.sha256,
    fingerprint,
    sourceKey,
    companyId: company.id,
    asOf,
  };
  const importId = await importsIn(tx).begin({ ...record, actor: options.actor });
  const context: ImportContext = { tx, house: houseOf(options, policy), policy, options, company, importId, asOf };
  const counts = await importRows(context, reading);
  const report = (outcome: ImportReport['outcome'], revised: readonly Revised[] = []): ImportReport => ({
    ...counts,
    file: reading.file,
    kind: reading.kind,
    outcome,
    asOf,
    revised,
  });
  if (counts.rejectedCount > 0 && !options.acceptPartial)
    throw new Undone({ ...report(options.dryRun ? 'preview' : 'refused'), accepted: 0, unchanged: 0 });
  const revised = reading.kind === 'people' ? [] : await reviseFigures(tx, localTime(options.at, policy.timeZone).day);
  if (options.dryRun) throw new Undone(report('preview', revised));
  await settleDisputesAfterImport(context, reading);
  if (reading.kind !== 'debtors' && reading.kind !== 'people') {
    await followCreditNotes(context);
    await judgeAfterImport(context);
  }
  const done = report('imported', revised);
  await importsIn(tx).finish(importId, asOf, done);
  await tx.audit.append({
    at: options.at,
    actor: options.actor,
    action: 'import',
    subject: `import:${importId}`,
    payload: {
      file: reading.file,
      kind: reading.kind,
      sha256: reading.sha256,
      accepted: String(done.accepted),
      unchanged: String(done.unchanged),
      revised: String(revised.length),
    },
  });
  return done;
}

function importRows(context: ImportContext, reading: Reading): Promise<Counts> {
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

function sameAgain(report: ImportReport, file: string): ImportReport {
  return { ...report, file, outcome: 'same', revised: [], accepted: 0, unchanged: report.accepted + report.unchanged };
}

/** Whose ledger this is: the option, the FEC's name, the policy, else the only company there is; an unnamed one takes the first name seen. */
async function companyOf(tx: Tx, reading: Reading, options: ImportOptions, policy: Policy): Promise<Company> {
  const t = ledgerTexts(options.locale ?? policy.language).imports;
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
