/** How a step of a vote becomes visible: the motion's card, its thread, and the members' own messages. */

import type { Act, House } from '../desk/act.ts';
import type { Card } from '../desk/card.ts';
import type { Person } from '../desk/people-ports.ts';
import type { Reads } from '../desk/store.ts';
import { businessDayOnOrAfter, type Day, localTime } from '../kernel/dates.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Debtor } from '../ledger/parties.ts';
import { debtorsIn } from '../ledger/parties.ts';
import { afterBusinessHours } from './vote/business-hours.ts';
import type { CommitteeRule } from './committee-policy.ts';
import { committeePolicy } from './committee-policy.ts';
import type { DecisionRecord, MotionFile, MotionRecord } from './motion/motion-record.ts';
import { motionsIn } from './ports.ts';
import { committeeTexts } from './texts.ts';

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
export function followUpsOf(decided: Day, { policy, calendar }: Pick<House, 'policy' | 'calendar'>): readonly FollowUp[] {
  return committeePolicy(policy).followUps.map((after) => ({ after, day: businessDayOnOrAfter(calendar, decided + after) }));
}

export async function viewMotion(
  read: Reads,
  file: MotionFile,
  now: number,
  house: Pick<House, 'policy' | 'calendar'>,
): Promise<MotionView> {
  const { debtorId, id } = file.motion;
  const debtor = debtorId === null ? undefined : await debtorsIn(read).byId(debtorId);
  const [decision] = await motionsIn(read).decisions({ motionId: id });
  const people = await read.people.all();
  const owner = people.find((p) => p.id === decision?.ownerId);
  const names = new Map(people.map((p) => [p.email, p.name]));
  const followUps = decision ? followUpsOf(decision.day, house) : [];
  return { ...file, debtor, decision, owner, names, followUps, now, today: localTime(now, house.policy.timeZone).day };
}

/** The motion with all that belongs to it, kept from other writers; refuses one that does not exist. */
export async function lockMotion({ tx, locale }: Act, id: number): Promise<MotionFile> {
  const file = await motionsIn(tx).lock(id);
  if (!file) throw new DomainError('gone', committeeTexts(locale).refused.gone(id));
  return file;
}

export function windowEnd(house: House, rule: CommitteeRule, from: number): number {
  const { calendar, policy } = house;
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

/** Posts the motion's card, or draws it anew when it stands already. Returns the motion with its edition counted. */
export async function showMotion(act: Act, motion: MotionRecord, card: Card): Promise<MotionRecord> {
  const key = cardKey(motion.id);
  const destination = { to: 'channel', channel: 'committee' } as const;
  await act.say(
    motion.edition === 0 ? { key, destination, card } : { key: `${key}:card:${motion.edition}`, destination, card, replaces: key },
  );
  return { ...motion, edition: motion.edition + 1 };
}

/** Says something in the motion's thread, once per `what`; with a kept file it brings that along. */
export async function sayInThread(act: Act, id: number, what: string, card: Card, file?: number): Promise<void> {
  const destination = { to: 'channel', channel: 'committee', thread: cardKey(id) } as const;
  await act.say({ key: `${cardKey(id)}:thread:${what}`, destination, card, ...(file === undefined ? {} : { file }) });
}

/** A person's own message, once per key; with `replaces` it is drawn anew in place. */
export async function tellPerson(act: Act, personId: number, key: string, card: Card, replaces?: string): Promise<void> {
  await act.tell(personId, key, card, replaces === undefined ? {} : { replaces });
}
