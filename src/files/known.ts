/** What is known of one list while it is planned: its survey, its columns, what was said of it before, and whom to ask. */
import { type AmountColumn, type DecimalMark, readAmount } from './amount-column.ts';
import type { Asker } from './ask.ts';
import type { ItemField } from './item-fields.ts';
import type { ListOptions } from './list.ts';
import type { Plan } from './plan.ts';
import type { Roles } from './roles.ts';
import type { Facts, Row, Survey, Word } from './survey.ts';
import type { TypeMeaning } from './words.ts';

export interface Known {
  readonly survey: Survey;
  readonly kind: 'items' | 'payments';
  readonly options: ListOptions;
  /** What a mapping, or the plan of an earlier file of the source, says. */
  readonly given: Partial<Plan>;
  readonly asker: Asker;
  readonly roles: Roles;
  /** Columns by field; a field may turn out to be another one. */
  readonly at: Map<ItemField, Facts>;
  /** What stands around the lines, once it is known which these are. */
  around: readonly string[];
  /** Once the amounts were looked at. */
  marks: ReadonlyMap<AmountColumn, DecimalMark>;
}

export const AMOUNTS = ['amount', 'openAmount', 'paid', 'debit', 'credit', 'runningBalance'] as const;

export function minor(known: Known, { cells }: Row, facts: Facts | undefined): bigint | undefined {
  if (!facts) return undefined;
  const found = readAmount(cells[facts.at] ?? '', known.marks.get(facts.amount) ?? '.', 6);
  return typeof found === 'bigint' ? found : undefined;
}

/** Whether a column bears our own name in a list that names its customers and days as we do: a blank there means what docs/import.md says. */
export function isOwn({ survey, at }: Known, field: ItemField): boolean {
  const own = (name: ItemField): boolean => survey.header[at.get(name)?.at ?? -1] === name;
  return own(field) && own('debtor') && (own('issueDate') || own('dueDate'));
}

/** A column's words; on every page of a printed list its name stands among them. */
export function wordsOf(facts: Facts | undefined): readonly (readonly [string, Word])[] {
  return [...(facts?.words ?? [])].filter(([word]) => word !== facts?.name);
}

export function reduces(meaning: TypeMeaning | undefined): boolean {
  return meaning === 'credit-note' || meaning === 'payment' || meaning === 'deposit';
}

export function magnitude(minor: bigint): bigint {
  return minor < 0n ? -minor : minor;
}

export function joined(cells: readonly string[]): string {
  return cells
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '')
    .join(' ');
}

/** What a line with a debit and a credit adds to an account. Some programs write every credit below zero in its own column; where others stand above zero, one below takes another back. */
export function netOf(debit: bigint | undefined, credit: bigint | undefined, creditsAbove: boolean): bigint {
  const below = !creditsAbove && credit !== undefined && credit < 0n && (debit ?? 0n) === 0n;
  return (debit ?? 0n) - (below ? -credit : (credit ?? 0n));
}
