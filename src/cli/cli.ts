/** `encours`: the command line for people and scripts (one contract with the tests). Exit status: 0 done, 1 refused with a sentence, 2 wrong usage, 3 our fault. */
import { existsSync } from 'node:fs';
import { Command, CommanderError, Option } from 'commander';
import { languageHere, readConfig } from '../config/config.ts';
import { DEMO_DATABASE } from '../config/environment.ts';
import { morningCard } from '../core/agenda/agenda.card.ts';
import { agendaOf } from '../core/agenda/agenda.ts';
import { agendaPolicy } from '../core/agenda/agenda-policy.ts';
import { morningOf } from '../core/agenda/morning.ts';
import { choiceCard, debtorCard } from '../core/debtors/debtor.card.ts';
import { debtorTexts } from '../core/debtors/debtors.text.ts';
import { findDebtors } from '../core/debtors/find-debtors.ts';
import { readKnown } from '../core/debtors/offer.ts';
import { deskTexts } from '../core/desk/texts.ts';
import { marked } from '../core/kernel/clean.ts';
import { DomainError, messageOf } from '../core/kernel/errors.ts';
import { agingCard } from '../core/ledger/aging.card.ts';
import { debtorsIn } from '../core/ledger/parties.ts';
import { ledgerIn } from '../core/ledger/ports.ts';
import { hideSecrets } from '../server/log.ts';
import { addAuditCommands } from './audit.ts';
import { answer, type Context, companyIdOf, dayOption, houseOf, type Shell, say, todayOf, warn, withStore } from './context.ts';
import { addDisputeCommands } from './disputes.ts';
import { addEvidenceCommands } from './evidence.ts';
import { addFileCommands } from './files.ts';
import { addHistoryCommands } from './history.ts';
import { addImportCommand } from './import.ts';
import { addIndicatorCommands } from './indicators.ts';
import { agendaJson, agingJson, debtorJson, matchJson } from './json.ts';
import { addLetterCommands } from './letters.ts';
import { addMandateCommands } from './mandates.ts';
import { mendable } from './mendable.ts';
import { addMotionCommands } from './motions.ts';
import { addPersonCommands } from './people.ts';
import { renderText } from './terminal.ts';
import { cliTexts } from './texts.ts';

const REFUSED = 1;
const USAGE = 2;
const FAULT = 3;

// ---------------------------------------------------------------- commands

async function agingCommand(context: Context, flags: { asOf?: string; by?: string; company?: string }): Promise<void> {
  const { policy } = context.config;
  const asOf = dayOption(context.config, flags.asOf);
  await withStore(context, async ({ read }) => {
    const companyId = flags.company === undefined ? undefined : await companyIdOf(read, flags.company, policy.language);
    const filter = companyId === undefined ? {} : { companyId };
    const ledger = ledgerIn(read);
    const [totals, ledgerDay, covered] = await Promise.all([
      ledger.agedTotal(asOf, { ...filter, bounds: policy.buckets }),
      ledger.ledgerDay(companyId),
      ledger.afterCredits(asOf, filter),
    ]);
    const byDebtor = flags.by === 'debtor' ? await ledgerIn(read).agedByDebtor(asOf, { ...filter, bounds: policy.buckets }) : undefined;
    const debtors = new Map((byDebtor ? await debtorsIn(read).all() : []).map((d) => [d.id, d]));
    answer(context, agingJson(asOf, totals, byDebtor, debtors, covered), () =>
      renderText(agingCard({ rows: totals, asOf, today: todayOf(context.config), ledgerDay, covered }, policy, policy.language)),
    );
  });
}

async function agendaCommand(context: Context, flags: { date?: string; for?: string }): Promise<void> {
  const { policy } = context.config;
  const locale = policy.language;
  const date = dayOption(context.config, flags.date);
  await withStore(context, async ({ read }) => {
    const person = flags.for === undefined ? undefined : await read.people.byEmail(flags.for.toLowerCase());
    if (flags.for !== undefined && !person) throw new DomainError('unknown-person', deskTexts(locale).unknownPerson(flags.for));
    const mine = <T extends { owner: string | undefined }>(actions: readonly T[]): readonly T[] =>
      person ? actions.filter((a) => a.owner === person.email) : actions;
    if (context.json) return answer(context, agendaJson(date, mine(await agendaOf(read, date, houseOf(context.config))), locale), () => '');
    const morning = await morningOf(read, date, houseOf(context.config));
    const whole = { ...policy, agenda: { ...agendaPolicy(policy), top: Number.MAX_SAFE_INTEGER } };
    say(context, renderText(morningCard({ ...morning, actions: mine(morning.actions) }, whole, locale)));
  });
}

async function debtorCommand(context: Context, words: readonly string[]): Promise<void> {
  const { policy } = context.config;
  const locale = policy.language;
  const query = words.join(' ');
  await withStore(context, async ({ read }) => {
    const found = await findDebtors(read, query);
    const [only] = found.debtors;
    if (!only) throw new DomainError('unknown-debtor', debtorTexts(locale).notFound(query));
    if (found.count > 1) {
      return answer(context, { matches: found.debtors.map(matchJson), count: found.count }, () =>
        renderText(choiceCard(query, found, locale)),
      );
    }
    const maxItems = context.json ? 10_000 : 50;
    const known = await readKnown(read, only, todayOf(context.config), houseOf(context.config), maxItems);
    const json = context.json ? await debtorJson(known, locale) : undefined;
    answer(context, json, () => renderText(debtorCard(known, locale)));
  });
}

