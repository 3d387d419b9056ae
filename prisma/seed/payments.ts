/** Money that comes in: transfers with and without a reference, part payments, payments made twice, and the refund of those. */
import type { Item } from './book.ts';
import type { Day } from './calendar.ts';
import type { Debtor } from './debtors.ts';
import { later, nextRef, type World } from './world.ts';

/** The customer account items that are due to be paid today by their customers' own plans, one group per customer. */
export function intendedToday(world: World, day: Day): Item[][] {
  const groups = new Map<Debtor, Item[]>();
  for (const item of world.book.open) if (item.payOn <= day) groups.set(item.debtor, [...(groups.get(item.debtor) ?? []), item]);
  return [...groups.values()];
}

/** One customer pays these items of one account today, in the way that this customer pays. */
export function receivePayment(world: World, items: readonly Item[], day: Day): void {
  const [first] = items;
  if (!first) return;
  const { habit } = first.debtor;
  const alone = items.length === 1 && first.open === first.amount;
  const modest = alone && first.amount < 1_500_000;
  if ((habit.kind === 'bad' || habit.kind === 'slow') && alone && first.amount > 250_000 && world.random.chance(0.25)) {
    payInPart(world, first, day);
  } else if (habit.kind === 'punctual' && modest && world.random.chance(0.045)) {
    payWithoutReference(world, first, day);
  } else {
    payInFull(world, items, day);
    if (habit.kind === 'punctual' && modest && first.amount > 200_000 && day >= world.nextDoublePayment) payAgain(world, first, day);
  }
}

/** Pays the items to the last cent, less the credit notes that the customer still holds. */
export function payInFull(world: World, items: readonly Item[], day: Day): void {
  const { book } = world;
  const [first] = items;
  if (!first) return;
  const owed = items.reduce((sum, item) => sum + item.open, 0);
  const credits = book.openItemsOf(first.debtor).filter((item) => item.kind === 'creditNote' && day - item.entryDay >= 25);
  const held = credits.reduce((sum, credit) => sum - credit.open, 0);
  if (held < owed) for (const credit of credits) letterInTurn(world, items, credit, day);
  const rest = items.reduce((sum, item) => sum + item.open, 0);
  for (const payment of bankIn(world, first.debtor, rest, `Virement ${first.debtor.name}`, day)) letterInTurn(world, items, payment, day);
}

function letterInTurn(world: World, debits: readonly Item[], credit: Item, day: Day): void {
  for (const debit of debits) if (debit.open > 0 && credit.open < 0) world.book.allocate(debit, credit, day);
}

function payInPart(world: World, item: Item, day: Day): void {
  // A round sum between 40 and 60 %, in whole hundreds of euros.
  const part = Math.max(10_000, Math.floor((item.amount * world.random.between(40, 60)) / 1_000_000) * 10_000);
  for (const payment of bankIn(world, item.debtor, part, `Acompte sur ${item.ref}`, day)) world.book.allocate(item, payment, day);
  item.payOn = day + world.random.between(25, 60);
}

/** The money is in, but nobody knows what for: it is lettered some weeks later. */
function payWithoutReference(world: World, item: Item, day: Day): void {
  item.payOn = Number.POSITIVE_INFINITY;
  for (const payment of bankIn(world, item.debtor, item.open, 'Virement sans référence', day)) {
    later(world, day + world.random.between(12, 40), (when) => letterFound(world, item, payment, when));
  }
}

/** If a credit note came off the invoice meanwhile, the payment's surplus stays to be refunded. */
function letterFound(world: World, item: Item, payment: Item, day: Day): void {
  if (item.open > 0) world.book.allocate(item, payment, day);
  if (payment.open < 0) refund(world, payment, day);
}

function payAgain(world: World, item: Item, day: Day): void {
  world.nextDoublePayment = day + 50;
  later(world, day + 2, (when) => {
    for (const surplus of bankIn(world, item.debtor, item.amount, `Virement ${item.debtor.name}`, when)) {
      later(world, when + world.random.between(50, 80), (back) => refund(world, surplus, back));
    }
  });
}

function refund(world: World, credit: Item, day: Day): void {
  const ref = nextRef(world, 'REMB', day);
  const { debtor, open } = credit;
  const items = world.book.post({
    journal: 'BQ',
    day,
    ref,
    pieceDay: day,
    text: `Remboursement trop-perçu ${debtor.name}`,
    items: [{ debtor, account: '411000', kind: 'refund', ref, pieceDay: day, amount: -open }],
    others: [{ account: '512000', amount: open }],
  });
  for (const debit of items) world.book.allocate(debit, credit, day);
}

function bankIn(world: World, debtor: Debtor, amount: number, text: string, day: Day): readonly Item[] {
  if (amount <= 0) return [];
  const ref = nextRef(world, 'VIR', day);
  return world.book.post({
    journal: 'BQ',
    day,
    ref,
    pieceDay: day,
    text,
    items: [{ debtor, account: '411000', kind: 'payment', ref, pieceDay: day, amount: -amount }],
    others: [{ account: '512000', amount }],
  });
}
