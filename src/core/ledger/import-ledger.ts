/** Importing a file: one act from the first line to the tie-out, all or nothing unless asked otherwise, harmless the second time, whoever does it. */

import { type Act, act, actIn, type House } from '../desk/act.ts';
import type { Store } from '../desk/store.ts';
import { deskTexts } from '../desk/texts.ts';
import { parseDay } from '../kernel/dates.ts';
import { DomainError } from '../kernel/errors.ts';
import { exactMoney, fullDate } from '../kernel/format.ts';
import type { Locale } from '../kernel/locale.ts';
import { fromDecimal, isCurrency } from '../kernel/money.ts';
import { inOrder } from '../kernel/rank.ts';
import { afterImports, type Imported, revisions } from './after-import.ts';
import { DEMO_ACTOR, isDemo } from './demo.ts';
import type { Counts, ImportContext, ImportOptions } from './import-context.ts';
import { importFec } from './import-fec.ts';
import { importList } from './import-list.ts';
import { importDebtors, importPeople } from './import-parties.ts';
import { importsIn } from './import-ports.ts';
import { type Company, debtorsIn } from './parties.ts';
import { questionTexts } from './question.text.ts';
import type { Answers, Question } from './question.ts';
import type { FileKind, Reading, ReadingPlan } from './reading.ts';
import { asRefusal } from './refusal.ts';
import type { ImportReport, Revised, TieOut } from './report.ts';
import { ledgerTexts } from './texts.ts';

/** Days: a ledger of a later day has a slip in its year, and would be the newest for ever. */
const FAR = 366;

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

async function importIn(act: Act, reading: Reading, asked: ImportOptions): Promise<ImportReport> {
  needImport(act);
  const options = withAnswers(asked);
  await needRoom(act, reading, options);
  const { tx, at, actor } = act;
  const { file, kind, sha256 } = reading;
  const company = await companyOf(act, reading, options);
  const asOf = reading.kind === 'fec' ? reading.lastDay : (options.asOf ?? act.day);
  if (asOf > act.day + FAR) throw new DomainError('bad-input', ledgerTexts(act.locale).imports.farDay(fullDate(asOf, act.locale)));
  const sourceKey = `${company.id}/${kind}/${reading.kind === 'fec' ? reading.source : (options.source ?? '')}`;
  const fingerprint = `${reading.fingerprint}/${options.complete ? 'complete' : ''}`;
  const known = await importsIn(tx).same(kind, fingerprint, sourceKey);
  if (known) return { ...sameAgain(known.report, file), offers: offersOf({ ...known.report, rejectedCount: 0 }, options, act.locale) };
  const again = await importsIn(tx).hasSource(sourceKey);
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
  const found = await importRows({ act, options, company, importId, asOf, again }, reading);
  const counts = { ...found, tieOut: [...found.tieOut, ...givenOf(found, reading.kind, options, act.policy.currency)] };
  const report = (outcome: ImportReport['outcome'], revised: readonly Revised[] = []): ImportReport => ({
    ...counts,
    ...{ layout: reading.layout, questions: reading.questions },
    offers: offersOf(counts, options, act.locale),
    ...('plan' in reading ? { plan: reading.plan } : {}),
    file,
    kind,
    outcome,
    asOf,
    revised,
  });
  if (reading.questions.length > 0) throw new Undone({ ...report('asked'), accepted: 0, unchanged: 0 });
  if (counts.rejectedCount > 0 && !options.acceptPartial)
    throw new Undone({ ...report(options.dryRun ? 'preview' : 'refused'), accepted: 0, unchanged: 0 });
  const imported = { kind, file, company, asOf, vanished: counts.findings?.vanished.lines ?? [] };
  const revised = await revisedBy(act, imported);
  if (options.dryRun) throw new Undone(report('preview', revised));
  await follow(act, imported);
  const done = report('imported', revised);
  await importsIn(tx).finish(importId, asOf, done);
  if ('plan' in reading) await keepPlan(act, reading.plan, options);
  const sums = { accepted: String(done.accepted), unchanged: String(done.unchanged), revised: String(revised.length) };
  await act.log('import', `import:${importId}`, { file, kind, sha256, ...sums });
  return done;
}

/** What a file that was not read yet waits for. */
function unread({ file, kind }: Reading, questions: readonly Question[]): ImportReport {
  const counts = { rows: 0, accepted: 0, unchanged: 0, ignored: 0, rejected: [], rejectedCount: 0, warnings: [], warningCount: 0 };
  return { ...counts, file, kind, debtors: 0, items: 0, totals: {}, tieOut: [], asOf: 0, revised: [], outcome: 'asked', questions };
}

/** Answers to what an import asks and offers beside its file's own questions. What a list no longer shows was named with its amount when that was offered. */
function withAnswers(options: ImportOptions): ImportOptions {
  const { answers = {}, controls = [] } = options;
  const asOf = parseDay(answers.asOf ?? '');
  return {
    ...options,
    ...(answers.company === undefined ? {} : { company: answers.company }),
    ...(answers.source === undefined ? {} : { source: answers.source }),
    ...(asOf === undefined ? {} : { asOf }),
    ...(answers.partial === 'yes' ? { acceptPartial: true } : {}),
    ...(answers.older === 'yes' ? { confirm: true } : {}),
    ...(answers.complete === 'yes' ? { complete: true, confirm: true, source: answers.source ?? options.source ?? '' } : {}),
    controls: [...controls, ...controlsIn(answers)],
  };
}

