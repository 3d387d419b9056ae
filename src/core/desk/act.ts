/** One act under way, and what every act needs around it: its transaction, its author, its day, and everybody who is there. */

import { disputesIn } from '../disputes/ports.ts';
import { type Calendar, type Day, localTime } from '../kernel/dates.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Core } from './core.ts';
import type { PlatformName } from './outbox.ts';
import type { Person } from './people-ports.ts';
import type { Policy } from './policy.ts';
import type { Reads, Tx } from './store.ts';

/** Who is on the roster, and who is away until when on the day of the question; someone without roles has left. */
export interface Roster {
  readonly people: readonly Person[];
  /** By person id: the last day of the absence. */
  readonly away: ReadonlyMap<number, number>;
}

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

/** Everybody, with who is away on a day by the policy or by their own word. */
export async function rosterOn(read: Reads, policy: Policy, day: Day): Promise<Roster> {
  const [people, said] = await Promise.all([read.people.all(), disputesIn(read).absences(day)]);
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

/** Takes the key of the act; false when the act was carried out before. */
export async function firstTime(act: Doing): Promise<boolean> {
  return act.key === undefined || act.tx.inbound.take(`act:${act.key}`, act.at);
}
