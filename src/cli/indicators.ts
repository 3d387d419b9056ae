/** The command line's figures: indicators of any date, and charts drawn to a file. */

import { type Command, InvalidArgumentError, Option } from 'commander';
import { theDebtor } from '../core/debtors/find-debtors.ts';
import type { Store } from '../core/desk/store.ts';
import { SCOPES } from '../core/indicators/asked.ts';
import { CHART_KINDS, type ChartKind, forOneDebtor } from '../core/indicators/chart-kinds.ts';
import { picturesOf } from '../core/indicators/charts.ts';
import { evidenceCard, evidenceJson } from '../core/indicators/evidence.card.ts';
import { EVIDENCE, type Evidence, evidenceAt } from '../core/indicators/evidence.ts';
import { indicatorsCard } from '../core/indicators/indicators.card.ts';
import { indicatorsJson } from '../core/indicators/indicators.json.ts';
import { indicatorTexts } from '../core/indicators/indicators.text.ts';
import { indicatorsAt, LEFT_OUT, type LeftOut } from '../core/indicators/indicators.ts';
import { reviewCards } from '../core/indicators/review.card.ts';
import { reviewOf } from '../core/indicators/review.ts';
import { isoDay, parseDay, startOfMonth } from '../core/kernel/dates.ts';
import { DomainError } from '../core/kernel/errors.ts';
import * as format from '../core/kernel/format.ts';
import type { Locale } from '../core/kernel/locale.ts';
import type { LedgerFilter } from '../core/ledger/ports.ts';
import { ledgerTexts } from '../core/ledger/texts.ts';
import { answer, type Context, companyIdOf, dayOption, todayOf, withStore, writeOut } from './context.ts';
import { renderText } from './terminal.ts';

interface FilterFlags {
  readonly company?: string;
  readonly salesperson?: string;
  readonly collector?: string;
  readonly segment?: string;
}

interface IndicatorFlags extends FilterFlags {
  readonly asOf?: string;
  readonly months?: number;
  readonly without?: readonly LeftOut[];
  readonly evidence?: Evidence;
}

interface ChartFlags {
  readonly out: string;
  readonly asOf?: string;
  readonly debtor?: string;
}

async function filterOf(read: Store['read'], flags: FilterFlags, locale: Locale): Promise<LedgerFilter> {
  return {
    ...(flags.company === undefined ? {} : { companyId: await companyIdOf(read, flags.company, locale) }),
    ...(flags.salesperson === undefined ? {} : { salesperson: flags.salesperson.toLowerCase() }),
    ...(flags.collector === undefined ? {} : { collector: flags.collector.toLowerCase() }),
    ...(flags.segment === undefined ? {} : { segment: flags.segment }),
  };
}

/** More lines than a machine asks for at once. */
const EVIDENCE_LISTED = 100_000;

async function indicatorsCommand(context: Context, flags: IndicatorFlags): Promise<void> {
  const { policy } = context.config;
  const locale = policy.language;
  const asOf = dayOption(context.config, flags.asOf);
  await withStore(context, async ({ read }) => {
    const scopes = Object.fromEntries(SCOPES.flatMap((name) => (flags[name] === undefined ? [] : [[name, flags[name]]])));
    const question = {
      words: { scopes, without: flags.without ?? [] },
      scope: SCOPES.flatMap((name) => (flags[name] === undefined ? [] : [{ name, who: flags[name] }])),
    };
    const asked = {
      asOf,
      filter: await filterOf(read, flags, locale),
      without: flags.without ?? [],
      ...(flags.months === undefined ? {} : { months: flags.months }),
    };
    if (flags.evidence !== undefined) {
      const at = await evidenceAt(read, asked, flags.evidence, EVIDENCE_LISTED, policy);
      answer(context, evidenceJson(at), () => renderText(evidenceCard(at, question, locale)));
      return;
    }
    const at = await indicatorsAt(read, asked, policy);
    answer(context, indicatorsJson(at, locale), () => renderText(indicatorsCard(at, policy, locale, question)));
  });
}

