/** A workbook's sheets as grids, read in a stream: dates as YYYY-MM-DD, numbers exact, and no more in memory than its texts, whatever its directory claims. */

import { StringDecoder } from 'node:string_decoder';
import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { FileFault } from '../core/ledger/file-fault.ts';
import { currencyCode } from './currencies.ts';
import type { Grid, RowBlock } from './grid.ts';
import { walk } from './markup.ts';
import { exactNumber, serialDay } from './sheet-number.ts';
import { SheetRows } from './sheet-rows.ts';
import type { FileSource } from './source.ts';

/** What is packed is held in memory; more is refused, with the advice to save it as CSV. 32 MB hold about 600,000 rows of seven columns. Bytes. */
export const MAX_XLSX = 32 << 20;
/** Bytes of one part, counted as they come. */
const MAX_UNPACKED = 512 << 20;
/** Parts in the archive; a workbook of 40 sheets has about 150. */
const MAX_ENTRIES = 4_096;
/** Characters of all shared texts, and as many again for each as its place takes. */
const MAX_TEXTS = 48 << 20;
const TEXT_PLACE = 32;

/** Throws FileFault `too-large`, `truncated` (a damaged archive), `beyond-limit`, `binary` (not a workbook inside). */
export async function workbookGrids(source: FileSource): Promise<readonly Grid[]> {
  if (source.size > MAX_XLSX) throw new FileFault('too-large', { format: 'xlsx', limit: MAX_XLSX });
  const book = new Workbook(await Archive.open(await wholeFile(source)));
  return book.grids();
}

async function wholeFile(source: FileSource): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of await source.open()) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The parts of a ZIP by their names. */
class Archive {
  readonly #zip: ZipFile;
  readonly #entries = new Map<string, Entry>();

  private constructor(zip: ZipFile) {
    this.#zip = zip;
  }

  static async open(bytes: Buffer): Promise<Archive> {
    const zip = await fromBufferPromise(bytes).catch(damaged);
    if (zip.entryCount > MAX_ENTRIES) throw new FileFault('beyond-limit', { what: 'entries', limit: MAX_ENTRIES });
    const archive = new Archive(zip);
    try {
      for await (const entry of zip.eachEntry()) archive.#entries.set(entry.fileName.toLowerCase(), entry);
    } catch {
      damaged();
    }
    return archive;
  }

  has(name: string): boolean {
    return this.#entries.has(name.toLowerCase());
  }

  /** A part's text; nothing when it is not there. */
  async *text(name: string): AsyncGenerator<string> {
    const entry = this.#entries.get(name.toLowerCase());
    if (!entry) return;
    const decoder = new StringDecoder('utf8');
    for await (const bytes of this.#bytes(entry)) yield decoder.write(bytes);
    yield decoder.end();
  }

  async *#bytes(entry: Entry): AsyncGenerator<Buffer> {
    if (entry.uncompressedSize > MAX_UNPACKED) throw tooLarge();
    const stream = await this.#zip.openReadStreamPromise(entry).catch(damaged);
    let [size, sum] = [0, 0];
    try {
      for await (const bytes of stream as AsyncIterable<Buffer>) {
        size += bytes.length;
        if (size > MAX_UNPACKED) throw tooLarge();
        sum = crc32(bytes, sum);
        yield bytes;
      }
    } catch (error) {
      if (error instanceof FileFault) throw error;
      damaged();
    } finally {
      stream.destroy();
    }
    if (sum !== entry.crc32) damaged();
  }
}

function damaged(): never {
  throw new FileFault('truncated', { format: 'xlsx' });
}

function tooLarge(): FileFault {
  return new FileFault('too-large', { format: 'xlsx', limit: MAX_UNPACKED });
}

interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly relation: string;
}

class Workbook {
  readonly #parts: Archive;
  #texts: Promise<readonly string[]> | undefined;
  #styles: Promise<ReadonlyMap<number, Shown>> | undefined;
  #from1904 = false;

  constructor(parts: Archive) {
    this.#parts = parts;
  }

  async grids(): Promise<readonly Grid[]> {
    if (!this.#parts.has('xl/workbook.xml')) throw new FileFault('binary', { format: 'zip' });
    const sheets = await this.#sheets();
    const targets = await this.#targets();
    return sheets.flatMap(({ name, hidden, relation }) => {
      const part = targets.get(relation);
      if (part === undefined) return [];
      const told = { hiddenRows: 0 };
      return [{ name, hidden, separator: undefined, rows: () => this.#rows(part, told), hiddenRows: () => told.hiddenRows }];
    });
  }

  async #sheets(): Promise<readonly Sheet[]> {
    const sheets: Sheet[] = [];
    await this.#walk('xl/workbook.xml', {
      open: (name, at) => {
        if (name === 'workbookPr') this.#from1904 = at.date1904 === '1' || at.date1904 === 'true';
        if (name !== 'sheet') return;
        const relation = Object.entries(at).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
        sheets.push({ name: at.name ?? '', hidden: at.state === 'hidden' || at.state === 'veryHidden', relation });
      },
    });
    return sheets;
  }

