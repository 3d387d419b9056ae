/** What the demo company sells: the month's orders, the invoices they become, and the credit notes that follow some of them. */
import type { Item } from './book.ts';
import { businessDayOnOrBefore, type Day, dueDay, isBusinessDay, monthEnd, monthOf } from './calendar.ts';
import type { Debtor, Season } from './debtors.ts';
import { daysSinceFailure, intendedPayment } from './habits.ts';
import { later, nextRef, type Order, type World } from './world.ts';

/** Sales of an ordinary month before VAT, in cents. */
const MONTHLY_SALES = 88_000_000;

// January to December, in percent of an ordinary month.
const SEASONS: Record<Season, readonly number[]> = {
  flat: [98, 98, 103, 102, 100, 104, 98, 82, 104, 106, 104, 98],
  summer: [35, 40, 70, 100, 150, 210, 220, 160, 90, 50, 40, 35],
  yearEnd: [60, 70, 80, 80, 75, 70, 60, 70, 120, 180, 210, 125],
};

/** Draws the orders of the month that starts with business day `first` and spreads them over its business days. */
export function planMonth(world: World, first: Day): void {
  const { random } = world;
  const days: Day[] = [];
  for (let day = first; day <= monthEnd(first); day += 1) if (isBusinessDay(day)) days.push(day);
  for (const debtor of world.debtors) {
    const season = (SEASONS[debtor.season][monthOf(first) - 1] ?? 100) / 100;
    const count = Math.floor(debtor.invoicesPerMonth + random.next());
    for (let number = 0; number < count; number += 1) {
      const day = days[random.between(0, days.length - 1)] ?? first;
      const noise = 0.35 + random.next() * 0.65 + random.next() * 0.65;
      const instalments = debtor.buysByInstalments && number === 0 && monthOf(first) % 3 === 0 ? 3 : 1;
      const net = Math.round(((MONTHLY_SALES * debtor.share * season) / debtor.invoicesPerMonth) * noise * (instalments > 1 ? 1.6 : 1));
      world.orders.set(day, [...(world.orders.get(day) ?? []), { debtor, net, instalments }]);
    }
  }
}

/** Invoices the day's orders; `scale` bends the plan so that the outstanding stays near its usual level. */
export function invoiceOrders(world: World, day: Day, scale: number): void {
  for (const order of world.orders.get(day) ?? []) {
    const failed = daysSinceFailure(order.debtor, day);
    if (failed === null || failed < 30) invoice(world, order, Math.max(4_000, Math.round(order.net * scale)), day);
  }
  world.orders.delete(day);
}

function invoice(world: World, order: Order, net: number, day: Day): void {
  const { debtor, instalments } = order;
  const ref = nextRef(world, 'FA', day);
  const { vat, others } = saleLines(debtor, net);
  const part = Math.floor((net + vat) / instalments);
  const items = world.book.post({
    journal: 'VE',
    day,
    ref,
    pieceDay: day,
    text: instalments > 1 ? `Facture ${ref} en ${instalments} échéances` : `Facture ${ref}`,
    items: Array.from({ length: instalments }, (_, index) => ({
      debtor,
      account: '411000' as const,
      kind: 'invoice' as const,
      ref,
      pieceDay: day,
      amount: index === instalments - 1 ? net + vat - part * (instalments - 1) : part,
      payOn: instalments > 1 ? businessDayOnOrBefore(day + 30 * (index + 1)) : payOn(world, debtor, day),
    })),
    others: others.map((line) => ({ ...line, amount: -line.amount })),
  });
  const [item] = items;
  if (item && instalments === 1 && !debtor.paysByBill && world.random.chance(0.035)) planCreditNote(world, item, day);
}

function payOn(world: World, debtor: Debtor, day: Day): number {
  return debtor.paysByBill ? Number.POSITIVE_INFINITY : intendedPayment(debtor, dueDay(day, debtor.terms), day, world.random);
}

function planCreditNote(world: World, item: Item, day: Day): void {
  const percent = world.random.between(6, 30);
  const allocated = world.random.chance(0.6);
  later(world, day + world.random.between(6, 24), (when) => {
    const net = Math.floor((item.amount * percent) / 120);
    if (item.open === item.amount && daysSinceFailure(item.debtor, when) === null) creditNote(world, item, net, allocated, when);
  });
}

/** An allocated credit note is lettered with its invoice at once; the others wait until the customer deducts them. */
function creditNote(world: World, origin: Item, net: number, allocated: boolean, day: Day): void {
  const { debtor } = origin;
  const ref = nextRef(world, 'AV', day);
  const { vat, others } = saleLines(debtor, net);
  const items = world.book.post({
    journal: 'VE',
    day,
    ref,
    pieceDay: day,
    text: `Avoir ${ref} sur ${origin.ref}`,
    items: [{ debtor, account: '411000', kind: 'creditNote', ref, pieceDay: day, amount: -(net + vat) }],
    others,
  });
  for (const credit of items) if (allocated) world.book.allocate(origin, credit, day);
}

/** Revenue and VAT of a sale, as the positive amounts that an invoice credits. Deliveries to Belgium carry no French VAT (art. 262 ter CGI). */
function saleLines(debtor: Debtor, net: number): { vat: number; others: { account: string; amount: number }[] } {
  if (debtor.country === 'BE') return { vat: 0, others: [{ account: '701200', amount: net }] };
  const vat = Math.round(net / 5);
  const freight = net > 150_000 ? 2_500 : 0;
  const others = [
    { account: '701000', amount: net - freight },
    ...(freight > 0 ? [{ account: '708500', amount: freight }] : []),
    { account: '445710', amount: vat },
  ];
  return { vat, others };
}
