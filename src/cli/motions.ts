/** The command line's motions: proposed by a named person, listed, shown, their minutes written to a file, and votes on paper judged. Ballots are never cast from here. */
import { type Command, InvalidArgumentError } from 'commander';
import { type ClosedMotion, closedMotion } from '../core/committee/minutes/closed-motion.ts';
import { minutesFor } from '../core/committee/minutes/minutes.ts';
import { markdownOf, pdfOf } from '../core/committee/minutes/papers.ts';
import { seeMotion } from '../core/committee/motion/find-motion.ts';
import { motionCard } from '../core/committee/motion/motion.card.ts';
import { motionJson } from '../core/committee/motion/motion.json.ts';
import { listCard } from '../core/committee/motion/motion.list.ts';
import type { MotionView } from '../core/committee/motion/motion-view.ts';
import { motionsIn } from '../core/committee/motion/ports.ts';
import { type Proposal, ROUTES, type Route } from '../core/committee/motion/proposal.ts';
import { committeeTexts } from '../core/committee/motion/texts.ts';
import { proposeMotion } from '../core/committee/propose/propose-motion.ts';
import { recordTexts } from '../core/committee/record/record.text.ts';
import { recordPapers } from '../core/committee/record/record-papers.ts';
import { theDebtor } from '../core/debtors/find-debtors.ts';
import { viewDebtor } from '../core/debtors/view-debtor.ts';
import { act } from '../core/desk/act.ts';
import type { Papers } from '../core/desk/core.ts';
import type { Policy } from '../core/desk/policy.ts';
import type { Store } from '../core/desk/store.ts';
import { amountAtEnd, amountIn } from '../core/kernel/amount-words.ts';
import { isoDay } from '../core/kernel/dates.ts';
import { parseWhen } from '../core/kernel/day-words.ts';
import { DomainError } from '../core/kernel/errors.ts';
import * as format from '../core/kernel/format.ts';
import { createPapers } from '../pdf/papers.ts';
import { actingHouse, answer, type Context, dayOption, houseOf, personAt, warn, withStore, writeOut } from './context.ts';
import { renderText } from './terminal.ts';
import { simulateFile, simulationText } from './vote-simulation.ts';

interface ProposeFlags {
  readonly actor: string;
  readonly why: string;
  readonly until?: string;
  readonly conditions: string;
  readonly items?: readonly string[];
  readonly route: string;
  readonly cost: string;
  readonly reminded?: string;
}

async function proposeCommand(context: Context, subject: string, words: readonly string[], flags: ProposeFlags): Promise<void> {
  const { language } = context.config.policy;
  await withStore(context, async (store) => {
    const house = await actingHouse(context.config, store);
    const person = await personAt(store, flags.actor, language);
    const proposal = await proposalOf(store, context, subject, words, flags);
    const view = await act(house, { by: person, locale: language }, async (under) => {
      const made = await proposeMotion(under, proposal);
      await under.log('motion.command-line', `motion:${made.motion.id}`, {});
      return made;
    });
    await show(context, store, view);
  });
}

async function proposalOf(
  store: Store,
  context: Context,
  subject: string,
  words: readonly string[],
  flags: ProposeFlags,
): Promise<Proposal> {
  const { policy } = context.config;
  const common = { why: flags.why, conditions: flags.conditions };
  if (subject === 'generic')
    return { kind: 'generic', debtorId: null, text: words.join(' '), amount: 0n, currency: policy.currency, ...common };
  const typed = words.flatMap((word) => word.split(' '));
  const from = subject === 'limit' ? (amountAtEnd(typed) ?? typed.length - 1) : typed.length;
  const query = typed.slice(0, from).join(' ');
  const debtor = await theDebtor(store.read, query, policy.language);
  const view = await viewDebtor(store.read, debtor, dayOption(context.config, undefined), policy, 10_000);
  const { currency } = view;
  const money = (text: string): bigint => amountIn(text, currency, policy.language, 'zero');
  const day = (text: string | undefined): number | null => {
    const when = text === undefined ? null : parseWhen(text);
    if (when === undefined) throw new DomainError('bad-input', committeeTexts(policy.language).refused.badDate(text ?? ''));
    return when;
  };
  if (subject === 'limit') {
    const before = view.debtor.limit?.minor ?? null;
    return {
      kind: 'limit',
      debtorId: debtor.id,
      before,
      amount: money(typed.slice(from).join(' ')),
      currency,
      until: day(flags.until),
      ...common,
    };
  }
  const late = view.items.filter((item) => item.open > 0n && item.currency === currency && item.dueDay < view.asOf);
  const chosen = flags.items === undefined ? late : late.filter((item) => flags.items?.includes(item.ref));
  const items = chosen.map(({ id, ref, open, dueDay }) => ({ id, ref, open, dueDay }));
  const amount = items.reduce((sum, item) => sum + item.open, 0n);
  const route = routeOf(flags.route);
  return {
    kind: 'litigation',
    debtorId: debtor.id,
    items,
    amount,
    currency,
    route,
    cost: money(flags.cost),
    reminded: day(flags.reminded),
    ...common,
  };
}

