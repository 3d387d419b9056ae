/** Promises against cash: what is kept, what is broken, and that money counts once. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoDay, parseDay } from '../../../src/core/kernel/dates.ts';
import {
  brokenLately,
  type Cash,
  deadlineOf,
  heldBack,
  isBeyondExtensions,
  judge,
  keptRate,
  type PaymentPromise,
  type PromiseLine,
} from '../../../src/core/promises/promise.ts';

const day = (iso: string): number => parseDay(iso) ?? Number.NaN;
const FRIDAY = day('2026-12-04');
const MADE = day('2026-11-25');

let ids = 0;
function plan(lines: readonly Partial<PromiseLine>[], change: Partial<PaymentPromise> = {}): PaymentPromise {
  return {
    id: ++ids,
    debtorId: 1,
    currency: 'EUR',
    madeAt: 0,
    madeDay: MADE,
    cashBefore: 0n,
    who: 'M. Petit',
    channel: 'call',
    note: '',
    takenBy: 'nadia@acme.example',
    collector: undefined,
    lines: lines.map((line, i) => ({
      id: ids * 100 + i,
      number: i + 1,
      minor: 5000_00n,
      dueDay: FRIDAY,
      status: 'open',
      judgedDay: undefined,
      received: 0n,
      ...line,
    })),
    ...change,
  };
}

const statusesOf = (plans: readonly PaymentPromise[], cash: readonly Cash[], seenTo: number): string[] => {
  const verdicts = judge(plans, cash, seenTo);
  return plans.flatMap((p) => p.lines.map((l) => verdicts.get(l.id)?.status ?? 'none'));
};

describe('a promise for Friday 4 December', () => {
  it('may be paid until Tuesday: two banking days', () => {
    expect(isoDay(deadlineOf(FRIDAY))).toBe('2026-12-08');
  });

  it.each([
    // Cash on a day, what the ledger shows up to, the verdict.
    ['2026-12-07', 5000_00n, '2026-12-08', 'kept'],
    ['2026-12-08', 5000_00n, '2026-12-08', 'kept'],
    ['2026-12-09', 5000_00n, '2026-12-09', 'broken'],
    ['2026-12-04', 4999_99n, '2026-12-07', 'open'],
    ['2026-12-04', 4999_99n, '2026-12-08', 'broken'],
    ['2026-12-04', 5000_01n, '2026-12-04', 'kept'],
    // The day before it was made.
    ['2026-11-24', 5000_00n, '2026-12-08', 'broken'],
    ['2026-11-25', 5000_00n, '2026-12-08', 'kept'],
  ])('paid on %s with %s cents and a ledger up to %s is %s', (paid, minor, seen, expected) => {
    expect(statusesOf([plan([{}])], [{ day: day(paid), minor }], day(seen))).toEqual([expected]);
  });

  it('is not kept by money that was there when it was made', () => {
    const made = plan([{}], { cashBefore: 5000_00n });
    expect(statusesOf([made], [{ day: MADE, minor: 5000_00n }], FRIDAY + 4)).toEqual(['broken']);
    expect(statusesOf([made], [{ day: MADE, minor: 10_000_00n }], FRIDAY + 4)).toEqual(['kept']);
  });

  it('shares that day’s new money among its lines, and with another promise of the day, once', () => {
    const made = plan([{}, {}], { cashBefore: 5000_00n });
    expect(statusesOf([made], [{ day: MADE, minor: 10_000_00n }], FRIDAY + 4)).toEqual(['kept', 'broken']);
    const [first, second] = [plan([{}], { cashBefore: 5000_00n }), plan([{}], { cashBefore: 8000_00n })];
    expect(statusesOf([first, second], [{ day: MADE, minor: 10_000_00n }], FRIDAY + 4)).toEqual(['kept', 'broken']);
    const older = plan([{}], { madeDay: MADE - 1 });
    expect(statusesOf([older, plan([{}], { cashBefore: 5000_00n })], [{ day: MADE, minor: 10_000_00n }], FRIDAY + 4)).toEqual([
      'kept',
      'kept',
    ]);
  });

  it('is not kept by money that bounced in time, and is by money that bounced after its deadline', () => {
    const paid = { day: FRIDAY, minor: 5000_00n };
    expect(statusesOf([plan([{}])], [paid, { day: FRIDAY + 4, minor: -5000_00n }], FRIDAY + 4)).toEqual(['broken']);
    expect(statusesOf([plan([{}])], [paid, { day: FRIDAY + 5, minor: -5000_00n }], FRIDAY + 5)).toEqual(['kept']);
  });
});

describe('several promises of an account', () => {
  it('share its money: the one due first is paid first', () => {
    const later = plan([{ dueDay: FRIDAY + 7 }]);
    const sooner = plan([{}]);
    expect(statusesOf([later, sooner], [{ day: FRIDAY, minor: 5000_00n }], FRIDAY + 20)).toEqual(['broken', 'kept']);
    expect(statusesOf([later, sooner], [{ day: FRIDAY, minor: 10_000_00n }], FRIDAY + 20)).toEqual(['kept', 'kept']);
  });

  it('leave to the next one what comes too late for the first', () => {
    const plans = [plan([{}, { dueDay: FRIDAY + 28 }])];
    expect(statusesOf(plans, [{ day: FRIDAY + 20, minor: 5000_00n }], FRIDAY + 40)).toEqual(['broken', 'kept']);
  });

  it('never count more money than came, whatever the order', () => {
    const line = fc.record({
      minor: fc.bigInt({ min: 1n, max: 1000n }),
      due: fc.integer({ min: 0, max: 60 }),
      made: fc.integer({ min: -30, max: 0 }),
    });
    const payment = fc.record({ day: fc.integer({ min: MADE - 40, max: MADE + 80 }), minor: fc.bigInt({ min: -300n, max: 1000n }) });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), fc.array(payment, { maxLength: 10 }), (lines, cash) => {
        const plans = lines.map((l) => plan([{ minor: l.minor, dueDay: MADE + l.due }], { madeDay: MADE + l.made }));
        const verdicts = judge(plans, cash, MADE + 100);
        const received = [...verdicts.values()].reduce((sum, v) => sum + v.received, 0n);
        const came = cash.reduce((sum, c) => (c.minor > 0n ? sum + c.minor : sum), 0n);
        expect(received <= came).toBe(true);
        for (const p of plans) {
          const [own] = p.lines;
          const verdict = own && verdicts.get(own.id);
          expect(verdict?.status).toBe(own && verdict && verdict.received >= own.minor ? 'kept' : 'broken');
        }
        const again = judge([...plans].reverse(), [...cash].reverse(), MADE + 100);
        for (const [id, verdict] of verdicts) expect(again.get(id)).toEqual(verdict);
      }),
    );
  });
});

describe('what a promise holds back', () => {
  it('is what is still to come of it, and nothing once an instalment was broken', () => {
    expect(heldBack(plan([{ received: 1000_00n }, { status: 'kept' }, {}]))).toBe(9000_00n);
    expect(heldBack(plan([{ status: 'broken' }, {}]))).toBe(0n);
    expect(heldBack(plan([{ status: 'withdrawn' }]))).toBe(0n);
  });
});

describe('two promises broken in ninety days', () => {
  const today = day('2026-11-25');
  it.each([
    [89, 1, true],
    [90, 1, false],
    [91, 1, false],
    [89, 89, true],
  ])('the first %s days ago, the second %s: no more extensions is %s', (first, second, expected) => {
    const broken = (ago: number): PaymentPromise => plan([{ status: 'broken', judgedDay: today - ago }]);
    expect(isBeyondExtensions([broken(first), broken(second)], today)).toBe(expected);
  });
  it('do not count withdrawn or kept ones', () => {
    const plans = [
      plan([
        { status: 'withdrawn', judgedDay: today },
        { status: 'kept', judgedDay: today },
        { status: 'broken', judgedDay: today },
      ]),
    ];
    expect(brokenLately(plans, today)).toBe(1);
  });
});

describe('the rate of kept promises', () => {
  const plans = [
    plan([
      { status: 'kept', judgedDay: 10 },
      { status: 'broken', judgedDay: 20 },
    ]),
    plan([{ status: 'kept', judgedDay: 30 }, { status: 'open' }, { status: 'withdrawn', judgedDay: 30 }]),
  ];
  it('is kept of judged, half up with four decimals', () => {
    expect(keptRate(plans)).toEqual({ kept: 2, broken: 1, rate: '0.6667' });
    expect(keptRate(plans, { from: 20, to: 29 })).toEqual({ kept: 0, broken: 1, rate: '0.0000' });
    expect(keptRate(plans, { from: 31, to: 40 })).toEqual({ kept: 0, broken: 0, rate: undefined });
  });
});
