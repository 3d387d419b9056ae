/** How much of an item a file's dispute mark puts in dispute: an amount says how much, anything else (yes, a reason) all that is open. */
import { fromDecimal } from '../money.ts';

/** Minor units, never more than `open` nor less than 0. */
export function markedAmount(mark: string, open: bigint, currency: string): bigint {
  const plain = mark.replace(/[\s\u00a0\u202f€$£]/g, '').replace(/,(?=\d{1,4}$)/, '.');
  const amount = /^\d+(\.\d+)?$/.test(plain) ? fromDecimal(plain, currency) : undefined;
  if (amount === undefined || amount > open) return open > 0n ? open : 0n;
  return amount;
}
