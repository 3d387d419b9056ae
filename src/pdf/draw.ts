/** Cards as a PDF on A4: text, tables that carry their head over a page's end, charts as pictures with their words, everything tagged for assistive tools. */
import PDFDocument from 'pdfkit';
import { type Block, type Card, plain } from '../core/desk/card.ts';
import { altText, type ChartSpec } from '../core/desk/chart-spec.ts';
import { presentable } from '../core/desk/presentable.ts';
import type { Locale } from '../core/kernel/locale.ts';
import { openFace } from './fonts.ts';
import { type TableStyle, tableHeight, tableRows } from './table.ts';

export interface PdfOptions {
  readonly title: string;
  readonly author: string;
  readonly locale: Locale;
  /** The instant (epoch milliseconds) that the document is of; that of its drawing when left out. The library makes the document's ID of it. */
  readonly at?: number;
  /** At the foot of each page. */
  readonly page: (n: number, of: number) => string;
  /** A chart as PNG bytes. */
  readonly paint: (spec: ChartSpec) => Promise<Uint8Array>;
}

export type Doc = InstanceType<typeof PDFDocument>;

/** Digits of one width: they stand under each other, and no comma slides under a 7 (Inter kerns "7,1" as tight as letters). */
export const DIGITS: { features: 'tnum'[] } = { features: ['tnum'] };

/** Points. */
const MARGIN = 46;
const GAP = 8;
const CHART_GAP = 12;
const INK = '#1b2433';
const QUIET = '#4d5969';
const RULE = '#7b8694';
const SIZES = { title: 17, text: 9.5, heading: 11, small: 8 } as const;
/** Width over height of a chart's picture. */
const CHART_RATIO = 400 / 330;

/** The whole document in memory: a review is a few pages. */
export async function drawPdf(cards: readonly Card[], options: PdfOptions): Promise<{ readonly bytes: Buffer; readonly pages: number }> {
  const { doc, bytes } = newDocument({ ...options, margin: MARGIN });
  for (const [i, card] of cards.map(presentable).entries()) {
    if (i > 0) doc.addPage();
    await drawCard(doc, card, options);
  }
  const pages = foot(doc, options);
  doc.end();
  return { bytes: await bytes, pages };
}

/** An empty A4 document with the product's fonts (`text`, `bold`), tagged, its pages kept until the end; `bytes` come after `end()`. */
export function newDocument(options: Pick<PdfOptions, 'title' | 'author' | 'locale' | 'at'> & { readonly margin: number }): {
  readonly doc: Doc;
  readonly bytes: Promise<Buffer>;
} {
  const doc = new PDFDocument({
    size: 'A4',
    margin: options.margin,
    bufferPages: true,
    pdfVersion: '1.7',
    tagged: true,
    lang: options.locale,
    displayTitle: true,
    info: { Title: options.title, Author: options.author, ...(options.at === undefined ? {} : { CreationDate: new Date(options.at) }) },
  });
  // It takes fonts that are open already; its types do not say so.
  for (const name of ['text', 'bold'] as const) doc.registerFont(name, openFace(name) as never);
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const bytes = new Promise<Buffer>((resolve, reject) => doc.on('end', () => resolve(Buffer.concat(chunks))).on('error', reject));
  return { doc, bytes };
}

function width(doc: Doc): number {
  return doc.page.width - 2 * MARGIN;
}

/** Starts a new page when less than `height` is left of this one. */
export function room(doc: Doc, height: number): boolean {
  if (doc.y + height <= doc.page.height - doc.page.margins.bottom) return false;
  doc.addPage();
  return true;
}

function paragraph(doc: Doc, tag: 'H1' | 'H2' | 'P', face: 'text' | 'bold', size: number, colour: string, text: string): void {
  doc.addStructure(
    doc.struct(tag, {}, () => {
      doc
        .font(face)
        .fontSize(size)
        .fillColor(colour)
        .text(text, MARGIN, doc.y, { width: width(doc), ...DIGITS });
    }),
  );
}

