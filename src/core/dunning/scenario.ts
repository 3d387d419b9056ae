/**
 * Which step of its scenario an account calls for on a day. An account is chased as a whole, from its oldest overdue day on, at its highest step: never once per invoice.
 * A step that falls on a day off comes on the next business day; one that was done late keeps its distance to the next; nothing is done twice for the same overdue day.
 */
import { businessDayOnOrAfter, type Calendar, type Day } from '../kernel/dates.ts';
import type { DunningPolicy, DunningStep, Scenario, StepKind } from './dunning-policy.ts';

/** What is known of an account when its scenario is chosen. Minor units of the policy's currency. */
export interface AccountFacts {
  readonly segment: string | null;
  readonly size: bigint;
  readonly overdue: bigint;
  readonly scoreClass: string | undefined;
  /** Promises broken in the last ninety days. */
  readonly broken: number;
  /** Weighted days late of what was paid in the last year; undefined when nothing was. */
  readonly averageLate: number | undefined;
}

/** The first scenario whose rule the account meets; the last one is for everybody. */
export function scenarioOf(policy: DunningPolicy, keySegments: readonly string[], facts: AccountFacts): Scenario | undefined {
  return policy.scenarios.find((scenario) => meets(scenario, policy, keySegments, facts)) ?? policy.scenarios.at(-1);
}

function meets({ when }: Scenario, policy: DunningPolicy, keySegments: readonly string[], facts: AccountFacts): boolean {
  const { segment, size, overdue, scoreClass, broken, averageLate } = facts;
  if (when.segments && (segment === null || !when.segments.some((s) => s === segment || (s === 'key' && keySegments.includes(segment)))))
    return false;
  if (when.sizeUpTo !== undefined && size > when.sizeUpTo) return false;
  if (when.amountFrom !== undefined && overdue < when.amountFrom) return false;
  if (when.amountUpTo !== undefined && overdue > when.amountUpTo) return false;
  if (when.scoreClasses && (scoreClass === undefined || !when.scoreClasses.includes(scoreClass))) return false;
  if (when.badPayer === undefined) return true;
  const bad = broken >= policy.badPayer.broken || (averageLate !== undefined && averageLate >= policy.badPayer.averageLate);
  return bad === when.badPayer;
}

/** A step that was handled, as the account's history tells it. */
export interface DoneStep {
  /** The day on which it was handled. */
  readonly on: Day;
  /** The step's own day in its scenario: steps are compared by it when a scenario changes. */
  readonly day: number;
  /** The overdue day that it was done for. */
  readonly due: Day;
  /** False when nobody was reached. */
  readonly reached: boolean;
}

export interface Chase {
  /** The oldest day that is overdue and may be chased, later by the extra days that were granted. */
  readonly due: Day;
  readonly steps: readonly DunningStep[];
  readonly done: readonly DoneStep[];
  /** The first business day after the deadline of a promise that was broken; undefined when none was since. */
  readonly brokenOn: Day | undefined;
}

export interface DueStep {
  /** Its place in the scenario, from 0. */
  readonly index: number;
  readonly step: DunningStep;
  /** The business day on which it became due. */
  readonly since: Day;
  /** A broken promise calls for it, one step up. */
  readonly broken: boolean;
  /** Calls without an answer so far. */
  readonly tries: number;
}

const ESCALATIONS: readonly StepKind[] = ['stop', 'formal-notice', 'committee', 'handover'];

/** A rung that is never skipped. */
export function isEscalation(step: DunningStep): boolean {
  return ESCALATIONS.includes(step.kind);
}

/** The one step that is due on a day; undefined when none is, or when the account was dealt with today already. */
export function dueStep(
  chase: Chase,
  today: Day,
  calendar: Calendar,
  policy: Pick<DunningPolicy, 'tries' | 'spacing'>,
): DueStep | undefined {
  if (chase.done.some((d) => d.on === today)) return undefined;
  const dayOf = (step: DunningStep): Day => businessDayOnOrAfter(calendar, chase.due + step.day);
  const last = lastDone(chase, dayOf, policy);
  const broken = chase.brokenOn !== undefined && chase.brokenOn <= today && !isAnswered(chase.done, chase.brokenOn, policy.tries);
  const found = candidate(chase.steps, last, today, dayOf);
  if (broken) return oneUp(chase, last?.index, found?.index);
  if (!found) return undefined;
  const since = Math.max(dayOf(found.step), last ? apart(last, dayOf, calendar, policy) : 0);
  return since > today ? undefined : { ...found, since, broken: false, tries: triesOf(chase, found.step) };
}

interface Rung {
  readonly index: number;
  readonly step: DunningStep;
}

/** The highest step that was done for this overdue day, and when. A step done for an older one counts when it came on or after this one's own day for it: it covered the whole account. */
function lastDone(
  { steps, done, due }: Chase,
  dayOf: (step: DunningStep) => Day,
  policy: Pick<DunningPolicy, 'tries'>,
): (Rung & { readonly on: Day }) | undefined {
  for (const [index, step] of [...steps.entries()].reverse()) {
    const counting = done.filter((d) => d.day >= step.day && (d.due === due || d.on >= dayOf(step)));
    const reached = counting.filter((d) => d.reached);
    const tried = counting.filter((d) => !d.reached && d.day === step.day);
    const days = [...reached, ...(tried.length >= policy.tries ? tried : [])].map((d) => d.on);
    if (days.length > 0) return { index, step, on: Math.max(...days) };
  }
  return undefined;
}

/** The highest step whose day has come, but never past an escalation that was not done, and a first contact before any escalation. */
function candidate(steps: readonly DunningStep[], last: Rung | undefined, today: Day, dayOf: (step: DunningStep) => Day): Rung | undefined {
  const ahead = [...steps.entries()]
    .map(([index, step]) => ({ index, step }))
    .filter(({ index, step }) => index > (last?.index ?? -1) && dayOf(step) <= today);
  const rung = ahead.find(({ step }) => isEscalation(step));
  if (!rung) return ahead.at(-1);
  const before = ahead.filter(({ index }) => index < rung.index);
  return last === undefined ? (before.at(-1) ?? rung) : rung;
}

/** A step that was done late, or that grants time, holds the next one back. */
function apart(
  last: Rung & { readonly on: Day },
  dayOf: (step: DunningStep) => Day,
  calendar: Calendar,
  policy: Pick<DunningPolicy, 'spacing'>,
): Day {
  const late = last.on > dayOf(last.step) ? policy.spacing : 0;
  return businessDayOnOrAfter(calendar, last.on + Math.max(late, last.step.wait));
}

/** Somebody was reached since the word was broken, or was called in vain often enough. */
function isAnswered(done: readonly DoneStep[], since: Day, tries: number): boolean {
  const after = done.filter((d) => d.on >= since);
  return after.some((d) => d.reached) || after.length >= tries;
}

/** A broken word brings the next step forward: one above what was done, or what is due today when that is higher. */
function oneUp(chase: Chase, last: number | undefined, found: number | undefined): DueStep | undefined {
  const index = Math.min(chase.steps.length - 1, Math.max((last ?? -1) + 1, found ?? 0));
  const step = chase.steps[index];
  return step && { index, step, since: chase.brokenOn ?? 0, broken: true, tries: triesOf(chase, step) };
}

function triesOf({ done, due }: Chase, step: DunningStep): number {
  return done.filter((d) => !d.reached && d.day === step.day && d.due === due).length;
}
