/** Files dropped in chat, kept in the database until they are imported or discarded, so that any instance may import what another one previewed. */
import type { SharedFile } from '../desk/inbound.ts';
import { partOf } from '../desk/part.ts';
import type { Person } from '../desk/people-ports.ts';
import type { PlatformName } from '../desk/places.ts';
import { partOfStore } from '../desk/store.ts';
import type { Day } from '../kernel/dates.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Answers, Question } from './question.ts';
import type { FileKind } from './reading.ts';
import type { ImportReport } from './report.ts';

/** A preview that nobody accepts is forgotten after a day. */
export const UPLOAD_KEPT_MS = 86_400_000;

/** What a preview showed, kept for the forms that it opens: reading the file once more would take longer than Slack waits for a form. */
export interface Shown {
  readonly kind?: FileKind;
  readonly questions: readonly Question[];
  /** Of a workbook. */
  readonly sheet?: string;
  readonly sheets: readonly string[];
  readonly columns: readonly string[];
  /** Field → the column that it was read from. */
  readonly fields: Readonly<Record<string, string>>;
  readonly asOf?: Day;
  /** Of its amounts. */
  readonly currencies: readonly string[];
  /** Lines that cannot be read. */
  readonly refused: number;
  /** How it was read: what is imported is what was shown. */
  readonly plan?: string;
}

export const NOTHING_SHOWN: Shown = { questions: [], sheets: [], columns: [], fields: {}, currencies: [], refused: 0 };

export interface Upload {
  readonly id: string;
  /** The file's own name, without folders. */
  readonly name: string;
  /** Bytes; 0 while it is still coming in. */
  readonly size: number;
  /** Who dropped it, and on which platform its preview stands. */
  readonly personId: number;
  readonly platform: PlatformName;
  /** What its person answered so far. */
  readonly answers: Answers;
  readonly shown: Shown;
}

export interface UploadReads {
  /** A whole upload; undefined while it is still coming in, and once it is gone. */
  byId(id: string): Promise<Upload | undefined>;
  /** Piece number `seq`, from 0. */
  piece(id: string, seq: number): Promise<Uint8Array | undefined>;
  /** The uploads of somebody under one name, whole or not. */
  of(personId: number, name: string): Promise<readonly Upload[]>;
  /** Those begun before an instant, whole or not. */
  before(at: number): Promise<readonly Upload[]>;
}

export interface UploadWrites {
  begin(upload: Pick<Upload, 'id' | 'name' | 'personId' | 'platform'> & { readonly at: number }): Promise<void>;
  append(id: string, seq: number, bytes: Uint8Array): Promise<void>;
  /** From now on it can be found. */
  finish(id: string, size: number): Promise<void>;
  /** Keeps what was answered in place of what was kept before. */
  answer(id: string, answers: Answers): Promise<void>;
  show(id: string, shown: Shown): Promise<void>;
  /** Forgets it, whole or not. */
  remove(id: string): Promise<void>;
}

export const uploadsIn = partOfStore<UploadReads, UploadWrites>('uploads');

/** Who reads what becomes of the file, and in which language. */
export interface Reader {
  readonly person: Person;
  readonly locale: Locale;
}

/** Files dropped into a conversation, read from the database where they are kept until they are imported or discarded. Each throws DomainError 'gone' when the file is no longer here. */
export interface Uploads {
  /** Copies the file from its platform into an upload that was begun. */
  keep(upload: string, file: SharedFile, reader: Reader): Promise<void>;
  /** What importing it would do with what was answered so far; the report's questions and offers are answered by their ids. */
  preview(upload: string, reader: Reader): Promise<ImportReport>;
  /** Imports it, unless a question is open or a line refused. */
  accept(upload: string, reader: Reader): Promise<ImportReport>;
  /** The lines that are refused, as the file has them, with the reason behind each: a CSV file. */
  refusedLines(upload: string, reader: Reader): Promise<Uint8Array>;
}

export const uploadsOf = partOf<Uploads>('uploads');
