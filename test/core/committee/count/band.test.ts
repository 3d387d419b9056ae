import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bandFor, uninsuredExposure } from '../../../../src/core/committee/count/band.ts';
import { quorumFaults } from '../../../../src/core/committee/count/feasible.ts';
import { judge } from '../../../../src/core/committee/count/judge.ts';
import type { WrittenRule } from './oracle.ts';
import { FIVE, ruleWith, voteWith } from './votes.ts';
import { memberOf, voteOf } from './written.ts';

describe('uninsured exposure after the decision', () => {
  const on = 20_000;

  test('takes the larger of the asked limit and the exposure, less the cover of the asked limit', () => {
    const insurance = { limit: 50_000_00n, quota: 9_000 };
    expect(uninsuredExposure({ askedLimit: 80_000_00n, exposure: 30_000_00n, insurance, on })).toBe(35_000_00n);
    expect(uninsuredExposure({ askedLimit: 80_000_00n, exposure: 95_000_00n, insurance, on })).toBe(50_000_00n);
    expect(uninsuredExposure({ askedLimit: 40_000_00n, exposure: 30_000_00n, insurance, on }), 'covered in full').toBe(0n);
    expect(uninsuredExposure({ askedLimit: 40_000_00n, exposure: 60_000_00n, insurance, on }), 'cover never exceeds the asked limit').toBe(
      20_000_00n,
    );
    expect(uninsuredExposure({ askedLimit: 40_000_00n, exposure: 60_000_00n, on })).toBe(60_000_00n);
  });

  test('cover holds on its last day and not the day after', () => {
    const asked = { askedLimit: 80_000_00n, exposure: 0n, on };
    const until = (day: number): bigint => uninsuredExposure({ ...asked, insurance: { limit: 80_000_00n, quota: 10_000, until: day } });
    expect([until(on - 1), until(on), until(on + 1)]).toEqual([80_000_00n, 0n, 0n]);
  });

  test('half a cent of cover is none', () => {
    expect(uninsuredExposure({ askedLimit: 10n, exposure: 0n, insurance: { limit: 5n, quota: 9_000 }, on })).toBe(6n);
  });

  test('is never negative and never more than the larger of limit and exposure', () => {
    const size = fc.bigInt({ min: 0n, max: 10n ** 12n });
    fc.assert(
      fc.property(size, size, size, fc.nat(10_000), (askedLimit, exposure, limit, quota) => {
        const uninsured = uninsuredExposure({ askedLimit, exposure, insurance: { limit, quota }, on });
        expect(uninsured >= 0n && (uninsured <= askedLimit || uninsured <= exposure)).toBe(true);
      }),
    );
  });
});

describe('the band of a motion', () => {
  const bands = {
    below: [{ upTo: 50_000_00n, rule: 'manager' }, { upTo: 10_000_00n, rule: 'analyst' }, { upTo: 150_000_00n }],
    highest: 'committee',
  };

  test.each([
    [0n, 'analyst'],
    [9_999_99n, 'analyst'],
    [10_000_00n, 'analyst'],
    [10_000_01n, 'manager'],
    [50_000_00n, 'manager'],
    [50_000_01n, 'committee'],
    [150_000_01n, 'committee'],
  ])('at %s cents is the one of the %s; a band without a rule goes to the highest', (amount, rule) => {
    expect(bandFor(bands, amount).rule).toBe(rule);
  });
});

describe('a rule that can never reach its quorum', () => {
  const faults = (changes: Partial<WrittenRule>): unknown =>
    quorumFaults(voteOf(voteWith({ rule: ruleWith(changes) })).rule, FIVE.map(memberOf));

  test('is told from one that can, at the very count', () => {
    expect(faults({ quorum: { count: 5 } })).toEqual([]);
    expect(faults({ quorum: { count: 6 } })).toEqual([{ code: 'too-few-voters', needed: 6, voters: 5 }]);
    expect(faults({ quorum: { share: '1', roles: { sales: 2 } } })).toEqual([]);
    expect(faults({ quorum: { roles: { sales: 3 } } })).toEqual([{ code: 'too-few-of-role', role: 'sales', needed: 3, voters: 2 }]);
  });

  test('names a role that holds no ballot, an empty committee, and all that is wrong at once', () => {
    expect(faults({ voters: ['sales'], quorum: { roles: { finance: 1 } } })).toEqual([{ code: 'role-without-ballot', role: 'finance' }]);
    expect(faults({ voters: ['director'] })).toEqual([{ code: 'no-voters' }]);
    expect(faults({ voters: ['sales'], quorum: { count: 3, roles: { sales: 4 } } })).toEqual([
      { code: 'too-few-voters', needed: 3, voters: 2 },
      { code: 'too-few-of-role', role: 'sales', needed: 4, voters: 2 },
    ]);
  });

  test('names the roles that too few people hold between them', () => {
    const both = [
      { id: 'dora', role: ['director', 'finance'] },
      { id: 'luc', role: 'sales' },
    ].map(memberOf);
    const rule = (roles: Record<string, number>) =>
      voteOf(voteWith({ rule: ruleWith({ voters: ['finance', 'sales', 'director'], quorum: { roles } }) })).rule;
    expect(quorumFaults(rule({ finance: 1, sales: 1, director: 1 }), both)).toEqual([
      { code: 'shared-roles', roles: ['finance', 'director'], needed: 2, voters: 1 },
    ]);
    expect(quorumFaults(rule({ finance: 1, sales: 1, director: 2 }), both)).toEqual([
      { code: 'too-few-of-role', role: 'director', needed: 2, voters: 1 },
    ]);
    expect(quorumFaults(rule({ finance: 1, sales: 1, director: 1 }), [...both, memberOf({ id: 'farid', role: 'finance' })])).toEqual([]);
  });

  test('counts the proposer out only when there is one who may not vote', () => {
    const rule = voteOf(voteWith({ rule: ruleWith({ quorum: { count: 5 } }) })).rule;
    const roster = FIVE.map((m) => (m.id === 'luc' ? { ...m, proposer: true } : m));
    expect(quorumFaults(rule, roster.map(memberOf))).toHaveLength(1);
    expect(quorumFaults({ ...rule, proposerVotes: true }, roster.map(memberOf))).toEqual([]);
  });

  test('is still judged: it follows noQuorum', () => {
    const vote = voteOf(
      voteWith({ rule: ruleWith({ quorum: { count: 6 } }), said: FIVE.map((m) => ({ voter: m.id, choice: 'approve' as const })) }),
    );
    expect(judge(vote)).toMatchObject({ outcome: 'lapsed', reason: 'no-quorum' });
  });
});
