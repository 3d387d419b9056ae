/** The demo company's books in memory: balanced entries, the customer items they open, and what was lettered with what, when. */
import { type Day, dueDay, toIso } from './calendar.ts';
import type { Debtor } from './debtors.ts';

type Journal = 'VE' | 'BQ' | 'EF' | 'OD' | 'AC';
type CustomerAccount = '411000' | '413000' | '416000';
type ItemKind = 'invoice' | 'creditNote' | 'payment' | 'bill' | 'transfer' | 'bounced' | 'doubtful' | 'refund' | 'writeOff';

/** One line on a customer account. Amounts are cents, debits positive. */
export interface Item {
  readonly debtor: Debtor;
  readonly account: CustomerAccount;
  readonly kind: ItemKind;
  readonly ref: string;
  readonly pieceDay: Day;
  readonly entryDay: Day;
  /** By the debtor's terms for debits; a credit is due on its own date. */
  readonly dueDay: Day;
  readonly amount: number;
  /** What is left, same sign as the amount, nearing zero as allocations come. */
  open: number;
  /** The day of the allocation that closed it; Infinity while it is open. */
  closedOn: number;
  /** The day on which the customer means to pay; Infinity when nobody knows. */
  payOn: number;
}

/** A line on any other account; `amount` in cents, debits positive. */
export interface OtherLine {
  readonly account: string;
  readonly auxiliary?: { readonly code: string; readonly name: string };
  readonly amount: number;
}

export interface Entry {
  readonly journal: Journal;
  readonly day: Day;
  readonly ref: string;
  readonly pieceDay: Day;
  readonly text: string;
  readonly items: readonly Item[];
  readonly others: readonly OtherLine[];
}

export interface Allocation {
  readonly debit: Item;
  readonly credit: Item;
  readonly amount: number;
  readonly day: Day;
}

type NewItem = Pick<Item, 'debtor' | 'account' | 'kind' | 'ref' | 'pieceDay' | 'amount'> & { readonly payOn?: number };

export class Book {
  readonly entries: Entry[] = [];
  readonly allocations: Allocation[] = [];
  readonly open = new Set<Item>();
  readonly items: Item[] = [];
  readonly #balances = new Map<string, number>();

  /** Posts a balanced entry and returns the customer items it opened. Throws when debits and credits differ. */
  post(entry: Omit<Entry, 'items'> & { readonly items?: readonly NewItem[] }): readonly Item[] {
    const items = (entry.items ?? []).map((wanted) => newItem(wanted, entry.day));
    const balance = [...items, ...entry.others].reduce((sum, line) => sum + line.amount, 0);
    if (balance !== 0) throw new Error(`entry ${entry.journal} ${entry.ref} of ${toIso(entry.day)} is out by ${balance} cents`);
    this.entries.push({ ...entry, items });
    for (const item of items) {
      this.items.push(item);
      this.open.add(item);
    }
    for (const line of [...items, ...entry.others]) this.#balances.set(line.account, this.balance(line.account) + line.amount);
    return items;
  }

  /** Letters as much of a debit and a credit as both have left. */
  allocate(debit: Item, credit: Item, day: Day): void {
    const amount = Math.min(debit.open, -credit.open);
    if (amount <= 0) throw new Error(`nothing to letter between ${debit.ref} and ${credit.ref}`);
    debit.open -= amount;
    credit.open += amount;
    this.#close(debit, day);
    this.#close(credit, day);
    this.allocations.push({ debit, credit, amount, day });
  }

  #close(item: Item, day: Day): void {
    if (item.open !== 0) return;
    item.closedOn = day;
    this.open.delete(item);
  }

  /** The account's balance in cents, debits positive. */
  balance(account: string): number {
    return this.#balances.get(account) ?? 0;
  }

  openItemsOf(debtor: Debtor): Item[] {
    return [...this.open].filter((item) => item.debtor === debtor);
  }
}

function newItem(wanted: NewItem, day: Day): Item {
  const { debtor, account, kind, ref, pieceDay, amount, payOn = Number.POSITIVE_INFINITY } = wanted;
  const due = amount > 0 ? dueDay(pieceDay, debtor.terms) : day;
  return {
    debtor,
    account,
    kind,
    ref,
    pieceDay,
    amount,
    entryDay: day,
    dueDay: due,
    open: amount,
    closedOn: Number.POSITIVE_INFINITY,
    payOn,
  };
}
