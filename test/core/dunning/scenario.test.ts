/** Which step an account calls for: on its day, after days off, done late, in vain, after a broken promise, and never twice. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarOf } from '../../../src/config/calendar.ts';
import { DEFAULT_DUNNING, type DunningStep } from '../../../src/core/dunning/dunning-policy.ts';
import { type AccountFacts, type Chase, type DoneStep, dueStep, isEscalation, scenarioOf } from '../../../src/core/dunning/scenario.ts';
import { businessDayOnOrAfter, isoDay, parseDay, WEEKDAYS } from '../../../src/core/kernel/dates.ts';

const day = (iso: string): number => parseDay(iso) ?? Number.NaN;
const FR = calendarOf('FR');
const stepsOf = (name: string): readonly DunningStep[] => DEFAULT_DUNNING.scenarios.find((s) => s.name === name)?.steps ?? [];
const STANDARD = stepsOf('standard');

/** Due on Monday 2 November 2026; 11 November is a holiday. */
const DUE = day('2026-11-02');
const done = (on: number, step: number, change: Partial<DoneStep> = {}): DoneStep => ({
  on,
  day: step,
  due: DUE,
  reached: true,
  ...change,
});
const chase = (change: Partial<Chase> = {}): Chase => ({ due: DUE, steps: STANDARD, done: [], brokenOn: undefined, ...change });
const found = (c: Chase, today: number): string | undefined => {
  const step = dueStep(c, today, FR, DEFAULT_DUNNING);
  return step && `${step.step.day} ${step.step.kind} since ${isoDay(step.since)}`;
};

describe('a standard account', () => {
  it.each([
    ['2026-10-29', undefined],
    // Three days before falls on the Friday.
    ['2026-10-30', '-3 email since 2026-10-30'],
    ['2026-11-02', '-3 email since 2026-10-30'],
    ['2026-11-04', '-3 email since 2026-10-30'],
    ['2026-11-05', '3 call since 2026-11-05'],
    ['2026-11-11', '3 call since 2026-11-05'],
    ['2026-11-12', '10 email since 2026-11-12'],
    ['2026-11-22', '10 email since 2026-11-12'],
    ['2026-11-23', '20 call since 2026-11-23'],
    // Never contacted: first a call, however late.
    ['2026-12-28', '20 call since 2026-11-23'],
  ])('that nobody contacted calls on %s for %s', (today, expected) => {
    expect(found(chase(), day(today))).toBe(expected);
  });

  it('is not asked for a step that was done, and goes on to the next on its own day', () => {
    const c = chase({ done: [done(day('2026-11-05'), 3)] });
    expect(found(c, day('2026-11-05'))).toBeUndefined();
    expect(found(c, day('2026-11-11'))).toBeUndefined();
    expect(found(c, day('2026-11-12'))).toBe('10 email since 2026-11-12');
  });

  it('gets its formal notice before the committee, whose day waits for what the notice grants', () => {
    const called = done(day('2026-11-23'), 20);
    expect(found(chase({ done: [called] }), day('2026-12-28'))).toBe('30 formal-notice since 2026-12-02');
    const late = chase({ done: [called, done(day('2026-12-11'), 30)] });
    expect(found(late, day('2026-12-14'))).toBeUndefined();
    expect(found(late, day('2026-12-18'))).toBeUndefined();
    // Eight days after the Friday of the notice fall on a Saturday.
    expect(found(late, day('2026-12-21'))).toBe('40 committee since 2026-12-21');
  });

  it('keeps three days between a step that was done late and the next', () => {
    const c = chase({ done: [done(day('2026-11-11'), 3)] });
    expect(found(c, day('2026-11-12'))).toBeUndefined();
    expect(found(c, day('2026-11-16'))).toBe('10 email since 2026-11-16');
  });

  it('is called again on the next business day when nobody was reached, and no more after three tries', () => {
    const tried = [0, 1].map((n) => done(day('2026-11-05') + n, 3, { reached: false }));
    expect(dueStep(chase({ done: tried }), day('2026-11-09'), FR, DEFAULT_DUNNING)).toMatchObject({ step: { day: 3 }, tries: 2 });
    const thrice = [...tried, done(day('2026-11-09'), 3, { reached: false })];
    expect(found(chase({ done: thrice }), day('2026-11-10'))).toBeUndefined();
    expect(found(chase({ done: thrice }), day('2026-11-12'))).toBe('10 email since 2026-11-12');
  });

  it('starts again at its first step when it was paid up and is late anew', () => {
    const earlier = [done(day('2026-09-10'), 20, { due: day('2026-08-20') }), done(day('2026-09-21'), 30, { due: day('2026-08-20') })];
    expect(found(chase({ done: earlier }), day('2026-11-05'))).toBe('3 call since 2026-11-05');
  });

  it('is not called twice for invoices that were covered by the same call', () => {
    // The call of the tenth day for an older invoice came when this one was four days late.
    const covered = done(day('2026-11-06'), 10, { due: day('2026-10-27') });
    expect(found(chase({ done: [covered] }), day('2026-11-09'))).toBeUndefined();
    expect(found(chase({ done: [covered] }), day('2026-11-12'))).toBe('10 email since 2026-11-12');
  });
});

