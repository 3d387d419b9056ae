/** What an import says of itself: counts, totals, tie-out and every line it refused. */
import { type Day, isoDay } from '../kernel/dates.ts';
import * as format from '../kernel/format.ts';
import type { Locale } from '../kernel/locale.ts';
import { toDecimal } from '../kernel/money.ts';
import type { FecFindings } from './fec-files.ts';
import type { Against, ItemKind, Remark } from './item.ts';
import type { Question } from './question.ts';
import type { FileKind, Layout, ReadingPlan } from './reading.ts';
import { ledgerTexts } from './texts.ts';

export interface Totals {
  readonly debit: bigint;
  readonly credit: bigint;
  readonly open: bigint;
}

/** The ledger beside what it was held against; they should be equal. */
export interface TieOut {
  readonly against: Against;
  /** '' for a list, which has none. */
  readonly account: string;
  /** Whose total it is; of everything when left out. */
  readonly debtor?: string;
  readonly currency: string;
  readonly ledger: bigint;
  readonly file: bigint;
}

/** One figure that was posted and is another one now. Minor units. */
export interface Revised {
  readonly asOf: Day;
  readonly currency: string;
  readonly figure: 'total' | 'overdue' | 'sales';
  readonly before: bigint;
  readonly after: bigint;
}

/** One line of the ledger as it would be. */
export interface SampleRow {
  readonly debtor: string;
  readonly name: string | undefined;
  readonly ref: string;
  readonly kind?: ItemKind;
  readonly issueDay: Day;
  readonly dueDay: Day | undefined;
  readonly currency: string;
  readonly open: bigint;
}

/** Rows that a report shows of its file. */
export const SAMPLE = 5;

export interface Missing {
  readonly items: number;
  /** Minor units by currency. */
  readonly amounts: Readonly<Record<string, bigint>>;
}

export interface ImportReport {
  readonly file: string;
  readonly kind: FileKind;
  readonly rows: number;
  /** Added or changed; 0 when the file was refused. */
  readonly accepted: number;
  readonly unchanged: number;
  readonly ignored: number;
  readonly rejected: readonly Remark[];
  /** All of them, also those beyond MAX_REMARKS. */
  readonly rejectedCount: number;
  readonly warnings: readonly Remark[];
  readonly warningCount: number;
  readonly debtors: number;
  readonly items: number;
  readonly totals: Readonly<Record<string, Totals>>;
  readonly tieOut: readonly TieOut[];
  readonly asOf: number;
  /** Of a people file: who has a role and is not in it. */
  readonly absent?: readonly { readonly email: string; readonly name: string }[];
  /** Figures that were posted for past dates and are other ones since this import. */
  readonly revised: readonly Revised[];
  /** Of a FEC; a report of an earlier version has none. */
  readonly findings?: FecFindings;
  /** `same`: this very content is already in; `refused`: lines are wrong and nothing was written; `preview`: a dry run; `asked`: a question is open and nothing was written. */
  readonly outcome: 'imported' | 'same' | 'refused' | 'preview' | 'asked';
  /** What must be answered first. */
  readonly questions?: readonly Question[];
  /** What may be answered: to take the lines that are right, to settle what a daily list no longer shows. */
  readonly offers?: readonly Question[];
  /** A report of an earlier version has none. */
  readonly layout?: Layout;
  /** How a list was read. */
  readonly plan?: ReadingPlan;
  /** Some of its rows as they were understood. */
  readonly sample?: readonly SampleRow[];
  /** Open items of the source's last list that this one does not show. */
  readonly missing?: Missing;
}

/** Remarks kept with their line; the rest is only counted, so that a hostile file cannot fill the memory. */
export const MAX_REMARKS = 1000;

/** Gathers remarks up to the limit and counts them all. */
export class Remarks {
  readonly kept: Remark[] = [];
  count = 0;
  add(remarks: readonly (Remark & { readonly cells?: readonly string[] })[]): void {
    this.count += remarks.length;
    for (const { cells: _, ...remark } of remarks) {
      if (this.kept.length >= MAX_REMARKS) return;
      this.kept.push(remark);
    }
  }
}

/** One line of the report, in words. */
export function remarkSentence(remark: Remark, locale: Locale): string {
  return ledgerTexts(locale).remark(remark.code, remark.column ?? '', remark.value ?? '');
}

