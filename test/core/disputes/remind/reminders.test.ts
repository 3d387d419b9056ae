import { describe, expect, it } from 'vitest';
import { calendarOf } from '../../../../src/config/calendar.ts';
import { type Dispute, newClock, started, stopped } from '../../../../src/core/disputes/case/dispute.ts';
import { dueOn } from '../../../../src/core/disputes/remind/reminders.ts';
import { DEFAULT_POLICY } from '../../../../src/core/features.ts';
import { addBusinessDays, parseDay } from '../../../../src/core/kernel/dates.ts';

const FR = calendarOf('FR');
const ALSACE = calendarOf('FR', '67');
const BE = calendarOf('BE');
const d = (iso: string): number => parseDay(iso) ?? Number.NaN;
const base = { id: 1, ownerId: 7, targetDays: 5, elapsed: 0, runningSince: 0 };
const of = (change: Partial<Dispute>): Dispute => ({ ...base, status: 'acknowledged', ...change }) as Dispute;
const stages = (dispute: Dispute, iso: string, calendar = FR, ack = d('2026-01-01')): string[] =>
  dueOn(dispute, d(iso), ack, calendar, DEFAULT_POLICY.disputes).map((x) => x.stage);

describe('the clock', () => {
  it('counts business days after the day of opening, by the owner’s own holidays', () => {
    // Wednesday 11 November is a holiday in both; Good Friday 3 April 2026 in Alsace alone; 21 July in Belgium alone; 14 July in France alone.
    expect(newClock(5, d('2026-11-10'), FR).dueDay).toBe(d('2026-11-18'));
    expect(newClock(1, d('2026-04-02'), FR).dueDay).toBe(d('2026-04-03'));
    expect(newClock(1, d('2026-04-02'), ALSACE).dueDay).toBe(d('2026-04-07'));
    expect(newClock(3, d('2026-07-17'), BE).dueDay).toBe(d('2026-07-23'));
    expect(newClock(3, d('2026-07-10'), FR).dueDay).toBe(d('2026-07-16'));
  });

  it('stands still and goes on with what was left, also at 0 left and beyond', () => {
    const at = (target: number) => started(stopped(newClock(target, d('2026-11-16'), FR), d('2026-11-18'), FR), d('2026-11-23'), FR);
    expect(at(3).dueDay).toBe(d('2026-11-24'));
    expect(at(2).dueDay).toBe(d('2026-11-23'));
    expect(at(1)).toMatchObject({ elapsed: 2, dueDay: d('2026-11-17') });
  });
});

describe('a morning', () => {
  const due = d('2026-11-23');
  it('reminds the owner the business day before and on the day, the manager after it, the committee five business days later', () => {
    const open = of({ dueDay: due });
    expect(stages(open, '2026-11-19')).toEqual([]);
    expect(stages(open, '2026-11-20')).toEqual(['before']);
    expect(stages(open, '2026-11-21')).toEqual([]);
    expect(stages(open, '2026-11-23')).toEqual(['today']);
    expect(stages(open, '2026-11-24')).toEqual(['late']);
    expect(stages(open, '2026-11-27')).toEqual(['late']);
    expect(stages(open, '2026-11-30')).toEqual(['late', 'committee']);
    expect(addBusinessDays(FR, due, 5)).toBe(d('2026-11-30'));
  });
  it('asks to take it on its last morning, then tells the manager', () => {
    const open = of({ status: 'open', dueDay: d('2026-12-15') });
    expect(stages(open, '2026-11-18', FR, d('2026-11-19'))).toEqual([]);
    expect(stages(open, '2026-11-19', FR, d('2026-11-19'))).toEqual(['acknowledge']);
    expect(stages(open, '2026-11-20', FR, d('2026-11-19'))).toEqual(['unacknowledged']);
  });
  it('is silent while the customer is waited for, until the day to ask again', () => {
    const waiting = of({ status: 'waiting', dueDay: undefined, followUpDay: due });
    expect(stages(waiting, '2026-11-20')).toEqual([]);
    expect(stages(waiting, '2026-11-23')).toEqual(['follow-up']);
    expect(stages(waiting, '2026-11-24')).toEqual(['follow-up']);
  });
  it('chases a credit note again every ten business days', () => {
    const expecting = of({ status: 'expecting', expectedDay: due });
    const slot = (iso: string) => dueOn(expecting, d(iso), 0, FR, DEFAULT_POLICY.disputes).map((x) => x.slot);
    expect(slot('2026-11-20')).toEqual([]);
    expect(slot('2026-11-23')).toEqual(slot('2026-12-04'));
    expect(slot('2026-12-07')).not.toEqual(slot('2026-12-04'));
  });
});
