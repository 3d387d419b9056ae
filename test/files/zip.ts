/** Writes a small workbook, so that tests need no program that does: a ZIP of the few XML parts that a reader asks for. */
import { crc32, deflateRawSync } from 'node:zlib';

interface Entry {
  readonly name: string;
  readonly content: Buffer;
  /** Overrides the size that the directory declares. */
  readonly declared?: number;
  /** Packed already, in place of the content. */
  readonly packed?: Buffer;
}

export function zip(entries: readonly Entry[]): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, declared = content.length, packed = deflateRawSync(content) } of entries) {
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(content), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(declared, 18);
    fields.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, tail, Buffer.from(name)]));
    bodies.push(local);
    offset += local.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(listing.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, listing, Buffer.from('PK\x05\x06', 'latin1'), end]);
}

/** Number formats beside those of Excel itself, by the style that shows them. */
const FORMATS = {
  dollars: '[$$-409]#,##0.00',
  euros: '#,##0.00\\ [$€-40C];[Red]\\-#,##0.00\\ [$€-40C]',
  pounds: '[$£-809]#,##0.00',
  five: '00000',
  minus: '#,##0.00"-"',
  credit: '0.00" D";0.00" C"',
  turned: '\\-0.00;0.00',
  owed: '0.00" CR"',
  swiss: '0".-"',
  accounting: '_-* #,##0.00_-;-* #,##0.00_-',
  thousands: '0.0," k€"',
};
const STYLES = Object.keys(FORMATS);

/** A cell: text, a number as written in the file, as one of FORMATS perhaps, or a date as its serial number. */
export type SheetCell = string | { readonly n: string; readonly as?: keyof typeof FORMATS } | { readonly date: number };

/** A workbook of one sheet. `declared` overrides the size that the directory gives for the sheet. */
export function workbook(rows: readonly (readonly SheetCell[])[], declared?: number): Buffer {
  return sheets([{ name: 'Sheet1', xml: sheetXml(rows) }], declared);
}

/** A sheet's XML, for a workbook of several or for one that says what no program would. */
export function sheetXml(rows: readonly (readonly SheetCell[])[]): string {
  const written = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const cell = (value: SheetCell, at: string) => {
    if (typeof value === 'string') return value === '' ? '' : `<c r="${at}" t="inlineStr"><is><t>${written(value)}</t></is></c>`;
    const style = 'n' in value && value.as ? ` s="${2 + STYLES.indexOf(value.as)}"` : '';
    return 'n' in value ? `<c r="${at}"${style}><v>${value.n}</v></c>` : `<c r="${at}" s="1"><v>${value.date}</v></c>`;
  };
  const lines = rows.map((row, y) => {
    const cells = row.map((value, x) => cell(value, `${String.fromCharCode(65 + x)}${y + 1}`));
    return `<row r="${y + 1}">${cells.join('')}</row>`;
  });
  return `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${lines.join('')}</sheetData></worksheet>`;
}

export interface SheetPart {
  readonly name: string;
  readonly xml: string;
  readonly hidden?: boolean;
}

/** `by` replaces what is packed of a part. */
export function sheets(
  all: readonly SheetPart[],
  declared?: number,
  shared?: string,
  by?: { readonly name: string; readonly packed: Buffer; readonly declared: number },
): Buffer {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const part = (name: string, xml: string, size?: number): Entry => ({
    name,
    content: Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>${xml}`),
    ...(size === undefined ? {} : { declared: size }),
    ...(by?.name === name ? { packed: by.packed, declared: by.declared } : {}),
  });
  const named = all.map((s, i) => `<sheet name="${s.name}" sheetId="${i + 1}"${s.hidden ? ' state="hidden"' : ''} r:id="rId${i + 1}"/>`);
  const related = all.map((_, i) => `<Relationship Id="rId${i + 1}" Type="${office}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`);
  const numFmts = Object.values(FORMATS).map((code, i) => `<numFmt numFmtId="${164 + i}" formatCode="${code.replaceAll('"', '&quot;')}"/>`);
  const xfs = STYLES.map((_, i) => `<xf numFmtId="${164 + i}"/>`);
  return zip([
    part('[Content_Types].xml', '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
    part('xl/workbook.xml', `<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${named.join('')}</sheets></workbook>`),
    part(
      'xl/_rels/workbook.xml.rels',
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${related.join('')}<Relationship Id="rId0" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    ),
    part(
      'xl/styles.xml',
      `<styleSheet xmlns="${main}"><numFmts>${numFmts.join('')}</numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/>${xfs.join('')}</cellXfs></styleSheet>`,
    ),
    ...(shared === undefined ? [] : [part('xl/sharedStrings.xml', shared)]),
    ...all.map(({ xml }, i) => part(`xl/worksheets/sheet${i + 1}.xml`, xml, declared)),
  ]);
}
