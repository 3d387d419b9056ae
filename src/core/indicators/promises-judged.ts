/** The promises of some debtors of which an instalment was found kept or broken in a span of days. */
import type { Reads } from '../desk/store.ts';
import type { Day } from '../kernel/dates.ts';
import { type Debtor, debtorsIn } from '../ledger/parties.ts';
import type { LedgerFilter } from '../ledger/ports.ts';
import { promisesIn } from '../promises/ports.ts';
import type { PaymentPromise } from '../promises/promise.ts';

export async function promisesJudged(
  read: Reads,
  span: { readonly from: Day; readonly to: Day },
  filter: LedgerFilter = {},
): Promise<readonly PaymentPromise[]> {
  const plans = await promisesIn(read).find({ judgedFrom: span.from, ...(filter.debtorIds ? { debtorIds: filter.debtorIds } : {}) });
  const { companyId, salesperson, collector, segment } = filter;
  if (companyId === undefined && salesperson === undefined && collector === undefined && segment === undefined) return plans;
  const debtors = await debtorsIn(read).byIds([...new Set(plans.map((plan) => plan.debtorId))]);
  const fits = (d: Debtor): boolean =>
    (companyId === undefined || d.companyId === companyId) &&
    (salesperson === undefined || d.salesperson === salesperson) &&
    (collector === undefined || d.collector === collector) &&
    (segment === undefined || d.segment === segment);
  const ids = new Set(debtors.filter(fits).map((d) => d.id));
  return plans.filter((plan) => ids.has(plan.debtorId));
}
