/** The command line's disputes: opened by a named person, listed, shown with their history, counted. */
import { type Command, InvalidArgumentError } from 'commander';
import { act, type House } from '../core/desk/act.ts';
import type { Core } from '../core/desk/core.ts';
import { rosterOn } from '../core/desk/roster.ts';
import type { Store } from '../core/desk/store.ts';
import { deskTexts } from '../core/desk/texts.ts';
import { subjectOf } from '../core/disputes/case/dispute.ts';
import { disputesIn } from '../core/disputes/case/ports.ts';
import { REASONS } from '../core/disputes/case/reason.ts';
import { disputeTexts } from '../core/disputes/case/texts.ts';
import { figuresCard } from '../core/disputes/figures/figures.card.ts';
import { figuresJson } from '../core/disputes/figures/figures.json.ts';
import { disputeFigures } from '../core/disputes/figures/figures.ts';
import { type Opened, openDispute } from '../core/disputes/open/open-dispute.ts';
import { readOpening } from '../core/disputes/open/read-opening.ts';
import { caseCard, listCard } from '../core/disputes/show/dispute.card.ts';
import { disputeJson, stepJson } from '../core/disputes/show/dispute.json.ts';
import { type DisputeView, viewDispute } from '../core/disputes/show/view-dispute.ts';
import type { Day } from '../core/kernel/dates.ts';
import { DomainError } from '../core/kernel/errors.ts';
import { actingHouse, answer, type Context, dayOption, todayOf, warn, withStore } from './context.ts';
import { renderText } from './terminal.ts';

interface OpenFlags {
  readonly actor: string;
  readonly reason: string;
  readonly amount?: string;
  readonly said?: string;
  readonly debtor?: string;
}

async function viewsOf(store: Store, context: Context, ids: readonly number[], today: Day): Promise<readonly DisputeView[]> {
  const roster = await rosterOn(store.read, context.config.policy, today);
  const cases = await disputesIn(store.read).find({ ids });
  return Promise.all(cases.map((dispute) => viewDispute(store.read, dispute, roster, today)));
}

/** A dispute as the shell's words ask for it, opened by a person of the roster. */
export async function openFromShell(house: House & Pick<Core, 'store'>, refs: readonly string[], flags: OpenFlags): Promise<Opened> {
  const { language } = house.policy;
  const person = await house.store.read.people.byEmail(flags.actor);
  if (!person) throw new DomainError('unknown-person', deskTexts(language).unknownPerson(flags.actor));
  const { reason, said, amount = '', debtor } = flags;
  return act(house, { by: person, locale: language }, async (under) => {
    const read = await readOpening(under, { invoices: { refs, debtor }, amount, reason, said });
    return openDispute(under, { ...read, origin: 'command-line', exhibits: '' });
  });
}

async function openCommand(context: Context, refs: readonly string[], flags: OpenFlags): Promise<void> {
  await withStore(context, async (store) => {
    const opened = await openFromShell(await actingHouse(context.config, store), refs, flags);
    await showOne(store, context, opened.dispute.id, todayOf(context.config), { new: opened.new });
    const t = disputeTexts(context.config.policy.language).done;
    if (!opened.new) warn(context, `${t.exists(opened.dispute.id, opened.owner.name)}\n`);
  });
}

async function showOne(store: Store, context: Context, id: number, today: Day, more: object = {}): Promise<void> {
  const { policy } = context.config;
  const [view] = await viewsOf(store, context, [id], today);
  if (!view) throw new DomainError('gone', disputeTexts(policy.language).refused.gone(id));
  const [steps, files] = await Promise.all([disputesIn(store.read).steps(id), store.read.files.of(subjectOf(id))]);
  const exhibits = files.map(({ id: file, name, size, sha256, actor }) => ({ file, name, size, sha256, actor }));
  answer(context, { dispute: { ...disputeJson(view, policy.language), history: steps.map(stepJson), exhibits }, ...more }, () =>
    renderText(caseCard(view, steps, files, policy, policy.language)),
  );
}

async function listCommand(context: Context, flags: { all?: boolean; owner?: string; debtor?: string }): Promise<void> {
  const { policy } = context.config;
  const t = disputeTexts(policy.language);
  await withStore(context, async (store) => {
    const today = todayOf(context.config);
    const statuses = ['open', 'acknowledged', 'waiting', 'expecting'] as const;
    const cases = await disputesIn(store.read).find(flags.all ? {} : { statuses });
    const views = await viewsOf(
      store,
      context,
      cases.map((d) => d.id),
      today,
    );
    const shown = views.filter(
      (view) =>
        (flags.owner === undefined || view.owner?.email === flags.owner.toLowerCase()) &&
        (flags.debtor === undefined || view.debtor.code === flags.debtor),
    );
    answer(context, { disputes: shown.map((view) => disputeJson(view, policy.language)) }, () =>
      renderText(listCard(shown, t.list.title(shown.length), policy.language)),
    );
  });
}

async function statsCommand(context: Context, flags: { asOf?: string; months: number }): Promise<void> {
  const { policy } = context.config;
  const asOf = dayOption(context.config, flags.asOf);
  await withStore(context, async ({ read }) => {
    const [figures, people] = await Promise.all([disputeFigures(read, asOf, flags.months), read.people.all()]);
    const names = new Map(people.map((p) => [p.email, p.name]));
    answer(context, figuresJson(figures), () => renderText(figuresCard(figures, names, asOf, policy.language)));
  });
}

function count(written: string): number {
  const n = Number(written);
  if (!Number.isSafeInteger(n) || n < 1) throw new InvalidArgumentError('must be a whole number above 0');
  return n;
}

type Run = (command: Command, work: (context: Context) => Promise<void>) => Promise<void>;

/** Adds `dispute open|list|show|stats`. */
export function addDisputeCommands(root: Command, run: Run): void {
  const group = root.command('dispute').description('open, list, show and count disputes').exitOverride();
  const add = (name: string, description: string): Command =>
    group.command(name).description(description).option('--json', 'answer with one JSON document').exitOverride();
  add('open <refs...>', 'open a dispute on invoices of one debtor')
    .requiredOption('--actor <email>', 'who opens it')
    .requiredOption('--reason <code>', `one of ${REASONS.join(', ')}, or its name`)
    .option('--amount <amount>', 'the disputed amount of the one invoice; all that is open when left out')
    .option('--said <words>', 'what the customer says')
    .option('--debtor <code>', 'whose invoice, when several debtors have that reference')
    .action((refs: string[], flags: OpenFlags, command: Command) => run(command, (context) => openCommand(context, refs, flags)));
  add('list', 'disputes that are open or wait for a credit note')
    .option('--all', 'closed ones too')
    .option('--owner <email>')
    .option('--debtor <code>')
    .action((flags: { all?: boolean; owner?: string; debtor?: string }, command: Command) =>
      run(command, (context) => listCommand(context, flags)),
    );
  add('show <number>', 'one dispute with its history').action((number: string, _: unknown, command: Command) =>
    run(command, (context) => withStore(context, (store) => showOne(store, context, count(number), todayOf(context.config)))),
  );
  add('stats', 'disputes in figures')
    .option('--as-of <date>')
    .option('--months <n>', 'calendar months up to the date', count, 12)
    .action((flags: { asOf?: string; months: number }, command: Command) => run(command, (context) => statsCommand(context, flags)));
}
