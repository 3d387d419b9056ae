/** What the week's post is made of: twelve weeks rebuilt from the ledger, the indicators, what moved and because of whom, and whether it all ties to the accounts. */
import { type MotionView, viewMotion } from '../committee/motion/motion-view.ts';
import { motionsIn } from '../committee/motion/ports.ts';
import type { House } from '../desk/act.ts';
import type { Policy } from '../desk/policy.ts';
import type { Reads } from '../desk/store.ts';
import { overdue } from '../kernel/buckets.ts';
import { type Day, mondayOf } from '../kernel/dates.ts';
import { scopeOf } from '../ledger/classify.ts';
import { type Debtor, debtorsIn } from '../ledger/parties.ts';
import { type AgedRow, ledgerIn } from '../ledger/ports.ts';
import { keptRate, type PaymentPromise } from '../promises/promise.ts';
import { type AgedWeeks, agedWeeks, type DsoWeeks, dsoWeeks } from './charts.ts';
import { type Indicators, indicatorsAt } from './indicators.ts';
import { indicatorPolicy } from './indicators-policy.ts';
import { type IndicatorReads, indicatorsIn, type PostedFigure } from './ports.ts';
import { promisesJudged } from './promises-judged.ts';

const MOVERS = 3;

export interface WeekOfCurrency {
  readonly currency: string;
  readonly aged: AgedWeeks;
  readonly dso: DsoWeeks;
  readonly found: Indicators;
  /** The debtors whose overdue amount changed most over the week, largest change first. */
  readonly movers: readonly { readonly debtor: Debtor; readonly change: bigint }[];
  /** What does not tie to the accounts; empty when everything does. */
  readonly gaps: readonly { readonly account: string; readonly difference: bigint }[];
}

export interface BrokenPromise {
  readonly debtor: Debtor | undefined;
  readonly minor: bigint;
  readonly currency: string;
  readonly dueDay: Day;
}

export interface Week {
  /** The day of the post. */
  readonly date: Day;
  /** The day that the figures stand for: the ledger's last, so that they are the same whenever they are asked for again. */
  readonly asOf: Day;
  readonly ledgerDay: Day;
  readonly currencies: readonly WeekOfCurrency[];
  /** Instalments of promises that were found kept or broken in that calendar week. */
  readonly promised: { readonly kept: number; readonly broken: readonly BrokenPromise[] };
  /** What the committee decided in the calendar week before the post's, Monday to Sunday, oldest first. */
  readonly decided: { readonly from: Day; readonly to: Day; readonly views: readonly MotionView[] };
  /** Of the log, so that it is kept where it cannot be rewritten. */
  readonly head: { readonly seq: number; readonly hash: string } | undefined;
}

/** Rebuilds the week of a post; undefined without a ledger or when nothing is or was owed. */
export async function weekOf(read: Reads, date: Day, { policy, calendar }: Pick<House, 'policy' | 'calendar'>): Promise<Week | undefined> {
  const ledgerDay = await ledgerIn(read).ledgerDay();
  if (ledgerDay === undefined) return undefined;
  const asOf = Math.min(date, ledgerDay);
  const [aged, dso, at, gaps, now, before, debtors, decided, plans, head] = await Promise.all([
    agedWeeks(read, asOf, policy.buckets),
    dsoWeeks(read, asOf, indicatorPolicy(policy).months),
    indicatorsAt(read, { asOf }, policy),
    gapsOf(indicatorsIn(read), asOf, policy),
    ledgerIn(read).agedByDebtor(asOf),
    ledgerIn(read).agedByDebtor(asOf - 7),
    debtorsIn(read).all(),
    decidedBefore(read, date, { policy, calendar }),
    promisesJudged(read, weekBefore(date)),
    read.audit.head(),
  ]);
  const byId = new Map(debtors.map((d) => [d.id, d]));
  const currencies = at.currencies.flatMap((found) => {
    const { currency } = found.basis;
    const bars = aged.find((w) => w.currency === currency);
    const lines = dso.find((w) => w.currency === currency);
    if (!bars || !lines) return [];
    const movers = moversOf(now, before, currency, byId);
    return [{ currency, aged: bars, dso: lines, found, movers, gaps: gaps.filter((g) => g.currency === currency) }];
  });
  return currencies.length === 0
    ? undefined
    : { date, asOf, ledgerDay, currencies, promised: promisedIn(plans, weekBefore(date), byId), decided, head };
}

/** Monday to Sunday of the week before a day's. */
function weekBefore(date: Day): { readonly from: Day; readonly to: Day } {
  const to = mondayOf(date) - 1;
  return { from: to - 6, to };
}

function promisedIn(
  plans: readonly PaymentPromise[],
  span: { readonly from: Day; readonly to: Day },
  byId: ReadonlyMap<number, Debtor>,
): Week['promised'] {
  const broken = plans.flatMap(({ debtorId, currency, lines }) =>
    lines
      .filter((l) => l.status === 'broken' && l.judgedDay !== undefined && l.judgedDay >= span.from && l.judgedDay <= span.to)
      .map(({ minor, dueDay }) => ({ debtor: byId.get(debtorId), currency, minor, dueDay })),
  );
  return { kept: keptRate(plans, span).kept, broken: broken.sort((a, b) => (a.minor > b.minor ? -1 : a.minor < b.minor ? 1 : 0)) };
}

async function decidedBefore(read: Reads, date: Day, house: Pick<House, 'policy' | 'calendar'>): Promise<Week['decided']> {
  const { from, to } = weekBefore(date);
  const views: MotionView[] = [];
  for (const decision of await motionsIn(read).decisions({ from, to })) {
    const file = await motionsIn(read).file(decision.motionId);
    if (file) views.push(await viewMotion(read, file, decision.at, house));
  }
  return { from, to, views };
}

/** Differences on the accounts of the aged balance; those that are in the exposure only draw no chart. */
export async function gapsOf(read: IndicatorReads, asOf: Day, policy: Pick<Policy, 'country'>) {
  const gaps = await read.gaps(asOf);
  return gaps.filter((gap) => gap.account === '' || scopeOf(gap.account, policy.country) === 'balance');
}

function moversOf(
  now: readonly AgedRow[],
  before: readonly AgedRow[],
  currency: string,
  byId: ReadonlyMap<number, Debtor>,
): WeekOfCurrency['movers'] {
  const changes = new Map<number, bigint>();
  for (const row of now) if (row.currency === currency) changes.set(row.debtorId, overdue(row));
  for (const row of before) if (row.currency === currency) changes.set(row.debtorId, (changes.get(row.debtorId) ?? 0n) - overdue(row));
  const size = (n: bigint): bigint => (n < 0n ? -n : n);
  return [...changes]
    .flatMap(([id, change]) => {
      const debtor = byId.get(id);
      return debtor && change !== 0n ? [{ debtor, change }] : [];
    })
    .sort((a, b) => (size(b.change) > size(a.change) ? 1 : size(b.change) < size(a.change) ? -1 : a.debtor.code < b.debtor.code ? -1 : 1))
    .slice(0, MOVERS);
}

/** The figures that the post shows, to be kept: an import that changes them says so. */
export function headlinesOf(week: Week): Omit<PostedFigure, 'id' | 'job' | 'slot' | 'now'>[] {
  return week.currencies.flatMap(({ dso, found }) => {
    const last = dso.points.at(-1);
    return last ? [{ ...last.figure, asOf: week.asOf, from: found.basis.period.from }] : [];
  });
}
