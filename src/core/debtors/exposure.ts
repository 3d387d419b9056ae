/** What is owed in several currencies as one amount, at the policy's rates (docs/rules/ledger.md, rule 22). */
import type { Day } from '../kernel/dates.ts';
import { convert, type ExchangeRate } from '../kernel/rates.ts';

export interface Exposure {
  readonly amount: bigint;
  readonly unconverted: readonly string[];
}

/** Open items in one currency; what has no rate is named, once, and not guessed. */
export function exposureIn(
  currency: string,
  rows: readonly { readonly currency: string; readonly amount: bigint }[],
  asOf: Day,
  rates: readonly ExchangeRate[],
): Exposure {
  let amount = 0n;
  const unconverted: string[] = [];
  for (const row of rows) {
    const converted = convert(row.amount, row.currency, currency, asOf, rates);
    if (converted !== undefined) amount += converted;
    else if (!unconverted.includes(row.currency)) unconverted.push(row.currency);
  }
  return { amount, unconverted };
}

/** The currency in which a debtor, or a group, is judged: the limit's, else the only one that is owed, else the company's. */
export function judgedIn(
  limit: { readonly currency: string } | null,
  owed: readonly { readonly currency: string }[],
  company: string,
): string {
  const [first, second] = new Set(owed.map((row) => row.currency));
  return limit?.currency ?? (first !== undefined && second === undefined ? first : company);
}
