/** A list of items as a company exports it, in CSV: the same seed gives the same file, row for row. */

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

const DEBTORS = 50_000;
const DAY = 86_400_000;
const FIRST = Date.UTC(2024, 0, 1) / DAY;
const SPAN = 730;
const PLACES = ['Lyon', 'Lille', 'Nantes', 'Liège', 'Orléans', 'Béziers', 'Namur', 'Reims'];
const TRADES = ['Transports', 'Menuiserie', 'Garage', 'Brasserie', 'Électricité', 'Imprimerie', 'Société', 'Établissements'];

/** Pseudo-random integers below n (xorshift, 32 bits). */
export function random(seed) {
  let state = seed;
  return (n) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % n;
  };
}

export function debtorName(n) {
  return `${TRADES[n % TRADES.length]} ${PLACES[(n >> 3) % PLACES.length]} ${n}`;
}

/** Writes `rows` lines: nine invoices to a credit note, one in four settled, one in thirty partly open. */
export async function writeItems(path, rows, seed = 20_260_630, debtors = DEBTORS) {
  const below = random(seed);
  const out = createWriteStream(path);
  let text = 'debtor,name,ref,issueDate,dueDate,amount,openAmount,settledDate,currency\n';
  for (let n = 0; n < rows; n++) {
    const debtor = below(debtors);
    const issued = FIRST + below(SPAN);
    const credit = below(10) === 0;
    const cents = (1 + below(2_000_000)) * (credit ? -1 : 1);
    const settled = below(4) === 0 ? iso(issued + 20 + below(80)) : '';
    const open = settled === '' && below(30) === 0 ? amount(Math.trunc(cents / 3)) : '';
    const due = credit ? issued : issued + 30;
    text += `C${String(debtor).padStart(5, '0')},${debtorName(debtor)},FA-${String(n).padStart(7, '0')},${iso(issued)},${iso(due)},${amount(cents)},${open},${settled},EUR\n`;
    if (text.length < 1 << 16) continue;
    if (!out.write(text)) await once(out, 'drain');
    text = '';
  }
  out.end(text);
  await once(out, 'finish');
}

function iso(day) {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

function amount(cents) {
  const text = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${text.slice(0, -2)}.${text.slice(-2)}`;
}
