/** The command line's import: a file's options, the questions that it leaves open, and what came of it. */
import { type Command, Option } from 'commander';
import { today } from '../core/desk/core.ts';
import { amountIn } from '../core/kernel/amount-words.ts';
import { DomainError } from '../core/kernel/errors.ts';
import type { Locale } from '../core/kernel/locale.ts';
import { importedCard } from '../core/ledger/import.card.ts';
import type { ImportOptions } from '../core/ledger/import-context.ts';
import { importFile } from '../core/ledger/import-ledger.ts';
import { importsIn } from '../core/ledger/import-ports.ts';
import type { Answers, Question } from '../core/ledger/question.ts';
import type { FileKind } from '../core/ledger/reading.ts';
import { asRefusal } from '../core/ledger/refusal.ts';
import { type ImportReport, reportJson } from '../core/ledger/report.ts';
import { ledgerTexts } from '../core/ledger/texts.ts';
import type { DecimalMark } from '../files/amount-column.ts';
import { createReaders } from '../files/apart.ts';
import type { DateOrder } from '../files/date-column.ts';
import { toSourceProfile } from '../files/plan.ts';
import { type FileSource, fileOnDisk } from '../files/source.ts';
import { actingHouse, answer, type Context, dayOption, say, warn, withStore } from './context.ts';
import { renderText } from './terminal.ts';
import { cliTexts } from './texts.ts';

const REFUSED = 1;

interface ImportFlags {
  readonly as?: FileKind;
  readonly mapping?: string;
  readonly asOf?: string;
  readonly dateFormat?: DateOrder;
  readonly decimal?: DecimalMark;
  readonly dryRun?: boolean;
  readonly acceptPartial?: boolean;
  readonly source?: string;
  readonly complete?: boolean;
  readonly confirm?: boolean;
  readonly company?: string;
  readonly answer?: readonly string[];
  readonly profile?: string;
  readonly sheet?: string;
  readonly control?: readonly string[];
}

async function importCommand(context: Context, files: readonly string[], flags: ImportFlags): Promise<void> {
  const { policy } = context.config;
  const locale = policy.language;
  const { company, source, dryRun, acceptPartial, complete, confirm, profile } = flags;
  const answers = Object.fromEntries((flags.answer ?? []).map((given) => pairOf(given, locale)));
  const options: ImportOptions = {
    by: 'system:command-line',
    locale,
    ...(flags.asOf === undefined ? {} : { asOf: dayOption(context.config, flags.asOf) }),
    ...(company === undefined ? {} : { company }),
    ...(source === undefined ? {} : { source }),
    ...(profile === undefined ? {} : { profile }),
    controls: (flags.control ?? []).map((given) => controlOf(given, policy.currency, locale)),
    dryRun: dryRun ?? false,
    acceptPartial: acceptPartial ?? false,
    complete: complete ?? false,
    confirm: confirm ?? false,
  };
  const readers = createReaders();
  await withStore(context, async (store) => {
    // Before a server ran here nothing is told on the local page.
    const house = await actingHouse({ ...context.config, local: false }, store);
    const { answer: _, ...settings } = flags;
    const open = async (file: FileSource, said: Answers) => {
      const profiles = (await importsIn(store.read).profiles()).map(toSourceProfile);
      return readers.open(file, { policy, locale, ...settings, profiles, answers: said, today: today(house) });
    };
    const sources: FileSource[] = [];
    // Of several files none is written while one cannot be read, or asks a question that nobody here answers.
    let held = false;
    for (const path of files) {
      const file = await fileOnDisk(path).catch((error: unknown) => {
        throw asRefusal(error, path, locale);
      });
      sources.push(file);
      if (files.length === 1) break;
      const { reading, close } = await open(file, answers);
      held ||= reading.questions.length > 0 && (context.json || !context.shell.ask);
      await close();
    }
    const reports: ImportReport[] = [];
    for (const file of sources) {
      const run = async (said: Answers): Promise<ImportReport> => {
        const { reading, close } = await open(file, said);
        return importFile(house, reading, { ...options, dryRun: options.dryRun || held, answers: said }).finally(close);
      };
      reports.push(await answered(run, answers, context));
    }
    const asked = reports.find((r) => r.outcome === 'asked');
    const refused = reports.find((r) => r.rejectedCount > 0 && r.outcome !== 'imported' && r.outcome !== 'asked' && !acceptPartial);
    const t = ledgerTexts(locale).imports;
    const error = asked
      ? {
          code: 'questions',
          message: [cliTexts(locale).asked(asked.file), ...(asked.questions ?? []).map((q) => `  ${q.about} ${optionFor(q)}`)].join('\n'),
        }
      : refused && { code: 'rejected', message: t.rejected(refused.file, refused.rejectedCount) };
    const questions = reports.flatMap((r) => r.questions ?? []);
    const json = {
      files: reports.map((r) => reportJson(r, locale)),
      ...(questions.length > 0 ? { questions } : {}),
      ...(error ? { error } : {}),
    };
    answer(context, json, () =>
      [...reports.map((r) => renderText(importedCard(r, locale))), ...(refused && error ? [`${error.message}\n`] : [])].join('\n'),
    );
    if (asked && error && !context.json) warn(context, `${error.message}\n`);
    if (error) context.shell.exitCode = REFUSED;
  }).finally(() => readers.close());
}