  /** Worksheets by their relation; charts and macros are sheets without rows. */
  async #targets(): Promise<ReadonlyMap<string, string>> {
    const targets = new Map<string, string>();
    await this.#walk('xl/_rels/workbook.xml.rels', {
      open: (name, at) => {
        if (name !== 'Relationship' || !at.Type?.endsWith('/worksheet')) return;
        const target = at.Target ?? '';
        targets.set(at.Id ?? '', target.startsWith('/') ? target.slice(1) : `xl/${target}`);
      },
    });
    return targets;
  }

  async *#rows(part: string, told: { hiddenRows: number }): AsyncGenerator<RowBlock> {
    this.#texts ??= this.#sharedTexts();
    this.#styles ??= this.#shownStyles();
    const [texts, styles] = await Promise.all([this.#texts, this.#styles]);
    const rows = new SheetRows();
    const reader = new SheetReader(rows, { texts, styles, from1904: this.#from1904 });
    for await (const _ of walk(this.#parts.text(part), 'xml', reader)) yield* rows.blocks();
    told.hiddenRows = reader.hidden;
  }

  /** The texts that cells name by their number. */
  async #sharedTexts(): Promise<readonly string[]> {
    const texts: string[] = [];
    let [size, text, phonetic, within] = [0, '', false, false];
    await this.#walk('xl/sharedStrings.xml', {
      open: (name) => {
        if (name === 'si') text = '';
        if (name === 'rPh') phonetic = true;
        within = name === 't' && !phonetic;
      },
      text: (piece) => {
        if (within) text += piece;
      },
      close: (name) => {
        within = false;
        if (name === 'rPh') phonetic = false;
        if (name !== 'si') return;
        size += text.length + TEXT_PLACE;
        if (size > MAX_TEXTS) throw new FileFault('beyond-limit', { what: 'texts', limit: MAX_TEXTS });
        // Copied out of the piece that it was read in, which would stay in memory with it.
        texts.push(` ${unescaped(text)}`.slice(1));
      },
    });
    return texts;
  }

  /** The cell styles under which a number shows more than itself. */
  async #shownStyles(): Promise<ReadonlyMap<number, Shown>> {
    const own = new Map<string, string>();
    const styles = new Map<number, Shown>();
    let [among, index] = [false, 0];
    await this.#walk('xl/styles.xml', {
      open: (name, at) => {
        if (name === 'numFmt') own.set(at.numFmtId ?? '', at.formatCode ?? '');
        if (name === 'cellXfs') among = true;
        if (name !== 'xf' || !among) return;
        const shown = shownBy(at.numFmtId ?? '', own);
        if (shown) styles.set(index, shown);
        index++;
      },
      close: (name) => {
        if (name === 'cellXfs') among = false;
      },
    });
    return styles;
  }

  async #walk(part: string, walker: Partial<Parameters<typeof walk>[2]>): Promise<void> {
    const nothing = (): void => {};
    for await (const _ of walk(this.#parts.text(part), 'xml', { open: nothing, text: nothing, close: nothing, ...walker }));
  }
}

/** What a number format adds: it is a date, has a currency or a unit beside it, a sign of its own, or zeros in front of it. */
type Shown =
  | { readonly as: 'date' }
  | { readonly as: 'money'; readonly mark: string; readonly below: Below | undefined }
  | { readonly as: 'code'; readonly width: number };

/** What is above zero is shown below it; what is below, as it is or above (`turned`). */
type Below = 'minus' | 'turned';

function shownBy(id: string, own: ReadonlyMap<string, string>): Shown | undefined {
  if (isDateFormat(id, own)) return { as: 'date' };
  // A format's first part is that of numbers above zero.
  const format = own.get(id)?.split(';')[0] ?? '';
  if (/^0{2,}$/.test(format)) return { as: 'code', width: format.length };
  const unit = /(?<![\p{L}])[kMm]\s?€|(?<![\p{L}])k\s?EUR/u.exec(format)?.[0];
  const mark = unit ?? /\[\$([^\]-]+)(?:-[^\]]*)?\]/.exec(format)?.[1] ?? /[€£¥]|\b[A-Z]{3}\b/.exec(format)?.[0];
  const below = belowOf(own.get(id) ?? '');
  const money = mark !== undefined && (unit !== undefined || currencyCode(mark) !== undefined);
  // A comma at the end divides what is shown by a thousand, and not what is kept.
  const scaled = /[0#?],(?![0#?])/.test(format);
  if (!money && below === undefined) return undefined;
  return { as: 'money', mark: money && !(unit !== undefined && scaled) ? mark.trim() : '', below };
}

