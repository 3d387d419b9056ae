/** When a decision comes back on the agenda: the policy's days later, on a business day. */
import { describe, expect, it } from 'vitest';
import { calendarOf } from '../../../../src/config/calendar.ts';
import { followUpsOf } from '../../../../src/core/committee/motion/motion-view.ts';
import { DEFAULT_POLICY } from '../../../../src/core/features.ts';
import { isoDay, parseDay } from '../../../../src/core/kernel/dates.ts';

const days = (decided: string): string[] =>
  followUpsOf(parseDay(decided) ?? 0, { policy: DEFAULT_POLICY, calendar: calendarOf('FR') }).map(
    ({ after, day }) => `${after} ${isoDay(day)}`,
  );

describe('a decision is looked at again', () => {
  it('30, 60 and 90 days later when those are business days', () => {
    expect(days('2026-11-23')).toEqual(['30 2026-12-23', '60 2027-01-22', '90 2027-02-22']);
  });

  it('on the next business day after a weekend or a holiday', () => {
    // 30 days after 25 November is Christmas, a Friday; 90 days after it a Tuesday. 30 days after 13 November is a Sunday.
    expect(days('2026-11-25')).toEqual(['30 2026-12-28', '60 2027-01-25', '90 2027-02-23']);
    expect(days('2026-11-13')[0]).toBe('30 2026-12-14');
  });
});
