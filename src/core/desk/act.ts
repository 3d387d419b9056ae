/**
 * The one way to change anything: by a person, a job or a file, from the conversation, the command line or the schedule. An act is one transaction that is
 * retried whole when it lost a race; its clock is read inside; its key makes the second time harmless; whoever acts is authorised in its first line; and what
 * it writes into the audit chain and says to people is kept with what it changes, or not at all.
 */
import { type Day, localTime } from '../kernel/dates.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Locale } from '../kernel/locale.ts';
import { erasureOf } from './audit-ports.ts';
import type { Card } from './card.ts';
import { begunKey } from './inbox.ts';
import { fileStatement, type KeptFileInfo, type NewKeptFile } from './kept-files.ts';
import type { CarrierName, Destination, NewMessage } from './outbox.ts';
import type { Brought } from './part.ts';
import type { Person } from './people-ports.ts';
import type { PlatformName } from './places.ts';
import { may, type Permission, type Policy } from './policy.ts';
import { type Calendars, type Roster, rosterOn } from './roster.ts';
import { type Statement, stated } from './statement.ts';
import { auditIn, type Clock, keptIn, outboxIn, type Store, type Tx } from './store.ts';
import { deskTexts } from './texts.ts';

/** What every act needs around it. */
export interface House extends Calendars {
  readonly policy: Policy;
  /** What every feature brings (core/features.ts): an act reaches other rooms through their seams alone. */
  readonly features: Brought;
  /** Where messages can go. */
  readonly platforms: readonly PlatformName[];
  readonly clock: Clock;
}

/** Who does something; `system:<what>` is the house itself, which may do everything. */
export type Doer = Person | `system:${string}`;

export interface Asked {
  readonly by: Doer;
  /** The reader's language; the person's own, else the policy's, when left out. */
  readonly locale?: Locale;
  /** Unique per thing that happened: a redelivery has the same key (`first`). */
  readonly key?: string;
  /** The day that it is about, when it is not the day on which it happens. */
  readonly day?: Day;
  /** Of an import: see UnitKind. */
  readonly bulk?: 'bulk';
}

export interface Act extends House {
  readonly tx: Tx;
  /** Epoch milliseconds, read inside of the transaction: an act that waited, or is tried again, acts at the time at which it acts. */
  readonly at: number;
  readonly day: Day;
  /** Undefined when it is the house itself. */
  readonly person: Person | undefined;
  /** As the audit chain names who acts: an e-mail address, or `system:<what>`. */
  readonly actor: string;
  readonly locale: Locale;
  readonly key: string | undefined;
  /** Refuses whoever has no role with the permission, in the words given. */
  need(permission: Permission, refusal?: string): void;
  /** Takes the act's key, or one made of it and `what`; false when it was carried out before. */
  first(what?: string): Promise<boolean>;
  /** Everybody as they are on the act's day, read once. */
  roster(): Promise<Roster>;
  /** Writes into the audit chain. `subject` is `<noun>:<id>`; the payload holds flat facts, amounts in minor units as digits, and what the row states of records that decide. */
  log(action: string, subject: string, payload: Readonly<Record<string, string>>, states?: Statement): Promise<void>;
  /** Empties the payloads of rows of the audit chain, and notes there that each is gone, and why. */
  erase(rows: readonly number[], why: string): Promise<void>;
  /** Keeps a file, and notes its hash in the audit chain. */
  keep(file: Omit<NewKeptFile, 'at' | 'actor'>): Promise<KeptFileInfo>;
  /** Says something, once per key, wherever it can be heard; a card that `replaces` another is drawn in its place. */
  say(message: NewMessage, on?: readonly CarrierName[]): Promise<void>;
  /** Says something to one person. */
  tell(personId: number, key: string, card: Card, more?: Pick<NewMessage, 'replaces' | 'file'>): Promise<void>;
}

