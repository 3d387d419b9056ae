/**
 * A promise to pay: its instalments, and whether each was kept. Kept: the cash is on the account by the date and two banking days (docs/rules/dunning.md, rules 9 to 12). Cash is
 * what the ledger shows as paid since the promise; an item that merely vanished from a list is none.
 */
import { lesser } from '../kernel/amounts.ts';
import { addBankingDays } from '../kernel/banking-days.ts';
import type { Day } from '../kernel/dates.ts';
import { groupBy } from '../kernel/group-by.ts';
import { ratio } from '../kernel/money.ts';

/** By which channel it was said. */
export const PROMISE_CHANNELS = ['call', 'email', 'letter', 'visit', 'other'] as const;
export type PromiseChannel = (typeof PROMISE_CHANNELS)[number];

export const PROMISE_STATUSES = ['open', 'kept', 'broken', 'withdrawn'] as const;
export type PromiseStatus = (typeof PROMISE_STATUSES)[number];

/** One instalment. */
export interface PromiseLine {
  readonly id: number;
  /** From 1, by date. */
  readonly number: number;
  /** Minor units of the promise's currency, above 0. */
  readonly minor: bigint;
  readonly dueDay: Day;
  readonly status: PromiseStatus;
  /** When it was found kept or broken, or withdrawn. */
  readonly judgedDay: Day | undefined;
  /** What of it had come in when the ledger was last looked at. */
  readonly received: bigint;
}

export interface PaymentPromise {
  /** Its number. */
  readonly id: number;
  readonly debtorId: number;
  readonly currency: string;
  /** Epoch milliseconds. */
  readonly madeAt: number;
  readonly madeDay: Day;
  /** Cash of that day that the ledger showed already: it is not the promised one. */
  readonly cashBefore: bigint;
  /** Who said it, at the debtor's. */
  readonly who: string;
  readonly channel: PromiseChannel;
  readonly note: string;
  /** E-mail of whoever took it down. */
  readonly takenBy: string;
  /** E-mail of the account's collector when it was made. */
  readonly collector: string | undefined;
  /** In order. */
  readonly lines: readonly PromiseLine[];
}

/** Banking days that the money may take after the promised day. */
const GRACE = 2;

/** The last day on which the cash of a promised day is in time. */
export function deadlineOf(dueDay: Day): Day {
  return addBankingDays(dueDay, GRACE);
}

/** Cash received on an account (negative: taken back) on a day. */
export interface Cash {
  readonly day: Day;
  readonly minor: bigint;
}

export interface Verdict {
  readonly status: 'open' | 'kept' | 'broken';
  readonly received: bigint;
}

/** One line under judgment. */
interface Claim {
  readonly plan: PaymentPromise;
  readonly line: PromiseLine;
  readonly deadline: Day;
  received: bigint;
}

/**
 * How every line of an account's promises in one currency stands, by line id. Money goes to the line that is due first, counts once, and counts for a line from its
 * promise to its deadline. `seenTo` is the last day that the ledger shows whole: a line is broken only when its deadline lies behind that.
 */
export function judge(plans: readonly PaymentPromise[], cash: readonly Cash[], seenTo: Day): ReadonlyMap<number, Verdict> {
  const claims = plans
    .flatMap((plan) => plan.lines.map((line): Claim => ({ plan, line, deadline: deadlineOf(line.dueDay), received: 0n })))
    .filter(({ line }) => line.status !== 'withdrawn')
    .sort((a, b) => a.line.dueDay - b.line.dueDay || a.line.id - b.line.id);
  const days = groupBy(
    [...cash].sort((a, b) => a.day - b.day),
    (c) => c.day,
  );
  for (const [day, events] of days) {
    const minor = events.reduce((sum, c) => sum + c.minor, 0n);
    const heirs = claims.filter((c) => c.plan.madeDay <= day && day <= c.deadline);
    if (minor >= 0n) payOut(heirs, day, minor);
    else takeBack(heirs, -minor);
  }
  return new Map(claims.map((claim) => [claim.line.id, verdictOf(claim, seenTo)]));
}

