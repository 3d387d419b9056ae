/** The local workspace’s own conversation, kept as Slack and Teams keep theirs. */
import type { Card } from '../../core/desk/card.ts';

/** A message of the local workspace, which keeps its conversation as Slack and Teams keep theirs. */
export interface LocalMessage {
  readonly id: number;
  readonly channel: string;
  /** Id of the message that opens the thread; null outside of threads. */
  readonly thread: number | null;
  /** E-mail of the author; "bot" for the bot. */
  readonly author: string;
  /** E-mail of the only reader of a private answer; null when the whole channel reads it. */
  readonly only: string | null;
  readonly text: string;
  readonly card: Card | null;
  /** The kept file that it brings: whoever reads the message may have it. */
  readonly file: LocalFile | null;
  /** The outbox key that it was posted under; unique. */
  readonly key: string | null;
  readonly at: number;
  /** 0 until edited; then the workspace-wide number of its last edit, ever growing, so that a page can ask for the edits it has not seen. */
  readonly edited: number;
}

export interface LocalFile {
  readonly id: number;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
}

export type NewLocalMessage = Omit<LocalMessage, 'id' | 'edited' | 'file'> & { readonly file?: LocalFile };

/** `store.local`: not part of a Tx, since for the core this is a platform like any other. */
export interface LocalMessages {
  /** Adds a message; one whose key exists already is not added again. Returns its id either way. */
  add(message: NewLocalMessage): Promise<number>;
  /** Replaces text or card (null removes the card) and numbers the edit; false when there is no such message. */
  update(id: number, change: { readonly text?: string; readonly card?: Card | null }): Promise<boolean>;
  byId(id: number): Promise<LocalMessage | undefined>;
  byKey(key: string): Promise<LocalMessage | undefined>;
  /** What `viewer` may read in a channel (threads included) after an id, oldest first. */
  list(channel: string, viewer: string, afterId: number, limit: number): Promise<readonly LocalMessage[]>;
  /** The last `limit` messages that `viewer` may read in a channel before an id (undefined: from the newest), oldest first. */
  before(channel: string, viewer: string, beforeId: number | undefined, limit: number): Promise<readonly LocalMessage[]>;
  /** Messages of any channel that `viewer` may read, edited after that edit number, in order of editing. */
  edits(viewer: string, afterEdit: number, limit: number): Promise<readonly LocalMessage[]>;
  /** The newest message id and edit number: where a page that has just loaded starts listening. */
  latest(): Promise<{ readonly id: number; readonly edit: number }>;
}
