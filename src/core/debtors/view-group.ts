/** How a debtor's group stands at a date (docs/rules/parties.md, rule 3): what its members owe together, against the group's limit. */
import type { Reads } from '../desk/store.ts';
import type { Day } from '../kernel/dates.ts';
import type { ExchangeRate } from '../kernel/rates.ts';
import { masterOf } from '../ledger/master.ts';
import { type Debtor, debtorsIn } from '../ledger/parties.ts';
import { ledgerIn } from '../ledger/ports.ts';
import { exposureIn, judgedIn } from './exposure.ts';
import { grantsIn, withGrant } from './grants.ts';

export interface GroupView {
  /** Nobody stands above it. */
  readonly head: Debtor;
  /** How many they are, the head included. */
  readonly members: number;
  /** Minor units of `currency`, as one debtor's. */
  readonly exposure: bigint;
  readonly currency: string;
  /** The group's own, else the members' added up; undefined when nobody has any. */
  readonly limit: { readonly minor: bigint; readonly of: 'group' | 'members' } | undefined;
  readonly available: bigint | undefined;
  /** Currencies left out for want of a rate. */
  readonly unconverted: readonly string[];
}

/** Undefined for a debtor that stands alone. */
export async function viewGroup(
  read: Reads,
  debtor: Debtor,
  asOf: Day,
  company: { readonly currency: string; readonly rates: readonly ExchangeRate[] },
): Promise<GroupView | undefined> {
  const ids = await debtorsIn(read).group(debtor);
  if (ids.length < 2) return undefined;
  const [onFile, grants, owed] = await Promise.all([
    debtorsIn(read).byIds(ids),
    grantsIn(read).inForce(asOf),
    ledgerIn(read).exposure(asOf, { debtorIds: ids }),
  ]);
  const granted = new Map(grants.map((grant) => [grant.debtorId, grant]));
  const members = onFile.map((member) => withGrant(member, granted.get(member.id)));
  const head = members.find((member) => member.id === ids[0]);
  if (!head) return undefined;
  const own = masterOf(head.facts).groupLimit;
  const currency = judgedIn(own ?? head.limit, owed, company.currency);
  const { amount, unconverted } = exposureIn(currency, owed, asOf, company.rates);
  const limits = own ? [own] : members.flatMap(({ limit }) => limit ?? []);
  const added = exposureIn(
    currency,
    limits.map((limit) => ({ currency: limit.currency, amount: limit.minor })),
    asOf,
    company.rates,
  );
  const limit = limits.length === 0 ? undefined : { minor: added.amount, of: own ? ('group' as const) : ('members' as const) };
  return {
    ...{ head, members: ids.length, exposure: amount, currency, limit },
    available: limit && limit.minor - amount,
    unconverted: [...new Set([...unconverted, ...added.unconverted])],
  };
}
