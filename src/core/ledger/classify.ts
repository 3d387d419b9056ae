/** Which accounts of a ledger are customers, and what its other accounts say of an entry: what an entry is shows in the accounts it touches (docs/rules/ledger.md, rules 2 and 4). */
import { type Scope, SIGNS } from './item.ts';

interface Chart {
  /** Account prefixes; the first that fits decides. Accounts without one are not customers and are never imported (a FEC also holds payroll). */
  readonly customers: readonly (readonly [prefix: string, scope: Scope])[];
  /** Prefixes of the accounts that say what an entry is. */
  readonly signs: readonly (readonly [prefix: string, sign: number])[];
}

/** Plan comptable général: 654 and 6714 write off; 58 passes cash on, 511 waits for the bank. 656 and 756 are exchange differences on trade debts since 2017, 666 and 766 before. */
const FRANCE: Chart = {
  customers: [
    ['4191', 'exposure'],
    ['411', 'balance'],
    ['413', 'balance'],
    ['416', 'balance'],
    ['418', 'exposure'],
  ],
  signs: [
    ['70', SIGNS.sale],
    ['4457', SIGNS.vat],
    ...['51', '53', '58'].map((prefix) => [prefix, SIGNS.cash] as const),
    ...['654', '6714'].map((prefix) => [prefix, SIGNS.loss] as const),
    ['665', SIGNS.discount],
    ...['656', '666', '756', '766'].map((prefix) => [prefix, SIGNS.exchange] as const),
    ['419', SIGNS.advance],
  ],
};

/** Plan comptable minimum normalisé (unverified beyond classes 40, 46, 55, 57 and 70). */
const BELGIUM: Chart = {
  customers: [
    ['400', 'balance'],
    ['401', 'balance'],
    ['407', 'balance'],
    ['46', 'exposure'],
  ],
  signs: [
    ['70', SIGNS.sale],
    ['451', SIGNS.vat],
    ...['54', '55', '57', '58'].map((prefix) => [prefix, SIGNS.cash] as const),
    ['642', SIGNS.loss],
    ['653', SIGNS.discount],
    ...['654', '655', '754', '755'].map((prefix) => [prefix, SIGNS.exchange] as const),
    ['46', SIGNS.advance],
  ],
};

/** Where customers stand in the charts of other countries: what a file without any customer line is looked through for. */
export const OTHER_CHARTS: readonly (readonly [country: string, prefix: string])[] = [
  ['FR', '411'],
  ['BE', '400'],
  ['LU', '4011'],
  ['ES', '430'],
  ['PT', '211'],
  ['MA', '342'],
  ['CH', '110'],
  ['DE', '140'],
];

/** Those that a FEC is read by. */
export const READ_CHARTS: readonly string[] = ['FR', 'BE'];

/** `country` is ISO 3166 alpha-2; all but Belgium count as French. */
function chartOf(country: string): Chart {
  return country === 'BE' ? BELGIUM : FRANCE;
}

/** The prefixes of the customers' accounts. */
export function customerPrefixes(country: string): readonly string[] {
  return chartOf(country).customers.map(([prefix]) => prefix);
}

/** balance: in the aged balance; exposure: unbilled sales and advances, in the exposure only; undefined: not a customer account. */
export function scopeOf(account: string, country: string): Scope | undefined {
  return chartOf(country).customers.find(([prefix]) => account.startsWith(prefix))?.[1];
}

/** What a line of the account says of its entry; 0 when nothing. */
export function signOf(account: string, country: string): number {
  return chartOf(country).signs.find(([prefix]) => account.startsWith(prefix))?.[1] ?? 0;
}

/** A balance sheet's account: classes 1 to 5, and 89, through which some programs carry the balances over. */
export function isBalanceSheet(account: string): boolean {
  return /^(?:[1-5]|89)/.test(account);
}

/** An account that no customer's own entry touches, but an opening one does: capital, loans, fixed assets, stock, or 89. (108 is the owner's purse, which may take a customer's cash.) */
export function isCarriedOver(account: string): boolean {
  return /^(?:[1-3]|89)/.test(account) && !account.startsWith('108');
}
