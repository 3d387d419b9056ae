/** Facts that deserve a second look when a dispute is raised; said as facts, never as a verdict. */
import type { Day } from '../dates.ts';
import type { DisputableItem, DisputeFilter } from '../ports.ts';
import { casedLines, type Dispute, type Outcome } from './dispute.ts';

export type Sign =
  /** The same invoice was disputed before, and the dispute was rejected. */
  | { readonly sign: 'raised-again'; readonly number: number; readonly day: Day }
  /** Several disputes of the debtor were rejected within a year. */
  | { readonly sign: 'rejected-before'; readonly count: number }
  /** First raised well after the due date, when reminders had gone out. */
  | { readonly sign: 'raised-late'; readonly days: number };

const YEAR = 365;
/** Two rejected disputes are several. */
const SEVERAL = 2;
/** The second reminder of the standard calendar falls ten days after the due date (domain notes, dunning). */
const SECOND_REMINDER = 10;

const REJECTING = ['rejected', 'pretext'] as const satisfies readonly Outcome[];

/** The debtor's disputes that had been rejected within a year when this one was opened. */
export function rejectedBefore({ debtorId, openedDay }: Dispute): DisputeFilter {
  return { debtorId, outcomes: REJECTING, settledFrom: openedDay - YEAR + 1, settledTo: openedDay };
}

/** The signs as they stood when the dispute was opened. `others`: the debtor's disputes, those of `rejectedBefore` at least (this one may be among them). */
export function signsOf(dispute: Dispute, others: readonly Dispute[], items: readonly DisputableItem[]): readonly Sign[] {
  const rejected = others.filter(
    (other) =>
      other.id < dispute.id &&
      REJECTING.some((outcome) => outcome === other.outcome) &&
      other.settledDay !== undefined &&
      other.settledDay <= dispute.openedDay &&
      other.settledDay > dispute.openedDay - YEAR,
  );
  const own = new Set(casedLines(dispute).map((line) => line.itemId));
  const again = rejected.filter((other) => casedLines(other).some((line) => own.has(line.itemId))).at(-1);
  const late = Math.max(0, ...items.filter((item) => own.has(item.id)).map((item) => dispute.openedDay - item.dueDay));
  return [
    ...(again?.settledDay === undefined ? [] : [{ sign: 'raised-again' as const, number: again.id, day: again.settledDay }]),
    ...(rejected.length >= SEVERAL ? [{ sign: 'rejected-before' as const, count: rejected.length }] : []),
    ...(late > SECOND_REMINDER && dispute.origin !== 'file' ? [{ sign: 'raised-late' as const, days: late }] : []),
  ];
}
