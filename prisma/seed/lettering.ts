/** Turns a year's allocations into the letters of the FEC: one code per group of items lettered together, reused from one customer to the next. */
import type { Allocation, Item } from './book.ts';
import type { Day } from './calendar.ts';
import type { Debtor } from './debtors.ts';

export interface Letter {
  /** Capitals when the group balances, small letters while it does not. */
  readonly code: string;
  /** The day of the group's latest allocation. */
  readonly day: Day;
}

interface Group {
  readonly items: Item[];
  readonly allocations: Allocation[];
}

/** The letter of each item that one of these allocations touches; `isOpen` tells what still holds something at the end. */
export function letters(allocations: readonly Allocation[], isOpen: (item: Item) => boolean): Map<Item, Letter> {
  const marks = new Map<Item, Letter>();
  const used = new Map<Debtor, { full: number; partial: number }>();
  const groups = connect(allocations).map((group) => ({ ...group, day: Math.max(...group.allocations.map(({ day }) => day)) }));
  groups.sort((a, b) => a.day - b.day);
  for (const { items, day } of groups) {
    const [first] = items;
    if (!first) continue;
    const count = used.get(first.debtor) ?? { full: 0, partial: 0 };
    used.set(first.debtor, count);
    const code = items.some(isOpen) ? letterCode(count.partial++).toLowerCase() : letterCode(count.full++);
    for (const item of items) marks.set(item, { code, day });
  }
  return marks;
}

/** AA, AB … ZZ, AAA: the 0th, 1st … code. */
function letterCode(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  const rest = Math.floor(index / 26);
  if (rest === 0) return `A${letter}`;
  return `${rest < 26 ? String.fromCharCode(65 + rest) : letterCode(rest - 26)}${letter}`;
}

/** Groups of items joined, directly or through others, by allocations. */
function connect(allocations: readonly Allocation[]): Group[] {
  const groupOf = new Map<Item, Group>();
  for (const allocation of allocations) {
    const { debit, credit } = allocation;
    const group = groupOf.get(debit) ?? groupOf.get(credit) ?? { items: [], allocations: [] };
    const other = groupOf.get(credit);
    if (other && other !== group) {
      group.items.push(...other.items);
      group.allocations.push(...other.allocations);
      for (const item of other.items) groupOf.set(item, group);
    }
    for (const item of [debit, credit]) {
      if (groupOf.get(item) === group) continue;
      group.items.push(item);
      groupOf.set(item, group);
    }
    group.allocations.push(allocation);
  }
  return [...new Set(groupOf.values())];
}
