/** An import as people see it in the conversation: what was understood of the file, what is open, and what may be pressed; then what was done. */
import type { Block, Button, Card } from '../desk/card.ts';
import { deskTexts } from '../desk/texts.ts';
import { cut } from '../kernel/clean.ts';
import * as format from '../kernel/format.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Remark } from './item.ts';
import { questionTexts } from './question.text.ts';
import { MANY_CHOICES, type Question } from './question.ts';
import { findingSentences, type ImportReport, remarkSentence, type TieOut } from './report.ts';
import { ledgerTexts } from './texts.ts';

/** Refused lines, and remarks, named in a card; the rest is counted. */
const SHOWN_REMARKS = 5;
/** Revised figures named in a card; the rest is counted. */
const SHOWN_REVISED = 6;
/** Columns named in a card as left aside; the rest is counted. */
const SHOWN_ASIDE = 12;
/** Questions of a card: more would not fit into a message of Slack's; the next ones come when these are answered. */
const SHOWN_QUESTIONS = 6;

function reportBlocks(report: ImportReport, locale: Locale): Block[] {
  const t = ledgerTexts(locale);
  const blocks: Block[] = [...countBlocks(report, locale)];
  for (const [currency, sums] of Object.entries(report.totals)) {
    const amount = (minor: bigint): string => format.exactMoney(minor, currency, locale);
    blocks.push({ type: 'text', text: t.imports.totals(currency, amount(sums.debit), amount(sums.credit), amount(sums.open)) });
  }
  blocks.push(...controlBlocks(report, locale));
  blocks.push(...findingSentences(report, locale).map((text): Block => ({ type: 'text', text })));
  blocks.push(...revisedBlocks(report, locale));
  blocks.push(...remarkBlocks(report.rejected, report.rejectedCount, locale));
  if (report.warningCount > 0) blocks.push({ type: 'text', text: t.imports.warnings(report.warningCount), quiet: true });
  blocks.push(...remarkBlocks(report.warnings, report.warningCount, locale, true));
  return blocks;
}

function countBlocks(report: ImportReport, locale: Locale): Block[] {
  const accepted = report.rows - report.ignored - report.unchanged - report.rejectedCount;
  const text = ledgerTexts(locale).imports.counts(report.rows, accepted, report.unchanged, report.rejectedCount);
  return [{ type: 'text', text }];
}

/** What the result was held against, and by how much it is off. */
function controlBlocks(report: ImportReport, locale: Locale): Block[] {
  const t = ledgerTexts(locale).imports;
  const off = report.tieOut.filter((row) => row.ledger !== row.file);
  const agreed = [...new Set(report.tieOut.map(({ against }) => against))].filter((against) => !off.some((row) => row.against === against));
  return [
    ...agreed.map((against): Block => ({ type: 'text', text: t.tieOk[against], quiet: true })),
    ...off.slice(0, SHOWN_REMARKS).map((row): Block => ({ type: 'text', text: [{ text: offSentence(row, locale), bold: true }] })),
  ];
}

/** By a total that somebody gave, or that the file states: then to import is not what comes to mind first. */
function isOff({ tieOut }: ImportReport): boolean {
  return tieOut.some(({ ledger, file }) => ledger !== file);
}

function offSentence({ against, account, debtor, currency, ledger, file }: TieOut, locale: Locale): string {
  const t = ledgerTexts(locale).imports;
  const amount = (minor: bigint): string => format.exactMoney(minor, currency, locale);
  if (against === 'given') return t.tieGiven(account, amount(file), amount(ledger), amount(ledger - file));
  return t.tieOff(against, debtor ?? account, currency, amount(ledger - file));
}

/** The first lines by name, the rest counted. */
function remarkBlocks(remarks: readonly Remark[], count: number, locale: Locale, quiet = false): Block[] {
  const shown = remarks.slice(0, SHOWN_REMARKS);
  const blocks: Block[] = shown.map((remark) => ({
    type: 'text',
    text: ledgerTexts(locale).imports.line(remark.line, remarkSentence(remark, locale)),
    ...(quiet ? { quiet } : {}),
  }));
  if (count > shown.length) blocks.push({ type: 'text', text: deskTexts(locale).andMore(count - shown.length), quiet: true });
  return blocks;
}

