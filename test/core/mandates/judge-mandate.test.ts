import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Ask, judgeMandate, neverRule, type Setting } from '../../../src/core/mandates/judge-mandate.ts';
import { DEFAULT_MANDATES, type Mandate, type Power } from '../../../src/core/mandates/power.ts';
import type { MandateUse } from '../../../src/core/mandates/use.ts';

const mandate = (given: Partial<Mandate>): Mandate => ({
  holder: 'collector',
  power: 'days',
  upTo: undefined,
  minor: undefined,
  currency: 'EUR',
  only: false,
  percent: undefined,
  segments: [],
  companies: [],
  until: undefined,
  ...given,
});

const item = (id: number, minor: bigint) => ({ id, ref: `FA-${id}`, minor, dueDay: 20_600 });
const ask = (power: Power, given: Partial<Ask> = {}): Ask => ({
  power,
  quantity: 0,
  minor: 0n,
  currency: 'EUR',
  items: [item(1, 10_000_00n)],
  ...given,
});

let ids = 0;
const earlier = (given: Partial<MandateUse>): MandateUse => ({
  id: ++ids,
  debtorId: 1,
  at: 0,
  day: 20_690,
  actor: 'nadia@acme.fr',
  holder: 'collector',
  onBehalfOf: null,
  power: 'days',
  quantity: 0,
  minor: 0n,
  percent: null,
  currency: 'EUR',
  items: [item(1, 10_000_00n)],
  untilDay: null,
  why: '',
  status: 'granted',
  motionId: null,
  expectedDay: null,
  creditItemId: null,
  closedDay: null,
  closedBy: null,
  ...given,
});

const setting = (mandates: readonly Mandate[], given: Partial<Setting> = {}): Setting => ({
  mandates,
  principals: [{ email: 'nadia@acme.fr', roles: ['collector'] }],
  segment: null,
  company: '123456789',
  earlier: [],
  noMoreTime: false,
  day: 20_700,
  convert: (minor, from, to) => (from === to ? minor : from === 'USD' ? (minor * 9n) / 10n : undefined),
  ...given,
});

const verdict = (asked: Ask, around: Setting): string => judgeMandate(asked, around).verdict;

describe('a power with a cap of 10', () => {
  const ten = [mandate({ upTo: 10 })];
  it.each([
    [9, 'granted'],
    [10, 'granted'],
    [11, 'cap'],
  ])('lets %i days be %s', (quantity, expected) => {
    expect(verdict(ask('days', { quantity }), setting(ten))).toBe(expected);
  });

  it.each([
    [4, 5, 'granted'],
    [5, 5, 'granted'],
    [6, 5, 'cap'],
  ])('counts %i days granted before and %i more as one grant: %s', (before, quantity, expected) => {
    expect(verdict(ask('days', { quantity }), setting(ten, { earlier: [earlier({ quantity: before })] }))).toBe(expected);
  });

  it.each([
    ['4.00', '5.99', 'granted'],
    ['4.00', '6.00', 'granted'],
    ['4.00', '6.01', 'cap'],
  ])('counts a rebate of %s and one of %s together: %s', (before, now, expected) => {
    const minor = (text: string): bigint => BigInt(text.replace('.', ''));
    const around = setting([mandate({ power: 'rebate', minor: 10_00n })], {
      earlier: [earlier({ power: 'rebate', minor: minor(before) })],
    });
    expect(verdict(ask('rebate', { minor: minor(now) }), around)).toBe(expected);
  });
});

