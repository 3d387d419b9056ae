/** Until when a dispute must be taken: one business day of its owner's, and a whole one when it comes on a day off. */
import { describe, expect, it } from 'vitest';
import { calendarOf } from '../../../../src/config/calendar.ts';
import type { Person } from '../../../../src/core/desk/people-ports.ts';
import { acknowledgeBy } from '../../../../src/core/disputes/record/keep-step.ts';
import { DEFAULT_POLICY } from '../../../../src/core/features.ts';

const policy = { ...DEFAULT_POLICY, disputes: { ...DEFAULT_POLICY.disputes } };
const by = (at: string, place: Pick<Person, 'country' | 'region'> = { country: 'FR', region: null }, days = 1): string => {
  const office = {
    policy: { ...policy, disputes: { ...policy.disputes, acknowledge: days } },
    calendar: calendarOf('FR'),
    calendarFor: calendarOf,
  };
  const due = acknowledgeBy(office, place as Person, Date.parse(at));
  return new Date(due).toLocaleString('sv-SE', { timeZone: 'Europe/Paris' }).slice(0, 16);
};

describe('a dispute is to be taken', () => {
  it('at the same time of the next business day', () => {
    expect(by('2026-11-18T09:12:00+01:00')).toBe('2026-11-19 09:12');
    expect(by('2026-11-20T16:40:00+01:00')).toBe('2026-11-23 16:40');
    expect(by('2026-11-20T23:30:00+01:00')).toBe('2026-11-23 23:30');
    expect(by('2026-11-18T09:12:00+01:00', undefined, 2)).toBe('2026-11-20 09:12');
  });

  it('a whole business day after the next one begins, when it comes on a weekend', () => {
    expect(by('2026-11-21T10:00:00+01:00')).toBe('2026-11-24 09:00');
    expect(by('2026-11-22T15:00:00+01:00')).toBe('2026-11-24 09:00');
    expect(by('2026-11-22T23:59:00+01:00')).toBe('2026-11-24 09:00');
    expect(by('2026-11-23T00:00:00+01:00')).toBe('2026-11-24 00:00');
    expect(by('2026-11-22T15:00:00+01:00', undefined, 2)).toBe('2026-11-25 09:00');
  });

  it('by the holidays of the owner’s own country and region', () => {
    // Friday 1 May 2026 is off in both; Monday 6 April (Easter) too; Good Friday only in Alsace.
    expect(by('2026-05-01T11:00:00+02:00')).toBe('2026-05-05 09:00');
    expect(by('2026-04-03T11:00:00+02:00')).toBe('2026-04-07 11:00');
    expect(by('2026-04-03T11:00:00+02:00', { country: 'FR', region: '67' })).toBe('2026-04-08 09:00');
    expect(by('2026-07-14T11:00:00+02:00', { country: 'BE', region: null })).toBe('2026-07-15 11:00');
  });
});
