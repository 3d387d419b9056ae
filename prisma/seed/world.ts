/** What the simulated days share: the books, the customers, what is planned for later, and the numbering of documents. */
import { Book } from './book.ts';
import { businessDayOnOrAfter, type Day, dayOf, yearOf } from './calendar.ts';
import type { Debtor } from './debtors.ts';
import type { Random } from './random.ts';

/**
 * The simulated company always starts on this day, whatever day it is asked for. A later `today` with the same seed
 * therefore lives through the same days and adds to them; nothing that was already posted changes.
 */
export const ORIGIN: Day = dayOf(2023, 1, 2);

/** An invoice that sales has in hand for a day; `net` is cents before VAT, before the day's adjustment to the sales plan. */
export interface Order {
  readonly debtor: Debtor;
  readonly net: number;
  readonly instalments: number;
}

export interface World {
  readonly random: Random;
  readonly book: Book;
  readonly debtors: readonly Debtor[];
  readonly orders: Map<Day, Order[]>;
  readonly plans: Map<Day, (() => void)[]>;
  readonly counters: Map<string, number>;
  /** The highest recent exposure of each customer in cents, slowly forgotten: what its credit limit was set from. */
  readonly peaks: Map<Debtor, number>;
  /** From these days on, the next bill bounces and the next customer pays twice. */
  nextBounce: Day;
  nextDoublePayment: Day;
}

export function newWorld(random: Random, debtors: readonly Debtor[]): World {
  return {
    random,
    debtors,
    book: new Book(),
    orders: new Map(),
    plans: new Map(),
    counters: new Map(),
    peaks: new Map(),
    nextBounce: ORIGIN + 120,
    nextDoublePayment: ORIGIN + 90,
  };
}

/** Plans something for the first business day on or after `day`, which must lie ahead. */
export function later(world: World, day: Day, action: (day: Day) => void): void {
  const when = businessDayOnOrAfter(day);
  const planned = world.plans.get(when) ?? [];
  planned.push(() => action(when));
  world.plans.set(when, planned);
}

export function runPlans(world: World, day: Day): void {
  for (const action of world.plans.get(day) ?? []) action();
  world.plans.delete(day);
}

/** The next document number of its kind in the year, such as `FA26-00042`. */
export function nextRef(world: World, prefix: string, day: Day): string {
  const key = `${prefix}${String(yearOf(day) % 100).padStart(2, '0')}`;
  const number = (world.counters.get(key) ?? 0) + 1;
  world.counters.set(key, number);
  return `${key}-${String(number).padStart(5, '0')}`;
}
