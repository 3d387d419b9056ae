/** Scores from the ledger at any date: a few statements for all debtors, whatever their number. */
import { grantsIn, withGrant } from '../debtors/grants.ts';
import type { Policy } from '../desk/policy.ts';
import type { Reads } from '../desk/store.ts';
import { total } from '../kernel/buckets.ts';
import { type Day, yearBack } from '../kernel/dates.ts';
import { groupBy } from '../kernel/group-by.ts';
import { convert } from '../kernel/rates.ts';
import { type Debtor, debtorsIn } from '../ledger/parties.ts';
import { ledgerIn } from '../ledger/ports.ts';
import { sumsIn } from '../ledger/sums-ports.ts';
import { type Score, type ScoreFacts, scoreOf } from './score.ts';
import { scorePolicy } from './score-policy.ts';

export type ScoreSources = Reads;

/** A debtor with the facts that its score is made from. */
export interface Scored {
  readonly debtor: Debtor;
  /** Of the facts: the limit's, else the company's. */
  readonly currency: string;
  readonly facts: ScoreFacts;
  /** Undefined when too little is known. */
  readonly score: Score | undefined;
}

type ScoringPolicy = Pick<Policy, 'currency' | 'rates'>;

/** Every debtor, or one. What no rate brings into a debtor's currency is left out of its facts. The outside score and the cover are those on file. */
export async function readScores(read: ScoreSources, asOf: Day, policy: ScoringPolicy, debtorId?: number): Promise<readonly Scored[]> {
  const only = debtorId === undefined ? {} : { debtorIds: [debtorId] };
  const one = debtorId === undefined ? {} : { debtorId };
  const [debtors, exposures, aged, habits, disputed, grants, firstSales] = await Promise.all([
    debtorId === undefined ? debtorsIn(read).all() : debtorsIn(read).byIds([debtorId]),
    ledgerIn(read).exposure(asOf, one),
    ledgerIn(read).agedByDebtor(asOf, one),
    sumsIn(read).habits(asOf, yearBack(asOf), only),
    ledgerIn(read).disputedOpen(asOf, only),
    grantsIn(read).inForce(asOf, debtorId),
    sumsIn(read).firstSales(asOf, only),
  ]);
  const granted = new Map(grants.map((grant) => [grant.debtorId, grant]));
  const of = <T extends { readonly debtorId: number }>(rows: readonly T[]): ((id: number) => readonly T[]) => {
    const found = groupBy(rows, (row) => row.debtorId);
    return (id) => found.get(id) ?? [];
  };
  const [exposureOf, agedOf, habitsOf, disputedOf] = [of(exposures), of(aged), of(habits), of(disputed)];
  return debtors.map((onFile): Scored => {
    const debtor = withGrant(onFile, granted.get(onFile.id));
    const currency = debtor.limit?.currency ?? policy.currency;
    const sum = <T extends { readonly currency: string }>(rows: readonly T[], amount: (row: T) => bigint): bigint =>
      rows.reduce((added, row) => added + (convert(amount(row), row.currency, currency, asOf, policy.rates) ?? 0n), 0n);
    const { insured, insuredUntil } = debtor;
    const covered = insured && (insuredUntil === null || insuredUntil >= asOf);
    const facts: ScoreFacts = {
      asOf,
      paid: sum(habitsOf(debtor.id), (row) => row.paid),
      paidWeight: sum(habitsOf(debtor.id), (row) => row.paidWeight),
      external: externalOf(debtor, asOf, scorePolicy(policy).externalDays),
      exposure: sum(exposureOf(debtor.id), (row) => row.amount),
      limit: debtor.limit?.minor,
      insured: covered ? (convert(insured.minor, insured.currency, currency, asOf, policy.rates) ?? 0n) : 0n,
      since: firstSales.get(debtor.id),
      open: sum(agedOf(debtor.id), total),
      disputed: sum(disputedOf(debtor.id), (row) => row.amount),
    };
    return { debtor, currency, facts, score: scoreOf(facts, scorePolicy(policy)) };
  });
}

/** Without a day it is today's; from before its day, or long after, it says nothing. */
function externalOf({ externalScore, externalScoreDay }: Debtor, asOf: Day, days: number): number | undefined {
  if (externalScore === null) return undefined;
  if (externalScoreDay !== null && (externalScoreDay > asOf || asOf - externalScoreDay > days)) return undefined;
  return externalScore;
}

/** Weeks over which a card shows the trend. */
const BEFORE_DAYS = 28;

export interface ScoreTrend extends Scored {
  /** The score four weeks before; undefined when there was none. */
  readonly before: Score | undefined;
}

/** One debtor's score with that of four weeks before. */
export async function readTrend(read: ScoreSources, debtorId: number, asOf: Day, policy: ScoringPolicy): Promise<ScoreTrend | undefined> {
  const [[now], [then]] = await Promise.all([
    readScores(read, asOf, policy, debtorId),
    readScores(read, asOf - BEFORE_DAYS, policy, debtorId),
  ]);
  return now && { ...now, before: then?.score };
}
