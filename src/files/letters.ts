/** What a list's own lines settle among themselves: groups of one letter that add up to 0, and credits that name the invoice that they pay. */
import type { Day } from '../core/kernel/dates.ts';
import type { ListRow } from '../core/ledger/item.ts';
import type { ItemField } from './item-fields.ts';
import { idText, type List, type RowResult } from './list.ts';

interface Group {
  sum: bigint;
  last: Day;
  /** What credits of the group take from its debits, and the debits from its credits. */
  debits: bigint;
  credits: bigint;
}

/** The rows of one pass over a list. */
export interface RowReader {
  read(cells: readonly string[], line: number): RowResult<ListRow>;
  /** Whether a row reads the same when those before it were left out. */
  readonly apart: boolean;
  /** False for a row that is no credit for sure: found without reading all of it. */
  mayBeCredit(cells: readonly string[]): boolean;
}

type Wanted = (cells: readonly string[]) => boolean;
const ALL: Wanted = () => true;

/** The group of a row; undefined when it is in none. */
type KeyOf = (cells: readonly string[], row: ListRow) => string | undefined;

/** The groups of one list. They take memory by their number, not by the file's size: about a hundred bytes each. */
export class Groups {
  readonly #key: KeyOf;
  readonly #partly: boolean;
  readonly #groups: ReadonlyMap<string, Group>;

  private constructor(key: KeyOf, partly: boolean, groups: ReadonlyMap<string, Group>) {
    this.#key = key;
    this.#partly = partly;
    this.#groups = groups;
  }

  /** As in a FEC a letter is the debtor's own, its case kept, and the sum decides, not the case; a group that does not add up to 0 stays open on both sides (docs/rules/ledger.md, rules 7 and 10). */
  static async byLetter(list: List<ItemField>, reading: () => RowReader): Promise<Groups> {
    const at = list.columns.at('letter');
    const key: KeyOf = (cells, row) => {
      const letter = (cells[at] ?? '').trim();
      return letter === '' ? undefined : `${row.debtor}\0${row.currency}\0${letter}`;
    };
    return new Groups(key, false, await gathered(list, reading(), key, ALL));
  }

  /** A credit that bears an invoice's number, or names it in a column of its own, is set against it, as far as it goes (docs/rules/ledger.md, rule 28). */
  static async byReference(list: List<ItemField>, reading: () => RowReader): Promise<Groups> {
    const [refAt, at] = [list.columns.at('ref'), list.columns.at('against')];
    const refOf = (cells: readonly string[]): string => idText(cells[refAt], list.floats('ref'));
    const namedBy = (cells: readonly string[]): string => (at === -1 ? '' : idText(cells[at], list.floats('against')));
    const key: KeyOf = (cells, row) => {
      const named = row.amount < 0n ? namedBy(cells) : '';
      const ref = named === '' ? row.ref : named;
      // "x" or "ACOMPTE" stands where a number should: it joins nothing.
      return /\d/.test(ref) ? `${row.debtor}\0${row.currency}\0${ref}` : undefined;
    };
    const reader = reading();
    const ofCredit: KeyOf = (cells, row) => (row.amount < 0n ? key(cells, row) : undefined);
    const credits = await gathered(list, reader, ofCredit, reader.apart ? (cells) => reader.mayBeCredit(cells) : ALL);
    if (credits.size === 0) return new Groups(key, true, credits);
    const refs = new Set([...credits.keys()].map((found) => found.slice(found.lastIndexOf('\0') + 1)));
    const joins: Wanted = (cells) => refs.has(refOf(cells)) || refs.has(namedBy(cells));
    const ofEither: KeyOf = (cells, row) => {
      const found = key(cells, row);
      return found !== undefined && credits.has(found) ? found : undefined;
    };
    const all = await gathered(list, reading(), ofEither, reader.apart ? joins : ALL);
    return new Groups(key, true, new Map([...all].filter(([, { debits, credits }]) => debits !== 0n && credits !== 0n)));
  }

  /** Closes the rows of one pass, in their order. */
  closer(): (cells: readonly string[], result: RowResult<ListRow>) => RowResult<ListRow> {
    const taken = new Map<string, { debits: bigint; credits: bigint }>();
    return (cells, result) => {
      if (this.#groups.size === 0 || typeof result === 'string' || !('row' in result)) return result;
      const key = this.#key(cells, result.row);
      const group = key === undefined ? undefined : this.#groups.get(key);
      if (key === undefined || !group) return result;
      if (group.sum === 0n) return { ...result, row: { ...result.row, settledDay: group.last } };
      return this.#partly ? { ...result, row: { ...result.row, openAmount: leftOf(result.row, group, key, taken) } } : result;
    };
  }
}

/** What is left of a row when the other side of its group is taken from it, in the file's order. */
function leftOf({ amount }: ListRow, group: Group, key: string, taken: Map<string, { debits: bigint; credits: bigint }>): bigint {
  const so = taken.get(key) ?? { debits: 0n, credits: 0n };
  taken.set(key, so);
  if (amount >= 0n) {
    const rest = -group.credits - so.debits;
    const part = rest < amount ? rest : amount;
    so.debits += part;
    return amount - part;
  }
  const rest = group.debits - so.credits;
  const part = rest < -amount ? rest : -amount;
  so.credits += part;
  return amount + part;
}

/** `wanted`: rows that need no reading are in no group. */
async function gathered(list: List<ItemField>, reader: RowReader, key: KeyOf, wanted: Wanted): Promise<ReadonlyMap<string, Group>> {
  const groups = new Map<string, Group>();
  for await (const block of list.table.rows()) {
    for (let i = 0; i < block.rows.length; i++) {
      const cells = block.rows[i] ?? [];
      if (!list.keeps(cells) || !wanted(cells)) continue;
      const result = reader.read(cells, block.lines[i] ?? 0);
      if (typeof result === 'string' || !('row' in result)) continue;
      const { row } = result;
      const found = key(cells, row);
      if (found === undefined) continue;
      const group = groups.get(found) ?? { sum: 0n, last: row.issueDay, debits: 0n, credits: 0n };
      groups.set(found, group);
      group.sum += row.amount;
      if (row.amount < 0n) group.credits += row.amount;
      else group.debits += row.amount;
      if (row.issueDay > group.last) group.last = row.issueDay;
    }
  }
  return groups;
}
