/** Files dropped in chat, kept in the database until they are imported or discarded, so that any instance may import what another one previewed. */
import type { SharedFile } from '../desk/inbound.ts';
import { partOf } from '../desk/part.ts';
import type { Person } from '../desk/people-ports.ts';
import { partOfStore } from '../desk/store.ts';
import type { Answers } from './question.ts';
import type { ImportReport } from './report.ts';

/** A preview that nobody accepts is forgotten after a day. */
export const UPLOAD_KEPT_MS = 86_400_000;

export interface Upload {
  readonly id: string;
  /** The file's own name, without folders. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  /** What its person answered so far. */
  readonly answers: Answers;
}

export interface UploadReads {
  /** A whole upload; undefined while it is still coming in, and once it is gone. */
  byId(id: string): Promise<Upload | undefined>;
  /** Piece number `seq`, from 0. */
  piece(id: string, seq: number): Promise<Uint8Array | undefined>;
}

export interface UploadWrites {
  begin(id: string, name: string, at: number): Promise<void>;
  append(id: string, seq: number, bytes: Uint8Array): Promise<void>;
  /** From now on it can be found. */
  finish(id: string, size: number): Promise<void>;
  /** Keeps what was answered in place of what was kept before. */
  answer(id: string, answers: Answers): Promise<void>;
  /** Forgets it, whole or not. */
  remove(id: string): Promise<void>;
  /** Forgets the uploads begun before an instant; how many there were. */
  prune(before: number): Promise<number>;
}

export const uploadsIn = partOfStore<UploadReads, UploadWrites>('uploads');

/** What importing a dropped file would do, and what is open: the report's questions and offers are answered by their ids. */
export interface Preview {
  readonly upload: string;
  readonly report: ImportReport;
}

/** Files dropped into a conversation, kept until they are imported or discarded. */
export interface Uploads {
  /** Copies the file from its platform and says what importing it would do. */
  preview(file: SharedFile, person: Person): Promise<Preview>;
  /** Takes an answer to one of its questions or offers, and says anew what importing it would do. DomainError 'gone' when it is no longer here. */
  answer(upload: string, id: string, value: string, person: Person): Promise<Preview>;
  /** Imports it, unless a question is open or a line refused: then it stays. DomainError 'gone' when it is no longer here. */
  accept(upload: string, person: Person, complete?: boolean): Promise<ImportReport>;
  discard(upload: string): Promise<void>;
}

export const uploadsOf = partOf<Uploads>('uploads');
