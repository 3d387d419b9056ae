/** Types of the page's scripts beside what the server says (wire.ts); read by the type checker alone, never by a browser. */
import type { MessageJson } from '../wire.ts';

declare global {
  interface Window {
    /** Microsoft's package, from a script of its own. */
    readonly AdaptiveCards: typeof import('adaptivecards');
  }
}

/** What an element is given: attributes that are false, null or undefined are left out; a function is listened with (`onclick`). */
export type Attributes = Readonly<Record<string, string | number | boolean | null | undefined | ((event: Event) => void)>>;

/** What an element holds; nothing is left out. */
export type Child = Node | string | false | null | undefined;

/** The page's own words in one language. */
export type Words = {
  readonly [Name in Sentence]: string;
} & {
  readonly actAs: (name: string, role: string) => string;
  readonly empty: (place: string) => string;
  readonly replies: (n: number) => string;
  readonly writeIn: (place: string) => string;
  readonly messageLabel: (place: string) => string;
  readonly uploading: (name: string, percent: number) => string;
  readonly size: (bytes: number) => string;
  readonly tooLarge: (name: string, mega: number) => string;
  readonly arrived: (place: string) => string;
  readonly said: (who: string, text: string) => string;
};

type Sentence =
  | 'skip'
  | 'menu'
  | 'places'
  | 'channels'
  | 'direct'
  | 'directName'
  | 'directAbout'
  | 'people'
  | 'youAre'
  | 'turned'
  | 'introLabel'
  | 'dismiss'
  | 'earlier'
  | 'loading'
  | 'thread'
  | 'closeThread'
  | 'privateMark'
  | 'editedMark'
  | 'reply'
  | 'olderThread'
  | 'openThread'
  | 'noCard'
  | 'figures'
  | 'writeDirect'
  | 'writeThread'
  | 'threadLabel'
  | 'send'
  | 'attach'
  | 'attachHere'
  | 'drop'
  | 'commands'
  | 'sending'
  | 'thinking'
  | 'failed'
  | 'retry'
  | 'offline'
  | 'required'
  | 'optional'
  | 'choose'
  | 'correct'
  | 'today'
  | 'yesterday'
  | 'unread';

/** Dates and times as people say them. */
export interface Times {
  time(at: number): string;
  stamp(at: number): string;
  /** Of its day: the same for all times of one day. */
  dayKey(at: number): string;
  day(at: number, now: number): string;
}

/** What a list needs to know to draw its messages. */
export interface Scene {
  readonly words: Words;
  readonly times: Times;
  /** Of the ids of its elements: a message may stand in two lists. */
  readonly prefix: string;
  /** The private conversation, where everything is private. */
  readonly direct: boolean;
  readonly orphans: ReadonlySet<number>;
  nameOf(author: string): string | undefined;
  press(message: MessageJson, payload: unknown, button: HTMLElement | undefined): void;
  repliesTo(id: number): readonly MessageJson[];
  now(): number;
  /** When a message that is shown was written. */
  at(id: number): number;
  /** Left out where threads do not open. */
  readonly openThread?: (id: number) => void;
}

/** Says how far a piece of work is. */
export type Say = (message: string) => void;

/** A piece of work that may be tried again. */
export type Work = (say: Say) => Promise<unknown>;

/** What a composer asks about where it stands. */
export interface ComposerContext {
  readonly words: Words;
  readonly commands: readonly import('../wire.ts').CommandJson[];
  readonly takesFiles: boolean;
  readonly placeholder: string;
  readonly label: string;
}
