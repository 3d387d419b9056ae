/** A table on paper: columns as wide as their text needs, long texts wrapped, the head repeated where a page begins. */
import type { Block } from '../core/desk/card.ts';
import { DIGITS, type Doc, room } from './draw.ts';

export interface TableStyle {
  readonly left: number;
  readonly width: number;
  readonly size: number;
  readonly ink: string;
  readonly quiet: string;
  readonly rule: string;
  /** A row that stands out: the total. */
  readonly boldRow?: number;
}

type Face = 'head' | 'row' | 'total';
type Table = Extract<Block, { type: 'table' }>;

const PAD = 5;
const LINE = 4;
/** No column is narrower than this many points, however much the others need. */
const NARROWEST = 34;

export function tableRows(doc: Doc, table: Table, style: TableStyle): void {
  const titles = table.columns.map((c) => c.title);
  const widths = columnWidths(doc, [titles, ...table.rows], style);
  const draw = (cells: readonly string[], face: Face): void => {
    const height = rowHeight(doc, cells, widths, face);
    if (room(doc, height) && face !== 'head') draw(titles, 'head');
    drawRow(doc, table, cells, widths, style, face, height);
  };
  draw(titles, 'head');
  for (const [i, row] of table.rows.entries()) draw(row, i === style.boldRow ? 'total' : 'row');
}

/** Points from the head to the last row. */
export function tableHeight(doc: Doc, table: Table, style: TableStyle): number {
  const titles = table.columns.map((c) => c.title);
  const widths = columnWidths(doc, [titles, ...table.rows], style);
  doc.fontSize(style.size);
  return table.rows.reduce((sum, cells) => sum + rowHeight(doc, cells, widths, 'row'), rowHeight(doc, titles, widths, 'head'));
}

/** What each column would like, and what the widest give up when that is more than the page has. */
function columnWidths(doc: Doc, rows: readonly (readonly string[])[], style: TableStyle): number[] {
  const count = Math.max(...rows.map((row) => row.length));
  doc.font('bold').fontSize(style.size);
  const wanted = Array.from(
    { length: count },
    (_, i) => Math.max(...rows.map((row) => doc.widthOfString(row[i] ?? '', DIGITS))) + 2 * PAD + 1,
  );
  let over = wanted.reduce((sum, w) => sum + w, 0) - style.width;
  while (over > 0.5) {
    const widest = Math.max(...wanted);
    const next = Math.max(NARROWEST, ...wanted.filter((w) => w < widest));
    const at = wanted.flatMap((w, i) => (w === widest ? [i] : []));
    const cut = Math.min(over / at.length, widest === next ? over / at.length : widest - next);
    for (const i of at) wanted[i] = widest - cut;
    over -= cut * at.length;
  }
  return wanted;
}

function rowHeight(doc: Doc, cells: readonly string[], widths: readonly number[], face: Face): number {
  doc.font(face === 'row' ? 'text' : 'bold');
  return (
    Math.max(
      ...cells.map((text, i) => doc.heightOfString(text === '' ? ' ' : text, { width: (widths[i] ?? NARROWEST) - 2 * PAD, ...DIGITS })),
    ) + LINE
  );
}

function drawRow(
  doc: Doc,
  table: Table,
  cells: readonly string[],
  widths: readonly number[],
  style: TableStyle,
  face: Face,
  height: number,
): void {
  const top = doc.y;
  let x = style.left;
  const drawn = cells.map((text, i) => {
    const left = x;
    const width = widths[i] ?? NARROWEST;
    x += width;
    return doc.struct(face === 'head' ? 'TH' : 'TD', {}, () => {
      doc
        .font(face === 'row' ? 'text' : 'bold')
        .fontSize(style.size)
        .fillColor(face === 'head' ? style.quiet : style.ink)
        .text(text, left + PAD, top + LINE / 2, { width: width - 2 * PAD, align: table.columns[i]?.align ?? 'left', ...DIGITS });
    });
  });
  doc.addStructure(doc.struct('TR', {}, drawn));
  doc.y = top + height;
  doc.markContent('Artifact', { type: 'Layout' });
  doc
    .moveTo(style.left, doc.y)
    .lineTo(x, doc.y)
    .lineWidth(face === 'head' ? 0.8 : 0.25)
    .strokeColor(style.rule)
    .stroke();
  doc.endMarkedContent();
}
