/** What people do, in one form for every platform, and what the bot answers on the spot. Everything else the bot says leaves through the outbox. */
import type { Locale } from '../kernel/locale.ts';
import type { Card, Form } from './card.ts';
import type { Identity, PostedRef } from './places.ts';

/** Where something happened. */
export interface Where {
  /** The platform's id of the conversation. */
  readonly channel: string;
  /** A private conversation between one person and the bot. */
  readonly direct: boolean;
  /** The message that opens the thread in which it happened. */
  readonly thread?: PostedRef;
}

/** A file dropped into the conversation; `open` streams it from the platform (it may throw a PlatformError). */
export interface SharedFile {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  /** As the platform names its kind; left out where it does not say. */
  readonly mime?: string;
  open(): Promise<AsyncIterable<Uint8Array>>;
}

export type Happening =
  /** A slash command or plain words to the bot: `name` is the command without its slash ("debtor", "débiteur"), '' for plain words. */
  | { readonly type: 'command'; readonly name: string; readonly text: string }
  /** A pressed button: its payload, unchecked; `message` is the pressed card's place. */
  | { readonly type: 'press'; readonly payload: unknown; readonly message?: PostedRef }
  /** A submitted form: the form's intent, unchecked, with its answers. */
  | { readonly type: 'submit'; readonly payload: unknown; readonly answers: Readonly<Record<string, string>> }
  /** A message in a thread that the bot opened, perhaps with files, or an edit or deletion of one. */
  | {
      readonly type: 'reply';
      readonly text: string;
      readonly message: PostedRef;
      readonly change: 'new' | 'edited' | 'deleted';
      readonly files?: readonly SharedFile[];
    }
  /** A shortcut on someone's message ("make this a dispute"). */
  | { readonly type: 'shortcut'; readonly name: string; readonly text: string; readonly author: string; readonly message: PostedRef }
  | { readonly type: 'files'; readonly files: readonly SharedFile[] };

export interface InboundEvent {
  /** Unique per thing that happened: a redelivery has the same key. */
  readonly key: string;
  readonly identity: Identity;
  /** The person's e-mail as the platform knows it, asked for only when the identity is not bound yet. */
  email(): Promise<string | undefined>;
  /** The language that the platform says the person reads. */
  readonly locale: Locale | undefined;
  /** A guest, or a member of another organisation: never on the roster, whatever the e-mail says. */
  readonly outsider: boolean;
  readonly where: Where;
  readonly happening: Happening;
  /** It was begun before, by somebody who did not come to its end: perhaps it is done. */
  readonly again?: boolean;
}

/** A direct answer. */
export type Reply =
  /** Seen by the person alone: ephemeral on Slack, private on the local page. */
  | { readonly type: 'private'; readonly card: Card }
  /** Seen by everyone in the conversation: only after the audience was checked. */
  | { readonly type: 'public'; readonly card: Card }
  /** A dialog; only as the first answer to a command or a press. */
  | { readonly type: 'form'; readonly form: Form }
  /** The submitted form stays open with a sentence at each faulty field. */
  | { readonly type: 'form-errors'; readonly errors: Readonly<Record<string, string>> };

/** Somebody is no member of the platform any more. */
export type OnGone = (identity: Identity) => Promise<void>;

/** How a platform hands an event to the core: answers come back in order; long work calls `progress` with a card that replaces its predecessor. A fault becomes an answer; what passes by itself is thrown (NotNow, or a PlatformError), to be tried again. */
export type Receive = (event: InboundEvent, progress?: (card: Card) => Promise<void>) => Promise<readonly Reply[]>;
