/** What stands between a list's items: totals, which the items above are held against, and customers on lines of their own. */
import type { ListRow } from '../core/ledger/item.ts';
import type { FileTotal } from '../core/ledger/reading.ts';
import type { RowResult } from './list.ts';
import { codeAndName, groupName, NUMBERED } from './owners.ts';
import type { ItemList } from './planner.ts';
import { totalLabel } from './survey.ts';
import { folded, GROUP_PREFIX, isOpening } from './words.ts';

interface Money {
  readonly currency: string;
  readonly amount: bigint;
  readonly open: bigint | undefined;
}

/** Sums of what was read: whole amounts, what is open of them, and that of the lines that were kept. */
interface Tally {
  gross: bigint;
  open: bigint;
  kept: bigint;
}

interface Line {
  readonly cells: readonly string[];
  readonly line: number;
  /** What a total's word is followed by; undefined when the line is not called a total. */
  readonly label: string | undefined;
  readonly dated: boolean;
  /** With an issue date and a due date. */
  readonly twice: boolean;
  readonly ref: string;
  readonly money: Money | undefined;
}

interface Owner {
  readonly code: string;
  readonly name: string | undefined;
}

/** Totals by debtor that do not agree, of which so many are told one by one. */
const MOST_OFF = 100;

export class Stretch {
  readonly #list: ItemList;
  readonly #debtorAt: number;
  readonly #above: boolean;
  #owner: Owner | undefined;
  /** Sums by currency: of the present customer's lines, of all since the last total, and of the whole file. */
  #run = new Map<string, Tally>();
  #runOf: string | undefined;
  #since = new Map<string, Tally>();
  readonly #all = new Map<string, Tally>();
  /** A total that the file states above its lines. */
  #stated: { readonly owner: Owner; readonly line: number; readonly money: Money } | undefined;
  readonly #off: FileTotal[] = [];
  readonly #byDebtor = new Map<string, { ledger: bigint; file: bigint }>();
  readonly #grand = new Map<string, FileTotal>();

  constructor(list: ItemList) {
    this.#list = list;
    this.#debtorAt = list.columns.at('debtor');
    this.#above = list.plan.blanks === 'above';
  }

