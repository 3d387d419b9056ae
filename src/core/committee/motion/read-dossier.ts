/** Reads a debtor's dossier from the ledger at a date. */
import { viewDebtor } from '../../debtors/view-debtor.ts';
import type { GroupView } from '../../debtors/view-group.ts';
import type { Policy } from '../../desk/policy.ts';
import type { Reads } from '../../desk/store.ts';
import { addBuckets, agesIn, type Buckets, emptyBuckets, overdue } from '../../kernel/buckets.ts';
import { type Day, yearBack } from '../../kernel/dates.ts';
import { ratio } from '../../kernel/money.ts';
import { convert } from '../../kernel/rates.ts';
import type { Debtor } from '../../ledger/parties.ts';
import { ledgerIn } from '../../ledger/ports.ts';
import { sumsIn } from '../../ledger/sums-ports.ts';
import { promisesIn } from '../../promises/ports.ts';
import type { PaymentPromise } from '../../promises/promise.ts';
import { readScores } from '../../score/read-scores.ts';
import { committeePolicy } from './committee-policy.ts';
import type { Dossier } from './dossier.ts';
import { motionsIn } from './ports.ts';
import { expectedGain, type Proposal } from './proposal.ts';

/** Weeks of the trend, this one included. */
const WEEKS = 12;

type Sources = Reads;

/** The facts about a debtor on a day, in the proposal's currency; items in a currency without a rate are left out, as in its exposure. */
export async function readDossier(read: Sources, debtor: Debtor, proposal: Proposal, asOf: Day, policy: Policy): Promise<Dossier> {
  const { currency } = proposal;
  const filter = { debtorIds: [debtor.id] };
  const days = Array.from({ length: WEEKS }, (_, i) => asOf - 7 * (WEEKS - 1 - i));
  const exact = (minor: bigint, from: string): bigint => convert(minor, from, currency, asOf, policy.rates) ?? 0n;
  const [view, oldest, habits, disputed, firstSale, past, decisions, promises, [scored]] = await Promise.all([
    viewDebtor(read, debtor, asOf, policy),
    ledgerIn(read).oldestDue(asOf),
    sumsIn(read).habits(asOf, yearBack(asOf), filter),
    ledgerIn(read).disputedOpen(asOf, filter),
    sumsIn(read).firstSale(filter),
    sumsIn(read).past(
      days.map((day) => ({ asOf: day, from: day })),
      filter,
    ),
    motionsIn(read).decisions({ debtorId: debtor.id }),
    promisesIn(read).find({ debtorIds: [debtor.id], judgedFrom: yearBack(asOf) }),
    readScores(read, asOf, policy, debtor.id),
  ]);
  const aging = view.aging.reduce<Buckets>(
    (sum, row) =>
      addBuckets(
        sum,
        inCurrency(row, (minor) => exact(minor, row.currency)),
      ),
    emptyBuckets(policy.buckets),
  );
  const due = oldest.filter((row) => row.debtorId === debtor.id).map((row) => row.dueDay);
  const paid = habits.find((row) => row.currency === currency);
  const first = [...firstSale.values()];
  return {
    asOf,
    ledgerDay: view.ledgerDay ?? null,
    currency,
    exposure: exact(view.exposure, view.currency),
    limit: view.debtor.limit ? exact(view.debtor.limit.minor, view.debtor.limit.currency) : null,
    ...(view.group ? { group: groupIn(view.group, exact) } : {}),
    aging,
    overdue: overdue(aging),
    oldestDays: due.length === 0 ? 0 : asOf - Math.min(...due),
    paidDaysLate: paid ? (ratio(paid.paidWeight, paid.paid, 1) ?? null) : null,
    promises: promisesOf(promises, yearBack(asOf), asOf),
    externalScore: debtor.externalScore === null ? null : { score: debtor.externalScore, day: debtor.externalScoreDay },
    riskScore: scored?.score
      ? { tenths: scored.score.tenths, class: scored.score.class, parts: scored.score.parts.map((part) => part.tenths ?? null) }
      : null,
    disputed: disputed.reduce((sum, d) => sum + exact(d.amount, d.currency), 0n),
    disputes: disputed.map((d) => ({ ref: d.ref, amount: exact(d.amount, d.currency), reason: d.reason })),
    insurer: debtor.insurer,
    insured: debtor.insured ? exact(debtor.insured.minor, debtor.insured.currency) : null,
    insuredUntil: debtor.insuredUntil,
    customerSince: first.length === 0 ? null : Math.min(...first),
    limits: decisions.flatMap((d) =>
      d.kind === 'limit' && d.approved !== null ? [{ day: d.day, amount: exact(d.approved, d.currency), until: d.untilDay }] : [],
    ),
    trend: past.map((rows, i) => ({
      day: days[i] ?? asOf,
      overdue: rows.reduce((sum, row) => sum + exact(row.overdue, row.currency), 0n),
      total: rows.reduce((sum, row) => sum + exact(row.total, row.currency), 0n),
    })),
    gain: proposal.kind === 'litigation' ? expectedGain(proposal.amount, committeePolicy(policy).odds) : null,
    cost: proposal.kind === 'litigation' ? proposal.cost : null,
  };
}

function groupIn(
  { head, members, exposure, limit, currency }: GroupView,
  exact: (minor: bigint, from: string) => bigint,
): NonNullable<Dossier['group']> {
  return { head: head.name, members, exposure: exact(exposure, currency), limit: limit ? exact(limit.minor, currency) : null };
}

/** Instalments judged in a span of days. */
function promisesOf(promises: readonly PaymentPromise[], from: Day, to: Day): NonNullable<Dossier['promises']> {
  const judged = promises.flatMap(({ lines }) => lines.filter(({ judgedDay: day }) => day !== undefined && day >= from && day <= to));
  const broken = judged.filter((line) => line.status === 'broken').map((line) => line.judgedDay ?? from);
  return {
    kept: judged.filter((line) => line.status === 'kept').length,
    broken: broken.length,
    lastBroken: broken.length === 0 ? null : Math.max(...broken),
  };
}

function inCurrency(row: Buckets, exact: (minor: bigint) => bigint): Buckets {
  return {
    notDue: exact(row.notDue),
    ...Object.fromEntries(agesIn(row).map((age) => [age, exact(row[age] ?? 0n)])),
    unallocated: exact(row.unallocated),
    unallocatedDue: exact(row.unallocatedDue),
  };
}
