/** Windows in business hours over nights, weekends and holidays. */
import { describe, expect, it } from 'vitest';
import { calendarOf } from '../../../../src/config/calendar.ts';
import { afterBusinessHours } from '../../../../src/core/committee/vote/business-hours.ts';

const work = { calendar: calendarOf('FR'), timeZone: 'Europe/Paris', from: 540, to: 1080 };
const after = (at: string, hours: number): string => new Date(afterBusinessHours(Date.parse(at), hours, work)).toISOString();

describe('a window in business hours', () => {
  it.each([
    ['2026-11-23T09:00:00+01:00', 18, '2026-11-25T08:00:00.000Z'],
    ['2026-11-23T09:00:00+01:00', 8, '2026-11-23T16:00:00.000Z'],
    ['2026-11-23T09:00:00+01:00', 9, '2026-11-24T08:00:00.000Z'],
    ['2026-11-23T09:00:00+01:00', 10, '2026-11-24T09:00:00.000Z'],
    ['2026-11-23T10:30:00+01:00', 18, '2026-11-25T09:30:00.000Z'],
    ['2026-11-20T17:00:00+01:00', 2, '2026-11-23T09:00:00.000Z'],
    ['2026-11-22T03:00:00+01:00', 1, '2026-11-23T09:00:00.000Z'],
    ['2026-12-24T17:00:00+01:00', 2, '2026-12-28T09:00:00.000Z'],
    // The spring night of 28 March 2027 is an hour short; working hours are not.
    ['2027-03-26T17:00:00+01:00', 2, '2027-03-30T08:00:00.000Z'],
  ])('of %s, %d h, ends at %s', (at, hours, end) => {
    expect(after(at, hours)).toBe(end);
  });
});
