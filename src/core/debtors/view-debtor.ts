/** How a debtor's account stands at a date. */
import type { Person } from '../desk/people-ports.ts';
import type { Policy } from '../desk/policy.ts';
import type { Reads } from '../desk/store.ts';
import type { Day } from '../kernel/dates.ts';
import type { Debtor } from '../ledger/parties.ts';
import { type AgedRow, type LedgerReads, ledgerIn, type OpenItem } from '../ledger/ports.ts';
import { exposureIn, judgedIn } from './exposure.ts';
import { type Grant, grantsIn, withGrant } from './grants.ts';
import { type GroupView, viewGroup } from './view-group.ts';

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
  /** Undefined when it stands alone. */
  readonly group: GroupView | undefined;
}

/** Left out of the debtor's exposure, or of its group's. */
export function unconvertedOf({ unconverted, group }: DebtorView): readonly string[] {
  return [...new Set([...unconverted, ...(group?.unconverted ?? [])])];
}

const MAX_ITEMS = 8;
const MAX_MOVEMENTS = 3;

export async function viewDebtor(
  read: Reads,
  onFile: Debtor,
  asOf: Day,
  policy: Pick<Policy, 'currency' | 'rates' | 'buckets'>,
  maxItems = MAX_ITEMS,
): Promise<DebtorView> {
  const ledger: LedgerReads = ledgerIn(read);
  const [grant] = await grantsIn(read).inForce(asOf, onFile.id);
  const debtor = withGrant(onFile, grant);
  const person = (email: string | null): Promise<Person | undefined> => (email ? read.people.byEmail(email) : Promise.resolve(undefined));
  const [exposures, aging, open, movements, ledgerDay, salesperson, salesAdmin, collector, group] = await Promise.all([
    ledger.exposure(asOf, { debtorId: debtor.id }),
    ledger.agedByDebtor(asOf, { debtorId: debtor.id, bounds: policy.buckets }),
    ledger.openItems(debtor.id, asOf, maxItems),
    ledger.movements(debtor.id, asOf, MAX_MOVEMENTS),
    ledger.ledgerDay(debtor.companyId),
    person(debtor.salesperson),
    person(debtor.salesAdmin),
    person(debtor.collector),
    viewGroup(read, debtor, asOf, policy),
  ]);
  const currency = judgedIn(debtor.limit, exposures, policy.currency);
  const { amount, unconverted } = exposureIn(currency, exposures, asOf, policy.rates);
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
    group,
  };
}
