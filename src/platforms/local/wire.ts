/** What the local page and its server say to each other: the one description that both are checked against. */
import type { Field } from '../../core/desk/card.ts';
import type { Locale } from '../../core/kernel/locale.ts';

/** An Adaptive Card, for Microsoft's package to draw. */
export type CardJson = { readonly [name: string]: unknown };

export interface TableJson {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface MessageJson {
  readonly id: number;
  readonly channel: string;
  readonly thread: number | null;
  /** E-mail of the author; "bot" for the bot. */
  readonly author: string;
  /** Only the viewer reads it. */
  readonly private: boolean;
  readonly text: string;
  readonly card: CardJson | null;
  /** The card's language, which need not be the viewer's. */
  readonly lang: Locale | null;
  /** The figures of the card's nth chart, under the picture. */
  readonly tables: readonly TableJson[];
  /** The file that it brings, and where it is to be had. */
  readonly file: { readonly name: string; readonly size: number; readonly url: string } | null;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly edited: number;
}

/** Messages of a channel, or of one thread, oldest first; `earlier` when there are older ones. */
export interface MessagesJson {
  readonly messages: readonly MessageJson[];
  readonly earlier: boolean;
}

/** The server's time, and whether it was turned for a test. */
export interface ClockJson {
  readonly now: number;
  readonly turned: boolean;
}

export interface PersonJson {
  readonly email: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly department: string | null;
}

export interface CommandJson {
  readonly name: string;
  readonly argument: string;
  readonly help: string;
}

/** The workspace as one person finds it. */
export interface StateJson {
  readonly locale: Locale;
  /** Id of the newest message of each channel. */
  readonly newest: Readonly<Record<string, number>>;
  readonly timeZone: string;
  readonly company: string;
  readonly time: ClockJson;
  /** Whom one acts as. */
  readonly you: string;
  readonly people: readonly PersonJson[];
  /** What roles are called. */
  readonly roles: Readonly<Record<string, string>>;
  readonly channels: readonly { readonly id: string; readonly name: string; readonly about: string }[];
  /** Id of the private conversation with the bot. */
  readonly direct: string;
  readonly commands: readonly CommandJson[];
  readonly intro: { readonly text: string; readonly tries: readonly string[] };
  /** Where the live stream goes on from. */
  readonly cursor: string;
  readonly limits: { readonly file: number; readonly text: number };
}

/** A form as plain fields; `payload` comes back with the answers. */
export interface FormJson {
  readonly title: string;
  readonly submit: string;
  readonly cancel: string;
  readonly intro: string;
  readonly locale: Locale;
  readonly fields: readonly Field[];
  readonly payload: string;
}

/** A file that was dropped and can be named in an act. */
export interface UploadJson {
  readonly id: string;
  readonly name: string;
  readonly size: number;
}

/** What a person does on the page. */
export type DeedJson =
  | { readonly type: 'say'; readonly text: string }
  | { readonly type: 'press'; readonly payload: unknown; readonly message: number }
  | { readonly type: 'submit'; readonly payload: unknown; readonly answers: Readonly<Record<string, string>> }
  | { readonly type: 'files'; readonly files: readonly string[] };

/** The body of POST /local/api/act. `key` is made by the page, once per act: sending it again is harmless. */
export interface ActJson {
  readonly key: string;
  readonly as: string;
  readonly channel: string;
  readonly thread: number | null;
  readonly act: DeedJson;
}

/** What the acting page alone hears; everything else reaches it as messages of the conversation. */
export interface ActResult {
  readonly form?: FormJson;
  readonly errors?: Readonly<Record<string, string>>;
}