function routeOf(given: string): Route {
  const route = ROUTES.find((r) => r === given);
  if (!route) throw new InvalidArgumentError(`must be one of ${ROUTES.join(', ')}`);
  return route;
}

function viewOf(store: Store, context: Context, id: number): Promise<MotionView> {
  return seeMotion(store.read, id, houseOf(context.config), context.config.policy.language);
}

/** A shell is nobody's seat: the motion as the channel sees it. */
async function show(context: Context, store: Store, view: MotionView): Promise<void> {
  const { policy } = context.config;
  const minutes = await minutesFor(store.read, view, policy, policy.language);
  answer(context, { motion: motionJson(view, policy.language) }, () => renderText(minutes ?? motionCard(view, policy, policy.language)));
}

async function listCommand(context: Context, flags: { readonly all?: boolean }): Promise<void> {
  const { policy } = context.config;
  await withStore(context, async (store) => {
    const motions = await motionsIn(store.read).find({ ...(flags.all ? {} : { status: 'open' as const }), limit: 1000 });
    const views: MotionView[] = [];
    for (const { id } of motions) views.push(await viewOf(store, context, id));
    answer(context, { motions: views.map((view) => motionJson(view, policy.language)) }, () =>
      renderText(listCard(views, policy, policy.language)),
    );
  });
}

interface MinutesFlags {
  readonly out: string;
  readonly from?: string;
  readonly to?: string;
}

/** One motion's minutes, or all of a period, as Markdown or PDF by the file's name. */
async function minutesCommand(context: Context, number: string | undefined, flags: MinutesFlags): Promise<void> {
  const { policy } = context.config;
  const locale = policy.language;
  const t = committeeTexts(locale).minutes;
  await withStore(context, async (store) => {
    const to = dayOption(context.config, flags.to);
    const from = flags.from === undefined ? to - 30 : dayOption(context.config, flags.from);
    const decided = await motionsIn(store.read).decisions(number === undefined ? { from, to } : { motionId: whole(number) });
    if (decided.length === 0) throw new DomainError('conflict', number === undefined ? t.nothing : t.unknown(whole(number)));
    const views: ClosedMotion[] = [];
    for (const { motionId } of decided) {
      const closed = await closedMotion(store.read, await viewOf(store, context, motionId), policy);
      if (closed) views.push(closed);
    }
    const period = t.period(format.date(from, locale, to), format.date(to, locale, to));
    const title = number === undefined ? period : undefined;
    if (/\.pdf$/i.test(flags.out)) {
      writeOut(context, flags.out, await pdfOf(papersOf(policy), views, locale, title ?? t.title(decided[0]?.motionId ?? 0)));
    } else writeOut(context, flags.out, markdownOf(views, locale, title));
    const heads = decided.map((d) => ({ motion: d.motionId, seq: d.headSeq, hash: d.headHash, date: isoDay(d.day) }));
    answer(context, { file: flags.out, minutes: heads }, () => `${flags.out}\n`);
  });
}

function papersOf(policy: Policy): Papers {
  return createPapers(policy, () => Promise.reject(new Error('minutes have no charts')));
}