/** The platforms that run and where the destination is: a channel is only where the policy names it. An e-mail waits until there is a mail server. */
export function reachOf({ policy, platforms }: Pick<House, 'policy' | 'platforms'>, destination: Destination): readonly CarrierName[] {
  switch (destination.to) {
    case 'person':
      return platforms;
    case 'place':
      return platforms.filter((platform) => platform === destination.platform);
    case 'address':
      return ['mail'];
    case 'channel': {
      const on = new Map(Object.entries(policy.channels)).get(destination.channel)?.on;
      return platforms.filter((platform) => on?.[platform] !== undefined);
    }
  }
}

export function languageOf({ policy }: Pick<House, 'policy'>, person: Pick<Person, 'language'> | undefined): Locale {
  return person?.language ?? policy.language;
}

/** What an act's `need` does, for what must be read and drawn before an act is opened. */
export function needOf(
  house: Pick<House, 'policy'>,
  { by, locale }: Pick<Asked, 'by' | 'locale'>,
  permission: Permission,
  refusal?: string,
): void {
  if (typeof by === 'string' || may(house.policy, by, permission)) return;
  throw new DomainError('not-allowed', refusal ?? deskTexts(locale ?? languageOf(house, by)).access.notAllowed);
}

/** Carries out an act. */
export function act<T>(house: House & { readonly store: Store }, asked: Asked, work: (act: Act) => Promise<T>): Promise<T> {
  return house.store.transact((tx) => work(actIn(tx, house, asked)), asked.bulk);
}

/** The same, with its key taken first: undefined when it was carried out before. */
export function actOnce<T>(house: House & { readonly store: Store }, asked: Asked, work: (act: Act) => Promise<T>): Promise<T | undefined> {
  return act(house, asked, async (under) => ((await under.first()) ? work(under) : undefined));
}

/** An act in a transaction that is open already: what one act leads to by another's name. */
export function actIn(tx: Tx, house: House, { by, locale, key, day }: Asked): Act {
  const { policy, features, calendar, calendarFor, platforms, clock } = house;
  const at = clock.now();
  const today = day ?? localTime(at, policy.timeZone).day;
  const person = typeof by === 'string' ? undefined : by;
  const actor = typeof by === 'string' ? by : by.email;
  const language = locale ?? languageOf(house, person);
  let roster: Promise<Roster> | undefined;
  let marked = false;
  /** Whoever finds the event again, because whoever had it in hand died, must know that it was carried out. */
  const mark = async (): Promise<void> => {
    if (marked || key === undefined) return;
    marked = true;
    await tx.inbound.take(begunKey(key), at);
  };
  return {
    ...{ policy, features, calendar, calendarFor, platforms, clock, tx, at, day: today, person, actor, locale: language, key },
    need: (permission, refusal) => needOf(house, { by, locale: language }, permission, refusal),
    first: async (what) => key === undefined || tx.inbound.take(`act:${key}${what === undefined ? '' : `:${what}`}`, at),
    roster: () => {
      roster ??= rosterOn(tx, policy, today);
      return roster;
    },
    async log(action, subject, payload, states) {
      await mark();
      await auditIn(tx).append({ at, actor, action, subject, payload: { ...payload, ...stated(states) } });
    },
    async erase(rows, why) {
      await mark();
      await auditIn(tx).erase(rows);
      for (const seq of rows) await auditIn(tx).append({ at, actor, action: 'audit.erased', subject: erasureOf(seq), payload: { why } });
    },
    async keep(file) {
      await mark();
      const { info, fresh } = await keptIn(tx).keep({ ...file, at, actor });
      const { subject, name, sha256 } = info;
      if (fresh)
        await auditIn(tx).append({
          at,
          actor,
          action: 'file.kept',
          subject: `file:${info.id}`,
          payload: { subject, name, sha256, ...stated(fileStatement(info)) },
        });
      return info;
    },
    async say(message, on = reachOf(house, message.destination)) {
      await mark();
      if (on.length > 0) await outboxIn(tx).enqueue(message, on, at);
    },
    async tell(personId, messageKey, card, more = {}) {
      await mark();
      if (platforms.length > 0)
        await outboxIn(tx).enqueue({ key: messageKey, destination: { to: 'person', personId }, card, ...more }, platforms, at);
    },
  };
}
