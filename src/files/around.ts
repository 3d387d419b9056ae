/** What stands around the lines of a list: titles above it, notes among its lines and under them, the name of its sheet or file. */
import { joined, type Known } from './known.ts';
import { isItem } from './owners.ts';
import { folded } from './words.ts';

/** Cells of a note: a line with more is one of figures. */
const FEW = 3;

export function linesAround(known: Known): readonly string[] {
  const { above, sample, tail, grid } = known.survey;
  const rows = new Map([...above, ...sample, ...tail].map((row) => [row.line, row]));
  const notes = [...rows.values()].filter((row) => row.cells.filter((cell) => cell.trim() !== '').length <= FEW && !isItem(known, row));
  return [...notes.map(({ cells }) => joined(cells)), grid.name].filter((text) => text !== '');
}

const SUPPLIERS =
  /\b(?:fournisseurs?|suppliers?|vendors?|accounts payable|payables|lieferanten|kreditoren|crediteuren|leveranciers|proveedor(?:es)?|acreedores|fornitor[ei])\b/;

/** A title, or the name of the customers' column, that speaks of suppliers: whether customers owe these amounts is for a person to say. */
export function ofCustomers({ survey, at, given, options, asker }: Known): boolean | undefined {
  const names = [...survey.above.map(({ cells }) => joined(cells)), at.get('debtor')?.name ?? '', survey.grid.name];
  const said = names.find((text) => SUPPLIERS.test(folded(text)));
  if (said === undefined || options.mapping || given.customers) return given.customers;
  const answer = asker.ask({
    id: 'suppliers',
    code: 'suppliers',
    about: asker.t.suppliers(said.slice(0, 80)),
    values: [said],
    choices: [{ value: 'customers', label: asker.t.owedByCustomers }],
  });
  return answer === 'customers' ? true : undefined;
}

/** "1 à 50 sur 240", "1-50 of 240", "1 bis 50 von 240". */
const PART = /\b\d+ (?:(?:a|to|bis|t m|tot|al|hasta|fino a) )?(\d+) (?:sur|of|out of|von|van|de|di) (\d+)\b/;

/** What a title or a note says of lines that are on another page of the screen that the list comes from. */
export function partsOf({ around }: Known): readonly { readonly code: 'part-of-list'; readonly value: string }[] {
  const said = around.find((text) => {
    const [, last = 0, all = 0] = PART.exec(folded(text)) ?? [];
    return Number(last) < Number(all);
  });
  return said === undefined ? [] : [{ code: 'part-of-list', value: said.slice(0, 80) }];
}
