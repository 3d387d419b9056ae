/** What the use cases of the conversation work with: the store, the clock, the policy in force, and the ways out. */

import { type Calendar, type Day, localTime } from '../kernel/dates.ts';
import type { Locale } from '../kernel/locale.ts';
import type { ImportReport } from '../ledger/report.ts';
import type { MailRoom } from '../letters/mail-room.ts';
import type { Card } from './card.ts';
import type { SharedFile } from './inbound.ts';
import type { Gateway, PlatformName } from './outbox.ts';
import type { Identity, Person } from './people-ports.ts';
import type { Policy } from './policy.ts';
import type { Clock, Ids, Store } from './store.ts';

/** Files dropped into a conversation, kept until they are imported or discarded. */
export interface Uploads {
  /** Copies the file from its platform and says what importing it would do. */
  preview(file: SharedFile, person: Person): Promise<{ readonly upload: string; readonly report: ImportReport }>;
  /** Imports it; DomainError 'gone' when it is no longer here. */
  accept(upload: string, person: Person): Promise<ImportReport>;
  discard(upload: string): Promise<void>;
}

/** Draws documents that are posted as files. */
export interface Papers {
  pdf(cards: readonly Card[], options: { readonly title: string; readonly locale: Locale }): Promise<Uint8Array>;
}

/** Where faults of our own are written for the administrator; never amounts, never secrets. */
export interface Log {
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

export interface Core {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly policy: Policy;
  readonly calendar: Calendar;
  /** Business days of another country and region (date-holidays' names): a person's own. */
  readonly calendarFor: (country: string, region: string | undefined) => Calendar;
  readonly uploads: Uploads;
  readonly papers: Papers;
  readonly gateways: ReadonlyMap<PlatformName, Gateway>;
  readonly mailRoom: MailRoom;
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
