/** Why a whole file is refused: one closed union of codes with what was seen; whoever imports turns it into a sentence in the reader's language. */

import type { Fault } from '../kernel/fault.ts';

export type FileFaultCode =
  /** Nothing is there, or nothing that may be read. */
  | 'no-file'
  /** A folder (`format`), a pipe, a device. */
  | 'not-a-file'
  /** No bytes, or no row under the header. */
  | 'empty'
  /** Not text: a PDF, an image, an archive, an old spreadsheet (`format` says which), or control characters. */
  | 'binary'
  | 'ebcdic'
  /** XML that is neither a FEC nor a workbook; `format` is the root element. */
  | 'xml'
  /** UTF-16 without its byte order mark. */
  | 'encoding'
  /** The file ends in the middle of a character, a line or an archive. */
  | 'truncated'
  /** A quoted cell that never ends; `line` is where it starts. */
  | 'bad-quotes'
  /** A workbook larger than is read, packed or unpacked; `limit` in bytes. */
  | 'too-large'
  /** More of `what` than a list has: `limit`, and the `line` where it is known. */
  | 'beyond-limit'
  /** XML that declares entities of its own. */
  | 'entities'
  | 'no-header'
  /** The sheet that was asked for is not there; `found` names those that are. */
  | 'no-sheet'
  /** An aged balance without its items: amounts by age alone. */
  | 'ageing-only'
  | 'unknown-kind'
  /** Essential columns are missing: `missing` fields, `found` headers. */
  | 'missing-column'
  /** One field could be read from several columns: `found` names them; a mapping settles it. */
  | 'ambiguous-column'
  | 'ambiguous-date'
  /** No single date order fits the column: `line` and `otherLine` contradict each other. */
  | 'mixed-dates'
  | 'ambiguous-decimal'
  | 'mixed-decimals'
  /** Its amounts add up to more than the ledger holds; `line` is where. */
  | 'beyond'
  /** `faults` lists every fault with its path; `value` is the mapping's name. */
  | 'bad-mapping';

/** What a file may hold too much of: columns of a row, cells of a sheet, characters of one line or tag or of a workbook's texts, elements within elements, parts of an archive; and what reading it may take: seconds, megabytes. */
export type Bounded = 'columns' | 'cells' | 'line' | 'texts' | 'depth' | 'entries' | 'time' | 'memory';

export interface FileFaultDetails {
  readonly column?: string;
  /** The command line's option, or the mapping's key, that settles it. */
  readonly option?: string;
  readonly line?: number;
  readonly otherLine?: number;
  /** What was read there, cut to 80 characters. */
  readonly value?: string;
  readonly format?: string;
  readonly field?: string;
  readonly missing?: readonly string[];
  readonly found?: readonly string[];
  readonly limit?: number;
  readonly what?: Bounded;
  readonly faults?: readonly Fault[];
}

export class FileFault extends Error {
  readonly code: FileFaultCode;
  readonly details: FileFaultDetails;
  constructor(code: FileFaultCode, details: FileFaultDetails = {}) {
    super(`${code} ${JSON.stringify(details)}`);
    this.name = 'FileFault';
    this.code = code;
    this.details = details;
  }
}