describe('the most days that a debtor may be granted, 10', () => {
  const wide = [mandate({ upTo: 90 }), mandate({ power: 'terms', upTo: 90 }), mandate({ power: 'instalments', upTo: 90 })];
  const within = (given: Partial<Setting> = {}) => setting(wide, { ceiling: { days: 10, instalmentEvery: 5 }, ...given });
  it.each([
    ['days', 9, 'granted'],
    ['days', 10, 'granted'],
    ['days', 11, 'ceiling'],
    ['terms', 10, 'granted'],
    ['terms', 11, 'ceiling'],
    // The second instalment of a plan is ten days away, the third fifteen.
    ['instalments', 2, 'granted'],
    ['instalments', 3, 'ceiling'],
  ] as const)('lets %s of %i be %s', (power, quantity, expected) => {
    expect(verdict(ask(power, { quantity }), within())).toBe(expected);
  });

  it('counts the days that were granted before', () => {
    const around = within({ earlier: [earlier({ quantity: 6 })] });
    expect(verdict(ask('days', { quantity: 4 }), around)).toBe('granted');
    expect(judgeMandate(ask('days', { quantity: 5 }), around)).toEqual({ verdict: 'ceiling', days: 10, quantity: 6 });
  });

  it('is no mandate: whoever holds none, or a smaller one, hears of that', () => {
    expect(verdict(ask('days', { quantity: 11 }), { ...within(), mandates: [] })).toBe('none');
    expect(verdict(ask('days', { quantity: 11 }), { ...within(), mandates: [mandate({ upTo: 5 })] })).toBe('cap');
    expect(verdict(ask('stop'), { ...within(), mandates: [mandate({ power: 'stop' })] })).toBe('granted');
  });
});

describe('a cap in percent', () => {
  const two = [mandate({ power: 'rebate', percent: 200 })];
  it.each([
    [199_99n, 'granted'],
    [200_00n, 'granted'],
    [200_01n, 'cap'],
  ])('of 2 %% lets %s on 10,000.00 be %s', (minor, expected) => {
    expect(verdict(ask('rebate', { minor }), setting(two))).toBe(expected);
  });

  it('is not got round with two small rebates on the same invoice', () => {
    const before = [earlier({ power: 'rebate', minor: 150_00n })];
    expect(judgeMandate(ask('rebate', { minor: 60_00n }), setting(two, { earlier: before }))).toMatchObject({
      verdict: 'cap',
      share: true,
    });
    expect(verdict(ask('rebate', { minor: 50_00n }), setting(two, { earlier: before }))).toBe('granted');
  });

  it('grows with another invoice, once each', () => {
    const before = [earlier({ power: 'rebate', minor: 200_00n })];
    const other = ask('rebate', { items: [item(2, 5_000_00n)], minor: 100_00n });
    expect(verdict(other, setting(two, { earlier: before }))).toBe('granted');
    expect(verdict({ ...other, minor: 100_01n }, setting(two, { earlier: before }))).toBe('cap');
  });
});

