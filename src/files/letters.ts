/** Lists that show paid lines with their letter (lettrage): the accountant's groups that add up to 0 are settled, from the day of their last line on. */
import type { Day } from '../core/kernel/dates.ts';
import type { ListRow } from '../core/ledger/item.ts';
import type { ItemField } from './item-fields.ts';
import type { List, RowResult } from './list.ts';

interface Group {
  sum: bigint;
  last: Day;
}

/** The groups of one list. They take memory by their number, not by the file's size: about a hundred bytes each. */
export class Letters {
  readonly #at: number;
  readonly #groups = new Map<string, Group>();

  private constructor(at: number) {
    this.#at = at;
  }

  /** Adds up the groups in a pass of its own. As in a FEC a letter is the debtor's own, its case kept, and the sum decides, not the case (docs/rules/ledger.md, rules 7 and 10). */
  static async of(list: List<ItemField>, read: (cells: readonly string[], line: number) => RowResult<ListRow>): Promise<Letters> {
    const letters = new Letters(list.columns.at('letter'));
    for await (const block of list.table.rows()) {
      for (let i = 0; i < block.rows.length; i++) {
        const cells = block.rows[i] ?? [];
        if (letters.#letter(cells) === '' || !list.keeps(cells)) continue;
        const result = read(cells, block.lines[i] ?? 0);
        if (typeof result !== 'string' && 'row' in result) letters.#add(cells, result.row);
      }
    }
    return letters;
  }

  #letter(cells: readonly string[]): string {
    return (cells[this.#at] ?? '').trim();
  }

  #key(cells: readonly string[], row: ListRow): string {
    return `${row.debtor}\0${row.currency}\0${this.#letter(cells)}`;
  }

  #add(cells: readonly string[], row: ListRow): void {
    const key = this.#key(cells, row);
    const group = this.#groups.get(key);
    if (group) {
      group.sum += row.amount;
      if (row.issueDay > group.last) group.last = row.issueDay;
    } else this.#groups.set(key, { sum: row.amount, last: row.issueDay });
  }

  /** The row, settled when its group balances; a group that does not balance (a part payment) stays open on both sides, so that its remainder counts. */
  close(cells: readonly string[], result: RowResult<ListRow>): RowResult<ListRow> {
    if (typeof result === 'string' || !('row' in result) || this.#letter(cells) === '') return result;
    const group = this.#groups.get(this.#key(cells, result.row));
    return group?.sum === 0n ? { ...result, row: { ...result.row, settledDay: group.last } } : result;
  }
}
