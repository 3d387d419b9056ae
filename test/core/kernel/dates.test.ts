import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarOf } from '../../../src/config/calendar.ts';
import {
  addBusinessDays,
  businessDayBefore,
  businessDayOnOrAfter,
  businessDaysBetween,
  civil,
  dayOf,
  endOfMonth,
  instantOf,
  isoDay,
  localTime,
  mondayOf,
  parseDay,
  startOfMonth,
  weekday,
} from '../../../src/core/kernel/dates.ts';

const day = (iso: string): number => {
  const found = parseDay(iso);
  if (found === undefined) throw new Error(`no such date: ${iso}`);
  return found;
};

describe('a day number', () => {
  it('is read from YYYY-MM-DD and written back the same', () => {
    fc.assert(fc.property(fc.integer({ min: -25_000, max: 80_000 }), (n) => parseDay(isoDay(n)) === n));
  });
  it('does not exist for 30 February, month 13, or a year of two digits', () => {
    for (const text of ['2026-02-30', '2026-13-01', '26-01-01', '2026-1-1', '2026-00-10', '']) expect(parseDay(text)).toBeUndefined();
  });
  it('knows which years have a 29 February', () => {
    expect(parseDay('2028-02-29')).toBeDefined();
    expect(parseDay('2100-02-29')).toBeUndefined();
    expect(dayOf(2000, 2, 29)).toBeDefined();
  });
  it('takes years 1900 to 2199 and no others', () => {
    expect([1899, 1900, 2199, 2200].map((y) => dayOf(y, 1, 1) !== undefined)).toEqual([false, true, true, false]);
  });
  it('tells the weekday, the Monday and the ends of the month', () => {
    expect(weekday(day('2026-11-22'))).toBe(7);
    expect(weekday(day('1969-12-31'))).toBe(3);
    expect(isoDay(mondayOf(day('2026-11-22')))).toBe('2026-11-16');
    expect(isoDay(endOfMonth(day('2028-02-10')))).toBe('2028-02-29');
    expect(isoDay(startOfMonth(day('2026-01-31'), -2))).toBe('2025-11-01');
    expect(civil(day('2026-12-31'))).toEqual({ year: 2026, month: 12, day: 31 });
  });
});

describe('local time', () => {
  it('is that of the wall clock in the zone, in winter and in summer', () => {
    expect(localTime(Date.parse('2026-11-22T23:30:00Z'), 'Europe/Paris')).toEqual({ day: day('2026-11-23'), minutes: 30 });
    expect(localTime(Date.parse('2026-07-01T22:30:00Z'), 'Europe/Paris')).toEqual({ day: day('2026-07-02'), minutes: 30 });
  });
  it('comes back from instant to wall clock, whatever the day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 18_000, max: 25_000 }), fc.integer({ min: 4 * 60, max: 23 * 60 }), (d, m) => {
        expect(localTime(instantOf(d, m, 'Europe/Paris'), 'Europe/Paris')).toEqual({ day: d, minutes: m });
      }),
    );
  });
  it('gives the instant after the gap for 02:30 on the night when summer time begins', () => {
    expect(new Date(instantOf(day('2026-03-29'), 150, 'Europe/Paris')).toISOString()).toBe('2026-03-29T01:30:00.000Z');
  });
});

describe('business days', () => {
  const france = calendarOf('FR');
  it('skip weekends and the public holidays of the country', () => {
    expect(france.isBusinessDay(day('2026-11-11'))).toBe(false);
    expect(france.isBusinessDay(day('2026-11-12'))).toBe(true);
    expect(france.isBusinessDay(day('2026-11-21'))).toBe(false);
    expect(france.isBusinessDay(day('2026-01-01'))).toBe(false);
    expect(calendarOf('BE').isBusinessDay(day('2026-07-21'))).toBe(false);
    expect(france.isBusinessDay(day('2026-07-21'))).toBe(true);
  });
  it('know that Moselle and Alsace keep Good Friday and 26 December', () => {
    expect(france.isBusinessDay(day('2025-12-26'))).toBe(true);
    for (const region of ['57', '67', '68']) expect(calendarOf('FR', region).isBusinessDay(day('2025-12-26'))).toBe(false);
  });
  it('do not take observances such as Mothers’ Day for holidays: eleven in France a year', () => {
    const holidays = Array.from({ length: 365 }, (_, i) => day('2026-01-01') + i).filter(
      (d) => weekday(d) <= 5 && !france.isBusinessDay(d),
    );
    expect(holidays.map(isoDay)).toEqual([
      '2026-01-01',
      '2026-04-06',
      '2026-05-01',
      '2026-05-08',
      '2026-05-14',
      '2026-05-25',
      '2026-07-14',
      '2026-11-11',
      '2026-12-25',
    ]);
  });
  it('count from one to another and back again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20_000, max: 22_000 }), fc.integer({ min: 1, max: 60 }), (from, n) => {
        const to = addBusinessDays(france, from, n);
        expect(businessDaysBetween(france, from, to)).toBe(n);
        expect(france.isBusinessDay(to)).toBe(true);
        expect(businessDayOnOrAfter(france, to)).toBe(to);
        expect(businessDayBefore(france, to)).toBeLessThan(to);
      }),
    );
  });
});
