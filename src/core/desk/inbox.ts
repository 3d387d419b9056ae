/**
 * What people do is kept before their platform hears that it arrived: no button is ever sent again, so this is the only copy. Then it is done, and answered, once;
 * whoever dies in between leaves it to the next.
 */
import { NotNow } from '../kernel/errors.ts';
import type { Card } from './card.ts';
import { PlatformError } from './outbox.ts';
import type { Identity, PlatformName } from './places.ts';

/** Something that a person did. */
export interface Deed {
  /** The event's: unique per thing that happened. */
  readonly key: string;
  readonly identity: Identity;
  /** In the person's own words: a button's label, a command, the title of a form. */
  readonly name: string;
  /** As the platform needs it to do it again: plain JSON. */
  readonly what: unknown;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** A deed that waits in the database. */
export interface WaitingDeed extends Deed {
  /** How often it was begun. */
  readonly tries: number;
}

export interface InboxReads {
  /** Whether anything is due, which costs no transaction. */
  isDue(at: number): Promise<boolean>;
  /** Of the event of that key something was carried out. */
  isBegun(key: string): Promise<boolean>;
  count(): Promise<number>;
}

export interface InboxWrites {
  /** Keeps deeds, each due at its instant; returns the keys of those that were never kept before. */
  keep(deeds: readonly (Deed & { readonly due: number })[], at: number): Promise<readonly string[]>;
  /** Takes what is due, oldest first, for as long as `until`; `except` is in hand already. */
  claim(at: number, until: number, limit: number, except: readonly string[]): Promise<readonly WaitingDeed[]>;
  /** What is in hand stays there. */
  hold(keys: readonly string[], until: number): Promise<void>;
  /** A try failed: another one at `due`. */
  postpone(key: string, due: number, fault: string): Promise<void>;
  /** Over and done with; should one of them come again, it is known. */
  end(keys: readonly string[], at: number): Promise<void>;
}

/** A deed in hand, which its platform may acknowledge. */
export interface KeptDeed {
  /** Does it. When the work throws, the inbox has it done again later, from what it kept. */
  go(work: () => Promise<void>): void;
}

/** The word that an act leaves, in its own transaction, when it carried out something of an event. */
export function begunKey(key: string): string {
  return `done:${key}`;
}

/** What platforms need of it. */
export interface Inbox {
  /** On the disk when it comes back; undefined when it was kept before. Throws when neither the database nor the disk takes it: then it must not be acknowledged. */
  keep(deed: Omit<Deed, 'at'>): Promise<KeptDeed | undefined>;
  /** How a platform does a deed that was kept earlier, by this process or by another. */
  serve(platform: PlatformName, again: (deed: WaitingDeed) => Promise<void>): void;
  /** Says an answer later, by the outbox: in the person's private conversation, or in the channel in which everyone is to read it. False when it is nobody that we know. */
  sayLater(identity: Identity, key: string, card: Card, channel?: string): Promise<boolean>;
  /** Whether we know who that is without asking the platform. */
  knows(identity: Identity): Promise<boolean>;
}

/** A database that is away, a platform that is slow or limits us: a later try may succeed. */
export function isForLater(error: unknown): boolean {
  return error instanceof NotNow || (error instanceof PlatformError && ['retry', 'rate-limited', 'lost'].includes(error.fault));
}

/** What was kept cannot be read any more: no later try helps. */
export class Undoable extends Error {}