/** What is to be said of a FEC beside the accounts of the company's others, a sentence each. */
export function findingSentences({ findings }: ImportReport, locale: Locale): readonly string[] {
  if (!findings) return [];
  const t = ledgerTexts(locale).findings;
  const { replaced, vanished, newer, ageless, openings, noCustomers } = findings;
  const named = vanished.lines.slice(0, NAMED).map((l) => `${l.debtor} ${l.ref || '–'} ${format.exactMoney(l.amount, l.currency, locale)}`);
  return [
    ...(replaced ? [t.replaced(replaced.entries, replaced.items)] : []),
    ...(vanished.count > 0 ? [t.vanished(vanished.count, named)] : []),
    ...(newer === undefined ? [] : [t.newer(newer)]),
    ...(ageless.items > 0 ? [t.ageless(ageless.items, format.exactMoney(ageless.amount, ageless.currency, locale))] : []),
    ...openings.lines
      .slice(0, NAMED)
      .map((l) =>
        t.opening(
          l.debtor,
          l.account,
          format.exactMoney(l.opening, ageless.currency, locale),
          format.exactMoney(l.closing, ageless.currency, locale),
        ),
      ),
    ...(openings.count > NAMED ? [t.moreOpenings(openings.count - NAMED)] : []),
    ...(noCustomers ? [t.noCustomers(noCustomers)] : []),
  ];
}

/** What a sentence or a list of them names; the rest is counted. */
const NAMED = 5;

function findingsJson(report: ImportReport, locale: Locale): Record<string, unknown> {
  const { findings } = report;
  if (!findings) return {};
  const { replaced, vanished, ageless, openings } = findings;
  const money = (minor: bigint): string => toDecimal(minor, ageless.currency);
  return {
    ...(replaced ? { replaced } : {}),
    vanished: {
      items: vanished.count,
      lines: vanished.lines.map((l) => ({ debtor: l.debtor, ref: l.ref, date: isoDay(l.day), amount: toDecimal(l.amount, l.currency) })),
    },
    ageUnknown: { items: ageless.items, amount: money(ageless.amount) },
    openingDifferences: openings.lines.map((l) => ({
      debtor: l.debtor,
      account: l.account,
      opening: money(l.opening),
      closing: money(l.closing),
      difference: money(l.opening - l.closing),
    })),
    notes: findingSentences(report, locale),
  };
}

/** The shape of docs/command-line.md: money as decimal strings, remarks as sentences. */
export function reportJson(report: ImportReport, locale: Locale): Record<string, unknown> {
  const remarks = (list: readonly Remark[]): unknown[] =>
    list.map((r) => ({ line: r.line, code: r.code, message: remarkSentence(r, locale) }));
  const totals = Object.entries(report.totals).map(([currency, t]) => [
    currency,
    { debit: toDecimal(t.debit, currency), credit: toDecimal(t.credit, currency), open: toDecimal(t.open, currency) },
  ]);
  const control = report.tieOut.map((row) => ({
    against: row.against,
    account: row.account,
    ...(row.debtor === undefined ? {} : { debtor: row.debtor }),
    currency: row.currency,
    ledger: toDecimal(row.ledger, row.currency),
    file: toDecimal(row.file, row.currency),
    difference: toDecimal(row.ledger - row.file, row.currency),
  }));
  return {
    file: report.file,
    kind: report.kind,
    outcome: report.outcome,
    rows: report.rows,
    accepted: report.accepted,
    unchanged: report.unchanged,
    ignored: report.ignored,
    rejected: remarks(report.rejected),
    rejectedCount: report.rejectedCount,
    warnings: remarks(report.warnings),
    warningCount: report.warningCount,
    debtors: report.debtors,
    items: report.items,
    totals: Object.fromEntries(totals),
    ...findingsJson(report, locale),
    ...(report.absent === undefined ? {} : { absent: report.absent }),
    revised: report.revised.map(({ asOf, currency, figure, before, after }) => ({
      asOf: isoDay(asOf),
      currency,
      figure,
      before: toDecimal(before, currency),
      after: toDecimal(after, currency),
    })),
    tieOut: control,
    control,
    ...(report.questions?.length ? { questions: report.questions } : {}),
    ...(report.offers?.length ? { offers: report.offers } : {}),
    ...(report.plan ? { profile: report.plan.profile ?? null, plan: JSON.parse(report.plan.text) } : {}),
    ...(report.missing ? { missing: missingJson(report.missing) } : {}),
  };
}

function missingJson({ items, amounts }: Missing): Record<string, unknown> {
  const decimals = Object.entries(amounts).map(([currency, minor]) => [currency, toDecimal(minor, currency)] as const);
  return { items, amount: decimals[0]?.[1] ?? '0.00', amounts: Object.fromEntries(decimals) };
}