describe('whose power it is', () => {
  it('is the best of the person’s own mandates, by role or by name', () => {
    const both = [mandate({ upTo: 10 }), mandate({ holder: 'nadia@acme.fr', upTo: 20 })];
    expect(verdict(ask('days', { quantity: 20 }), setting(both))).toBe('granted');
    expect(judgeMandate(ask('days', { quantity: 21 }), setting(both))).toMatchObject({ verdict: 'cap', mandate: { upTo: 20 } });
    expect(verdict(ask('days', { quantity: 1 }), setting(both, { principals: [{ email: 'sofia@acme.fr', roles: ['sales'] }] }))).toBe(
      'none',
    );
  });

  it('is also that of the absent person for whom the backup stands in, and says so', () => {
    const principals = [
      { email: 'paul@acme.fr', roles: ['sales'] },
      { email: 'nadia@acme.fr', roles: ['collector'] },
    ];
    expect(judgeMandate(ask('days', { quantity: 5 }), setting([mandate({ upTo: 10 })], { principals }))).toMatchObject({
      principal: 'nadia@acme.fr',
    });
  });

  it('ends after its last day', () => {
    const until = (day: number) => verdict(ask('days', { quantity: 1 }), setting([mandate({ upTo: 10, until: 20_700 })], { day }));
    expect([until(20_699), until(20_700), until(20_701)]).toEqual(['granted', 'granted', 'ended']);
  });

  it('stays within segments, companies and currency', () => {
    const asked = ask('days', { quantity: 1 });
    const key = [mandate({ upTo: 10, segments: ['key'] })];
    expect(verdict(asked, setting(key))).toBe('scope');
    expect(verdict(asked, setting(key, { segment: 'key' }))).toBe('granted');
    const one = [mandate({ upTo: 10, companies: ['123456789'] })];
    expect(verdict(asked, setting(one))).toBe('granted');
    expect(verdict(asked, setting(one, { company: '987654321' }))).toBe('scope');
    const euros = [mandate({ upTo: 10, only: true })];
    expect(verdict({ ...asked, currency: 'USD' }, setting(euros))).toBe('scope');
  });

  it('counts another currency at the policy’s rates, and gives nothing without one', () => {
    const ten = [mandate({ power: 'waiver', minor: 90_00n })];
    const of = (minor: bigint, currency: string): string => verdict(ask('waiver', { minor, currency }), setting(ten));
    expect([of(100_00n, 'USD'), of(100_02n, 'USD'), of(1n, 'CHF')]).toEqual(['granted', 'cap', 'cap']);
  });

  it('gives no more time after two broken promises, but anything else', () => {
    const all = [mandate({ upTo: 10 }), mandate({ power: 'instalments', upTo: 3 }), mandate({ power: 'stop' })];
    const of = (power: Power): string => verdict(ask(power, { quantity: 1 }), setting(all, { noMoreTime: true }));
    expect([of('days'), of('instalments'), of('stop')]).toEqual(['extensions', 'extensions', 'granted']);
  });

  it('of terms is a state: accepted twice they are the same', () => {
    const terms = [mandate({ power: 'terms', upTo: 45 })];
    expect(verdict(ask('terms', { quantity: 45 }), setting(terms, { earlier: [earlier({ power: 'terms', quantity: 45 })] }))).toBe(
      'granted',
    );
  });
});

describe('properties', () => {
  it('however a sum is cut, what is granted never passes the cap', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, 1_000n), fc.array(fc.bigInt(1n, 400n), { maxLength: 12 }), (cap, parts) => {
        const given: MandateUse[] = [];
        for (const minor of parts) {
          const around = setting([mandate({ power: 'rebate', minor: cap })], { earlier: given });
          if (verdict(ask('rebate', { minor }), around) === 'granted') given.push(earlier({ power: 'rebate', minor }));
        }
        const sum = given.reduce((total, use) => total + use.minor, 0n);
        return sum <= cap;
      }),
    );
  });

  it('asking for more is never granted where less is not', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(40), fc.nat(40), fc.nat(40), (cap, before, less, more) => {
        const around = setting([mandate({ upTo: cap + 1 })], { earlier: [earlier({ quantity: before })] });
        const granted = (quantity: number): boolean => verdict(ask('days', { quantity: quantity + 1 }), around) === 'granted';
        return !granted(less + more) || granted(less);
      }),
    );
  });
});

describe('what is never accepted', () => {
  const rules = DEFAULT_MANDATES.never;
  it('is a word in what is said, whatever its accents, and no part of another word', () => {
    const said = (words: string) => neverRule(rules, { power: 'rebate', quantity: 0 }, words)?.says.en.slice(0, 12);
    expect(said('remise 100 contre leur note de débit')).toBe('A deduction ');
    expect(said('Offset!')).toBe('A deduction ');
    expect(said('compensations')).toBeUndefined();
    expect(said('remise 100 pour solde')).toBeUndefined();
  });

  it.each([
    [59, false],
    [60, false],
    [61, true],
  ])('is %i days of terms: %s', (quantity, never) => {
    expect(neverRule(rules, { power: 'terms', quantity }, '') !== undefined).toBe(never);
    expect(neverRule(rules, { power: 'days', quantity }, '')).toBeUndefined();
  });
});
