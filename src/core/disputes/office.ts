/** What every step of a dispute needs around it, and how a step is kept: the row, the history, the audit event and the messages, all in one transaction. */
import type { Locale } from '../card.ts';
import type { Core } from '../core.ts';
import { addBusinessDays, businessDayOnOrAfter, type Calendar, type Day, instantOf, localTime } from '../dates.ts';
import { DomainError } from '../errors.ts';
import type { Policy } from '../policy.ts';
import type { Person, PlatformName, Reads, Tx } from '../ports.ts';
import { texts } from '../text/texts.ts';
import type { Dispute, StepKind } from './dispute.ts';
import { publish } from './publish-dispute.ts';
import type { Roster } from './route.ts';

export interface Office {
  readonly policy: Policy;
  readonly calendarFor: (country: string, region: string | undefined) => Calendar;
  /** Where messages can go. */
  readonly platforms: readonly PlatformName[];
}

export function officeOf(core: Core): Office {
  return { policy: core.policy, calendarFor: core.calendarFor, platforms: [...core.gateways.keys()] };
}

/** One step under way. `actor` is a person's e-mail or `system:…`; `key` makes a second delivery of the same act harmless. */
export interface Doing {
  readonly tx: Tx;
  readonly office: Office;
  readonly at: number;
  readonly day: Day;
  readonly actor: string;
  readonly locale: Locale;
  readonly key: string | undefined;
  /** Everybody as they are on that day, read once for the whole step. */
  roster(): Promise<Roster>;
}

export function doing(
  tx: Tx,
  office: Office,
  act: { readonly at: number; readonly actor: string; readonly day?: Day; readonly locale?: Locale; readonly key?: string },
): Doing {
  const day = act.day ?? localTime(act.at, office.policy.timeZone).day;
  let roster: Promise<Roster> | undefined;
  return {
    tx,
    office,
    at: act.at,
    day,
    actor: act.actor,
    locale: act.locale ?? office.policy.language,
    key: act.key,
    roster: () => {
      roster ??= rosterOn(tx, office.policy, day);
      return roster;
    },
  };
}

/** Holidays of the person's country and region, else of the company's. */
export function calendarOfPerson(office: Office, person: Pick<Person, 'country' | 'region'> | undefined): Calendar {
  const { policy } = office;
  if (person?.country) return office.calendarFor(person.country, person.region ?? undefined);
  return office.calendarFor(policy.country, policy.region);
}

/** When the owner must have taken it: so many business days later, at the same time of day. What comes on a day off begins as the next business day's work does. */
export function acknowledgeBy(office: Office, owner: Person, at: number): number {
  const { policy } = office;
  const calendar = calendarOfPerson(office, owner);
  const { day, minutes } = localTime(at, policy.timeZone);
  const first = businessDayOnOrAfter(calendar, day);
  const due = addBusinessDays(calendar, first, policy.disputes.acknowledge);
  return instantOf(due, first === day ? minutes : policy.committee.hours.from, policy.timeZone);
}

/** Everybody, with who is away on a day by the policy or by their own word. */
export async function rosterOn(read: Pick<Reads, 'people' | 'disputes'>, policy: Policy, day: Day): Promise<Roster> {
  const [people, said] = await Promise.all([read.people.all(), read.disputes.absences(day)]);
  const away = new Map<number, number>(said.map((a) => [a.personId, a.toDay]));
  for (const { email, from, to } of policy.absences) {
    const person = people.find((p) => p.email === email);
    if (person && from <= day && (to === undefined || day <= to))
      away.set(person.id, Math.max(away.get(person.id) ?? 0, to ?? Number.MAX_SAFE_INTEGER));
  }
  return { people, away };
}

export function personOf(roster: Roster, id: number): Person {
  const person = roster.people.find((p) => p.id === id);
  if (!person) throw new Error(`person ${id} is not on the roster`);
  return person;
}

/** The case, kept from other writers; refuses one that does not exist. */
export async function lockDispute(act: Doing, id: number): Promise<Dispute> {
  const dispute = await act.tx.disputes.lock(id);
  if (!dispute) throw new DomainError('gone', texts(act.locale).disputes.refused.gone(id));
  return dispute;
}

/** Takes the key of the act; false when the act was carried out before. */
export async function firstTime(act: Doing): Promise<boolean> {
  return act.key === undefined || act.tx.inbound.take(`dispute:${act.key}`, act.at);
}

export interface Kept {
  readonly kind: StepKind;
  readonly text?: string;
  readonly data?: Readonly<Record<string, string>>;
  /** Unique for ever, when the step must not come twice. */
  readonly key?: string;
}

/** Writes the case as it is now, its step and its audit event, and brings its cards up to date. False when the step's key was there already: nothing is changed. */
export async function keep(act: Doing, before: Dispute, after: Dispute, step: Kept): Promise<boolean> {
  const { tx, at, day, actor } = act;
  const { kind, text = '', data = {}, key } = step;
  const [id] = await tx.disputes.addSteps([
    { disputeId: after.id, at, day, actor, kind, ownerId: after.ownerId, text, data, ...(key === undefined ? {} : { key }) },
  ]);
  if (id === undefined) return false;
  await tx.audit.append({
    at,
    actor,
    action: `dispute.${kind}`,
    subject: `dispute:${after.id}`,
    payload: { ...data, ...(text === '' ? {} : { text }), status: after.status, owner: String(after.ownerId) },
  });
  await tx.disputes.save(await publish(act, before, after, id));
  return true;
}