/** What may be said beside importing, and taken back: that the lines that are right are to be taken, that the file shows everything that is open, or everybody. */
function offersOf(
  { rejectedCount, rows, missing, absent = [], findings }: Pick<Counts, 'rejectedCount' | 'rows' | 'missing' | 'absent' | 'findings'>,
  { acceptPartial, complete, answers = {} }: ImportOptions,
  locale: Locale,
): readonly Question[] {
  const t = questionTexts(locale);
  const offer = (id: keyof typeof OFFERS, about: string, values: readonly string[], yes: string): Question => ({
    ...{ id, code: OFFERS[id], about, values },
    choices: [
      { value: 'yes', label: yes },
      { value: 'no', label: t.no[id] },
    ],
    answer: answers[id] ?? 'no',
  });
  const offers: Question[] = [];
  if (rejectedCount > 0 && rejectedCount < rows && (!acceptPartial || answers.partial !== undefined))
    offers.push(offer('partial', t.partial(rejectedCount), [], t.take));
  if (findings?.newer !== undefined || answers.older === 'yes')
    offers.push(offer('older', t.older(findings?.newer), findings?.newer === undefined ? [] : [findings.newer], t.takeOlder));
  if (complete && answers.complete === undefined) return offers;
  if (missing) {
    const amounts = Object.entries(missing.amounts).map(([currency, minor]) => exactMoney(minor, currency, locale));
    offers.push(offer('complete', t.complete(missing.items, amounts.join(', ')), amounts, t.settle));
  }
  if (absent.length > 0) {
    const names = absent.slice(0, SHOWN_ABSENT).map(({ name }) => name);
    const more = absent.length - names.length;
    const about = t.absent([...names, ...(more > 0 ? [deskTexts(locale).andMore(more)] : [])].join(', '));
    offers.push(offer('complete', about, names, t.everybody));
  }
  return offers;
}

const OFFERS = { partial: 'accept-partial', complete: 'complete', older: 'accept-older' } as const;

/** People named in a question; the rest is counted. */
const SHOWN_ABSENT = 20;

/** A total as a form keeps it: `control:<currency>:<account, or total>` with an exact amount. */
export function controlId(currency: string, account: string): string {
  return `${CONTROL}${currency}:${account}`;
}

const CONTROL = 'control:';

export function controlsIn(answers: Answers): NonNullable<ImportOptions['controls']> {
  return Object.entries(answers).flatMap(([id, text]) => {
    const [currency = '', account = ''] = id.startsWith(CONTROL) ? id.slice(CONTROL.length).split(':') : [];
    const minor = isCurrency(currency) ? fromDecimal(text, currency) : undefined;
    return minor === undefined ? [] : [{ account, minor, currency }];
  });
}

/** The totals that a person gave, beside the accounts' or the list's. Lines that were refused are in the account all the same: the difference is theirs. */
function givenOf({ tieOut, totals }: Counts, kind: FileKind, { controls = [] }: ImportOptions, own: string): readonly TieOut[] {
  const open = (account: string, currency: string): bigint =>
    kind === 'fec'
      ? tieOut.filter((row) => account === TOTAL || row.account.startsWith(account)).reduce((sum, row) => sum + row.ledger, 0n)
      : (totals[currency]?.open ?? 0n);
  return controls.map(({ account, minor, currency = own }) => ({
    against: 'given',
    account: account === TOTAL ? '' : account,
    currency,
    ledger: open(account, currency),
    file: minor,
  }));
}

/** Keeps how a list was read when a person said something of it, so that the next one asks nothing. */
async function keepPlan(act: Act, { headers, profile, answered, text }: ReadingPlan, options: ImportOptions): Promise<void> {
  // Who names the list speaks of that one, whichever it was read as.
  const name = options.profile ?? (options.source || (profile ?? ''));
  if (!answered && options.profile === undefined) return;
  await importsIn(act.tx).keepProfile({ name, fingerprint: headers, plan: text, at: act.at });
}

/** The name that stands for all accounts in a total that a person gives. */
export const TOTAL = 'total';

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
  for (const { after } of inOrder(afterImports(act))) await after(under, imported);
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
    if (second) {
      const sirens = companies.map((c) => c.siren);
      const choices = companies.map((c) => ({ value: c.siren, label: c.name === '' ? c.siren : `${c.name} (${c.siren})` }));
      const question: Question = {
        id: 'company',
        code: 'which-company',
        about: questionTexts(locale).whichCompany,
        values: sirens,
        choices,
      };
      throw new Undone(unread(reading, [...reading.questions, question]));
    }
    return first ?? debtorsIn(tx).company('');
  }
  if (first && !second && first.siren === '') await debtorsIn(tx).nameCompany(first.id, siren);
  return debtorsIn(tx).company(siren, policy.company?.siren === siren ? policy.company.name : undefined);
}