/** Whether a format puts a sign of its own to what is above zero, and none to what is below. */
function belowOf(format: string): Below | undefined {
  const signs = (part: string | undefined): boolean => {
    // What fills or pads a cell is not seen; "0.-" is Swiss for no cents.
    const shown = (part ?? '')
      .replace(/\[[^\]]*\]|[_*]./g, '')
      .replace(/["\\]/g, '')
      .trim();
    return /^[-−(]|(?<!\.)[-−)]$|[0#?]\s*CR?$/.test(shown);
  };
  const [above, under] = format.split(';');
  if (!signs(above)) return undefined;
  return under === undefined || signs(under) ? 'minus' : 'turned';
}

/** Excel's own numbers for dates (ECMA-376, 18.8.30), those of times alone left out, and formats that show a day, a month or a year. */
function isDateFormat(id: string, own: ReadonlyMap<string, string>): boolean {
  const n = Number(id);
  const format = own.get(id);
  if (format === undefined) return (n >= 14 && n <= 17) || n === 22 || (n >= 27 && n <= 36) || (n >= 50 && n <= 58);
  const shown = format.replace(/"[^"]*"|\\.|[_*].|\[[^\]]*\]/g, '').toLowerCase();
  return /[dy]/.test(shown) || (shown.includes('m') && !/[hs]/.test(shown) && !shown.includes('general'));
}

/** Characters that XML cannot hold are written `_x000D_` (ECMA-376, 22.4.2.4). */
function unescaped(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;
}

interface Book {
  readonly texts: readonly string[];
  readonly styles: ReadonlyMap<number, Shown>;
  readonly from1904: boolean;
}

/** Takes a sheet's cells from its elements. */
class SheetReader {
  readonly #rows: SheetRows;
  readonly #book: Book;
  #column = -1;
  #type = '';
  #style = 0;
  #value = '';
  /** What a program computes that did not write down what comes of it. */
  #formula = '';
  #taken: 'value' | 'formula' | undefined;
  #phonetic = false;
  /** Rows out of sight. */
  hidden = 0;

  constructor(rows: SheetRows, book: Book) {
    this.#rows = rows;
    this.#book = book;
  }

  open(name: string, at: Readonly<Record<string, string>>): void {
    if (name === 'row') {
      if (at.hidden === '1' || at.hidden === 'true') this.hidden++;
      this.#rows.begin(at.r === undefined ? undefined : Number(at.r));
      this.#column = -1;
    } else if (name === 'c') {
      this.#column = at.r === undefined ? this.#column + 1 : columnOf(at.r);
      this.#type = at.t ?? 'n';
      this.#style = Number(at.s ?? 0);
      this.#value = '';
      this.#formula = '';
    } else if (name === 'rPh') this.#phonetic = true;
    this.#taken = name === 'v' || (name === 't' && !this.#phonetic) ? 'value' : name === 'f' ? 'formula' : undefined;
    if (name === 'f') this.#formula = '=';
    else if (name === 'v') this.#formula = '';
  }

  text(text: string): void {
    if (this.#taken === 'value') this.#value += text;
    else if (this.#taken) this.#formula += text;
  }

  close(name: string): void {
    this.#taken = undefined;
    if (name === 'c') this.#rows.put(this.#column, this.#cell());
    else if (name === 'row') this.#rows.end();
    else if (name === 'rPh') this.#phonetic = false;
  }

  #number(value: string): string {
    const shown = this.#book.styles.get(this.#style);
    if (shown?.as === 'date') return serialDay(value, this.#book.from1904);
    const number = exactNumber(value);
    if (shown?.as === 'money') {
      const kept = number.startsWith('-') ? (shown.below === 'turned' ? number.slice(1) : number) : shown.below ? `-${number}` : number;
      return shown.mark === '' ? kept : `${kept} ${shown.mark}`;
    }
    return shown?.as === 'code' ? number.padStart(shown.width, '0') : number;
  }

  #cell(): string {
    const value = this.#value;
    switch (this.#type) {
      case 's':
        return this.#book.texts[Number(value)] ?? '';
      case 'n':
        return value === '' ? this.#formula : this.#number(value);
      case 'd':
        return value.slice(0, 10);
      case 'b':
        return value.trim();
      default:
        return unescaped(value);
    }
  }
}

/** "C12" is 2. */
function columnOf(reference: string): number {
  let column = 0;
  for (let i = 0; i < reference.length; i++) {
    const letter = reference.charCodeAt(i) - 64;
    if (letter < 1 || letter > 26) break;
    column = column * 26 + letter;
  }
  return column - 1;
}
