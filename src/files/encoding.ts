/** How a file's bytes become text: strict UTF-8 over the whole file, else the one-byte encodings of Western Europe; line ends become line feeds. */
import { Buffer, isAscii, isUtf8 } from 'node:buffer';
import { StringDecoder } from 'node:string_decoder';
import iconv from 'iconv-lite';
import { type Ebcdic, ebcdicPage, fromEbcdic, isEbcdicPage } from './ebcdic.ts';
import type { FileSource } from './source.ts';

export type Encoding = 'utf-8' | 'windows-1252' | 'iso-8859-15' | 'utf-16le' | 'utf-16be' | Ebcdic;

const LF = 10;
const CR = 13;

/** Sees every byte of a file once and then knows its encoding and its line ends. */
export class ByteSurvey {
  #utf8 = true;
  #multibyte = false;
  /** The first bytes of a character whose rest is in the next chunk. */
  #pending: Uint8Array = new Uint8Array(0);
  readonly #high = new Uint32Array(256);
  #nul = false;
  #lf = false;
  #cr = false;

  push(chunk: Uint8Array): void {
    this.#nul ||= chunk.includes(0);
    this.#lf ||= chunk.includes(LF);
    this.#cr ||= chunk.includes(CR);
    if (this.#pending.length === 0 && isAscii(chunk)) return;
    if (this.#utf8) this.#checkUtf8(chunk);
    if (!this.#utf8) for (const byte of chunk) this.#high[byte] = (this.#high[byte] ?? 0) + 1;
  }

  #checkUtf8(chunk: Uint8Array): void {
    const bytes = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    const whole = bytes.length - unfinished(bytes);
    this.#utf8 = isUtf8(bytes.subarray(0, whole));
    this.#pending = this.#utf8 ? bytes.slice(whole) : new Uint8Array(0);
    this.#multibyte ||= this.#utf8 && !isAscii(bytes.subarray(0, whole));
  }

  get hasNul(): boolean {
    return this.#nul;
  }

  /** Old Macintosh line ends: carriage returns alone. */
  get crOnly(): boolean {
    return this.#cr && !this.#lf;
  }

  /** Of a file in EBCDIC: the page that it is in. */
  get ebcdic(): Ebcdic | undefined {
    return ebcdicPage(this.#high);
  }

  /** Valid UTF-8 up to a last character that is cut off. */
  get cutShort(): boolean {
    return this.#utf8 && this.#multibyte && this.#pending.length > 0;
  }

  /**
   * UTF-8 when every byte of the file says so. Else 0x80–0x9F are letters and the euro sign only in windows-1252 (control characters in ISO 8859-15);
   * without any of them it is ISO 8859-15, the one the FEC's law names (art. A47 A-1 LPF).
   */
  get encoding(): Encoding {
    if (this.#utf8 && this.#pending.length === 0) return 'utf-8';
    return this.#high.subarray(0x80, 0xa0).some((count) => count > 0) ? 'windows-1252' : 'iso-8859-15';
  }
}

/** How many bytes at the end begin a UTF-8 character without ending it: 0 to 3. */
function unfinished(bytes: Uint8Array): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}

interface Decoder {
  write(bytes: Buffer): string;
  end(): string | undefined;
}

function decoderOf(encoding: Encoding): Decoder {
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return iconv.getDecoder(encoding);
  if (encoding === 'utf-8') return new StringDecoder('utf8');
  if (isEbcdicPage(encoding)) return { write: (bytes) => fromEbcdic(bytes, encoding), end: () => undefined };
  // One byte is one character: nothing is left over between chunks.
  return { write: (bytes) => (isAscii(bytes) ? bytes.toString('latin1') : iconv.decode(bytes, encoding)), end: () => undefined };
}

/** The text of some bytes from a file's beginning, as `decodeFile` gives it; a last character that is cut off may be wrong. */
export function decodeHead(bytes: Uint8Array, encoding: Encoding): string {
  const text = decoderOf(encoding).write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  return normal(withoutBom(text).replace(/\r$/, ''));
}

/** The whole file as pieces of text: no byte order mark, no NUL, every line end (CR, LF, CR LF) a line feed. */
export async function* decodeFile(source: FileSource, encoding: Encoding, crOnly: boolean): AsyncGenerator<string> {
  const decoder = decoderOf(encoding);
  let first = true;
  let heldCr = '';
  for await (const bytes of await source.open()) {
    let text = heldCr + decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    if (first) text = withoutBom(text);
    first = false;
    // CR LF may lie across two chunks.
    heldCr = !crOnly && text.endsWith('\r') ? '\r' : '';
    if (heldCr !== '') text = text.slice(0, -1);
    yield normal(text, crOnly);
  }
  const last = normal(heldCr + (decoder.end() ?? ''), crOnly);
  if (last !== '') yield last;
}

function withoutBom(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

function normal(text: string, crOnly = !text.includes('\n')): string {
  let clean = text;
  if (clean.includes('\0')) clean = clean.replaceAll('\0', '');
  if (!clean.includes('\r')) return clean;
  return crOnly ? clean.replaceAll('\r', '\n') : clean.replaceAll('\r\n', '\n');
}