async function chartCommand(context: Context, kind: ChartKind, flags: ChartFlags): Promise<void> {
  const { policy } = context.config;
  const locale = policy.language;
  const asOf = dayOption(context.config, flags.asOf);
  const [picture] = await withStore(context, async ({ read }) => {
    const debtor = flags.debtor === undefined ? undefined : await theDebtor(read, flags.debtor, locale);
    if (debtor && !forOneDebtor(kind))
      throw new DomainError('bad-input', indicatorTexts(locale).charts.notForOne(indicatorTexts(locale).charts.names[kind]));
    return picturesOf(read, kind, asOf, policy, locale, debtor);
  });
  if (!picture) throw new DomainError('bad-input', ledgerTexts(locale).aging.empty);
  const { createChartPainter } = await import('../charts/painter.ts');
  const painter = createChartPainter();
  try {
    const { png, width, height, altText } = await painter.paint(picture.spec);
    writeOut(context, flags.out, png);
    answer(context, { file: flags.out, width, height, altText }, () => `${flags.out}: ${altText}\n`);
  } finally {
    await painter.close();
  }
}

interface ReviewFlags {
  readonly month?: string;
  readonly out: string;
}

async function reviewCommand(context: Context, flags: ReviewFlags): Promise<void> {
  const { policy } = context.config;
  const locale = policy.language;
  const t = indicatorTexts(locale).review;
  const month = flags.month === undefined ? startOfMonth(todayOf(context.config), -1) : parseDay(`${flags.month}-01`);
  if (month === undefined) throw new DomainError('bad-input', t.badMonth(flags.month ?? ''));
  const review = await withStore(context, ({ read }) => reviewOf(read, month, policy));
  if (!review) throw new DomainError('bad-input', t.nothing(format.monthName(month, locale)));
  const { createChartPainter } = await import('../charts/painter.ts');
  const { drawPdf } = await import('../pdf/draw.ts');
  const painter = createChartPainter();
  try {
    const { bytes, pages } = await drawPdf(reviewCards(review, policy, locale), {
      title: `${t.title}, ${format.monthName(month, locale)}`,
      author: policy.company?.name ?? 'Encours',
      locale,
      page: t.page,
      paint: async (spec) => (await painter.paint(spec)).png,
    });
    writeOut(context, flags.out, bytes);
    answer(
      context,
      { file: flags.out, asOf: isoDay(review.asOf), pages, portfolios: review.parts.length - 1 },
      () => `${t.written(flags.out, pages)}\n`,
    );
  } finally {
    await painter.close();
  }
}

function wholeMonths(given: string): number {
  const months = Number(given);
  if (!Number.isInteger(months) || months < 1 || months > 60) throw new InvalidArgumentError('must be a number of months from 1 to 60');
  return months;
}

/** Adds the commands to the program. */
export function addIndicatorCommands(
  add: (name: string, description: string) => Command,
  run: (command: Command, work: (context: Context) => Promise<void>) => Promise<void>,
): void {
  add('indicators', 'DSO, overdue, collection and dispute figures of a date')
    .option('--as-of <date>')
    .option('--months <n>', 'calendar months of the period', wholeMonths)
    .addOption(new Option('--without <what...>', 'what to leave out of receivables').choices(LEFT_OUT))
    .addOption(new Option('--evidence <what>', 'the items behind the figures').choices(EVIDENCE))
    .option('--company <siren>')
    .option('--salesperson <email>')
    .option('--collector <email>', 'the portfolio of a collector')
    .option('--segment <name>')
    .action((flags: IndicatorFlags, command: Command) => run(command, (context) => indicatorsCommand(context, flags)));
  add('review', 'the month in a PDF for the account meeting, portfolio by portfolio')
    .option('--month <YYYY-MM>', 'the month; the last one that ended when left out')
    .requiredOption('--out <file>', 'the PDF to write')
    .action((flags: ReviewFlags, command: Command) => run(command, (context) => reviewCommand(context, flags)));
  const chart = add('chart', 'draw a chart');
  chart
    .addArgument(chart.createArgument('<kind>', 'which chart').choices(CHART_KINDS))
    .requiredOption('--out <file>', 'the PNG to write')
    .option('--as-of <date>')
    .option('--debtor <query>', 'one debtor alone (aging, dso)')
    .action((kind: ChartKind, flags: ChartFlags, command: Command) => run(command, (context) => chartCommand(context, kind, flags)));
}
