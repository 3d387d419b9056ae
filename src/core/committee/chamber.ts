/** What every step of a vote needs around it, and how a step becomes visible: the motion's card, its thread, and the members' own messages. */

import type { Card } from '../desk/card.ts';
import type { Core } from '../desk/core.ts';
import type { Destination, PlatformName } from '../desk/outbox.ts';
import type { Person } from '../desk/people-ports.ts';
import type { Policy } from '../desk/policy.ts';
import type { Reads, Tx } from '../desk/store.ts';
import { businessDayOnOrAfter, type Calendar, type Day, localTime } from '../kernel/dates.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Debtor } from '../ledger/parties.ts';
import { debtorsIn } from '../ledger/parties.ts';
import { afterBusinessHours } from './business-hours.ts';
import type { CommitteeRule } from './committee-policy.ts';
import { committeePolicy } from './committee-policy.ts';
import type { DecisionRecord, MotionFile, MotionRecord } from './motion-record.ts';
import { motionsIn } from './ports.ts';
import { committeeTexts } from './texts.ts';

/** The surroundings of all steps. */
export interface Chamber {
  readonly policy: Policy;
  readonly calendar: Calendar;
  /** Where messages can go. */
  readonly platforms: readonly PlatformName[];
  readonly clock: { now(): number };
}

export function chamberOf(core: Core): Chamber {
  return { policy: core.policy, calendar: core.calendar, platforms: [...core.gateways.keys()], clock: core.clock };
}

/** One step under way. `actor` is a person's e-mail or `system:…`. */
export interface Step {
  readonly tx: Tx;
  readonly chamber: Chamber;
  readonly at: number;
  readonly day: Day;
  readonly actor: string;
  readonly locale: Locale;
}

/** The clock is read inside the unit of work: a unit that waited, or is tried again, acts at the time at which it acts. */
export function stepOf(tx: Tx, chamber: Chamber, actor: string, locale: Locale = chamber.policy.language): Step {
  const at = chamber.clock.now();
  return { tx, chamber, at, day: localTime(at, chamber.policy.timeZone).day, actor, locale };
}

/** What a card of a motion is drawn from. */
export interface MotionView extends MotionFile {
  readonly debtor: Debtor | undefined;
  readonly decision: DecisionRecord | undefined;
  /** Who carries the decision out. */
  readonly owner: Person | undefined;
  readonly names: ReadonlyMap<string, string>;
  /** When the decision comes back on the agenda; empty while there is none. */
  readonly followUps: readonly FollowUp[];
  readonly now: number;
  readonly today: Day;
}

export interface FollowUp {
  /** The policy's days after the decision. */
  readonly after: number;
  /** A task of the agenda: on a day off it moves to the next business day. */
  readonly day: Day;
}

/** The policy's looks back at a decision of a day. */
export function followUpsOf(decided: Day, { policy, calendar }: Pick<Chamber, 'policy' | 'calendar'>): readonly FollowUp[] {
  return committeePolicy(policy).followUps.map((after) => ({ after, day: businessDayOnOrAfter(calendar, decided + after) }));
}

export async function viewMotion(
  read: Reads,
  file: MotionFile,
  now: number,
  chamber: Pick<Chamber, 'policy' | 'calendar'>,
): Promise<MotionView> {
  const { debtorId, id } = file.motion;
  const debtor = debtorId === null ? undefined : await debtorsIn(read).byId(debtorId);
  const [decision] = await motionsIn(read).decisions({ motionId: id });
  const people = await read.people.all();
  const owner = people.find((p) => p.id === decision?.ownerId);
  const names = new Map(people.map((p) => [p.email, p.name]));
  const followUps = decision ? followUpsOf(decision.day, chamber) : [];
  return { ...file, debtor, decision, owner, names, followUps, now, today: localTime(now, chamber.policy.timeZone).day };
}

/** The motion with all that belongs to it, kept from other writers; refuses one that does not exist. */
export async function lockMotion({ tx, locale }: Step, id: number): Promise<MotionFile> {
  const file = await motionsIn(tx).lock(id);
  if (!file) throw new DomainError('gone', committeeTexts(locale).refused.gone(id));
  return file;
}

export function windowEnd(chamber: Chamber, rule: CommitteeRule, from: number): number {
  const { calendar, policy } = chamber;
  return afterBusinessHours(from, rule.window, { calendar, timeZone: policy.timeZone, ...committeePolicy(policy).hours });
}

// ---------------------------------------------------------------- messages

/** The key of the card that opens a motion's thread. */
export function cardKey(id: number): string {
  return `motion:${id}`;
}

/** The motion whose card an outbox key opened. */
export function motionOfKey(key: string): number | undefined {
  const m = /^motion:(\d+)(?::|$)/.exec(key);
  return m ? Number(m[1]) : undefined;
}

export function ballotKey(id: number, personId: number): string {
  return `motion:${id}:ballot:${personId}`;
}

async function say(
  step: Step,
  key: string,
  destination: Destination,
  card: Card,
  more: { readonly replaces?: string | undefined; readonly file?: number | undefined } = {},
): Promise<void> {
  const { policy, platforms } = step.chamber;
  const on = policy.channels.committee?.on;
  const reached = destination.to === 'channel' ? platforms.filter((platform) => on?.[platform] !== undefined) : platforms;
  const { replaces, file } = more;
  const message = { key, destination, card, ...(replaces === undefined ? {} : { replaces }), ...(file === undefined ? {} : { file }) };
  if (reached.length > 0) await step.tx.outbox.enqueue(message, reached, step.at);
}

/** Posts the motion's card, or draws it anew when it stands already. Returns the motion with its edition counted. */
export async function showMotion(step: Step, motion: MotionRecord, card: Card): Promise<MotionRecord> {
  const key = cardKey(motion.id);
  const destination = { to: 'channel', channel: 'committee' } as const;
  if (motion.edition === 0) await say(step, key, destination, card);
  else await say(step, `${key}:card:${motion.edition}`, destination, card, { replaces: key });
  return { ...motion, edition: motion.edition + 1 };
}

/** Says something in the motion's thread, once per `what`; with a kept file it brings that along. */
export async function sayInThread(step: Step, id: number, what: string, card: Card, file?: number): Promise<void> {
  await say(step, `${cardKey(id)}:thread:${what}`, { to: 'channel', channel: 'committee', thread: cardKey(id) }, card, { file });
}

/** A person's own message, once per key; with `replaces` it is drawn anew in place. */
export async function tellPerson(step: Step, personId: number, key: string, card: Card, replaces?: string): Promise<void> {
  await say(step, key, { to: 'person', personId }, card, { replaces });
}

export function languageOf(step: Step, person: Pick<Person, 'language'> | undefined): Locale {
  return person?.language ?? step.chamber.policy.language;
}
