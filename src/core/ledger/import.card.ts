/** An import as people see it in the conversation: the preview with its one button, then what was done. */
import type { Block, Card } from '../desk/card.ts';
import { deskTexts } from '../desk/texts.ts';
import * as format from '../kernel/format.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Remark } from './item.ts';
import type { Question } from './question.ts';
import { findingSentences, type ImportReport, remarkSentence } from './report.ts';
import { ledgerTexts } from './texts.ts';

/** Refused lines, and remarks, named in a card; the rest is counted. */
const SHOWN_REMARKS = 5;
/** People named in a card; the rest is counted. */
const SHOWN_ABSENT = 20;
/** Revised figures named in a card; the rest is counted. */
const SHOWN_REVISED = 6;

function reportBlocks(report: ImportReport, locale: Locale): Block[] {
  const t = ledgerTexts(locale);
  const accepted = report.rows - report.ignored - report.unchanged - report.rejectedCount;
  const blocks: Block[] = [{ type: 'text', text: t.imports.counts(report.rows, accepted, report.unchanged, report.rejectedCount) }];
  for (const [currency, sums] of Object.entries(report.totals)) {
    const amount = (minor: bigint): string => format.exactMoney(minor, currency, locale);
    blocks.push({ type: 'text', text: t.imports.totals(currency, amount(sums.debit), amount(sums.credit), amount(sums.open)) });
  }
  blocks.push(...controlBlocks(report, locale));
  blocks.push(...findingSentences(report, locale).map((text): Block => ({ type: 'text', text })));
  blocks.push(...absentBlocks(report, locale));
  blocks.push(...revisedBlocks(report, locale));
  blocks.push(...remarkBlocks(report.rejected, report.rejectedCount, locale));
  if (report.warningCount > 0) blocks.push({ type: 'text', text: t.imports.warnings(report.warningCount), quiet: true });
  blocks.push(...remarkBlocks(report.warnings, report.warningCount, locale, true));
  return blocks;
}

/** What the result was held against, and by how much it is off. */
function controlBlocks(report: ImportReport, locale: Locale): Block[] {
  const t = ledgerTexts(locale).imports;
  const off = report.tieOut.filter((row) => row.ledger !== row.file);
  const agreed = [...new Set(report.tieOut.map(({ against }) => against))].filter((against) => !off.some((row) => row.against === against));
  return [
    ...agreed.map((against): Block => ({ type: 'text', text: t.tieOk[against], quiet: true })),
    ...off.slice(0, SHOWN_REMARKS).map((row): Block => {
      const difference = format.exactMoney(row.ledger - row.file, row.currency, locale);
      return { type: 'text', text: t.tieOff(row.against, row.debtor ?? row.account, row.currency, difference) };
    }),
  ];
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

/** Whoever has a role and is not in a people file: by name, the rest counted. */
function absentBlocks({ absent = [] }: ImportReport, locale: Locale): Block[] {
  if (absent.length === 0) return [];
  const shown = absent.slice(0, SHOWN_ABSENT).map(({ name }) => name);
  const more = absent.length - shown.length;
  const names = [...shown, ...(more > 0 ? [deskTexts(locale).andMore(more)] : [])].join(', ');
  return [{ type: 'text', text: ledgerTexts(locale).imports.missing(names) }];
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

/** A question of the file in its words, with a button for each answer. */
function askingBlocks({ id, about, choices }: Question, upload: string): Block[] {
  return [
    { type: 'text', text: [{ text: about, bold: true }] },
    {
      type: 'buttons',
      buttons: choices.map(({ value, label }) => ({ label, intent: { kind: 'import.answer', upload, question: id, value } as const })),
    },
  ];
}

/** What importing the file would do, with the button that does it when nothing is refused. */
export function previewCard(report: ImportReport, upload: string, locale: Locale): Card {
  const t = ledgerTexts(locale);
  if (report.outcome === 'same') return importedCard(report, locale);
  const title = t.imports.preview(report.file, t.imports.kinds[report.kind]);
  const blocks = reportBlocks(report, locale);
  const open = report.questions ?? [];
  for (const question of open.length > 0 ? open : (report.offers ?? [])) blocks.push(...askingBlocks(question, upload));
  blocks.push({
    type: 'buttons',
    buttons: [
      ...((report.rejectedCount === 0 || report.accepted > 0) && open.length === 0
        ? [{ label: t.imports.accept, intent: { kind: 'import.accept', upload } as const, style: 'primary' as const }]
        : []),
      ...(report.rejectedCount === 0 && (report.absent ?? []).length > 0
        ? [{ label: t.imports.acceptComplete, intent: { kind: 'import.accept', upload, complete: 1 } as const }]
        : []),
      { label: t.imports.discard, intent: { kind: 'import.discard', upload } },
    ],
  });
  return { title, blocks, fallback: title, amounts: true, locale };
}

/** What an import did, or why it did nothing. */
export function importedCard(report: ImportReport, locale: Locale): Card {
  const t = ledgerTexts(locale);
  if (report.outcome === 'same') {
    const text = t.imports.already(report.file);
    return { blocks: [{ type: 'text', text }], fallback: text, amounts: false, locale };
  }
  const title = t.imports.outcomes[report.outcome](report.file);
  return { title, blocks: reportBlocks(report, locale), fallback: title, amounts: true, locale };
}
