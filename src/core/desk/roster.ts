/** Everybody of the people file on a day: who is there, who is away until when, and by whose holidays they work. */
import type { Calendar, Day } from '../kernel/dates.ts';
import type { Person } from './people-ports.ts';
import type { Policy } from './policy.ts';
import type { Reads } from './store.ts';

/** Who is on the roster, and who is away until when on the day of the question; someone without roles has left. */
export interface Roster {
  readonly people: readonly Person[];
  /** By person id: the last day of the absence. */
  readonly away: ReadonlyMap<number, number>;
}

/** Everybody, with who is away on a day by the policy or by their own word. */
export async function rosterOn(read: Pick<Reads, 'people'>, policy: Pick<Policy, 'absences'>, day: Day): Promise<Roster> {
  const [people, said] = await Promise.all([read.people.all(), read.people.absences(day)]);
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

/** On the file, and not away. */
export function isPresent(roster: Roster, person: Person): boolean {
  return person.roles.length > 0 && !roster.away.has(person.id);
}

export function personByEmail(roster: Pick<Roster, 'people'>, email: string | null): Person | undefined {
  return email === null ? undefined : roster.people.find((p) => p.email === email.toLowerCase());
}

/** The person, or the backup while the person is away or has left; undefined when that one is not there either. */
export function standInOf(roster: Roster, person: Person): Person | undefined {
  if (isPresent(roster, person)) return person;
  const backup = personByEmail(roster, person.backup);
  return backup && isPresent(roster, backup) ? backup : undefined;
}

/** Business days by country and region (date-holidays' names), and the company's own. */
export interface Calendars {
  readonly calendar: Calendar;
  readonly calendarFor: (country: string, region: string | undefined) => Calendar;
}

/** Holidays of the person's country and region, else of the company's. */
export function calendarOfPerson(house: Calendars, person: Pick<Person, 'country' | 'region'> | undefined): Calendar {
  return person?.country ? house.calendarFor(person.country, person.region ?? undefined) : house.calendar;
}
