import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoDay, parseDay } from '../../../src/core/kernel/dates.ts';
import { type Interest, type InterestRule, interestOn, type MissingRate, rateOn, type Step } from '../../../src/core/letters/interest.ts';
import { DEFAULT_LETTERS, interestRuleOf } from '../../../src/core/letters/letter-policy.ts';

const day = (iso: string): number => parseDay(iso) ?? Number.NaN;
const known = (found: Interest | MissingRate): Interest => {
  if (!('lines' in found)) throw new Error(`missing ${found.what} of ${isoDay(found.from)}`);
  return found;
};
const fr = interestRuleOf(DEFAULT_LETTERS, 'FR');
const be = interestRuleOf(DEFAULT_LETTERS, 'BE');
const half = (from: string, ecb: bigint, legal = 20_000n) => ({ from: day(from), ecb, legal });

describe('late interest', () => {
  it('of 12,000 € due on 31 January and paid on 15 March 2026 is 171.76 €: 43 days at 12.15 %', () => {
    const owed = { due: day('2026-01-31'), principal: 12_000_00n, steps: [] };
    const { minor, lines } = known(interestOn(owed, day('2026-03-15'), fr));
    expect(minor).toBe(171_76n);
    expect(lines).toEqual([{ from: day('2026-02-01'), to: day('2026-03-15'), days: 43, base: 12_000_00n, rate: 121_500n, minor: 171_76n }]);
    expect(minor + DEFAULT_LETTERS.indemnity).toBe(211_76n);
  });

  it('is the same when the payment is in the ledger and the letter is written later', () => {
    const owed = { due: day('2026-01-31'), principal: 12_000_00n, steps: [{ day: day('2026-03-15'), minor: 0n }] };
    expect(known(interestOn(owed, day('2026-06-20'), fr)).minor).toBe(171_76n);
  });

  it('in Belgium of 10,000 € and 30 days is 86.30 €: the ECB’s rate and 8 points, rounded up to half a point', () => {
    expect(rateOn(day('2026-03-01'), be)).toBe(105_000n);
    const owed = { due: day('2026-01-31'), principal: 10_000_00n, steps: [] };
    expect(known(interestOn(owed, day('2026-03-02'), be)).minor).toBe(86_30n);
  });

  it('begins on the day after the due day', () => {
    const on = (iso: string) => known(interestOn({ due: day('2026-01-31'), principal: 10_000_00n, steps: [] }, day(iso), fr));
    expect(on('2026-01-30')).toEqual({ lines: [], minor: 0n });
    expect(on('2026-01-31')).toEqual({ lines: [], minor: 0n });
    expect(on('2026-02-01')).toMatchObject({ minor: 3_33n, lines: [{ days: 1 }] });
  });

  it('is split at 1 January, at 1 July and at part payments, and its lines add up', () => {
    const rule = { ...fr, halfYears: [...fr.halfYears, half('2026-07-01', 20_000n)] };
    const owed = { due: day('2025-11-30'), principal: 9_000_00n, steps: [{ day: day('2026-03-10'), minor: 4_000_00n }] };
    const { lines, minor } = known(interestOn(owed, day('2026-07-31'), rule));
    expect(lines.map((l) => [isoDay(l.from), isoDay(l.to), l.base, l.rate])).toEqual([
      ['2025-12-01', '2025-12-31', 9_000_00n, 121_500n],
      ['2026-01-01', '2026-03-10', 9_000_00n, 121_500n],
      ['2026-03-11', '2026-06-30', 4_000_00n, 121_500n],
      ['2026-07-01', '2026-07-31', 4_000_00n, 120_000n],
    ]);
    expect(lines.reduce((sum, l) => sum + l.minor, 0n)).toBe(minor);
  });

  it('takes a contract’s rate, but never less than three times the legal one', () => {
    const contract = (rate: bigint): InterestRule => ({ ...fr, contract: rate });
    expect(rateOn(day('2026-02-01'), contract(100_000n))).toBe(100_000n);
    expect(rateOn(day('2026-02-01'), contract(50_000n))).toBe(78_600n);
    expect(rateOn(day('2025-12-31'), contract(50_000n))).toBe(82_800n);
    expect(rateOn(day('2026-02-01'), { ...contract(50_000n), floorTimes: 0n })).toBe(50_000n);
  });

  it('says which half-year has no rate, only when it is needed', () => {
    const owed = { due: day('2026-05-31'), principal: 1_000_00n, steps: [] };
    expect(interestOn(owed, day('2026-06-30'), fr)).toMatchObject({ minor: 9_99n });
    expect(interestOn(owed, day('2026-07-01'), fr)).toEqual({ from: day('2026-07-01'), what: 'ecb' });
    const paid = { ...owed, steps: [{ day: day('2026-06-30'), minor: 0n }] };
    expect(interestOn(paid, day('2026-12-01'), fr)).toMatchObject({ minor: 9_99n });
    expect(rateOn(day('2026-07-01'), { ...fr, contract: 1n })).toEqual({ from: day('2026-07-01'), what: 'legal' });
  });
});

describe('whatever the account', () => {
  const first = day('2025-07-01');
  const rules = fc.array(fc.bigInt({ min: 0n, max: 60_000n }), { minLength: 4, maxLength: 4 }).map((rates): InterestRule => {
    const starts = ['2025-07-01', '2026-01-01', '2026-07-01', '2027-01-01'];
    return { ...fr, halfYears: starts.map((from, i) => half(from, rates[i] ?? 0n)) };
  });
  const owed = fc.record({
    due: fc.integer({ min: first, max: first + 400 }),
    principal: fc.bigInt({ min: 0n, max: 10_000_000_00n }),
    steps: fc.array(fc.record({ day: fc.integer({ min: first, max: first + 600 }), minor: fc.bigInt({ min: 0n, max: 10_000_000_00n }) }), {
      maxLength: 5,
    }),
  });
  const until = fc.integer({ min: first, max: first + 650 });

  it('an independent count day by day gives the same to the cent', () => {
    fc.assert(
      fc.property(rules, owed, until, (rule, given, end) => {
        const steps = [...new Map(given.steps.map((s) => [s.day, s])).values()].sort((a, b) => a.day - b.day);
        let weight = 0n;
        for (let d = given.due + 1; d <= end; d++) {
          const base = steps.filter((s) => s.day < d).at(-1)?.minor ?? given.principal;
          const rate = rateOn(d, rule);
          if (typeof rate === 'bigint') weight += base * rate;
        }
        const exact = (2n * weight + 365_000_000n) / 730_000_000n;
        const { minor, lines } = known(interestOn({ ...given, steps }, end, rule));
        expect(minor).toBe(exact);
        expect(lines.reduce((sum, l) => sum + l.minor, 0n)).toBe(minor);
        expect(lines.every((l) => l.minor >= 0n && l.days > 0)).toBe(true);
      }),
    );
  });

  it('splitting a stretch anywhere changes nothing', () => {
    fc.assert(
      fc.property(rules, owed, until, fc.integer({ min: first, max: first + 650 }), (rule, given, end, cut) => {
        const steps = [...new Map(given.steps.map((s) => [s.day, s])).values()].sort((a, b) => a.day - b.day);
        const left = steps.filter((s) => s.day <= cut).at(-1)?.minor ?? given.principal;
        const split: readonly Step[] = steps.some((s) => s.day === cut) ? steps : [...steps, { day: cut, minor: left }];
        expect(known(interestOn({ ...given, steps: split }, end, rule)).minor).toBe(
          known(interestOn({ ...given, steps }, end, rule)).minor,
        );
      }),
    );
  });
});
