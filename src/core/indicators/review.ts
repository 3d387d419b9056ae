/** The month's review for the account meeting: the indicators at the month's end, for the whole and for each collector's portfolio. */
import type { Policy } from '../desk/policy.ts';
import type { Reads } from '../desk/store.ts';
import { type Day, endOfMonth } from '../kernel/dates.ts';
import { groupBy } from '../kernel/group-by.ts';
import { debtorsIn } from '../ledger/parties.ts';
import { type LedgerFilter, ledgerIn } from '../ledger/ports.ts';
import { type AgedWeeks, agedWeeks, type DsoWeeks, dsoPoints } from './charts.ts';
import { type DisputeMonths, disputeMonths, monthEnds } from './dispute-months.ts';
import { type IndicatorsAt, indicatorsAt } from './indicators.ts';
import { indicatorPolicy } from './indicators-policy.ts';
import { indicatorsIn } from './ports.ts';
import { gapsOf } from './week.ts';

/** One collector's debtors, or the whole company. */
export interface ReviewPart {
  readonly scope: 'all' | 'portfolio';
  /** Name of the collector; undefined for the whole, and for debtors without one. */
  readonly collector: string | undefined;
  readonly at: IndicatorsAt;
  /** The last twelve month ends, the review's own last. */
  readonly months: readonly DsoWeeks[];
}

export interface Review {
  /** First day of the month. */
  readonly month: Day;
  /** Its last day, or the ledger's when that comes first. */
  readonly asOf: Day;
  readonly closed: boolean;
  readonly ledgerDay: Day;
  readonly parts: readonly ReviewPart[];
  readonly aged: readonly AgedWeeks[];
  readonly gaps: Awaited<ReturnType<typeof gapsOf>>;
  readonly disputes: readonly DisputeMonths[];
}

/** Undefined when nothing is or was owed by the month's end. */
export async function reviewOf(read: Reads, month: Day, policy: Policy): Promise<Review | undefined> {
  const ledgerDay = await ledgerIn(read).ledgerDay();
  const end = endOfMonth(month);
  if (ledgerDay === undefined) return undefined;
  const asOf = Math.min(end, ledgerDay);
  if (asOf < month) return undefined;
  const [debtors, people, aged, gaps, disputes] = await Promise.all([
    debtorsIn(read).all(),
    read.people.all(),
    agedWeeks(read, asOf, policy.buckets),
    gapsOf(indicatorsIn(read), asOf, policy),
    disputeMonths(read, asOf),
  ]);
  const names = new Map(people.map((p) => [p.email, p.name]));
  const portfolios = [...groupBy(debtors, (d) => d.collector)].map(([email, group]) => ({
    collector: email === null ? undefined : (names.get(email) ?? email),
    ids: group.map((d) => d.id),
  }));
  portfolios.sort(
    (a, b) => Number(a.collector === undefined) - Number(b.collector === undefined) || (a.collector ?? '').localeCompare(b.collector ?? ''),
  );
  const parts: ReviewPart[] = [await partOf(read, asOf, policy, { scope: 'all', collector: undefined }, {})];
  const split = portfolios.length > 1 || portfolios[0]?.collector !== undefined;
  for (const { collector, ids } of split ? portfolios : []) {
    const part = await partOf(read, asOf, policy, { scope: 'portfolio', collector }, { debtorIds: ids });
    if (part.at.currencies.length > 0) parts.push(part);
  }
  if (parts[0]?.at.currencies.length === 0) return undefined;
  return { month, asOf, closed: asOf === end, ledgerDay, parts, aged, gaps, disputes };
}

async function partOf(
  read: Reads,
  asOf: Day,
  policy: Policy,
  who: Pick<ReviewPart, 'scope' | 'collector'>,
  filter: LedgerFilter,
): Promise<ReviewPart> {
  const at = await indicatorsAt(read, { asOf, filter }, policy);
  return { ...who, at, months: await dsoPoints(read, monthEnds(asOf), indicatorPolicy(policy).months, filter) };
}
