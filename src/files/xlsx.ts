/** The first sheet of a workbook as rows of text: dates as YYYY-MM-DD, numbers written so that no column detection can mistake them. */
import { Buffer } from 'node:buffer';
import { readSheet } from 'read-excel-file/node';
import { FileFault } from '../core/ledger/file-fault.ts';
import type { FileSource } from './source.ts';

/**
 * A workbook is unpacked and read in memory, at about six times its unpacked size: beyond these sizes it is refused, with the advice to save it as CSV, which is
 * read in a stream. 10 MB hold about 200,000 rows of seven columns. Bytes, packed and unpacked.
 */
export const MAX_XLSX = 10 << 20;
const MAX_UNPACKED = 100 << 20;

interface ExactNumber {
  readonly written: string;
}

/** Throws FileFault `too-large`, `truncated` (a damaged archive), `binary` (not a workbook inside). */
export async function readSheetRows(source: FileSource): Promise<string[][]> {
  if (source.size > MAX_XLSX) throw new FileFault('too-large', { format: 'xlsx', limit: MAX_XLSX });
  const bytes = await wholeFile(source);
  if (unpackedSize(bytes) > MAX_UNPACKED) throw new FileFault('too-large', { format: 'xlsx', limit: MAX_UNPACKED });
  const rows = await readSheet<ExactNumber>(bytes, { parseNumber: (written) => ({ written }) }).catch(() => {
    throw new FileFault('truncated', { format: 'xlsx' });
  });
  return rows.map((row) => row.map(cellText));
}

async function wholeFile(source: FileSource): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of await source.open()) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The sizes that the ZIP directory declares, added up: a small archive may unpack to gigabytes. */
function unpackedSize(zip: Buffer): number {
  const END = 0x06054b50;
  const ENTRY = 0x02014b50;
  let end = zip.length - 22;
  while (end >= 0 && zip.readUInt32LE(end) !== END) end--;
  if (end < 0) throw new FileFault('truncated', { format: 'xlsx' });
  let total = 0;
  for (let at = zip.readUInt32LE(end + 16); at + 46 <= end && zip.readUInt32LE(at) === ENTRY; ) {
    total += zip.readUInt32LE(at + 24);
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return total;
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'string') return cell;
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  if (typeof cell === 'boolean') return cell ? '1' : '0';
  if (typeof cell === 'object' && 'written' in cell) return exact(String(cell.written));
  return String(cell);
}

/**
 * A number as the workbook holds it, without the noise of binary fractions: Excel itself keeps 15 significant digits (74.73999999999999 is 74.74), while a longer
 * integer part was written by a program that knew it exactly. An integer stays as it is; a fraction becomes an integer with an exponent (74.74 → 7474e-2), which says the same under either decimal mark.
 */
function exact(written: string): string {
  const m = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(written.trim());
  if (!m) return written;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = m;
  const digits = `${whole}${fraction}`.replace(/^0+(?=\d)/, '');
  let scale = Number(exponent) - fraction.length;
  let mantissa = BigInt(digits);
  // What lies beyond 15 digits, or (7.91999999999999 is 7.92) beyond the ninth decimal of a number that has more than nine.
  const noise = Math.max(digits.length - Math.max(15, digits.length + scale + 2), -scale - 9);
  if (noise > 0) {
    const unit = 10n ** BigInt(noise);
    mantissa = (mantissa + unit / 2n) / unit;
    scale += noise;
  }
  for (; scale < 0 && mantissa % 10n === 0n; scale++) mantissa /= 10n;
  if (scale > 0 && scale < 30) return `${sign}${mantissa * 10n ** BigInt(scale)}`;
  return scale === 0 || mantissa === 0n ? `${sign}${mantissa}` : `${sign}${mantissa}e${scale}`;
}