/** In a terminal what is open is asked there and then. */
async function answered(run: (answers: Answers) => Promise<ImportReport>, given: Answers, context: Context): Promise<ImportReport> {
  const answers: Record<string, string> = { ...given };
  for (;;) {
    const report = await run(answers);
    const [question] = (report.questions ?? []).filter(({ id }) => !(id in answers));
    const ask = context.json ? undefined : context.shell.ask;
    const said = question && ask && (await prompt(context, question, ask));
    if (!question || said === undefined) return report;
    answers[question.id] = said;
  }
}

/** Asks one question on the terminal; undefined when its reader gives up. */
async function prompt(context: Context, { about, choices }: Question, ask: (text: string) => Promise<string>): Promise<string | undefined> {
  say(
    context,
    renderText({ blocks: [{ type: 'text', text: about }], fallback: about, amounts: true, locale: context.config.policy.language }),
  );
  for (const [i, { label }] of choices.entries()) say(context, `  ${i + 1}. ${label}\n`);
  return choices[Number(await ask('> ')) - 1]?.value;
}

/** How a script answers. */
function optionFor({ id, code, choices }: Question): string {
  const values = choices.map(({ value }) => value).join('|');
  if (code === 'ambiguous-date') return `--date-format ${values}`;
  return code === 'ambiguous-decimal' ? `--decimal ${values}` : `--answer "${id}=${values}"`;
}

/** "ID=VALUE", parted at the last sign: a column's name may have one. */
function pairOf(given: string, locale: Locale): [string, string] {
  const at = given.lastIndexOf('=');
  if (at < 1) throw new DomainError('bad-input', cliTexts(locale).badPair(given));
  return [given.slice(0, at), given.slice(at + 1)];
}

function controlOf(given: string, currency: string, locale: Locale): { readonly account: string; readonly minor: bigint } {
  const [account, amount] = pairOf(given, locale);
  return { account, minor: amountIn(amount, currency, locale) };
}

/** Options that may be given several times. */
function gathered(given: string, before: readonly string[] = []): readonly string[] {
  return [...before, given];
}

type Run = (command: Command, work: (context: Context) => Promise<void>) => Promise<void>;

/** Adds `import` to the program. */
export function addImportCommand(add: (name: string, description: string) => Command, run: Run): void {
  add('import <files...>', 'import a FEC, a list of items, debtors or people')
    .addOption(
      new Option('--as <kind>', 'what the file is; guessed when left out').choices(['fec', 'items', 'debtors', 'people', 'payments']),
    )
    .option('--mapping <name|file>', 'how to read its columns')
    .option('--as-of <date>', 'the date of the list')
    .addOption(new Option('--date-format <order>', 'how its dates are written').choices(['DMY', 'MDY', 'YMD']))
    .addOption(new Option('--decimal <mark>', 'its decimal mark').choices(['.', ',']))
    .option('--dry-run', 'say what would change, change nothing')
    .option('--accept-partial', 'take the lines that can be read')
    .option('--source <name>', 'name of the list')
    .option('--complete', 'the list shows everything that is open; the people file names everybody')
    .option('--confirm', 'go on although much would vanish, or many are missing')
    .option('--company <siren>', 'whose ledger it is')
    .option('--answer <id=value>', 'what a question of the file is answered with; several times', gathered)
    .option('--profile <name>', 'the source whose way of reading it goes by, and is kept for')
    .option('--sheet <name>', 'the sheet of a workbook')
    .option('--control <account=amount>', 'a total that the result is held against; several times', gathered)
    .action((files: string[], flags: ImportFlags, command: Command) => run(command, (context) => importCommand(context, files, flags)));
}
