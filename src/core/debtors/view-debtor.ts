/** Looking a debtor up: who fits the words, and how the account stands at a date. */

import type { Person } from '../desk/people-ports.ts';
import type { Reads } from '../desk/store.ts';
import { type Times, timesOf } from '../disputes/figures.ts';
import { disputesIn } from '../disputes/ports.ts';
import { type DisputeView, debtorDisputes } from '../disputes/view-dispute.ts';
import type { Day } from '../kernel/dates.ts';
import type { ExchangeRate } from '../kernel/rates.ts';
import { convert } from '../kernel/rates.ts';
import type { Debtor } from '../ledger/parties.ts';
import type { AgedRow, LedgerReads, OpenItem } from '../ledger/ports.ts';
import { ledgerIn } from '../ledger/ports.ts';
import { mandatesIn } from '../mandates/ports.ts';
import type { MandateUse } from '../mandates/use.ts';
import { promisesIn } from '../promises/ports.ts';
import type { PaymentPromise } from '../promises/promise.ts';
import type { ScoreTrend } from '../score/read-scores.ts';
import type { Exchange } from './exchange.ts';
import { type Grant, grantsIn, withGrant } from './grants.ts';
import { historyIn } from './trace-ports.ts';

export interface DebtorView {
  readonly debtor: Debtor;
  /** The committee's limit in force; `debtor.limit` is then the same. */
  readonly grant: Grant | undefined;
  readonly asOf: Day;
  /** The day of the ledger that the figures are made from. */
  readonly ledgerDay: Day | undefined;
  /** Minor units of `currency`: open items of every scope, converted at the policy's rates. */
  readonly exposure: bigint;
  readonly available: bigint | undefined;
  readonly currency: string;
  /** Currencies left out of the exposure for want of a rate. */
  readonly unconverted: readonly string[];
  readonly aging: readonly AgedRow[];
  readonly items: readonly OpenItem[];
  readonly itemCount: number;
  /** The account's newest lines, newest first. */
  readonly movements: readonly OpenItem[];
  readonly salesperson: Person | undefined;
  readonly salesAdmin: Person | undefined;
  readonly collector: Person | undefined;
  /** Cases that are open, or wait for their credit note. */
  readonly disputes: readonly DisputeView[];
  /** How quickly the account's disputes of 12 months were answered. */
  readonly disputeTimes: Times;
  /** Every promise of the account, oldest first. */
  readonly promises: readonly PaymentPromise[];
  /** Uses of delegated powers that count on that day, oldest first. */
  readonly mandates: readonly MandateUse[];
  /** Names by e-mail, of those who used them. */
  readonly holders: ReadonlyMap<string, string>;
  /** Read beside the view where it is shown. */
  readonly score?: ScoreTrend;
  /** The last thing that was said, sent or done. */
  readonly lastExchange: Exchange | undefined;
}

const MAX_ITEMS = 8;
const MAX_MOVEMENTS = 3;

export interface Exposure {
  readonly amount: bigint;
  readonly unconverted: readonly string[];
}

/** One debtor's open items in one currency; what has no rate is named, not guessed. */
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
    if (converted === undefined) unconverted.push(row.currency);
    else amount += converted;
  }
  return { amount, unconverted };
}

/** The currency in which a debtor is judged: the limit's, else the only one in its ledger, else the company's. */
function judgedIn(debtor: Debtor, rows: readonly { readonly currency: string }[], company: string): string {
  const [first, second] = rows;
  return debtor.limit?.currency ?? (first && !second ? first.currency : company);
}

export async function viewDebtor(
  read: Reads,
  onFile: Debtor,
  asOf: Day,
  options: { readonly currency: string; readonly rates: readonly ExchangeRate[]; readonly maxItems?: number },
): Promise<DebtorView> {
  const ledger: LedgerReads = ledgerIn(read);
  const [grant] = await grantsIn(read).inForce(asOf, onFile.id);
  const debtor = withGrant(onFile, grant);
  const person = (email: string | null): Promise<Person | undefined> => (email ? read.people.byEmail(email) : Promise.resolve(undefined));
  const [
    exposures,
    aging,
    open,
    movements,
    ledgerDay,
    salesperson,
    salesAdmin,
    collector,
    disputes,
    everyDispute,
    promises,
    [lastExchange],
    mandates,
  ] = await Promise.all([
    ledger.exposure(asOf, { debtorId: debtor.id }),
    ledger.agedByDebtor(asOf, { debtorId: debtor.id }),
    ledger.openItems(debtor.id, asOf, options.maxItems ?? MAX_ITEMS),
    ledger.movements(debtor.id, asOf, MAX_MOVEMENTS),
    ledger.ledgerDay(debtor.companyId),
    person(debtor.salesperson),
    person(debtor.salesAdmin),
    person(debtor.collector),
    debtorDisputes(read, debtor, asOf),
    disputesIn(read).find({ debtorId: debtor.id }),
    promisesIn(read).find({ debtorIds: [debtor.id], madeTo: asOf }),
    historyIn(read).find({ debtorIds: [debtor.id], to: asOf, limit: 1 }),
    mandatesIn(read).find({ debtorIds: [debtor.id], statuses: ['granted'], to: asOf }),
  ]);
  const currency = judgedIn(debtor, exposures, options.currency);
  const { amount, unconverted } = exposureIn(currency, exposures, asOf, options.rates);
  return {
    debtor,
    grant,
    asOf,
    ledgerDay,
    exposure: amount,
    available: debtor.limit ? debtor.limit.minor - amount : undefined,
    currency,
    unconverted,
    aging,
    items: open.items,
    itemCount: open.count,
    movements,
    salesperson,
    salesAdmin,
    collector,
    disputes,
    disputeTimes: timesOf(everyDispute, asOf - 365, asOf),
    promises,
    mandates,
    holders: await namesOf(read, mandates),
    lastExchange,
  };
}

/** Nobody's name is read when no power was used. */
async function namesOf(read: Reads, mandates: readonly MandateUse[]): Promise<ReadonlyMap<string, string>> {
  return mandates.length === 0 ? new Map() : new Map((await read.people.all()).map((person) => [person.email, person.name]));
}
