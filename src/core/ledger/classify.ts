/** Which accounts of a ledger are customers, sales and cash: what an entry is shows in the accounts it touches (docs/rules/ledger.md, rules 2 and 4). */
import type { Scope } from './item.ts';

/** Account prefixes by country; the longest that fits decides. Accounts without one are not customers and are never imported (a FEC also holds payroll). */
const FRANCE: readonly (readonly [string, Scope])[] = [
  ['4191', 'exposure'],
  ['411', 'balance'],
  ['413', 'balance'],
  ['416', 'balance'],
  ['418', 'exposure'],
];

const BELGIUM: readonly (readonly [string, Scope])[] = [
  ['400', 'balance'],
  ['401', 'balance'],
  ['407', 'balance'],
  ['46', 'exposure'],
];

/** balance: in the aged balance; exposure: unbilled sales and advances, in the exposure only; undefined: not a customer account. `country` is ISO 3166 alpha-2; all but Belgium count as French. */
export function scopeOf(account: string, country: string): Scope | undefined {
  const table = country === 'BE' ? BELGIUM : FRANCE;
  return table.find(([prefix]) => account.startsWith(prefix))?.[1];
}

/** A sale's own account: turnover (class 70), or the VAT collected on it (4457; Belgium 451). */
export function isSaleAccount(account: string, country: string): boolean {
  return account.startsWith('70') || account.startsWith(country === 'BE' ? '451' : '4457');
}

/** Cash: banks (51) and tills (53); Belgium 55 and 57. */
export function isCashAccount(account: string, country: string): boolean {
  return country === 'BE' ? /^5[57]/.test(account) : /^5[13]/.test(account);
}
