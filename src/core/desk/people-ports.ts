import type { Day } from '../kernel/dates.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Identity } from './places.ts';

export interface WriteCounts {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}

/** One line of a people file. */
export interface PersonRow {
  readonly line: number;
  readonly email: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly department: string | undefined;
  readonly manager: string | undefined;
  readonly backup: string | undefined;
  readonly language: Locale | undefined;
  readonly country: string | undefined;
  readonly region: string | undefined;
}

export interface Person {
  readonly id: number;
  readonly email: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly department: string | null;
  readonly manager: string | null;
  readonly backup: string | null;
  readonly language: Locale | null;
  readonly country: string | null;
  readonly region: string | null;
}

export interface PeopleReads {
  all(): Promise<readonly Person[]>;
  byEmail(email: string): Promise<Person | undefined>;
  byIdentity(identity: Identity): Promise<Person | undefined>;
  identities(personId: number): Promise<readonly Identity[]>;
  /** Who is away on a day by their own word: person id and last day. */
  absences(day: Day): Promise<readonly { readonly personId: number; readonly toDay: Day }[]>;
}

export interface PeopleWrites {
  put(rows: readonly PersonRow[]): Promise<WriteCounts>;
  /** Binds an identity at first contact; a person's e-mail never moves an identity that is already bound (returns the person it stays with). */
  bind(identity: Identity, personId: number, at: number): Promise<Person | undefined>;
  /** Changes what an administrator decides of a person, beside the file. */
  change(personId: number, change: Partial<Pick<Person, 'roles' | 'backup' | 'manager'>>): Promise<void>;
  /** Takes a person's identities away; returns those that they had. */
  unbind(personId: number): Promise<readonly Identity[]>;
  /** Replaces what the person said of absences that end on or after `fromDay`; undefined = back again. */
  setAbsence(personId: number, today: Day, absence: { readonly fromDay: Day; readonly toDay: Day } | undefined): Promise<void>;
}
