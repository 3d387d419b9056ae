/** Lives through the demo company's days one by one and keeps its outstanding and overdue rate where the story wants them. */

import { presentBills } from './bills.ts';
import type { Item } from './book.ts';
import { businessDayOnOrAfter, type Day, monthStart } from './calendar.ts';
import type { Debtor } from './debtors.ts';
import { daysSinceFailure } from './habits.ts';
import { followInsolvencies } from './insolvency.ts';
import { openCompany, planOverheads } from './overheads.ts';
import { intendedToday, payInFull, receivePayment } from './payments.ts';
import { invoiceOrders, planMonth } from './sales.ts';
import { ORIGIN, runPlans, type World } from './world.ts';

/** Cents. */
const USUAL_OUTSTANDING = 180_000_000;
/** Parts per million of the outstanding: the middle of the overdue rate, and how far it swings in a quarter. */
const USUAL_OVERDUE = 116_500;
const OVERDUE_SWING = 4_500;
/** How far the rate may stray from its path before customers pay sooner, or later, than they meant to. */
const TOLERANCE = 1_500;

/** Runs every business day from the origin to `last`, both included. */
export function simulate(world: World, last: Day): void {
  openCompany(world);
  for (let day = businessDayOnOrAfter(ORIGIN); day <= last; day = businessDayOnOrAfter(day + 1)) live(world, day);
}

function live(world: World, day: Day): void {
  if (day === businessDayOnOrAfter(monthStart(day))) {
    planMonth(world, day);
    planOverheads(world, day);
  }
  runPlans(world, day);
  invoiceOrders(world, day, salesScale(world, day));
  followInsolvencies(world, day);
  presentBills(world, day);
  receiveIntended(world, day);
  hurryPayers(world, day);
  rememberPeaks(world);
}

/** Cents, over all customer accounts: what is owed in all, and what of it is late on the morning of `asOf`, credits deducted. */
function position(world: World, asOf: Day): { total: number; overdue: number } {
  let total = 0;
  let overdue = 0;
  for (const item of world.book.open) {
    total += item.open;
    if (item.dueDay < asOf) overdue += item.open;
  }
  return { total, overdue };
}

/** Sales are bent a little every day: below its usual level the outstanding attracts more of them, above it less. */
function salesScale(world: World, day: Day): number {
  // The first months have no outstanding to steer by.
  if (day < ORIGIN + 100) return 1;
  const { total } = position(world, day);
  const wanted = USUAL_OUTSTANDING * (1 + (wave(day, 210) * 25) / 1_000);
  const ratio = Math.min(1.25, Math.max(0.8, wanted / Math.max(1, total)));
  return ratio * ratio * ratio;
}

function receiveIntended(world: World, day: Day): void {
  const floor = overduePath(day) - TOLERANCE;
  for (const items of intendedToday(world, day)) {
    const [first] = items;
    if (!first || daysSinceFailure(first.debtor, day) !== null) continue;
    const waits = !first.debtor.buysByInstalments && items.every((item) => item.dueDay <= day);
    if (waits && rateWithout(world, items, day) < floor) {
      for (const item of items) item.payOn = day + world.random.between(1, 5);
    } else {
      receivePayment(world, items, day);
    }
  }
}

/** When too much is late, those who meant to pay soonest do so today. */
function hurryPayers(world: World, day: Day): void {
  const ceiling = overduePath(day) + TOLERANCE;
  const late = [...world.book.open].filter((item) => item.payOn !== Number.POSITIVE_INFINITY && item.dueDay < nextBusinessDay(day));
  const able = late.filter((item) => daysSinceFailure(item.debtor, day) === null);
  able.sort((a, b) => a.payOn - b.payOn);
  for (const item of able) {
    if (rateWithout(world, [], day) <= ceiling) return;
    payInFull(world, [item], day);
  }
}

/** Parts per million, as the next business day's morning will show it, once these items are paid. */
function rateWithout(world: World, items: readonly Item[], day: Day): number {
  const { total, overdue } = position(world, nextBusinessDay(day));
  const paid = items.reduce((sum, item) => sum + item.open, 0);
  return Math.round(((overdue - paid) * 1_000_000) / Math.max(1, total - paid));
}

function nextBusinessDay(day: Day): Day {
  return businessDayOnOrAfter(day + 1);
}

/** The overdue rate rises and falls over twelve weeks, so that the weekly chart always has something to tell. */
function overduePath(day: Day): number {
  return USUAL_OVERDUE + Math.round(wave(day, 84) * OVERDUE_SWING);
}

/** A triangular wave between −1 and 1: sums and divisions alone, hence the same to the last bit everywhere. */
function wave(day: Day, period: number): number {
  const phase = ((day - ORIGIN) % period) / period;
  return phase < 0.5 ? 4 * phase - 1 : 3 - 4 * phase;
}

function rememberPeaks(world: World): void {
  const exposures = new Map<Debtor, number>();
  for (const item of world.book.open) exposures.set(item.debtor, (exposures.get(item.debtor) ?? 0) + item.open);
  for (const debtor of world.debtors) {
    const faded = Math.floor(((world.peaks.get(debtor) ?? 0) * 998) / 1_000);
    world.peaks.set(debtor, Math.max(faded, exposures.get(debtor) ?? 0));
  }
}