async function checkCommand(context: Context): Promise<void> {
  const { runChecks } = await import('./check.ts');
  const checks = await runChecks(context.config);
  const mark = { ok: '✔', warning: '⚠', error: '✘' };
  const { language } = context.config.policy;
  const { levels, labels } = cliTexts(language).check;
  const width = Math.max(...Object.values(levels).map((level) => level.length));
  const label = (what: string): string => what.replace(/^[a-z ]+?(?= [A-Z]|$)/, (word) => labels[word] ?? word);
  answer(context, { checks }, () =>
    checks
      .map((c) => `${mark[c.level]} ${levels[c.level].padEnd(width)} ${label(c.what)}${language === 'fr' ? ' :' : ':'} ${c.message}\n`)
      .join(''),
  );
  if (checks.some((c) => c.level === 'error')) context.shell.exitCode = REFUSED;
}

/** Ten seconds are what a supervisor gives; nothing that people did is lost with what hangs then. */
const STOP_MS = 9_000;

async function startCommand(context: Context): Promise<void> {
  const asked = stopAsked();
  // The platforms' libraries take a second to load: only for the command that needs them.
  const { startServer } = await import('../main.ts');
  const { config } = context;
  // Who has imported a ledger of their own has left the demo.
  const demo = config.demo && !existsSync(config.databaseUrl.slice('file:'.length));
  const server = await startServer(demo ? { ...config, databaseUrl: DEMO_DATABASE } : { ...config, demo });
  warn(context, `encours: ${server.url}\n`);
  await asked;
  await server.stop();
  process.exit();
}

/** The first signal asks for an orderly end, which has its time also when the start hangs; the second one ends at once. */
function stopAsked(): Promise<void> {
  let before = false;
  return new Promise((resolve) => {
    const heard = (): void => {
      if (before) process.exit(1);
      before = true;
      setTimeout(() => process.exit(), STOP_MS).unref();
      resolve();
    };
    process.on('SIGINT', heard).on('SIGTERM', heard);
  });
}

// ---------------------------------------------------------------- the program

function program({ stdout, stderr }: Shell, run: (command: Command, work: (context: Context) => Promise<void>) => Promise<void>): Command {
  const root = new Command('encours')
    .description('The credit committee, from the ledger')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(marked(text)),
    });
  const add = (name: string, description: string): Command =>
    root.command(name).description(description).option('--json', 'answer with one JSON document').exitOverride();
  addImportCommand(add, run);
  add('aging', 'the aged balance')
    .option('--as-of <date>')
    .addOption(new Option('--by <what>').choices(['debtor']))
    .option('--company <siren>')
    .action((flags: { asOf?: string; by?: string; company?: string }, command: Command) =>
      run(command, (context) => agingCommand(context, flags)),
    );
  add('agenda', 'what to do on a day')
    .option('--date <date>')
    .option('--for <email>', 'one person’s list')
    .action((flags: { date?: string; for?: string }, command: Command) => run(command, (context) => agendaCommand(context, flags)));
  add('debtor <query...>', 'look a debtor up').action((words: string[], _: unknown, command: Command) =>
    run(command, (context) => debtorCommand(context, words)),
  );
  addIndicatorCommands(add, run);
  addHistoryCommands(add, run);
  addLetterCommands(add, run);
  addEvidenceCommands(add, run);
  addDisputeCommands(root, run);
  addMandateCommands(root, run);
  addMotionCommands(root, run);
  addAuditCommands(root, run);
  addFileCommands(root, run);
  addPersonCommands(root, run);
  add('check', 'what an administrator must have right').action((_: unknown, command: Command) => run(command, checkCommand));
  add('start', 'run the bot, or the local workspace when no platform is configured').action((_: unknown, command: Command) =>
    run(command, startCommand),
  );
  return root;
}

/** Runs the command and turns whatever goes wrong into its exit status and one sentence. */
export async function main(args: readonly string[], shell: Shell): Promise<void> {
  const json = args.includes('--json');
  try {
    await program(shell, async (_, work) => work({ shell, config: readConfig(shell.env), json })).parseAsync([...args], { from: 'user' });
  } catch (error) {
    shell.exitCode = await failed(error, json, shell);
  }
}

async function failed(error: unknown, json: boolean, { env, stdout, stderr }: Shell): Promise<number> {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    // Commander has said it on stderr already.
    if (json) stdout.write(`${JSON.stringify({ error: { code: 'usage', message: error.message.replace(/^error: /, '') } }, null, 2)}\n`);
    return USAGE;
  }
  const refusal = await mendable(error, languageHere(env));
  const { code = 'fault', details } = refusal ?? {};
  // What a file or an argument holds must not move the cursor or recolour the screen.
  const message = marked(hideSecrets(messageOf(refusal ?? error)));
  if (json) stdout.write(`${JSON.stringify({ error: { code, message, ...(details === undefined ? {} : { details }) } }, null, 2)}\n`);
  else stderr.write(`${message}\n`);
  if (refusal) return REFUSED;
  if (env.LOG_LEVEL === 'debug' && error instanceof Error) stderr.write(`${hideSecrets(error.stack ?? '')}\n`);
  return FAULT;
}
