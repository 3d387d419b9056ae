/** A letter on A4 as it is folded into a French window envelope: sender at the left, recipient at the right from 50 mm down, then the text, its tables and the pages' numbers; tagged for assistive tools. */
import { plain, type Span } from '../core/desk/card.ts';
import type { Letter, LetterBlock } from '../core/letters/letter.ts';
import { letterTexts } from '../core/letters/letters.text.ts';
import { type Doc, newDocument, room } from './draw.ts';
import { tableRows } from './table.ts';

/** Points: one millimetre is 2.835. */
const LEFT = 62;
const WINDOW = { left: 300, top: 142 } as const;
const BODY_TOP = 236;
const SIZE = 9.5;
const SMALL = 8;
const GAP = 8;
const INK = '#111827';
const QUIET = '#4b5563';
const RULE = '#9ca3af';

/** The letter's bytes. The same letter gives the same words; its file carries the day it is of, not the hour. */
export async function drawLetter(letter: Letter): Promise<Buffer> {
  const { doc, bytes } = newDocument({ title: letter.subject, author: letter.from[0] ?? '', locale: letter.locale, margin: LEFT });
  const t = letterTexts(letter.locale).doc;
  write(doc, letter.from.slice(0, 1), LEFT, LEFT, 'bold', 11);
  write(doc, letter.from.slice(1), LEFT, doc.y, 'text', SMALL, QUIET);
  write(doc, letter.to.slice(0, 1), WINDOW.left, WINDOW.top, 'bold', SIZE);
  write(doc, letter.to.slice(1), WINDOW.left, doc.y, 'text', SIZE);
  doc.y = Math.max(doc.y + GAP * 2, BODY_TOP);
  write(doc, [letter.date], WINDOW.left, doc.y, 'text', SIZE);
  doc.y += GAP;
  write(doc, [t.reference(letter.reference)], LEFT, doc.y, 'text', SMALL, QUIET);
  write(doc, [t.subject(letter.subject)], LEFT, doc.y + 2, 'bold', SIZE, INK, 'H1');
  doc.y += GAP * 1.5;
  for (const [i, block] of letter.blocks.entries()) {
    drawBlock(doc, block);
    if (block.type === 'item' && letter.blocks[i + 1]?.type !== 'item') doc.y += GAP;
  }
  pageNumbers(doc, letter);
  doc.end();
  return bytes;
}

function write(
  doc: Doc,
  lines: readonly string[],
  x: number,
  y: number,
  face: 'text' | 'bold',
  size: number,
  colour = INK,
  tag: 'P' | 'H1' = 'P',
): void {
  if (lines.length === 0) return;
  doc.addStructure(
    doc.struct(tag, {}, () => {
      doc
        .font(face)
        .fontSize(size)
        .fillColor(colour)
        .text(lines.join('\n'), x, y, { width: doc.page.width - LEFT - x, lineGap: 1.5 });
    }),
  );
}

function drawBlock(doc: Doc, block: LetterBlock): void {
  if (block.type === 'table') {
    const rows = [...block.rows, block.total];
    tableRows(
      doc,
      { type: 'table', columns: block.columns, rows },
      { left: LEFT, width: doc.page.width - 2 * LEFT, size: SMALL, ink: INK, quiet: QUIET, rule: RULE, boldRow: rows.length - 1 },
    );
    doc.y += GAP * 1.5;
    return;
  }
  const height = doc
    .font('text')
    .fontSize(SIZE)
    .heightOfString(plain(block.spans), { width: doc.page.width - 2 * LEFT, lineGap: 2 });
  // A heading stays with what it names; a short paragraph is never torn.
  room(doc, block.type === 'heading' ? 70 : Math.min(height, 120));
  if (block.type === 'heading') {
    doc.y += GAP / 2;
    flow(
      doc,
      block.spans.map((span) => ({ ...span, bold: true })),
      LEFT,
      'H2',
    );
    doc.y += GAP / 2;
    return;
  }
  if (block.type === 'item') {
    flow(doc, [{ text: '•  ' }, ...block.spans], LEFT + 12, 'P');
    doc.y += 2;
    return;
  }
  flow(doc, block.spans, LEFT, 'P');
  doc.y += GAP;
}

/** Bold and plain words in one paragraph. */
function flow(doc: Doc, spans: readonly Span[], x: number, tag: 'P' | 'H2'): void {
  const shown = merged(spans);
  doc.addStructure(
    doc.struct(tag, {}, () => {
      doc.fontSize(SIZE).fillColor(INK);
      doc.text('', x, doc.y);
      for (const [i, span] of shown.entries()) {
        doc
          .font(span.bold ? 'bold' : 'text')
          .text(span.text, { width: doc.page.width - LEFT - x, lineGap: 2, continued: i < shown.length - 1 });
      }
    }),
  );
}

/** Neighbours of one weight as one span: a line break that stands alone would be lost. */
function merged(spans: readonly Span[]): readonly Span[] {
  const found: { text: string; bold: boolean }[] = [];
  for (const { text, bold = false } of spans) {
    const last = found.at(-1);
    if (last?.bold === bold) last.text += text;
    else if (text !== '') found.push({ text, bold });
  }
  return found;
}

function pageNumbers(doc: Doc, letter: Letter): void {
  const t = letterTexts(letter.locale).doc;
  const { start, count } = doc.bufferedPageRange();
  for (let i = 0; i < count; i++) {
    doc.switchToPage(start + i);
    // Below the margin pdfkit would begin a new page.
    doc.page.margins.bottom = 0;
    doc.markContent('Artifact', { type: 'Pagination' });
    doc
      .font('text')
      .fontSize(SMALL)
      .fillColor(QUIET)
      .text(`${letter.reference} · ${t.page(i + 1, count)}`, LEFT, doc.page.height - 40, {
        width: doc.page.width - 2 * LEFT,
        align: 'right',
        lineBreak: false,
      });
    doc.endMarkedContent();
  }
}
