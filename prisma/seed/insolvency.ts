/** Customers that fail: their debts move to doubtful receivables (416), and what is left is written off a year later. */
import type { Item } from './book.ts';
import type { Day } from './calendar.ts';
import { daysSinceFailure } from './habits.ts';
import { nextRef, type World } from './world.ts';

export function followInsolvencies(world: World, day: Day): void {
  for (const debtor of world.debtors) {
    if (debtor.habit.kind !== 'fragile') continue;
    const failed = daysSinceFailure(debtor, day);
    const items = world.book.openItemsOf(debtor);
    if (failed !== null && failed >= 120) {
      for (const item of items) if (item.amount > 0 && item.account === '411000') moveToDoubtful(world, item, day);
    }
    // One loss every third day: the overdue rate must not fall off a cliff because of a few pieces of paper.
    const doubtful = items.find(({ account }) => account === '416000');
    if (doubtful && day % 3 === 0 && (failed === null || failed >= 420)) writeOff(world, doubtful, day);
  }
}

/** The doubtful item keeps the invoice's number and date: it is the same debt under another account. */
function moveToDoubtful(world: World, invoice: Item, day: Day): void {
  const { debtor, ref, pieceDay, open } = invoice;
  const [closing] = world.book.post({
    journal: 'OD',
    day,
    ref,
    pieceDay,
    text: `Passage en douteux ${ref}`,
    items: [
      { debtor, account: '411000', kind: 'transfer', ref, pieceDay, amount: -open },
      { debtor, account: '416000', kind: 'doubtful', ref, pieceDay, amount: open },
    ],
    others: [],
  });
  if (closing) world.book.allocate(invoice, closing, day);
}

/** The loss is net of the VAT, which comes back on a debt that is lost for good (art. 272 CGI). */
function writeOff(world: World, doubtful: Item, day: Day): void {
  const { debtor, open } = doubtful;
  const ref = nextRef(world, 'PERTE', day);
  const vat = debtor.country === 'BE' ? 0 : Math.round(open / 6);
  const [closing] = world.book.post({
    journal: 'OD',
    day,
    ref,
    pieceDay: day,
    text: `Créance irrécouvrable ${doubtful.ref}`,
    items: [{ debtor, account: '416000', kind: 'writeOff', ref, pieceDay: day, amount: -open }],
    others: [
      { account: '654000', amount: open - vat },
      { account: '445710', amount: vat },
    ],
  });
  if (closing) world.book.allocate(doubtful, closing, day);
}
