/** Whose a line of a list is: the customer in its own column, or on a line of its own above. */
import { readDate } from './date-column.ts';
import type { ItemField } from './item-fields.ts';
import { AMOUNTS, joined, type Known } from './known.ts';
import { isGeneral } from './roles.ts';
import { type Row, totalLabel } from './survey.ts';
import { GROUP_PREFIX } from './words.ts';

/** Customers on lines of their own above their items. */
export interface Groups {
  /** Which column names the customer. */
  readonly at: number;
  /** Only lines that say so ("Client : …") name one. */
  readonly prefixed: boolean;
  /** Their names have a number in front. */
  readonly split: boolean;
  /** The first stands above the header. */
  readonly fromTop: boolean;
  /** Which of them is the nearest above a row of the sample, counted from the top. */
  readonly ofLine: ReadonlyMap<number, number>;
}

/** Customers on lines of their own: no column names them on the items, and lines without date stand above the first of them. */
export function groupsOf(known: Known): Groups | undefined {
  const debtor = known.at.get('debtor');
  const { sample } = known.survey;
  const items = sample.filter((row) => isItem(known, row));
  if (items.length === 0 || (debtor && !isGeneral(debtor) && items.some(({ cells }) => (cells[debtor.at] ?? '').trim() !== '')))
    return undefined;
  const first = items[0]?.line ?? 0;
  const labels = [...known.survey.above, ...sample].filter(
    (row) => !isItem(known, row) && totalLabel(row.cells) === undefined && labelOf(row.cells) !== undefined,
  );
  const prefixed = labels.some(({ cells }) => GROUP_PREFIX.test(joined(cells)));
  // Above the header stand titles, unless they say that they name a customer.
  const above = labels.filter(({ line }) => line < first && (prefixed || line > known.survey.headerLine));
  if (above.length === 0) return undefined;
  const at = above.at(-1)?.cells.findIndex((cell) => cell.trim() !== '') ?? 0;
  if (debtor) known.at.delete('debtor');
  // Under their customer's name the items have their numbers.
  const under = known.survey.columns[at];
  if (!known.at.has('ref') && under && items.every(({ cells }) => /\d/.test(cells[at] ?? '')) && ![...known.at.values()].includes(under))
    known.at.set('ref', under);
  let group = 0;
  const ofLine = new Map(sample.map((row) => [row.line, isItem(known, row) ? group : ++group]));
  const texts = labels
    .filter(({ cells, line }) => (prefixed ? GROUP_PREFIX.test(joined(cells)) : line > known.survey.headerLine))
    .map(({ cells }) => groupName(cells));
  const fromTop = prefixed && known.survey.above.some(({ cells }) => GROUP_PREFIX.test(joined(cells)));
  return { at, prefixed, fromTop, ofLine, split: texts.length > 0 && texts.every((text) => NUMBERED.test(text)) };
}

export function isItem(known: Known, { cells }: Row): boolean {
  const filled = (field: ItemField): boolean => (cells[known.at.get(field)?.at ?? -1] ?? '').trim() !== '';
  const dated = (['issueDate', 'dueDate'] as const).some((field) => {
    const facts = known.at.get(field);
    return facts !== undefined && /\d/.test(cells[facts.at] ?? '') && looksDated(cells[facts.at] ?? '');
  });
  const amount = AMOUNTS.some(filled) || known.roles.buckets.some(({ at }) => (cells[at] ?? '').trim() !== '');
  return dated && amount && totalLabel(cells) === undefined;
}

/** Lines without a customer under one that has one. */
export function blanksOf(known: Known): 'above' | 'refuse' | undefined {
  const debtor = known.at.get('debtor');
  if (known.given.blanks !== undefined || !debtor) return known.given.blanks;
  const owners = known.survey.sample.filter((row) => isItem(known, row)).map(({ cells }) => (cells[debtor.at] ?? '').trim());
  const blank = owners.filter((owner) => owner === '').length;
  if (blank === 0 || owners[0] === '') return undefined;
  // In such a list a customer is written once, above all of its lines.
  const repeated = owners.some((owner, i) => owner !== '' && owner === owners[i - 1]);
  if (repeated) return undefined;
  if (blank > 1 && blank * 2 >= owners.length - blank) return 'above';
  const answer = known.asker.ask({
    id: 'blanks',
    code: 'blank-debtor',
    about: known.asker.t.blankDebtor(debtor.name, blank),
    column: debtor.name,
    values: owners.filter((owner) => owner !== ''),
    choices: (['above', 'refuse'] as const).map((value) => ({ value, label: known.asker.t.blanks[value] })),
  });
  return answer === 'above' ? 'above' : 'refuse';
}

/** Whether most customers go by their account of the French chart, 41 and more: 40 is a supplier's. */
export function isCharted({ survey, at }: Known): boolean {
  const debtor = at.get('debtor');
  const rows = survey.itemish.filter(({ cells }) => /^41\d/.test((cells[debtor?.at ?? -1] ?? '').trim()));
  return rows.length * 2 > survey.itemish.length;
}

/** What the first cells of a line without figures say; undefined when it is too much for a name. */
function labelOf(cells: readonly string[]): string | undefined {
  const texts = cells.filter((cell) => /\p{L}/u.test(cell));
  return texts.length >= 1 && texts.length <= 3 ? joined(cells) : undefined;
}

/** A number with at least two figures, then a name: "411C0001 - ATELIER A", "10001 Atelier". */
export const NUMBERED = /^(?=\S*\d\S*\d)([A-Za-z]{0,6}[-./]?\d[\w./-]*)\s*[-–:]?\s+(\S.*)$/;

/** A customer's code and name in two cells of a line of its own, in either order: the code is the one without a blank, and with a figure or first. */
export function codeAndName(cells: readonly string[]): { readonly code: string; readonly name: string } | undefined {
  const [first, second, third] = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  if (first === undefined || second === undefined || third !== undefined) return undefined;
  const code = first.replace(GROUP_PREFIX, '').trim();
  if (isCode(second) && /\d/.test(second) && !/\d/.test(code)) return { code: second, name: code };
  return isCode(code) && /\p{L}{2}/u.test(second) ? { code, name: second } : undefined;
}

function isCode(text: string): boolean {
  return /^[\p{L}\d][\p{L}\d._/-]{1,19}$/u.test(text) && text === text.toUpperCase();
}

/** The customer's text on a line of its own. */
export function groupName(cells: readonly string[]): string {
  const text = joined(
    cells.filter((cell) => !/^[-+(]?\s*[\d\s.,]+\)?\s*(?:€|[A-Z]{3})?$/.test(cell.trim()) || GROUP_PREFIX.test(joined(cells))),
  );
  return text.replace(GROUP_PREFIX, '').trim();
}

function looksDated(cell: string): boolean {
  return readDate(cell, 'DMY') !== null || readDate(cell, 'MDY') !== null || readDate(cell, 'serial') !== null;
}
