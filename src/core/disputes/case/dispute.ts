/**
 * A dispute and its clock. The clock counts business days by the calendar of whoever holds the case: a stretch runs from the day on which the owner received it
 * (that day is not counted) to the day on which it is passed on, decided, or left waiting for the customer; its own days are those after it, up to and including the last.
 */
import { addBusinessDays, businessDayOnOrAfter, businessDaysBetween, type Calendar, type Day, NEVER } from '../../kernel/dates.ts';
import type { Reason } from './reason.ts';
import type { Route } from './route.ts';

/** open: nobody has taken it yet; waiting: for the customer, the clock stands; expecting: founded, its credit note or corrected invoice is not in the ledger yet. */
export type Status = 'open' | 'acknowledged' | 'waiting' | 'expecting' | 'closed';

export type Outcome = 'founded' | 'partly-founded' | 'rejected' | 'pretext' | 'paid' | 'withdrawn';
/** What a person decides; `paid` is found by an import. */
export const DECISIONS = ['founded', 'partly-founded', 'rejected', 'pretext', 'withdrawn'] as const;
export type Decision = (typeof DECISIONS)[number];

export type Origin = 'chat' | 'command-line' | 'file';

/** A part of an invoice; `untilDay` is NEVER while it is in dispute (or waits for its credit note). */
export interface DisputeLine {
  readonly itemId: number;
  readonly ref: string;
  /** Minor units of the dispute's currency, above 0. */
  readonly minor: bigint;
  readonly fromDay: Day;
  readonly untilDay: Day;
}

export interface Dispute {
  /** Its number. */
  readonly id: number;
  readonly debtorId: number;
  readonly currency: string;
  readonly reason: Reason;
  readonly rawReason: string | undefined;
  /** What the customer says. */
  readonly said: string;
  readonly origin: Origin;
  /** E-mail of whoever opened it, or `system:…`. */
  readonly openedBy: string;
  readonly openedAt: number;
  readonly openedDay: Day;
  readonly status: Status;
  readonly outcome: Outcome | undefined;
  /** The one person who holds it. */
  readonly ownerId: number;
  readonly route: Route;
  readonly targetDays: number;
  /** Business days that finished stretches used. */
  readonly elapsed: number;
  readonly runningSince: Day | undefined;
  /** The last day that is on time; undefined while the clock stands. */
  readonly dueDay: Day | undefined;
  readonly ackDueAt: number;
  readonly acknowledgedAt: number | undefined;
  readonly followUpDay: Day | undefined;
  readonly settledAt: number | undefined;
  readonly settledDay: Day | undefined;
  readonly settledBy: string | undefined;
  readonly settledWhy: string | undefined;
  /** Minor units of the credit note that is waited for. */
  readonly expectedMinor: bigint | undefined;
  readonly expectedDay: Day | undefined;
  /** What its invoices had open when it was decided. */
  readonly openAtSettle: bigint | undefined;
  /** What was in dispute when it was decided. */
  readonly settledMinor: bigint | undefined;
  readonly creditItemId: number | undefined;
  readonly closedDay: Day | undefined;
  readonly carded: boolean;
  readonly ownerMessage: string | undefined;
  /** Every part it ever had, in order. */
  readonly lines: readonly DisputeLine[];
}

export type StepKind =
  | 'opened'
  | 'taken'
  | 'asked'
  | 'waiting'
  | 'resumed'
  | 'passed'
  | 'reduced'
  | 'lost'
  | 'settled'
  | 'credited'
  | 'closed'
  | 'reply'
  | 'reply-edited'
  | 'reply-deleted'
  | 'reminder';

/** What the clock reminds of. acknowledge, before, today, follow-up: to the owner; unacknowledged, late: to the owner's manager; committee: to the committee's agenda; credit-note: to sales administration. */
export type Stage = 'acknowledge' | 'unacknowledged' | 'before' | 'today' | 'late' | 'committee' | 'follow-up' | 'credit-note';

export interface DisputeStep {
  readonly id: number;
  readonly disputeId: number;
  readonly at: number;
  readonly day: Day;
  readonly actor: string;
  readonly kind: StepKind;
  readonly ownerId: number;
  readonly text: string;
  readonly data: Readonly<Record<string, string>>;
}

/** Whose kept files they are. */
export function subjectOf(disputeId: number): string {
  return `dispute:${disputeId}`;
}

export function isLive(dispute: Pick<Dispute, 'status'>): boolean {
  return dispute.status === 'open' || dispute.status === 'acknowledged' || dispute.status === 'waiting';
}

/** The parts that still are in dispute, or wait for their credit note. */
export function heldLines(dispute: Pick<Dispute, 'lines'>): readonly DisputeLine[] {
  return dispute.lines.filter((line) => line.untilDay === NEVER);
}

/** What the case is about: its parts as they are, or as they last were. A part that went on as another row of the same reference counts once. */
export function casedLines(dispute: Pick<Dispute, 'lines'>): readonly DisputeLine[] {
  const last = [...new Map(dispute.lines.map((line) => [line.itemId, line])).values()];
  const wentOnAs = (line: DisputeLine, heir: DisputeLine): boolean =>
    line.ref !== '' &&
    heir.ref === line.ref &&
    heir.fromDay === line.untilDay &&
    (line.fromDay < line.untilDay || heir.untilDay > line.untilDay);
  return last.filter((line, at) => !last.slice(at + 1).some((heir) => wentOnAs(line, heir)));
}

export function sumOf(lines: readonly { readonly minor: bigint }[]): bigint {
  return lines.reduce((sum, line) => sum + line.minor, 0n);
}

// ---------------------------------------------------------------- the clock

export type Clockwork = Pick<Dispute, 'targetDays' | 'elapsed' | 'runningSince' | 'dueDay'>;

/** Business days used by the end of a day, in finished stretches and in the running one. */
export function elapsedOn(clock: Clockwork, day: Day, calendar: Calendar): number {
  return clock.elapsed + (clock.runningSince === undefined ? 0 : businessDaysBetween(calendar, clock.runningSince, day));
}

/** A clock that starts on a day with what is left of the target; once the target is used up, the due day stays what it was. */
export function started(clock: Clockwork, day: Day, calendar: Calendar): Clockwork {
  const left = clock.targetDays - clock.elapsed;
  if (left < 0) return { ...clock, runningSince: day, dueDay: clock.dueDay };
  return { ...clock, runningSince: day, dueDay: left === 0 ? businessDayOnOrAfter(calendar, day) : addBusinessDays(calendar, day, left) };
}

/** A clock that stands from a day on. */
export function stopped(clock: Clockwork, day: Day, calendar: Calendar): Clockwork {
  const elapsed = elapsedOn(clock, day, calendar);
  return { ...clock, elapsed, runningSince: undefined, dueDay: elapsed > clock.targetDays ? clock.dueDay : undefined };
}

/** A fresh clock for a target of so many business days. */
export function newClock(targetDays: number, day: Day, calendar: Calendar): Clockwork {
  return started({ targetDays, elapsed: 0, runningSince: undefined, dueDay: undefined }, day, calendar);
}

/** Decided within its target; undefined while it is not decided. */
export function onTime(dispute: Pick<Dispute, 'settledDay' | 'elapsed' | 'targetDays'>): boolean | undefined {
  return dispute.settledDay === undefined ? undefined : dispute.elapsed <= dispute.targetDays;
}

export type DisputeActionKind =
  | 'dispute'
  | 'dispute-follow-up'
  | 'dispute-credit'
  | 'dispute-rejected'
  | 'dispute-pretext'
  | 'dispute-committee';
