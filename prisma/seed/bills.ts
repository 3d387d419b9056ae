/** Bills of exchange (413): presented five weeks before the due date, cashed on it, and once in a while returned unpaid. */
import type { Item } from './book.ts';
import { businessDayOnOrBefore, type Day } from './calendar.ts';
import { later, nextRef, type World } from './world.ts';

const PRESENTED_BEFORE = 35;
const DAYS_BETWEEN_BOUNCES = 40;

/** Turns the invoices of customers who pay by bill into bills. */
export function presentBills(world: World, day: Day): void {
  for (const item of [...world.book.open]) {
    if (
      item.kind === 'invoice' &&
      item.debtor.paysByBill &&
      item.payOn === Number.POSITIVE_INFINITY &&
      item.dueDay - day <= PRESENTED_BEFORE
    ) {
      present(world, item, day);
    }
  }
}

function present(world: World, invoice: Item, day: Day): void {
  const { debtor, ref, pieceDay, open } = invoice;
  const [closing, bill] = world.book.post({
    journal: 'EF',
    day,
    ref,
    pieceDay,
    text: `LCR acceptée ${ref}`,
    items: [
      { debtor, account: '411000', kind: 'transfer', ref, pieceDay, amount: -open },
      { debtor, account: '413000', kind: 'bill', ref, pieceDay, amount: open },
    ],
    others: [],
  });
  if (!closing || !bill) return;
  world.book.allocate(invoice, closing, day);
  later(world, Math.max(day + 1, businessDayOnOrBefore(bill.dueDay)), (when) => cash(world, bill, when));
}

function cash(world: World, bill: Item, day: Day): void {
  const { debtor, open } = bill;
  const ref = nextRef(world, 'LCR', day);
  const [payment] = world.book.post({
    journal: 'BQ',
    day,
    ref,
    pieceDay: day,
    text: `Encaissement LCR ${bill.ref}`,
    items: [{ debtor, account: '413000', kind: 'payment', ref, pieceDay: day, amount: -open }],
    others: [{ account: '512000', amount: open }],
  });
  if (payment) world.book.allocate(bill, payment, day);
  // A modest bill, so that one accident does not decide the month's overdue rate.
  if (day >= world.nextBounce && payment && payment.amount > -2_500_000) {
    world.nextBounce = day + DAYS_BETWEEN_BOUNCES;
    later(world, day + 5, (when) => bounce(world, bill, when));
  }
}

/** The bank takes the money back. The new debit keeps the invoice's number and date, so that its age is the invoice's. */
function bounce(world: World, bill: Item, day: Day): void {
  const { debtor, ref, pieceDay, amount } = bill;
  const fee = 1_850;
  world.book.post({
    journal: 'BQ',
    day,
    ref,
    pieceDay,
    text: `LCR impayée ${ref}`,
    items: [{ debtor, account: '411000', kind: 'bounced', ref, pieceDay, amount, payOn: day + world.random.between(40, 70) }],
    others: [
      { account: '512000', amount: -amount - fee },
      { account: '627000', amount: fee },
    ],
  });
}
