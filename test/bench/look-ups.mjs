/** What people type to find a debtor: an account, the beginning or the middle of a name, an invoice number, a word that half of them share, nobody. */
import { random } from './items.mjs';

export async function lookUps(store, count) {
  const debtors = await store.read.debtors.all();
  const items = await store.read.ledger.itemCount();
  const below = random(7);
  const kinds = [
    (d) => d.code,
    (d) => d.code.toLowerCase(),
    (d) => d.name,
    (d) => d.name.slice(0, 6),
    (d) => d.name.split(' ').reverse().join(' '),
    () => `fa ${String(below(items)).padStart(7, '0')}`,
    () => 'a',
    () => 'nobody at all',
  ];
  return Array.from({ length: count }, (_, n) => kinds[n % kinds.length](debtors[below(debtors.length)]));
}