/** Posted figures that are other ones since this import, newest date first. */
function revisedBlocks(report: ImportReport, locale: Locale): Block[] {
  const t = ledgerTexts(locale).revised;
  if (report.revised.length === 0) return [];
  const newest = [...report.revised].sort((a, b) => b.asOf - a.asOf);
  const lines = newest.slice(0, SHOWN_REVISED).map(({ asOf, currency, figure, before, after }) => {
    const amount = (minor: bigint): string => format.exactMoney(minor, currency, locale);
    return t.line(format.date(asOf, locale, report.asOf), t.figures[figure], amount(before), amount(after));
  });
  const hidden = newest.length - lines.length;
  const text = [...lines, ...(hidden > 0 ? [deskTexts(locale).andMore(hidden)] : [])].join(' ; ');
  return [{ type: 'text', text: `${t.title} ${text}.` }];
}

/** Which column is what, and some lines of the ledger as they would be: wrong ones are seen at a glance. */
function understoodBlocks(report: ImportReport, locale: Locale): Block[] {
  const { plan, sample = [], asOf, kind, questions = [] } = report;
  const t = ledgerTexts(locale).imports;
  const columns = new Map(Object.entries(plan?.columns ?? {}));
  const blocks: Block[] = [];
  const used = Object.entries(questionTexts(locale).fields).flatMap(([field, words]) => {
    const names = columns.get(field) ?? [];
    return names.length === 0 ? [] : [`${cut(typeof names === 'string' ? names : names.join(', '), 60)} → ${words}`];
  });
  if (used.length > 0) blocks.push({ type: 'text', text: [{ text: `${t.understood} `, bold: true }, { text: used.join(' · ') }] });
  const aside = plan?.aside ?? [];
  if (aside.length > 0) {
    const more = aside.length - SHOWN_ASIDE;
    const names = [...aside.slice(0, SHOWN_ASIDE).map((name) => cut(name, 60)), ...(more > 0 ? [deskTexts(locale).andMore(more)] : [])];
    blocks.push({ type: 'text', text: t.aside(names.join(', ')), quiet: true });
  }
  if (sample.length === 0) return blocks;
  if (questions.length > 0) blocks.push({ type: 'text', text: t.provisional, quiet: true });
  const titles = kind === 'fec' ? t.sampleLines : t.sample;
  const table: Block = {
    type: 'table',
    columns: titles.map((title, i) => ({ title, ...(i === 4 ? { align: 'right' as const } : {}) })),
    rows: sample.map(({ debtor, name, ref, issueDay, dueDay, currency, open }) => [
      name === undefined || name === debtor ? debtor : `${name} (${debtor})`,
      ref,
      format.date(issueDay, locale, asOf),
      dueDay === undefined ? '–' : format.date(dueDay, locale, asOf),
      format.exactMoney(open, currency, locale),
    ]),
    hidden: Math.max(0, report.rows - report.ignored - report.rejectedCount - sample.length),
  };
  return [...blocks, table];
}

/** What is open, and what may be said beside it: few choices as buttons, many in a form. */
function askingBlocks(report: ImportReport, upload: string, locale: Locale): Block[] {
  const t = ledgerTexts(locale).imports;
  const questions = report.questions ?? [];
  const asked = questions.length > 0 ? questions : (report.offers ?? []);
  const [long, short] = [questions.filter(hasMany), asked.filter((question) => !hasMany(question))];
  const blocks: Block[] = questions.length > 0 ? [{ type: 'divider' }, { type: 'text', text: [{ text: t.asked, bold: true }] }] : [];
  const shown = short.slice(0, SHOWN_QUESTIONS);
  for (const { id, about, choices, answer } of shown) {
    const given = choices.find(({ value }) => value === answer);
    blocks.push({
      type: 'text',
      text: given && answer !== 'no' ? [{ text: about }, { text: ` ${t.said(given.label)}`, bold: true }] : about,
    });
    const others = choices.filter(({ value }) => value !== answer);
    const intentOf = (value: string) => ({ kind: 'import.answer', upload, question: id, value }) as const;
    blocks.push({ type: 'buttons', buttons: others.map(({ value, label }) => ({ label, intent: intentOf(value) })) });
  }
  blocks.push(...long.map(({ about }): Block => ({ type: 'text', text: about })));
  if (long.length > 0) {
    const choose: Button = { label: t.choose(long.length), intent: { kind: 'import.choose', upload }, style: 'primary' };
    blocks.push({ type: 'buttons', buttons: [choose] });
  }
  const more = short.length - shown.length;
  if (more > 0) blocks.push({ type: 'text', text: deskTexts(locale).andMore(more), quiet: true });
  return blocks;
}

