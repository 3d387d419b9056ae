/** Letters in the store: what was made of them, and what became of those that leave through the outbox. */
import { partOfStore } from '../desk/store.ts';
import type { Day } from '../kernel/dates.ts';
import type { LetterKind } from './template.ts';

/** How a letter leaves: through the mail server, on paper, or as a draft for somebody's own mail program. */
export const LETTER_WAYS = ['send', 'paper', 'draft'] as const;
export type LetterWay = (typeof LETTER_WAYS)[number];

/** pending: in the outbox; made: on paper or as a draft; unknown: the server may have taken it. */
export const LETTER_STATUSES = ['pending', 'sent', 'made', 'failed', 'unknown'] as const;
export type LetterStatus = (typeof LETTER_STATUSES)[number];

export interface LetterRow {
  readonly id: number;
  readonly debtorId: number;
  readonly template: string;
  readonly title: string;
  readonly kind: LetterKind;
  readonly how: LetterWay;
  readonly status: LetterStatus;
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
  readonly ids?: readonly number[];
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

export type NewLetter = Omit<LetterRow, 'id' | 'fileId' | 'error'> & { readonly key: string };

export interface LetterWrites {
  /** Its id; undefined when that key is taken. */
  add(letter: NewLetter): Promise<number | undefined>;
  attach(id: number, fileId: number): Promise<void>;
  /** What became of one that was on its way. */
  end(id: number, status: 'sent' | 'failed' | 'unknown', error: string | null, at: number): Promise<void>;
}

export const lettersIn = partOfStore<LetterTableReads, LetterWrites>('letters');
