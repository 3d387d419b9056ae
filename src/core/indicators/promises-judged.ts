/** The promises of some debtors of which an instalment was found kept or broken in a span of days. */
import type { Day } from '../dates.ts';
import type { Debtor, LedgerFilter, Reads } from '../ports.ts';
import type { PaymentPromise } from '../promises/promise.ts';

export async function promisesJudged(
  read: Pick<Reads, 'promises' | 'debtors'>,
  span: { readonly from: Day; readonly to: Day },
  filter: LedgerFilter = {},
): Promise<readonly PaymentPromise[]> {
  const plans = await read.promises.find({ judgedFrom: span.from, ...(filter.debtorIds ? { debtorIds: filter.debtorIds } : {}) });
  const { companyId, salesperson, collector, segment } = filter;
  if (companyId === undefined && salesperson === undefined && collector === undefined && segment === undefined) return plans;
  const debtors = await read.debtors.byIds([...new Set(plans.map((plan) => plan.debtorId))]);
  const fits = (d: Debtor): boolean =>
    (companyId === undefined || d.companyId === companyId) &&
    (salesperson === undefined || d.salesperson === salesperson) &&
    (collector === undefined || d.collector === collector) &&
    (segment === undefined || d.segment === segment);
  const ids = new Set(debtors.filter(fits).map((d) => d.id));
  return plans.filter((plan) => ids.has(plan.debtorId));
}