function whole(text: string): number {
  const n = Number(text);
  if (!Number.isInteger(n) || n < 1) throw new InvalidArgumentError('must be the number of a motion');
  return n;
}

/** The decision record of a motion that is closed: JSON, or a page that checks itself. */
async function exportCommand(context: Context, number: string, { out }: { readonly out: string }): Promise<void> {
  const { policy } = context.config;
  const t = recordTexts(policy.language);
  const ending = /\.(json|html)$/i.exec(out)?.[0].toLowerCase();
  if (ending === undefined) throw new DomainError('bad-input', t.out);
  await withStore(context, async (store) => {
    const id = whole(number);
    const closed = await closedMotion(store.read, await viewOf(store, context, id), policy);
    if (!closed) throw new DomainError('conflict', t.open(id));
    const papers = await recordPapers(store.read, papersOf(policy), closed, policy.language);
    writeOut(context, out, papers.find(({ name }) => name.endsWith(ending))?.bytes ?? '');
    answer(context, { file: out, motion: id, head: `${closed.decision.headSeq}:${closed.decision.headHash}` }, () => `${out}\n`);
  });
}

async function simulateCommand(context: Context, path: string): Promise<void> {
  const { language } = context.config.policy;
  const outcome = await simulateFile(path, language, (words) => warn(context, `${words}\n`));
  answer(context, outcome, () => simulationText(outcome, language));
}

type Run = (command: Command, work: (context: Context) => Promise<void>) => Promise<void>;

/** Adds `motion …` to the program. */
export function addMotionCommands(root: Command, run: Run): void {
  const motion = root.command('motion').description('the committee’s votes').exitOverride();
  const add = (name: string, description: string): Command =>
    motion.command(name).description(description).option('--json', 'answer with one JSON document').exitOverride();
  const propose = add('propose', 'put a question to the committee');
  propose
    .addArgument(propose.createArgument('<subject>', 'what it is about').choices(['limit', 'litigation', 'generic']))
    .argument('<words...>', 'limit: DEBTOR AMOUNT; litigation: DEBTOR; generic: the question')
    .requiredOption('--actor <email>', 'who proposes it')
    .requiredOption('--why <text>', 'the reason')
    .option('--until <date>', 'last day of the limit')
    .option('--conditions <text>', 'conditions', '')
    .option('--items <refs...>', 'litigation: the items; all that is overdue when left out')
    .option('--route <route>', `litigation: ${ROUTES.join(', ')}`, 'notice')
    .option('--cost <amount>', 'litigation: estimated cost', '0')
    .option('--reminded <date>', 'litigation: when the last written reminder left')
    .action((subject: string, words: string[], flags: ProposeFlags, command: Command) =>
      run(command, (context) => proposeCommand(context, subject, words, flags)),
    );
  add('list', 'the open votes')
    .option('--all', 'with those that are decided')
    .action((flags: { all?: boolean }, command: Command) => run(command, (context) => listCommand(context, flags)));
  add('show <number>', 'one motion').action((number: string, _: unknown, command: Command) =>
    run(command, (context) => withStore(context, async (store) => show(context, store, await viewOf(store, context, whole(number))))),
  );
  add('minutes [number]', 'the minutes of a vote, or of a period, as .md or .pdf')
    .requiredOption('--out <file>', 'the file to write')
    .option('--from <date>', 'first day of the period')
    .option('--to <date>', 'last day of the period')
    .action((number: string | undefined, flags: MinutesFlags, command: Command) =>
      run(command, (context) => minutesCommand(context, number, flags)),
    );
  add('export <number>', 'the decision record of a vote that is closed, from which anybody can count it again')
    .requiredOption('--out <file>', 'a .json file, or an .html page that checks itself')
    .action((number: string, flags: { out: string }, command: Command) => run(command, (context) => exportCommand(context, number, flags)));
  add('simulate <file>', 'judge a vote, a list of votes, written in YAML or JSON, or a decision record').action(
    (file: string, _: unknown, command: Command) => run(command, (context) => simulateCommand(context, file)),
  );
}