describe('a broken promise', () => {
  const brokenOn = day('2026-11-18');
  it('calls on the business day after its deadline, one step up', () => {
    const c = chase({ done: [done(day('2026-11-12'), 10)], brokenOn });
    expect(found(c, day('2026-11-17'))).toBeUndefined();
    expect(dueStep(c, brokenOn, FR, DEFAULT_DUNNING)).toMatchObject({ broken: true, since: brokenOn, step: { day: 20, kind: 'call' } });
  });
  it('is answered once somebody was reached, and the step that it brought forward is not due again', () => {
    const c = chase({ done: [done(day('2026-11-12'), 10), done(day('2026-11-19'), 20)], brokenOn });
    expect(found(c, day('2026-11-20'))).toBeUndefined();
    expect(found(c, day('2026-11-30'))).toBeUndefined();
    expect(found(c, day('2026-12-02'))).toBe('30 formal-notice since 2026-12-02');
  });
  it('goes no higher than the last step', () => {
    const c = chase({ done: [done(day('2026-11-12'), 40)], brokenOn });
    expect(dueStep(c, brokenOn, FR, DEFAULT_DUNNING)).toMatchObject({ broken: true, step: { day: 40 } });
  });
});

describe('the scenario of an account', () => {
  const facts: AccountFacts = { segment: null, size: 20_000_00n, overdue: 1n, scoreClass: undefined, broken: 0, averageLate: undefined };
  it.each([
    ['nothing in particular', {}, 'standard'],
    ['a size of 5,000', { size: 5_000_00n }, 'small'],
    ['a cent more', { size: 5_000_01n }, 'standard'],
    ['a broken promise', { broken: 1 }, 'bad-payer'],
    ['44 days late on average', { averageLate: 44 }, 'standard'],
    ['45 days late on average', { averageLate: 45 }, 'bad-payer'],
    ['a key segment and broken promises', { segment: 'key', broken: 3 }, 'key'],
    ['a segment that the policy calls key', { segment: 'vip' }, 'key'],
    ['a small one of another segment', { segment: 'retail', size: 0n }, 'small'],
  ])('with %s', (_, change, expected) => {
    expect(scenarioOf(DEFAULT_DUNNING, ['key', 'vip'], { ...facts, ...change })?.name).toBe(expected);
  });
  it('is chosen by amount and by score class where the policy says so', () => {
    const scenarios = [
      { name: 'risky', when: { scoreClasses: ['C', 'D'] as const }, steps: STANDARD },
      { name: 'large', when: { amountFrom: 100n, amountUpTo: 200n }, steps: STANDARD },
      { name: 'rest', when: {}, steps: STANDARD },
    ];
    const of = (change: Partial<AccountFacts>) => scenarioOf({ ...DEFAULT_DUNNING, scenarios }, [], { ...facts, ...change })?.name;
    expect([
      of({ scoreClass: 'C' }),
      of({ scoreClass: 'B', overdue: 99n }),
      of({ overdue: 100n }),
      of({ overdue: 200n }),
      of({ overdue: 201n }),
    ]).toEqual(['risky', 'rest', 'large', 'large', 'rest']);
  });
});

describe('any scenario, lived through day by day', () => {
  const kinds = fc.constantFrom('email', 'call', 'letter', 'stop', 'formal-notice', 'committee' as const);
  const scenario = fc
    .uniqueArray(fc.record({ day: fc.integer({ min: -10, max: 60 }), kind: kinds, wait: fc.integer({ min: 0, max: 10 }) }), {
      minLength: 1,
      maxLength: 7,
      selector: (s) => s.day,
    })
    .map((list): DunningStep[] =>
      [...list].sort((a, b) => a.day - b.day).map((s) => ({ ...s, by: undefined, inform: undefined, template: undefined })),
    );

  it('asks for no step twice, for none before its day or on a day off, and skips no escalation', () => {
    // How long each asked step is left undone: the collector's delays.
    fc.assert(
      fc.property(scenario, fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 80, maxLength: 80 }), (steps, delays) => {
        const handled: DoneStep[] = [];
        let since: number | undefined;
        for (let today = DUE - 12; today < DUE + 120; today++) {
          if (!WEEKDAYS.isBusinessDay(today)) continue;
          const asked = dueStep(chase({ steps, done: handled }), today, WEEKDAYS, DEFAULT_DUNNING);
          if (!asked) continue;
          expect(handled.some((d) => d.day >= asked.step.day)).toBe(false);
          expect(asked.since).toBeGreaterThanOrEqual(businessDayOnOrAfter(WEEKDAYS, DUE + asked.step.day));
          expect(WEEKDAYS.isBusinessDay(asked.since)).toBe(true);
          const skipped = steps.filter((s) => s.day < asked.step.day && !handled.some((d) => d.day >= s.day));
          if (handled.length > 0) expect(skipped.some(isEscalation)).toBe(false);
          since ??= today;
          if (today - since < (delays[handled.length] ?? 0)) continue;
          handled.push(done(today, asked.step.day));
          since = undefined;
        }
        // In the end the last step was reached.
        expect(handled.at(-1)?.day).toBe(steps.at(-1)?.day);
      }),
    );
  });
});
