/** The command line's disputes: opened by a named person, listed, shown with their history, counted. */

import { type Command, InvalidArgumentError } from 'commander';
import { act } from '../core/desk/act.ts';
import { may } from '../core/desk/policy.ts';
import { rosterOn } from '../core/desk/roster.ts';
import type { Store } from '../core/desk/store.ts';
import { deskTexts } from '../core/desk/texts.ts';
import { caseCard, listCard } from '../core/disputes/dispute.card.ts';
import { disputeJson, figuresJson, stepJson } from '../core/disputes/disputes.json.ts';
import { subjectOf } from '../core/disputes/exhibits.ts';
import { figuresCard } from '../core/disputes/figures.card.ts';
import { disputeFigures } from '../core/disputes/figures.ts';
import { nearestRefs } from '../core/disputes/find-items.ts';
import { openDispute } from '../core/disputes/open-dispute.ts';
import type { DisputableItem } from '../core/disputes/ports.ts';
import { disputesIn } from '../core/disputes/ports.ts';
import { isReason, REASONS, readAmount } from '../core/disputes/reason.ts';
import { disputeTexts } from '../core/disputes/texts.ts';
import { type DisputeView, viewDispute } from '../core/disputes/view-dispute.ts';
import type { Day } from '../core/kernel/dates.ts';
import { DomainError } from '../core/kernel/errors.ts';
import { foldRef } from '../core/kernel/fold.ts';
import { debtorsIn } from '../core/ledger/parties.ts';
import { answer, type Context, dayOption, houseOf, todayOf, withStore } from './context.ts';
import { renderText } from './terminal.ts';

interface OpenFlags {
  readonly actor: string;
  readonly reason: string;
  readonly amount?: string;
  readonly said: string;
  readonly debtor?: string;
}

async function viewsOf(store: Store, context: Context, ids: readonly number[], today: Day): Promise<readonly DisputeView[]> {
  const roster = await rosterOn(store.read, context.config.policy, today);
  const cases = await disputesIn(store.read).find({ ids });
  return Promise.all(cases.map((dispute) => viewDispute(store.read, dispute, roster, today)));
}

/** Everything open of the references; refuses unknown ones with the nearest, settled ones, and those that several debtors have. */
async function itemsOf(
  store: Store,
  refs: readonly string[],
  debtor: string | undefined,
  today: Day,
  locale: 'fr' | 'en',
): Promise<readonly DisputableItem[]> {
  const t = disputeTexts(locale).refused;
  const found: DisputableItem[] = [];
  for (const ref of refs) {
    const all = await disputesIn(store.read).itemsByRef([foldRef(ref)], today);
    const debtors = await debtorsIn(store.read).byIds([...new Set(all.map((item) => item.debtorId))]);
    const items = all.filter((item) => debtor === undefined || debtors.some((d) => d.id === item.debtorId && d.code === debtor));
    if (items.length === 0) {
      const near = await nearestRefs(store.read, ref, today);
      throw new DomainError('unknown-item', t.unknownRef(ref, near.join(', ')), { ref, near });
    }
    const open = items.filter((item) => item.open > 0n);
    if (open.length === 0) throw new DomainError('conflict', t.settledItem(ref), { ref });
    if (new Set(open.map((item) => item.debtorId)).size > 1)
      throw new DomainError('bad-input', t.whichDebtor(ref), { debtors: debtors.map((d) => d.code) });
    found.push(...open);
  }
  return found;
}

async function openCommand(context: Context, refs: readonly string[], flags: OpenFlags): Promise<void> {
  const { policy } = context.config;
  const locale = policy.language;
  const reason = flags.reason.toUpperCase();
  if (!isReason(reason)) throw new DomainError('bad-input', disputeTexts(locale).refused.reason(REASONS.join(', ')), { reasons: REASONS });
  await withStore(context, async (store) => {
    const person = await store.read.people.byEmail(flags.actor);
    if (!person) throw new DomainError('unknown-person', deskTexts(locale).unknownPerson(flags.actor));
    if (!may(policy, person, 'dispute.open')) throw new DomainError('not-allowed', disputeTexts(locale).refused.open);
    const today = todayOf(context.config);
    const items = await itemsOf(store, refs, flags.debtor, today, locale);
    const minor = flags.amount === undefined ? undefined : amountOf(flags.amount, items, locale);
    const opened = await act({ ...houseOf(context.config), store }, { by: person, locale }, (under) =>
      openDispute(under, {
        parts: items.map((item) => ({ itemId: item.id, minor })),
        reason,
        said: flags.said,
        origin: 'command-line',
        exhibits: '',
      }),
    );
    await showOne(store, context, opened.dispute.id, today, { new: opened.new });
    if (!opened.new) process.stderr.write(`${disputeTexts(locale).done.exists(opened.dispute.id, opened.owner.name)}\n`);
  });
}

function amountOf(written: string, items: readonly DisputableItem[], locale: 'fr' | 'en'): bigint {
  const t = disputeTexts(locale).refused;
  const [only] = items;
  if (!only || items.length > 1) throw new DomainError('bad-input', t.whichAmount);
  const minor = readAmount(written, only.currency);
  if (minor === undefined) throw new DomainError('bad-input', /^0+([.,]0*)?$/.test(written) ? t.zero : t.badAmount(written));
  return minor;
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
    .requiredOption('--reason <code>', `one of ${REASONS.join(', ')}`)
    .option('--amount <amount>', 'the disputed amount of the one invoice; all that is open when left out')
    .option('--said <words>', 'what the customer says', '')
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