  label(cells: readonly string[]): string | undefined {
    const own = (cells[this.#debtorAt] ?? '').trim();
    return own === '' ? totalLabel(cells) : (totalLabel([own]) ?? totalLabel(cells));
  }

  /** A total's word anywhere on a line without a date. */
  labelWithin(cells: readonly string[]): string | undefined {
    for (const cell of cells) {
      const label = cell === '' ? undefined : totalLabel([cell]);
      if (label !== undefined) return label;
    }
    return undefined;
  }

  /** Whose an item is; undefined when its own column says it. */
  ownerOf(cells: readonly string[]): Owner | undefined {
    if (this.#list.groupsAt !== -1) return this.#owner ?? { code: '', name: undefined };
    if (!this.#above) return undefined;
    const own = (cells[this.#debtorAt] ?? '').trim();
    const name = (cells[this.#list.columns.at('name')] ?? '').trim();
    if (own !== '') this.#owner = { code: own, name: name === '' ? undefined : name };
    return this.#owner;
  }

  /** Takes a line that is no item; false when it may be one after all. */
  take(line: Line): boolean {
    const { label, money, dated, ref } = line;
    if (!money) return !dated && label === undefined ? this.#header(line) : label !== undefined && !dated;
    // What was owed before is no sum of the lines here: without a date its line is refused, and told.
    if (!dated && money.amount !== 0n && line.cells.some(isOpening) && this.#matching(money) === undefined) return false;
    if (label !== undefined && this.#isTotal(line, label, money)) return this.#total(line, label, money);
    if (dated) return false;
    if (this.#list.groupsAt !== -1 && label === undefined && /\p{L}/u.test(groupName(line.cells))) return this.#opens(line, money);
    const owner = (line.cells[this.#debtorAt] ?? '').trim();
    // A bare sum under the lines that it adds up.
    if (ref === '' && (owner === '' || owner === this.#runOf) && this.#matching(money) !== undefined)
      return this.#total(line, owner === '' ? '' : owner, money);
    return false;
  }

  /** Its label names nobody or whom the lines above are of; else, since a customer may be called Total, its figure or its lack of a date must tell. */
  #isTotal({ ref, dated, twice }: Line, label: string, money: Money): boolean {
    if (ref !== '' && dated && totalLabel([ref]) === undefined) return false;
    // An invoice of the customer Total has an issue date and a due date.
    if (twice && this.#list.groupsAt === -1) return false;
    if (label === '' || this.#names(label)) return true;
    return !dated || this.#matching(money) !== undefined;
  }

  #names(label: string): boolean {
    const wanted = label.replaceAll(' ', '');
    const known = [this.#runOf ?? '', this.#owner?.code ?? '', this.#owner?.name ?? '', this.#lastName].map((text) =>
      folded(text).replaceAll(' ', ''),
    );
    return known.some(
      (text) => text !== '' && (text === wanted || (text.length > 3 && (wanted.startsWith(text) || wanted.endsWith(text)))),
    );
  }

  #lastName = '';

  /** A customer on a line of its own, or a line that says nothing of items. */
  #header({ cells, line }: Line): boolean {
    const filled = cells.flatMap((cell, i) => (cell.trim() === '' ? [] : [i]));
    if (this.#list.groupsAt === -1) {
      if (this.#above && filled.length > 0 && filled.every((i) => i === this.#debtorAt || i === this.#list.columns.at('name'))) {
        this.ownerOf(cells);
        return true;
      }
      const alone = filled.length === 1 && (filled[0] !== this.#debtorAt || this.#list.totalled);
      return line > this.#list.lastLine || alone || isHeader(cells, this.#list.table.header);
    }
    const text = cells
      .map((cell) => cell.trim())
      .filter((cell) => cell !== '')
      .join(' ');
    if (this.#list.prefixed && !GROUP_PREFIX.test(text)) {
      const name = /^(?:name|nom|raison sociale|nombre|nome|naam)\s*[:.]?\s+(\S.*)$/i.exec(text)?.[1];
      if (name !== undefined && this.#owner && this.#owner.name === undefined) this.#owner = { ...this.#owner, name };
      return true;
    }
    if (isHeader(cells, this.#list.table.header) || !/[\p{L}\d]/u.test(text)) return true;
    // A remark stands elsewhere than customers do.
    if (!this.#list.prefixed && filled.every((i) => i > this.#list.groupsAt + 1)) return true;
    this.#begin(codeAndName(cells) ?? this.#named(groupName(cells)));
    return true;
  }

  #opens({ cells, line }: Line, money: Money): boolean {
    if (this.#list.prefixed && !GROUP_PREFIX.test(groupName(cells)) && !cells.some((cell) => GROUP_PREFIX.test(cell))) return false;
    const owner = this.#named(groupName(cells));
    this.#begin(owner);
    this.#stated = { owner, line, money };
    return true;
  }

  #begin(owner: Owner): void {
    this.#closeStated();
    this.#owner = owner;
    this.#run = new Map();
    this.#runOf = owner.code;
  }

  #named(text: string): Owner {
    const parts = this.#list.plan.groups === 'split' ? NUMBERED.exec(text) : null;
    return parts ? { code: parts[1] ?? text, name: parts[2] } : { code: text, name: undefined };
  }

  /** Adds a line to the sums. */
  count(debtor: string, { currency, amount, open }: Money, result: RowResult<ListRow>): void {
    if (debtor !== this.#runOf) {
      this.#runOf = debtor;
      this.#run = new Map();
    }
    const row = typeof result !== 'string' && 'row' in result ? result.row : undefined;
    this.#lastName = row?.name ?? '';
    const size = { gross: amount, open: open ?? amount, kept: row ? (open ?? amount) : 0n };
    for (const sums of [this.#run, this.#since, this.#all]) {
      const sum = sums.get(currency) ?? { gross: 0n, open: 0n, kept: 0n };
      sums.set(currency, sum);
      sum.gross += size.gross;
      sum.open += size.open;
      sum.kept += size.kept;
    }
  }

  /** The sums that a figure agrees with: of the customer, of what came since the last total, of everything. */
  #matching(money: Money): { readonly tally: Tally; readonly scope: 'run' | 'since' | 'all' } | undefined {
    const scopes = [
      ['run', this.#run],
      ['since', this.#since],
      ['all', this.#all],
    ] as const;
    for (const [scope, sums] of scopes) {
      const tally = this.#tallyOf(sums, money);
      if (tally && agrees(tally, money)) return { tally, scope };
    }
    return undefined;
  }

  /** A total without a currency is of the only one that there is. */
  #tallyOf(sums: ReadonlyMap<string, Tally>, { currency }: Money): Tally | undefined {
    return sums.get(currency) ?? (sums.size === 1 ? [...sums.values()][0] : undefined);
  }

  #total({ line }: Line, label: string, money: Money): boolean {
    this.#closeStated();
    const named = label !== '' && (this.#names(label) || this.#list.groupsAt !== -1);
    const found = this.#matching(money);
    const scope = found?.scope ?? (named ? 'run' : 'all');
    const tally = found?.tally ?? this.#tallyOf(scope === 'run' ? this.#run : this.#all, money);
    // A total of several currencies together, or of nothing, says nothing.
    if (tally) {
      const ofOne = scope === 'run' && this.#run.size > 0 && this.#runOf !== undefined && (named || this.#list.groupsAt !== -1);
      this.#hold(line, ofOne ? this.#runOf : undefined, money, tally);
    }
    this.#since = new Map();
    if (this.#list.groupsAt !== -1) this.#owner = undefined;
    return true;
  }

  #closeStated(): void {
    const stated = this.#stated;
    this.#stated = undefined;
    const tally = stated && this.#tallyOf(this.#run, stated.money);
    if (stated && tally) this.#hold(stated.line, stated.owner.code, stated.money, tally);
  }

  #hold(line: number, debtor: string | undefined, money: Money, tally: Tally): void {
    const file = stated(tally, money);
    const total = { line, currency: money.currency, ledger: tally.kept, file, ...(debtor === undefined ? {} : { debtor }) };
    if (debtor === undefined) {
      this.#grand.set(money.currency, total);
      return;
    }
    const sums = this.#byDebtor.get(money.currency) ?? { ledger: 0n, file: 0n };
    this.#byDebtor.set(money.currency, { ledger: sums.ledger + tally.kept, file: sums.file + file });
    if (tally.kept !== file && this.#off.length < MOST_OFF) this.#off.push(total);
  }

  /** What the file states beside what was read: a total of everything, else its customers' together, and each of theirs that is off. */
  totals(): readonly FileTotal[] {
    this.#closeStated();
    const together = [...this.#byDebtor]
      .filter(([currency]) => !this.#grand.has(currency))
      .map(([currency, sums]): FileTotal => ({ line: 0, currency, ...sums }));
    return [...this.#grand.values(), ...together, ...this.#off];
  }
}

function agrees(tally: Tally, money: Money): boolean {
  return (money.open ?? money.amount) === tally.open || money.amount === tally.gross || money.amount === tally.open;
}

/** The figure that is of the same measure as what was kept. */
function stated(tally: Tally, { amount, open }: Money): bigint {
  if (open !== undefined) return open;
  return amount === tally.gross && tally.gross !== tally.open ? tally.open : amount;
}

/** The header again, as on every page of a printed list. */
function isHeader(cells: readonly string[], header: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '');
  return filled.length > 1 && filled.every((cell) => header.includes(cell.replace(/\s+/g, ' ').trim()));
}