async function drawCard(doc: Doc, card: Card, options: PdfOptions): Promise<void> {
  paragraph(doc, 'H1', 'bold', SIZES.title, INK, card.title ?? '');
  if (card.subtitle) paragraph(doc, 'P', 'text', SIZES.small, QUIET, card.subtitle);
  doc.y += GAP;
  const { blocks } = card;
  for (let i = 0; i < blocks.length; i++) {
    const block = blocks[i];
    if (block?.type === 'chart') i += await drawCharts(doc, blocks.slice(i), options);
    else if (block) drawBlock(doc, block, blocks[i + 1]);
  }
}

function drawBlock(doc: Doc, block: Exclude<Block, { type: 'chart' }>, next: Block | undefined): void {
  switch (block.type) {
    case 'text': {
      const isHeading = typeof block.text !== 'string' && block.text.every((span) => span.bold);
      if (isHeading) doc.y += GAP;
      room(doc, isHeading ? roomOfHeading(doc, next) : 14);
      const text = plain(block.text);
      if (isHeading) paragraph(doc, 'H2', 'bold', SIZES.heading, INK, text);
      else paragraph(doc, 'P', 'text', SIZES.text, block.quiet ? QUIET : INK, text);
      doc.y += GAP / 2;
      return;
    }
    case 'facts':
      for (const { label, value } of block.facts) paragraph(doc, 'P', 'text', SIZES.text, INK, `${label} : ${value}`);
      return;
    case 'table':
      tableRows(doc, block, tableStyle(doc));
      doc.y += GAP;
      return;
    case 'divider':
    case 'buttons':
      return;
  }
}

function tableStyle(doc: Doc): TableStyle {
  return { left: MARGIN, width: width(doc), size: SIZES.small, ink: INK, quiet: QUIET, rule: RULE };
}

/** A heading stays with the first lines of what it names; with all of a table that is no longer than a ranking. */
function roomOfHeading(doc: Doc, next: Block | undefined): number {
  const table = next?.type === 'table' ? tableHeight(doc, next, tableStyle(doc)) : 0;
  return table > doc.page.height / 2 ? 60 : Math.max(60, table + 24);
}

/** Charts that follow each other stand side by side, two in a row. Returns how many blocks beyond the first were drawn. */
async function drawCharts(doc: Doc, blocks: readonly Block[], options: PdfOptions): Promise<number> {
  const specs: ChartSpec[] = [];
  for (const block of blocks) {
    if (block.type !== 'chart') break;
    specs.push(block.spec);
  }
  const each = (width(doc) - CHART_GAP) / 2;
  for (let i = 0; i < specs.length; i += 2) {
    const row = await Promise.all(specs.slice(i, i + 2).map(async (spec) => ({ spec, png: await options.paint(spec) })));
    const height = each / CHART_RATIO;
    room(doc, height);
    const top = doc.y;
    for (const [k, { spec, png }] of row.entries()) {
      doc.addStructure(
        doc.struct('Figure', { alt: altText(spec) }, () => {
          doc.image(Buffer.from(png), MARGIN + k * (each + CHART_GAP), top, { fit: [each, height] });
        }),
      );
    }
    doc.y = top + height + GAP;
  }
  return specs.length - 1;
}

function foot(doc: Doc, options: PdfOptions): number {
  const { start, count } = doc.bufferedPageRange();
  for (let i = 0; i < count; i++) {
    doc.switchToPage(start + i);
    // Below the margin pdfkit would begin a new page.
    doc.page.margins.bottom = 0;
    doc.markContent('Artifact', { type: 'Pagination' });
    doc
      .font('text')
      .fontSize(SIZES.small)
      .fillColor(QUIET)
      .text(`${options.title} · ${options.page(i + 1, count)}`, MARGIN, doc.page.height - MARGIN + 14, {
        width: width(doc),
        align: 'right',
        lineBreak: false,
        ...DIGITS,
      });
    doc.endMarkedContent();
  }
  return count;
}
