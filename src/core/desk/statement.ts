/**
 * What an audit row states: fields that it sets of records which decide, by the table's name, with a key behind a slash where a subject has several
 * (`Ballot/3`). The rows of a subject, read in their order, give its records as they must stand in the tables (docs/rules/proof.md, rule 7).
 */
import { packOrdered, unpack } from '../kernel/pack.ts';
import type { AuditEntry } from './audit-ports.ts';

/** Named as the row's columns are; JSON with `{ "$bigint": "…" }` for whole amounts. */
export type Fields = Readonly<Record<string, unknown>>;
export type Statement = Readonly<Record<string, Fields>>;

/** A statement as a part of an audit row's payload. What is undefined is nothing, so that a field that was emptied is stated too. */
export function stated(statement: Statement | undefined): Readonly<Record<string, string>> {
  return statement === undefined ? {} : { states: packOrdered(filled(statement)) };
}

function filled(statement: Statement): Statement {
  const full = (fields: Fields): Fields => Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, value ?? null]));
  return Object.fromEntries(Object.entries(statement).map(([record, fields]) => [record, full(fields)]));
}

/** By record and field, each value as it is written. */
export type LaidOut = ReadonlyMap<string, ReadonlyMap<string, string>>;

export function laidOut(statement: Statement): LaidOut {
  const written = (fields: Fields): ReadonlyMap<string, string> =>
    new Map(Object.entries(fields).map(([name, value]) => [name, packOrdered(value)]));
  return new Map(Object.entries(filled(statement)).map(([record, fields]) => [record, written(fields)]));
}

/** What the rows of a subject, oldest first, state together. */
export function rebuilt(rows: readonly Pick<AuditEntry, 'payload'>[]): LaidOut {
  const records = new Map<string, Map<string, string>>();
  for (const { payload } of rows) {
    for (const [record, fields] of laidOut(statementIn(payload) ?? {})) {
      const known = records.get(record) ?? new Map<string, string>();
      records.set(record, new Map([...known, ...fields]));
    }
  }
  return records;
}

/** Undefined for a row that states nothing: one of another kind, or from before rows did. */
export function statementIn(payload: AuditEntry['payload']): Statement | undefined {
  return payload.states === undefined ? undefined : (unpack(payload.states) as Statement);
}