export function hasMany({ choices }: Question): boolean {
  return choices.length > MANY_CHOICES;
}

/** What importing the file would do, with the button that does it when nothing is open and nothing refused. */
export function previewCard(report: ImportReport, upload: string, locale: Locale): Card {
  const t = ledgerTexts(locale);
  if (report.outcome === 'same') return { ...importedCard(report, locale), blocks: sameBlocks(report, upload, locale) };
  const open = (report.questions ?? []).length > 0;
  const title = t.imports.preview(report.file, t.imports.kinds[report.kind]);
  const ready = !open && (report.rejectedCount === 0 || report.accepted > 0);
  const refused = !open && report.rejectedCount > 0;
  const accept: Button = { label: t.imports.accept, intent: { kind: 'import.accept', upload } };
  const blocks: Block[] = [
    ...understoodBlocks(report, locale),
    // What is refused, and what it all adds up to, is only known once the answers are there.
    ...(open ? [] : reportBlocks(withoutAside(report), locale)),
    ...askingBlocks(report, upload, locale),
    { type: 'divider' },
    {
      type: 'buttons',
      buttons: [
        ...(ready ? [{ ...accept, ...(isOff(report) ? {} : { style: 'primary' as const }) }] : []),
        ...(refused ? [{ label: t.imports.refusedLines(report.rejectedCount), intent: { kind: 'import.refused', upload } } as const] : []),
        ...(open || report.kind === 'debtors' || report.kind === 'people'
          ? []
          : [{ label: t.imports.control, intent: { kind: 'import.control', upload } } as const]),
        ...correctButtons(upload, locale),
      ],
    },
  ];
  return { title, blocks, fallback: title, amounts: true, locale };
}

/** Columns that are left aside were named already. */
function withoutAside(report: ImportReport): ImportReport {
  if (!report.plan) return report;
  const warnings = report.warnings.filter(({ code }) => code !== 'unknown-column');
  return { ...report, warnings, warningCount: report.warningCount - report.warnings.length + warnings.length };
}

function correctButtons(upload: string, locale: Locale): readonly Button[] {
  const t = ledgerTexts(locale).imports;
  return [
    { label: t.correct, intent: { kind: 'import.correct', upload } },
    { label: t.discard, intent: { kind: 'import.discard', upload } },
  ];
}

/** A file that is in already may still be said to be complete. */
function sameBlocks(report: ImportReport, upload: string, locale: Locale): readonly Block[] {
  return [...importedCard(report, locale).blocks, ...askingBlocks(report, upload, locale)];
}

/** A file that is refused as it is read now, and may be right when a person says what it is. */
export function refusedCard(file: string, sentence: string, upload: string, locale: Locale): Card {
  const blocks: Block[] = [
    { type: 'text', text: sentence },
    { type: 'buttons', buttons: correctButtons(upload, locale) },
  ];
  return { title: file, blocks, fallback: sentence, amounts: false, locale };
}

/** A preview of which nothing comes any more: without a button. */
export function endedCard(file: string, sentence: string, locale: Locale): Card {
  return { title: file, blocks: [{ type: 'text', text: sentence }], fallback: `${file} – ${sentence}`, amounts: false, locale };
}

/** What an import did, or why it did nothing. */
export function importedCard(report: ImportReport, locale: Locale): Card {
  const t = ledgerTexts(locale);
  if (report.outcome === 'same') {
    const text = t.imports.already(report.file);
    return { blocks: [{ type: 'text', text }], fallback: text, amounts: false, locale };
  }
  const title = t.imports.outcomes[report.outcome](report.file);
  return { title, blocks: [...reportBlocks(report, locale), ...absentBlocks(report, locale)], fallback: title, amounts: true, locale };
}

/** On a terminal, who has a role and is not in a people file. */
function absentBlocks({ absent = [], offers = [] }: ImportReport, locale: Locale): readonly Block[] {
  if (absent.length === 0) return [];
  const about =
    offers.find(({ id }) => id === 'complete')?.about ?? questionTexts(locale).absent(absent.map(({ name }) => name).join(', '));
  return [{ type: 'text', text: about }];
}
