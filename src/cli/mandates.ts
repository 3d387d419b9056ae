/** The command line's delegated powers: who holds which, and how they were used. */
import type { Command } from 'commander';
import { DomainError } from '../core/kernel/errors.ts';
import { mandatesCard, usesCard } from '../core/mandates/mandate.card.ts';
import { mandateJson, neverJson, useJson, wishJson } from '../core/mandates/mandates.json.ts';
import { mandatesIn } from '../core/mandates/ports.ts';
import { mandatePolicy } from '../core/mandates/power.ts';
import { viewUses } from '../core/mandates/results.ts';
import { mandateTexts } from '../core/mandates/texts.ts';
import { answer, type Context, dayOption, todayOf, withStore } from './context.ts';
import { renderText } from './terminal.ts';

async function listCommand(context: Context): Promise<void> {
  const { policy } = context.config;
  const today = todayOf(context.config);
  await withStore(context, async ({ read }) => {
    const names = new Map((await read.people.all()).map((p) => [p.email, p.name]));
    const { powers, never, period } = mandatePolicy(policy);
    const json = { period, mandates: powers.map((mandate) => mandateJson(mandate, today)), never: never.map(neverJson) };
    answer(context, json, () => renderText(mandatesCard(mandatePolicy(policy), names, today, policy.language)));
  });
}

async function usesCommand(context: Context, flags: { from?: string; to?: string }): Promise<void> {
  const { policy } = context.config;
  const to = dayOption(context.config, flags.to);
  const from = flags.from === undefined ? to - mandatePolicy(policy).period : dayOption(context.config, flags.from);
  if (from > to) throw new DomainError('bad-input', mandateTexts(policy.language).refused.span);
  await withStore(context, async ({ read }) => {
    const [uses, wishes, people] = await Promise.all([
      mandatesIn(read).find({ from, to }),
      mandatesIn(read).wishes(from, to),
      read.people.all(),
    ]);
    const views = await viewUses(read, uses, todayOf(context.config));
    const names = new Map(people.map((p) => [p.email, p.name]));
    answer(context, { uses: views.map(({ use, debtor, result }) => useJson(use, debtor, result)), proposals: wishes.map(wishJson) }, () =>
      renderText(usesCard(views, names, { from, to, today: todayOf(context.config) }, policy.language)),
    );
  });
}

type Run = (command: Command, work: (context: Context) => Promise<void>) => Promise<void>;

/** Adds `mandate list|uses`. */
export function addMandateCommands(root: Command, run: Run): void {
  const group = root.command('mandate').description('delegated powers: who holds them, how they were used').exitOverride();
  const add = (name: string, description: string): Command =>
    group.command(name).description(description).option('--json', 'answer with one JSON document').exitOverride();
  add('list', 'who holds which power, and what is never accepted').action((_: unknown, command: Command) => run(command, listCommand));
  add('uses', 'how powers were used, with what was paid since')
    .option('--from <date>', 'first day; the policy’s period before the last one when left out')
    .option('--to <date>', 'last day; today when left out')
    .action((flags: { from?: string; to?: string }, command: Command) => run(command, (context) => usesCommand(context, flags)));
}
