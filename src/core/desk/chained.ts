/** What stands in tables and is held against the audit chain (docs/rules/proof.md, rule 9): each room names its own records, and says what the tables hold of them. */
import type { AuditRow } from './audit-ports.ts';
import { seam } from './feature.ts';
import type { LaidOut, Statement } from './statement.ts';
import { laidOut } from './statement.ts';
import type { Reads } from './store.ts';

/** changed, gone, unknown: beside what the chain says; unreadable: not what we ever wrote; the rest is wrong in itself. */
export type DifferenceKind = 'changed' | 'gone' | 'unknown' | 'unreadable' | 'recount' | 'dossier' | 'bytes' | 'head';

/** Where the tables are not what the chain says: the first place. */
export interface Difference {
  readonly table: string;
  /** `motion:7`, and behind a slash the record's own key where there are several. */
  readonly key: string;
  readonly field?: string;
  readonly why: DifferenceKind;
}

/** What is wrong with records in themselves. */
export type OwnFault = Pick<Difference, 'table' | 'why'> & { readonly record?: string; readonly field?: string };

/** A subject as the tables hold it. */
export interface Held {
  readonly states: Statement;
  /** What is wrong with it by itself, whatever the chain says; `rows` are its own, oldest first. */
  readonly fault?: (rows: readonly AuditRow[]) => OwnFault | undefined;
}

export interface ChainedKind {
  /** Of its subjects: `motion` for `motion:7`. The store knows its tables by the same name. */
  readonly noun: string;
  /** Where a whole subject has its first record. */
  readonly table: string;
  /** False for what had no rows of its own before rows stated anything: what the chain does not know of an older database may be from then. */
  readonly always: boolean;
  held(read: Reads, ids: readonly number[]): Promise<ReadonlyMap<number, Held>>;
}

/** The doors' own kinds. */
export const chainedKinds = seam<ChainedKind>('chained');

/** The first difference between what the rows say together and what the tables hold. `whole`: the rows state everything, so that what they do not state is not there. */
export function differenceOf(subject: string, told: LaidOut, states: Statement, whole: boolean): Difference | undefined {
  const held = laidOut(states);
  for (const [record, fields] of told) {
    const there = held.get(record);
    if (!there) return { ...placeOf(subject, record), why: 'gone' };
    for (const [field, value] of fields)
      if ((there.get(field) ?? NOTHING) !== value) return { ...placeOf(subject, record), field, why: 'changed' };
  }
  if (!whole) return undefined;
  for (const [record, fields] of held) {
    const known = told.get(record);
    if (!known) return { ...placeOf(subject, record), why: 'unknown' };
    for (const [field, value] of fields)
      if (value !== NOTHING && !known.has(field)) return { ...placeOf(subject, record), field, why: 'changed' };
  }
  return undefined;
}

/** As a statement writes what is not there. */
const NOTHING = 'null';

export function placeOf(subject: string, record: string): Pick<Difference, 'table' | 'key'> {
  const [table = '', ...key] = record.split('/');
  return { table, key: [subject, ...key].join('/') };
}
