/** The period that an indicator is about: whole calendar months that end with a date's own month, the last one to date (docs/rules/indicators.md, rule 1). */
import { type Day, endOfMonth, startOfMonth } from '../kernel/dates.ts';

/** Days from `from` to `to`, both included. */
export interface Span {
  readonly from: Day;
  readonly to: Day;
}

export interface Period {
  readonly asOf: Day;
  readonly from: Day;
  /** Days elapsed, `asOf` included. */
  readonly days: number;
}

export function periodOf(asOf: Day, months: number): Period {
  const from = startOfMonth(asOf, 1 - months);
  return { asOf, from, days: asOf - from + 1 };
}

export function daysOf(span: Span): number {
  return span.to - span.from + 1;
}

/** `count` months back from a date's own, which comes first and ends with the date; `skip` leaves out that many of the newest. */
export function monthsBack(asOf: Day, count: number, skip = 0): Span[] {
  return Array.from({ length: count }, (_, i) => {
    const from = startOfMonth(asOf, -(i + skip));
    return { from, to: Math.min(endOfMonth(from), asOf) };
  });
}
