/** Letters in the store: what was made of them, and those on their way through the mail server. */
import { partOfStore } from '../desk/store.ts';
import type { Day } from '../kernel/dates.ts';
import type { LetterKind } from './template.ts';

/** How a letter leaves: through the mail server, on paper, or as a draft for somebody's own mail program. */
export const LETTER_WAYS = ['send', 'paper', 'draft'] as const;
export type LetterWay = (typeof LETTER_WAYS)[number];

/** made: on paper or as a draft; unknown: the server may have taken it. */
export const LETTER_STATUSES = ['pending', 'sending', 'sent', 'made', 'failed', 'unknown'] as const;
export type LetterStatus = (typeof LETTER_STATUSES)[number];

export interface LetterRow {
  readonly id: number;
  readonly debtorId: number;
  readonly template: string;
  readonly title: string;
  readonly kind: LetterKind;
  readonly how: LetterWay;
  readonly status: LetterStatus;
  readonly attempts: number;
  /** The server was ready for the message in this attempt. */
  readonly handed: boolean;
  readonly at: number;
  /** E-mail of whoever wrote it. */
  readonly actor: string;
  /** The debtor's address on file when it was written; empty on paper. */
  readonly recipient: string;
  readonly copy: string;
  readonly subject: string;
  readonly currency: string;
  readonly principal: bigint;
  readonly interest: bigint | null;
  readonly indemnity: bigint | null;
  readonly day: Day;
  readonly messageId: string;
  readonly fileId: number | null;
  readonly run: string | null;
  readonly action: string | null;
  readonly error: string | null;
}

export interface LetterFilter {
  readonly debtorIds?: readonly number[];
  readonly day?: Day;
  readonly template?: string;
  readonly run?: string;
  readonly statuses?: readonly LetterStatus[];
}

export interface LetterTableReads {
  /** Oldest first. */
  find(filter: LetterFilter): Promise<readonly LetterRow[]>;
  byId(id: number): Promise<LetterRow | undefined>;
}

export type NewLetter = Omit<LetterRow, 'id' | 'attempts' | 'handed' | 'fileId' | 'error'> & { readonly key: string };

/** A row as one worker took it: each claim counts one attempt more. */
export type LetterClaim = Pick<LetterRow, 'id' | 'attempts'>;

export interface LetterWrites {
  /** Its id; undefined when that key is taken. */
  add(letter: NewLetter): Promise<number | undefined>;
  attach(id: number, fileId: number): Promise<void>;
  /** Takes letters that are due. */
  claim(at: number, limit: number): Promise<readonly LetterRow[]>;
  /** Letters that a worker took before an instant and never marked. */
  abandoned(before: number): Promise<readonly LetterRow[]>;
  /** The server is ready: from here on it may have the message. False, as of the next two, when the claim is over. */
  hand(claim: LetterClaim): Promise<boolean>;
  /** Back to pending, due at `nextAt`; without the copy when it was taken already. */
  retry(claim: LetterClaim, nextAt: number, error: string, copy?: string): Promise<boolean>;
  end(claim: LetterClaim, status: 'sent' | 'failed' | 'unknown', error: string | null, at: number): Promise<boolean>;
}

export const lettersIn = partOfStore<LetterTableReads, LetterWrites>('letters');
