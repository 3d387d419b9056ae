/** What the house has when it runs: the store, the clock, the policy in force, and the ways out. A feature's own tools are parts of it (`partOf`). */
import { type Day, localTime } from '../kernel/dates.ts';
import type { Locale } from '../kernel/locale.ts';
import type { House } from './act.ts';
import type { Card } from './card.ts';
import type { Gathered } from './feature.ts';
import type { Gateway } from './outbox.ts';
import type { Person } from './people-ports.ts';
import type { Identity, PlatformName } from './places.ts';
import type { Ids, Store } from './store.ts';

export interface PaperOptions {
  readonly title: string;
  readonly locale: Locale;
  /** Of whom and of when (epoch milliseconds) the document is; the company as it is now, and the instant of the drawing, when left out. */
  readonly author?: string;
  readonly at?: number;
}

export interface PageContent {
  readonly title: string;
  readonly locale: Locale;
  /** HTML, escaped. */
  readonly article: string;
  /** JSON. */
  readonly data: string;
}

/** Draws documents that are posted as files. */
export interface Papers {
  pdf(cards: readonly Card[], options: PaperOptions): Promise<Uint8Array>;
  /** An HTML file that holds what it shows as data, and checks it. */
  page(content: PageContent): string;
}

/** Where faults of our own are written for the administrator; never amounts, never secrets. */
export interface Log {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

export interface Core extends House {
  /** What the features bring to the conversation, beside what they bring to other rooms. */
  readonly features: Gathered;
  readonly store: Store;
  readonly ids: Ids;
  readonly papers: Papers;
  readonly gateways: ReadonlyMap<PlatformName, Gateway>;
  readonly log: Log;
}

/** Today in the policy's time zone. */
export function today(core: Pick<Core, 'clock' | 'policy'>): Day {
  return localTime(core.clock.now(), core.policy.timeZone).day;
}

/** A person of the roster, met on a platform, with the language they read. */
export interface Actor {
  readonly person: Person;
  readonly identity: Identity;
  readonly locale: Locale;
}
