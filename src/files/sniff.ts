/** What a file is, told by its bytes: one pass over the whole file gives its hash, its encoding and its beginning; what no reader can read is refused here. */
import { createHash } from 'node:crypto';
import { FileFault } from '../core/ledger/file-fault.ts';
import { isEbcdicPage } from './ebcdic.ts';
import { ByteSurvey, decodeHead, type Encoding } from './encoding.ts';
import type { FileSource } from './source.ts';

export interface Sniffed {
  /** SHA-256 of the bytes, hexadecimal. */
  readonly sha256: string;
  readonly size: number;
  readonly format: 'delimited' | 'xlsx' | 'html' | 'spreadsheetml' | 'fec-xml';
  readonly encoding: Encoding;
  /** Lines end with a carriage return alone. */
  readonly crOnly: boolean;
  /** The first lines as text, the last of them perhaps cut off; empty for XLSX. */
  readonly head: string;
}

const HEAD = 1 << 16;

/** Throws FileFault: empty, binary, ebcdic, xml, encoding, truncated, unknown-kind (JSON). */
export async function sniff(source: FileSource): Promise<Sniffed> {
  const hash = createHash('sha256');
  const survey = new ByteSurvey();
  const ends = new Ends();
  for await (const chunk of await source.open()) {
    hash.update(chunk);
    survey.push(chunk);
    ends.push(chunk);
  }
  const { head, size } = ends;
  if (size === 0) throw new FileFault('empty');
  const found = { sha256: hash.digest('hex'), size };
  if (startsWith(head, 'PK\x03\x04')) {
    checkZip(ends);
    return { ...found, format: 'xlsx', encoding: 'utf-8', crOnly: false, head: '' };
  }
  refuseMagic(head);
  const encoding = utf16Bom(head) ?? encodingOf(survey, head);
  const text = decodeHead(head, encoding);
  const format = formatOf(text);
  if (survey.hasNul && !encoding.startsWith('utf-16') && !/journal/i.test(text.slice(0, 2000))) throw new FileFault('binary');
  // A carriage return is the same byte in EBCDIC, a line feed is not.
  const crOnly = survey.crOnly && !isEbcdicPage(encoding);
  return { ...found, format, encoding, crOnly, head: text };
}

/** The first and the last bytes of a file. */
class Ends {
  head = Buffer.alloc(0);
  size = 0;
  /** A piece that holds the end. */
  #last: Uint8Array = new Uint8Array(0);

  push(chunk: Uint8Array): void {
    if (this.head.length < HEAD) this.head = Buffer.concat([this.head, chunk.subarray(0, HEAD - this.head.length)]);
    this.#last = chunk.length >= HEAD ? chunk : Buffer.concat([this.tail, chunk]);
    this.size += chunk.length;
  }

  get tail(): Buffer {
    return Buffer.from(this.#last.buffer, this.#last.byteOffset, this.#last.byteLength).subarray(-HEAD);
  }
}

function startsWith(head: Buffer, magic: string): boolean {
  return head.subarray(0, magic.length).equals(Buffer.from(magic, 'latin1'));
}

/** A ZIP ends with its directory; without that it was cut off. Only a workbook among them can be read. */
function checkZip(ends: Ends): void {
  if (!ends.tail.includes(Buffer.from('PK\x05\x06', 'latin1'))) throw new FileFault('truncated', { format: 'zip' });
  const names = `${ends.head.toString('latin1')}${ends.tail.toString('latin1')}`;
  if (!names.includes('xl/workbook')) throw new FileFault('binary', { format: 'zip' });
}

const MAGIC: readonly (readonly [string, string])[] = [
  ['%PDF', 'pdf'],
  ['\xd0\xcf\x11\xe0', 'xls'],
  ['\x1f\x8b', 'gzip'],
  ['\x89PNG', 'png'],
  ['\xff\xd8\xff', 'jpeg'],
  ['7z\xbc\xaf', '7z'],
  ['Rar!', 'rar'],
];

function refuseMagic(head: Buffer): void {
  const known = MAGIC.find(([magic]) => startsWith(head, magic));
  if (known) throw new FileFault('binary', { format: known[1] });
}

function utf16Bom(head: Buffer): Encoding | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : undefined;
}

function encodingOf(survey: ByteSurvey, head: Buffer): Encoding {
  if (survey.encoding !== 'utf-8' && isEbcdic(head)) {
    const page = survey.ebcdic;
    if (page === undefined) throw new FileFault('ebcdic');
    return page;
  }
  if (survey.cutShort) throw new FileFault('truncated');
  if (isUtf16(head)) throw new FileFault('encoding', { format: 'UTF-16' });
  const odd = count(head, (b) => b < 0x20 && b !== 0 && b !== 9 && b !== 10 && b !== 12 && b !== 13 && b !== 0x1a);
  if (odd * 100 > head.length || count(head, (b) => b === 0) * 10 > head.length) throw new FileFault('binary');
  return survey.encoding;
}

/** In EBCDIC digits are 0xF0–0xF9, letters lie above 0x80 in rows of nine, and what is below 0x40 are controls: a text has its tabs and line ends there, and nearly nothing else. */
function isEbcdic(head: Buffer): boolean {
  const letters = count(head, (b) => b >= 0x80 && (b & 0x0f) <= 9);
  const controls = count(head, (b) => b < 0x40 && b !== 0x05 && b !== 0x0d && b !== 0x15 && b !== 0x25);
  return letters * 5 > head.length * 2 && controls * 50 < head.length;
}

/** Without its mark, UTF-16 of Western text shows as a NUL in about every second place. */
function isUtf16(head: Buffer): boolean {
  const nuls = [0, 0];
  head.forEach((b, i) => {
    if (b === 0) nuls[i % 2] = (nuls[i % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = nuls;
  return Math.max(even, odd) * 3 > head.length && Math.min(even, odd) * 20 < head.length;
}

function count(bytes: Buffer, test: (byte: number) => boolean): number {
  let n = 0;
  for (const byte of bytes) if (test(byte)) n++;
  return n;
}

/** Elements that a page of tables may begin with, whole or not. */
const PAGE = new Set(['html', 'head', 'meta', 'body', 'title', 'style', 'div', 'center', 'font', 'table']);

function formatOf(head: string): Exclude<Sniffed['format'], 'xlsx'> {
  const text = head.trimStart();
  if (text === '' || text === '\x1a') throw new FileFault('empty');
  if (/^[{[]\s*["{[\]}]/.test(text)) throw new FileFault('unknown-kind', { format: 'json' });
  if (!text.startsWith('<')) return 'delimited';
  const root = /<(?![?!])([\w:.-]{1,80})/.exec(text)?.[1] ?? '';
  if (PAGE.has(root.toLowerCase())) return 'html';
  if (/^(?:ss:)?Workbook$/.test(root) && text.includes('urn:schemas-microsoft-com:office:spreadsheet')) return 'spreadsheetml';
  if (/^(?:\w+:)?comptabilite$/i.test(root)) return 'fec-xml';
  throw new FileFault('xml', { format: root });
}
