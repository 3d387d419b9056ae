/** What the audit rows of a letter state, and how letters are held against them (docs/rules/proof.md, rules 7 and 9). */
import type { ChainedKind } from '../desk/chained.ts';
import type { Statement } from '../desk/statement.ts';
import { type LetterRow, lettersIn } from './ports.ts';

export function letterStatement({ id: _, ...letter }: LetterRow): Statement {
  return { Letter: letter };
}

export const chainedLetters: ChainedKind = {
  noun: 'letter',
  table: 'Letter',
  always: true,
  async held(read, ids) {
    const found = await lettersIn(read).find({ ids });
    return new Map(found.map((letter) => [letter.id, { states: letterStatement(letter) }]));
  },
};