function payOut(heirs: readonly Claim[], day: Day, minor: bigint): void {
  // What of the day's cash was there before a claim's promise: 0 for one made on an earlier day.
  const before = ({ plan }: Claim): bigint => (plan.madeDay === day ? plan.cashBefore : 0n);
  const given: { readonly before: bigint; readonly part: bigint }[] = [];
  /** What came in after a threshold and was given to nobody who may have only such money. */
  const freshAfter = (threshold: bigint): bigint =>
    given.reduce((left, one) => (one.before >= threshold ? left - one.part : left), minor - threshold);
  for (const claim of heirs) {
    const own = before(claim);
    const thresholds = [0n, own, ...given.map((one) => one.before)].filter((threshold) => threshold <= own);
    const room = thresholds.map(freshAfter).reduce(lesser);
    const part = lesser(room, claim.line.minor - claim.received);
    if (part <= 0n) continue;
    claim.received += part;
    given.push({ before: own, part });
  }
}

/** A payment that bounced takes from the line that is due last. */
function takeBack(heirs: readonly Claim[], minor: bigint): void {
  let left = minor;
  for (const claim of [...heirs].reverse()) {
    const part = lesser(left, claim.received);
    claim.received -= part;
    left -= part;
  }
}

function verdictOf({ line, deadline, received }: Claim, seenTo: Day): Verdict {
  if (received >= line.minor) return { status: 'kept', received };
  return { status: seenTo >= deadline ? 'broken' : 'open', received };
}

/** Whether a later look at the ledger may still change what a line is: open, or kept with money that may yet bounce in time. */
export function isUndecided(line: PromiseLine, day: Day): boolean {
  return line.status === 'open' || (line.status === 'kept' && deadlineOf(line.dueDay) >= day);
}

/** What of a promise still holds reminders back: what is to come of its open lines; nothing once one of them was broken. */
export function heldBack(plan: PaymentPromise): bigint {
  if (plan.lines.some((line) => line.status === 'broken')) return 0n;
  return plan.lines.reduce((sum, line) => sum + (line.status === 'open' ? line.minor - line.received : 0n), 0n);
}

/** Days within which two broken lines end all extensions. */
export const BROKEN_WITHIN = 90;

/** Lines of an account that were broken in the last ninety days. */
export function brokenLately(plans: readonly PaymentPromise[], day: Day): number {
  const lines = plans.flatMap((plan) => plan.lines);
  return lines.filter((l) => l.status === 'broken' && l.judgedDay !== undefined && l.judgedDay > day - BROKEN_WITHIN && l.judgedDay <= day)
    .length;
}

/** No more extensions: the account goes to the committee. */
export function isBeyondExtensions(plans: readonly PaymentPromise[], day: Day): boolean {
  return brokenLately(plans, day) >= 2;
}

export interface KeptRate {
  readonly kept: number;
  readonly broken: number;
  /** kept / (kept + broken), with four decimals, half up ("0.6667"); undefined when nothing was judged. */
  readonly rate: string | undefined;
}

/** How many of some promises' lines were kept, among those judged in a span of days (both included; all of them without one). Withdrawn and open lines do not count. */
export function keptRate(plans: readonly Pick<PaymentPromise, 'lines'>[], span?: { readonly from: Day; readonly to: Day }): KeptRate {
  const judged = plans
    .flatMap((plan) => plan.lines)
    .filter((l) => !span || (l.judgedDay !== undefined && l.judgedDay >= span.from && l.judgedDay <= span.to));
  const kept = judged.filter((l) => l.status === 'kept').length;
  const broken = judged.filter((l) => l.status === 'broken').length;
  return { kept, broken, rate: ratio(BigInt(kept), BigInt(kept + broken), 4) };
}
