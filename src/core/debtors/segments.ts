/** Customers whom the law protects, as the debtors file says by their segment; the policy file names those segments among its choices about letters. */
import { type Policy, partOfPolicy } from '../desk/policy.ts';
import type { Debtor } from '../ledger/parties.ts';

export interface ProtectedSegments {
  /** Segments of customers who are consumers: neither the indemnity nor interest between businesses applies. */
  readonly consumers: readonly string[];
  /** Segments of customers in insolvency proceedings: claims are declared, not demanded (C. com. L622-21, L622-24). */
  readonly insolvent: readonly string[];
}

const segmentsOf = partOfPolicy<ProtectedSegments>('letters');

export function isConsumer(debtor: Pick<Debtor, 'segment'>, policy: Policy): boolean {
  return debtor.segment !== null && segmentsOf(policy).consumers.includes(debtor.segment);
}

export function isInsolvent(debtor: Pick<Debtor, 'segment'>, policy: Policy): boolean {
  return debtor.segment !== null && segmentsOf(policy).insolvent.includes(debtor.segment);
}
