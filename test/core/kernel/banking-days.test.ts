import { describe, expect, it } from 'vitest';
import { addBankingDays, TARGET } from '../../../src/core/kernel/banking-days.ts';
import { isoDay, parseDay } from '../../../src/core/kernel/dates.ts';

const day = (iso: string): number => parseDay(iso) ?? Number.NaN;

describe('a banking day', () => {
  it.each([
    ['2026-04-03', false],
    ['2026-04-06', false],
    ['2026-05-01', false],
    ['2026-12-25', false],
    ['2026-12-26', false],
    ['2027-01-01', false],
    ['2027-03-26', false],
    ['2027-03-29', false],
    ['2038-04-23', false],
    ['2026-04-04', false],
    // National holidays on which money moves.
    ['2026-07-14', true],
    ['2026-11-11', true],
    ['2026-05-25', true],
    ['2026-04-02', true],
    ['2026-04-07', true],
  ])('%s: %s', (iso, open) => {
    expect(TARGET.isBusinessDay(day(iso))).toBe(open);
  });

  it('is counted over Easter and over the end of the year', () => {
    expect(isoDay(addBankingDays(day('2026-04-01'), 2))).toBe('2026-04-07');
    expect(isoDay(addBankingDays(day('2026-12-24'), 2))).toBe('2026-12-29');
    expect(isoDay(addBankingDays(day('2026-07-13'), 1))).toBe('2026-07-14');
  });
});
