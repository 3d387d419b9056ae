/** What columns of amounts say of one another, row by row: one that is the sum of two others needs no question. */
import { type DecimalMark, readAmount } from './amount-column.ts';
import type { Facts, Row } from './survey.ts';

/** Enough for the tenths of cents that some programs write. */
const DECIMALS = 6;

function figure({ cells }: Row, { at }: Facts, mark: DecimalMark): bigint | undefined {
  const found = readAmount(cells[at] ?? '', mark, DECIMALS);
  return typeof found === 'string' ? undefined : (found ?? 0n);
}

/** In every row, whatever the decimal mark; a column of zeros adds nothing and proves nothing. */
function every(rows: readonly Row[], columns: readonly Facts[], holds: (figures: readonly bigint[]) => boolean): boolean {
  return (
    rows.length > 1 &&
    (['.', ','] as const).some((mark) => {
      const read = rows.map((row) => columns.flatMap((facts) => figure(row, facts, mark) ?? []));
      return (
        read.every((figures) => figures.length === columns.length && holds(figures)) &&
        columns.every((_, i) => read.some((figures) => figures[i] !== 0n))
      );
    })
  );
}

/** Whether the first is the sum of the other two. */
export function isSum(rows: readonly Row[], whole: Facts, one: Facts, other: Facts): boolean {
  return every(rows, [whole, one, other], ([sum, a = 0n, b = 0n]) => sum === a + b);
}

/** Whether nothing more is left than the whole, and on its side of the account. */
export function covers(rows: readonly Row[], whole: Facts, left: Facts): boolean {
  return every(rows, [whole, left], ([all = 0n, rest = 0n]) => (all < 0n ? rest <= 0n && rest >= all : rest >= 0n && rest <= all));
}
