import { describe, expect, test } from 'vitest';
import type { WrittenMember, WrittenVote } from './oracle.ts';
import { abstains, FIVE, inShort, no, outcomeOf, recuses, ruleWith, voteWith, yes } from './votes.ts';

const SUBSTITUTES: WrittenMember[] = [
  { id: 'anne', role: 'credit-manager', proposer: true },
  { id: 'farid', role: 'finance', substitute: 'anne' },
  { id: 'luc', role: 'sales', substitute: 'marc' },
  { id: 'sofia', role: 'sales' },
  { id: 'marc', role: 'sales-admin', substitute: 'zoe' },
];
const forLuc = (choice: 'approve' | 'abstain'): { voter: string; choice: 'approve' | 'abstain'; for: string } => ({
  voter: 'marc',
  choice,
  for: 'luc',
});

function whys(vote: WrittenVote): string[] {
  return outcomeOf(vote).refused.map((r) => `${r.index} ${r.voter} ${r.why}`);
}

describe('rule 1, who is eligible', () => {
  test('a proposer holds a ballot only when the policy says so', () => {
    const said = [yes('anne'), yes('sofia')];
    const vote = (proposerVotes: boolean): WrittenVote => voteWith({ roster: SUBSTITUTES, said, rule: ruleWith({ proposerVotes }) });
    expect(whys(vote(false))).toEqual(['0 anne not-eligible']);
    expect(outcomeOf(vote(false)).quorum.eligible).toBe(3);
    expect(whys(vote(true))).toEqual([]);
    expect(outcomeOf(vote(true)).quorum.eligible).toBe(4);
  });

  test('who recuses themselves is out from then on: the ballot before is void, the one after refused', () => {
    const vote = voteWith({ said: [no('luc'), yes('sofia'), recuses('luc'), yes('luc'), recuses('luc')] });
    expect(outcomeOf(vote)).toMatchObject({
      outcome: 'approved',
      quorum: { eligible: 4 },
      tally: { approve: 1, reject: 0, recused: 1, silent: 3 },
    });
    expect(whys(vote)).toEqual(['3 luc not-eligible', '4 luc not-eligible']);
  });

  test('a substitute’s ballot falls when the member recuses, and stands when the substitute does', () => {
    const memberOut = voteWith({ roster: SUBSTITUTES, said: [forLuc('approve'), recuses('luc')] });
    expect(outcomeOf(memberOut).tally).toMatchObject({ approve: 0, recused: 1 });
    const voters = ['finance', 'sales', 'sales-admin'];
    const substituteOut = voteWith({
      roster: SUBSTITUTES,
      rule: ruleWith({ voters }),
      said: [forLuc('approve'), recuses('marc'), forLuc('abstain')],
    });
    expect(outcomeOf(substituteOut)).toMatchObject({ tally: { approve: 1, recused: 1 }, quorum: { present: 1 } });
    expect(whys(substituteOut)).toEqual(['2 marc substitute-recused']);
  });
});

describe('rule 2, which ballot lives', () => {
  test('the last valid one in the list’s order, whatever the times say, and a refused one changes nothing', () => {
    const ballots = [
      { at: '2026-11-23T15:00:00+01:00', ...no('luc') },
      { at: '2026-11-23T14:00:00+01:00', ...yes('luc', '60000.00') },
      { at: '2026-11-23T16:00:00+01:00', voter: 'luc', choice: 'reject' as const },
    ];
    expect(inShort(voteWith({ ballots }))).toBe('approved 60000');
    expect(whys(voteWith({ ballots }))).toEqual(['2 luc reason-missing']);
  });

  test.each([
    ['2026-11-23T08:59:59.999+01:00', 'before-opening'],
    ['2026-11-23T08:00:00Z', undefined],
    ['2026-11-25T08:59:59.999+01:00', undefined],
    ['2026-11-25T09:00:00+01:00', 'after-close'],
  ])('a ballot at %s is refused as %s', (at, why) => {
    expect(outcomeOf(voteWith({ ballots: [{ at, ...yes('luc') }] })).refused[0]?.why).toBe(why);
  });

  test('a ballot after now has not happened: neither counted nor refused', () => {
    const vote = voteWith({ now: '2026-11-23T10:30:00+01:00', said: [yes('luc'), no('sofia'), yes('stranger')] });
    expect(outcomeOf(vote)).toMatchObject({ tally: { approve: 1, reject: 0 }, refused: [] });
    expect(outcomeOf({ ...vote, now: '2026-11-23T11:00:00+01:00' }).tally.reject, 'at now itself it has').toBe(1);
  });

  test.each([
    ['40000.00', 'below-floor'],
    ['40000.01', undefined],
    ['40000.02', undefined],
    ['79999.99', undefined],
    ['80000.00', undefined],
    ['80000.01', 'above-asked'],
  ])('an approval up to %s is refused as %s', (upTo, why) => {
    expect(outcomeOf(voteWith({ said: [yes('luc', upTo)] })).refused[0]?.why).toBe(why);
  });

  test('an amount on a motion that asks for none is refused, not counted as a plain approval', () => {
    const vote = voteWith({ motion: { kind: 'litigation' }, said: [yes('luc', '60000.00')] });
    expect(outcomeOf(vote)).toMatchObject({ outcome: 'lapsed', refused: [{ index: 0, voter: 'luc', why: 'no-amount-asked' }] });
  });

  test('a substitute votes for their member alone, without being eligible, and not once the member has voted', () => {
    const vote = voteWith({
      roster: SUBSTITUTES,
      said: [forLuc('approve'), { ...yes('marc'), for: 'sofia' }, { ...recuses('marc'), for: 'luc' }, abstains('luc'), forLuc('approve')],
    });
    expect(outcomeOf(vote).tally).toMatchObject({ approve: 0, abstain: 1 });
    expect(whys(vote)).toEqual(['1 marc not-the-substitute', '2 marc recuse-for-another', '4 marc member-voted-already']);
  });

  test('a substitute may change what they said for their member', () => {
    expect(outcomeOf(voteWith({ roster: SUBSTITUTES, said: [forLuc('approve'), forLuc('abstain')] }))).toMatchObject({
      tally: { approve: 0, abstain: 1 },
      refused: [],
    });
  });

  test('blanks are no reason', () => {
    expect(
      whys(
        voteWith({
          said: [
            { ...no('luc'), reason: ' \t' },
            { voter: 'sofia', choice: 'reject' },
          ],
        }),
      ),
    ).toEqual(['0 luc reason-missing', '1 sofia reason-missing']);
  });

  test('a member may take back what the substitute said', () => {
    expect(outcomeOf(voteWith({ roster: SUBSTITUTES, said: [forLuc('approve'), no('luc')] })).tally).toMatchObject({
      approve: 0,
      reject: 1,
    });
  });

  test('a substitute off the roster is one; a proposer without a vote is none', () => {
    const voters = ['finance', 'sales-admin'];
    const said = [{ ...yes('zoe'), for: 'marc' }, { ...yes('anne'), for: 'farid' }, yes('zoe')];
    expect(whys(voteWith({ roster: SUBSTITUTES, rule: ruleWith({ voters }), said }))).toEqual([
      '1 anne substitute-is-proposer',
      '2 zoe not-on-roster',
    ]);
    expect(whys(voteWith({ roster: SUBSTITUTES, rule: ruleWith({ voters, proposerVotes: true }), said }))).toEqual(['2 zoe not-on-roster']);
  });

  test('a ballot for oneself is one’s own', () => {
    expect(outcomeOf(voteWith({ said: [{ ...yes('luc'), for: 'luc' }] })).tally.approve).toBe(1);
  });
});

describe('rules 3 and 4, the quorum', () => {
  test('someone voting for themselves and for another is present once; abstaining is presence', () => {
    const rule = ruleWith({ voters: ['finance', 'sales', 'sales-admin'], quorum: { count: 2 } });
    const both = [forLuc('approve'), yes('marc')];
    expect(outcomeOf(voteWith({ roster: SUBSTITUTES, rule, said: both }))).toMatchObject({
      outcome: 'lapsed',
      quorum: { present: 1, needed: 2 },
    });
    expect(outcomeOf(voteWith({ roster: SUBSTITUTES, rule, said: [...both, abstains('farid')] }))).toMatchObject({
      outcome: 'approved',
      quorum: { present: 2 },
    });
  });

  test.each([
    ['0.4', 2],
    ['0.400000000000000001', 3],
    ['0.41', 3],
    ['0.6', 3],
    ['0.61', 4],
    ['1', 5],
    ['0', 1],
  ])('a share of %s of five asks for %i', (share, needed) => {
    expect(outcomeOf(voteWith({ rule: ruleWith({ quorum: { share } }) })).quorum.needed).toBe(needed);
  });

  test('the larger of count and share, and never below one', () => {
    expect(outcomeOf(voteWith({ rule: ruleWith({ quorum: { count: 4, share: '0.6' } }) })).quorum.needed).toBe(4);
    expect(outcomeOf(voteWith({ rule: ruleWith({ quorum: { count: 2, share: '0.6' } }) })).quorum.needed).toBe(3);
    expect(outcomeOf(voteWith({ rule: ruleWith({ quorum: { count: 0 } }) })).quorum.needed).toBe(1);
  });

  test('a recusal lowers a share', () => {
    const rule = ruleWith({ quorum: { share: '0.5' } });
    expect(outcomeOf(voteWith({ rule, said: [recuses('luc')] })).quorum).toMatchObject({ eligible: 4, needed: 2 });
  });

  test('roles ask for their members’ ballots, whoever cast them, and name those that are missing', () => {
    const rule = ruleWith({ quorum: { roles: { sales: 2, finance: 1 } } });
    const said = [forLuc('approve'), yes('sofia')];
    expect(outcomeOf(voteWith({ roster: SUBSTITUTES, rule, said })).quorum.missingRoles).toEqual(['finance']);
    expect(outcomeOf(voteWith({ roster: SUBSTITUTES, rule, said: [yes('sofia')] })).quorum.missingRoles).toEqual(['sales', 'finance']);
    expect(inShort(voteWith({ roster: SUBSTITUTES, rule, said: [...said, abstains('farid')] }))).toBe('approved 80000');
  });
});

describe('rules 5 to 7 and 11, what the votes cast decide', () => {
  const five = FIVE.map((m) => m.id);
  const cast = (approvals: number, rejections: number): ReturnType<typeof yes>[] =>
    five.slice(0, approvals + rejections).map((id, i) => (i < approvals ? yes(id) : no(id)));

  test.each([
    ['majority', 2, 1, 'approved 80000'],
    ['majority', 2, 2, 'rejected'],
    ['majority', 2, 3, 'rejected'],
    ['two-thirds', 2, 1, 'approved 80000'],
    ['two-thirds', 3, 2, 'rejected'],
    ['two-thirds', 1, 1, 'rejected'],
    ['unanimity', 3, 0, 'approved 80000'],
    ['unanimity', 4, 1, 'rejected'],
  ] as const)('%s: %i for, %i against is %s', (threshold, approvals, rejections, outcome) => {
    expect(inShort(voteWith({ rule: ruleWith({ threshold }), said: cast(approvals, rejections) }))).toBe(outcome);
  });

  test.each(['majority', 'two-thirds', 'unanimity'] as const)('%s: abstentions alone reject', (threshold) => {
    const vote = voteWith({ rule: ruleWith({ threshold }), said: [abstains('anne'), abstains('luc')] });
    expect(outcomeOf(vote)).toMatchObject({ outcome: 'rejected', reason: 'nobody-decided' });
  });

  test('nobody approves their own proposal alone, but does with one other', () => {
    const roster = FIVE.map((m) => (m.id === 'anne' ? { ...m, proposer: true } : m));
    const rule = ruleWith({ proposerVotes: true });
    expect(outcomeOf(voteWith({ roster, rule, said: [yes('anne')] }))).toMatchObject({ outcome: 'rejected', reason: 'only-the-proposer' });
    expect(inShort(voteWith({ roster, rule, said: [yes('anne'), yes('luc')] }))).toBe('approved 80000');
    const tie = ruleWith({ proposerVotes: true, tie: 'credit-manager' });
    expect(inShort(voteWith({ roster, rule: tie, said: [yes('anne'), no('luc')] })), 'not by a tie either').toBe('rejected');
  });

  test('a tie falls as its role’s holders say, together', () => {
    const rule = ruleWith({ tie: 'finance' });
    const of = (...said: ReturnType<typeof yes>[]): string => inShort(voteWith({ rule, said }));
    expect(of(yes('farid'), no('luc'))).toBe('approved 80000');
    expect(of(yes('luc'), no('farid'))).toBe('rejected');
    expect(of(yes('farid'), yes('luc'), no('fatou'), no('sofia')), 'holders who disagree').toBe('rejected');
    expect(of(yes('farid'), abstains('fatou'), no('sofia')), 'an abstaining holder leaves it to the other').toBe('approved 80000');
    expect(of(abstains('farid'), yes('anne'), no('sofia')), 'no holder decides').toBe('rejected');
  });

  test('a tie is broken at the amount that is weighed', () => {
    const rule = ruleWith({ tie: 'finance' });
    expect(inShort(voteWith({ rule, said: [yes('farid', '60000.00'), yes('luc'), no('sofia'), no('anne')] }))).toBe('approved 60000');
  });

  test('one rejection by a role with a veto rejects, an abstention does not', () => {
    const rule = ruleWith({ veto: ['finance'] });
    expect(outcomeOf(voteWith({ rule, said: [yes('anne'), yes('luc'), no('farid')] }))).toMatchObject({
      outcome: 'rejected',
      reason: 'vetoed',
    });
    expect(inShort(voteWith({ rule, said: [yes('anne'), yes('luc'), abstains('farid')] }))).toBe('approved 80000');
  });
});

describe('rule 8, amounts', () => {
  test('the highest amount that the threshold supports', () => {
    const said = [yes('anne'), yes('farid', '70000.00'), yes('luc', '60000.00'), no('sofia')];
    expect(inShort(voteWith({ said })), '3 to 1 at 60,000; 2 to 2 at 70,000').toBe('approved 60000');
    expect(inShort(voteWith({ said: said.slice(0, 3) }))).toBe('approved 70000');
    expect(inShort(voteWith({ rule: ruleWith({ threshold: 'unanimity' }), said: said.slice(0, 3) }))).toBe('approved 60000');
  });

  test('an approval up to less is a veto of more', () => {
    const said = [yes('anne'), yes('luc'), yes('farid', '50000.00')];
    expect(inShort(voteWith({ rule: ruleWith({ veto: ['finance'] }), said }))).toBe('approved 50000');
  });

  test('an abstention has no amount, and a rejection is one at every amount', () => {
    expect(inShort(voteWith({ said: [yes('anne', '50000.00'), no('luc')] }))).toBe('rejected');
    expect(inShort(voteWith({ said: [yes('anne', '50000.00'), abstains('luc')] }))).toBe('approved 50000');
  });
});

describe('rule 9, a close without quorum', () => {
  const quorum = { count: 5 };

  test('lapses, or is extended once by its window', () => {
    expect(inShort(voteWith({ rule: ruleWith({ quorum }) }))).toBe('lapsed');
    const extend = voteWith({ rule: ruleWith({ quorum, noQuorum: 'extend' }) });
    expect(outcomeOf(extend)).toMatchObject({ outcome: 'extended', early: false, closesAt: Date.parse('2026-11-27T09:00:00+01:00') });
    expect(outcomeOf({ ...extend, extended: true })).toMatchObject({
      outcome: 'lapsed',
      closesAt: Date.parse('2026-11-25T09:00:00+01:00'),
    });
  });

  test('or goes to a role alone', () => {
    const of = (...said: ReturnType<typeof yes>[]): string =>
      inShort(voteWith({ rule: ruleWith({ quorum, noQuorum: 'finance', veto: ['sales'] }), said }));
    expect(of(yes('anne'))).toBe('lapsed');
    expect(of(abstains('farid'), no('luc')), 'silent holders lapse, veto or not').toBe('lapsed');
    expect(of(yes('farid'), no('anne'))).toBe('approved 80000');
    expect(of(yes('farid'), no('fatou'))).toBe('rejected');
    expect(of(yes('farid'), no('luc'))).toBe('rejected');
    expect(of(yes('farid', '70000.00'), yes('luc', '50000.00'), yes('anne', '40000.01')), 'the lowest of holders and vetoes').toBe(
      'approved 50000',
    );
  });

  test('a role whose only approving holder is the proposer lets it lapse', () => {
    const roster = FIVE.map((m) => (m.id === 'farid' ? { ...m, proposer: true } : m));
    const rule = ruleWith({ quorum, noQuorum: 'finance', proposerVotes: true });
    expect(inShort(voteWith({ roster, rule, said: [yes('farid'), yes('luc')] }))).toBe('lapsed');
    expect(inShort(voteWith({ roster, rule, said: [yes('farid', '50000.00'), yes('fatou')] }))).toBe('approved 50000');
  });

  test('the instant of the close is the close', () => {
    const before = voteWith({ rule: ruleWith({ quorum }), now: '2026-11-25T08:59:59.999+01:00' });
    expect(outcomeOf(before)).toMatchObject({ outcome: 'open', reason: 'quorum-awaited' });
  });
});

describe('rule 10, an early close', () => {
  const now = '2026-11-24T09:00:00+01:00';

  test('not before the minimum time, and then as soon as nothing can change', () => {
    const said = FIVE.map((m) => yes(m.id));
    const ballots = said.map((b) => ({ at: '2026-11-23T09:30:00+01:00', ...b }));
    expect(outcomeOf(voteWith({ ballots, now: '2026-11-23T12:59:59.999+01:00' }))).toMatchObject({
      outcome: 'open',
      reason: 'minimum-open',
    });
    expect(inShort(voteWith({ ballots, now: '2026-11-23T13:00:00+01:00' }))).toBe('approved early 80000');
  });

  test('three of five decide a majority, two do not', () => {
    expect(inShort(voteWith({ now, said: [yes('anne'), yes('farid'), yes('luc')] }))).toBe('approved early 80000');
    expect(inShort(voteWith({ now, said: [yes('anne'), yes('farid')] }))).toBe('open');
    expect(inShort(voteWith({ now, said: [no('anne'), no('farid'), no('luc')] }))).toBe('rejected early');
  });

  test('an amount that can still move keeps the vote open', () => {
    expect(
      inShort(voteWith({ now, said: [yes('anne', '60000.00'), yes('farid', '60000.00'), yes('luc', '60000.00')] })),
      'three of five hold it at 60,000',
    ).toBe('approved early 60000');
    expect(inShort(voteWith({ now, said: [yes('anne'), yes('farid'), yes('luc', '60000.00')] })), 'a fourth could lift it').toBe('open');
  });

  test('one cent more that a ballot could bring keeps it open', () => {
    const roster = FIVE.slice(0, 3);
    expect(inShort(voteWith({ now, roster, said: [yes('anne', '79999.99'), yes('farid')] }))).toBe('open');
    expect(inShort(voteWith({ now, roster, said: [yes('anne', '79999.99'), yes('farid', '79999.99')] }))).toBe('approved early 79999.99');
  });

  test('a member with a veto and no ballot keeps it open, and one who has used it ends it', () => {
    const rule = ruleWith({ veto: ['finance'] });
    const three = [yes('anne'), yes('sofia'), yes('luc')];
    expect(inShort(voteWith({ now, rule, said: [...three, yes('farid')] }))).toBe('open');
    expect(inShort(voteWith({ now, rule, said: [yes('anne'), no('farid')] }))).toBe('rejected early');
  });

  test('an approval no ballot can bring is not awaited: only the proposer is left', () => {
    const roster = FIVE.slice(0, 3).map((m) => (m.id === 'anne' ? { ...m, proposer: true } : m));
    const rule = ruleWith({ proposerVotes: true });
    expect(inShort(voteWith({ now, roster, rule, said: [abstains('farid'), abstains('fatou')] }))).toBe('rejected early');
  });

  test('without quorum it waits, whatever the ballots say', () => {
    expect(
      inShort(
        voteWith({ now, rule: ruleWith({ quorum: { roles: { 'credit-manager': 1 } } }), said: [yes('farid'), yes('fatou'), yes('luc')] }),
      ),
    ).toBe('open');
  });

  test('before the opening nothing is decided', () => {
    expect(outcomeOf(voteWith({ now: '2026-11-23T08:00:00+01:00' }))).toMatchObject({ outcome: 'open', reason: 'not-open-yet' });
  });

  test('twenty members are judged at once', () => {
    const roster = Array.from({ length: 20 }, (_, i) => ({ id: `m${i}`, role: 'sales' }));
    const ballots = roster.slice(0, 10).map((m) => ({ at: '2026-11-23T09:30:00+01:00', ...yes(m.id, '60000.00') }));
    const started = performance.now();
    expect(inShort(voteWith({ now, roster, ballots }))).toBe('open');
    const eleventh = { at: '2026-11-23T09:31:00+01:00', ...yes('m10', '60000.00') };
    expect(inShort(voteWith({ now, roster, ballots: [...ballots, eleventh] }))).toBe('approved early 60000');
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe('rule 13, facts that change', () => {
  const a = { at: '2026-11-23T09:00:00+01:00', hash: 'a' };
  const b = { at: '2026-11-24T12:00:00+01:00', hash: 'b' };
  const old = { at: '2026-11-23T10:00:00+01:00', ...yes('luc'), facts: 'a' };

  test('a ballot on older facts is silent, not refused, until it is confirmed', () => {
    expect(outcomeOf(voteWith({ facts: [a, b], ballots: [old] }))).toMatchObject({
      outcome: 'lapsed',
      quorum: { present: 0 },
      tally: { approve: 0, silent: 5 },
      refused: [],
    });
    const confirmed = { at: '2026-11-24T13:00:00+01:00', ...yes('luc'), facts: 'b' };
    expect(inShort(voteWith({ facts: [a, b], ballots: [old, confirmed] }))).toBe('approved 80000');
  });

  test('what has not changed yet silences nobody, and figures that went back count again', () => {
    expect(outcomeOf(voteWith({ facts: [a, b], ballots: [old], now: '2026-11-24T11:59:59+01:00' })).tally.approve).toBe(1);
    const back = { at: '2026-11-24T14:00:00+01:00', hash: 'a' };
    expect(inShort(voteWith({ facts: [a, b, back], ballots: [old] }))).toBe('approved 80000');
  });

  test('a ballot that names no facts was cast on those of its time', () => {
    const bare = (at: string): WrittenVote => voteWith({ facts: [a, b], ballots: [{ at, ...yes('luc') }] });
    expect(outcomeOf(bare('2026-11-24T11:59:59+01:00')).tally.silent).toBe(5);
    expect(outcomeOf(bare('2026-11-24T12:00:00+01:00')).tally.approve).toBe(1);
  });

  test('the newest facts are the latest by their time, wherever they are listed', () => {
    expect(outcomeOf(voteWith({ facts: [b, a], ballots: [old] })).tally.silent).toBe(5);
  });

  test('a recusal stands on any facts, and a silent ballot of one’s own still shuts the substitute out', () => {
    expect(outcomeOf(voteWith({ facts: [a, b], ballots: [{ ...old, choice: 'recuse' }] })).tally).toMatchObject({ recused: 1, silent: 4 });
    const forHim = { at: '2026-11-24T13:00:00+01:00', ...forLuc('approve'), facts: 'b' };
    const vote = voteWith({ roster: SUBSTITUTES, facts: [a, b], ballots: [old, forHim] });
    expect(whys(vote)).toEqual(['1 marc member-voted-already']);
  });

  test('a silent member is one whose ballot is still to come', () => {
    const on = (facts: string): WrittenVote =>
      voteWith({
        now: '2026-11-24T13:00:00+01:00',
        facts: [a, b],
        ballots: ['anne', 'farid', 'fatou', 'luc'].map((id, i) => ({
          at: '2026-11-24T12:30:00+01:00',
          ...yes(id),
          facts: i === 3 ? facts : 'b',
        })),
        rule: ruleWith({ threshold: 'two-thirds' }),
      });
    expect(inShort(on('a'))).toBe('open');
    expect(inShort(on('b'))).toBe('approved early 80000');
  });

  test.each([
    ['2026-11-25T04:59:59.999+01:00', '2026-11-25T09:00:00+01:00'],
    ['2026-11-25T05:00:00+01:00', '2026-11-25T13:00:00+01:00'],
    ['2026-11-25T08:59:59.999+01:00', '2026-11-25T13:00:00+01:00'],
    ['2026-11-25T09:00:00+01:00', '2026-11-25T09:00:00+01:00'],
  ])('a change at %s puts the close at %s', (at, close) => {
    expect(outcomeOf(voteWith({ facts: [a, { at, hash: 'b' }] })).closesAt).toBe(Date.parse(close));
  });

  test('the close moves once, for a change and not for the first facts, and ballots are taken until then', () => {
    const late = { at: '2026-11-25T08:00:00+01:00', hash: 'b' };
    const later = { at: '2026-11-25T12:00:00+01:00', hash: 'c' };
    const ballots = [{ at: '2026-11-25T12:59:59+01:00', ...yes('luc'), facts: 'c' }];
    const vote = voteWith({ facts: [a, late, later], ballots, now: '2026-11-25T13:00:00+01:00' });
    expect(outcomeOf(vote)).toMatchObject({
      outcome: 'approved',
      early: false,
      refused: [],
      closesAt: Date.parse('2026-11-25T13:00:00+01:00'),
    });
    const wide = ruleWith({ minimumOpen: 'P2D' });
    expect(outcomeOf(voteWith({ rule: wide, facts: [a] })).closesAt).toBe(Date.parse('2026-11-25T09:00:00+01:00'));
    expect(outcomeOf(voteWith({ facts: [a, { ...late, hash: 'a' }] })).closesAt).toBe(Date.parse('2026-11-25T09:00:00+01:00'));
  });
});

describe('rule 14, people with several roles', () => {
  const seats = (...lists: string[][]): WrittenMember[] => lists.map((role, i) => ({ id: `m${i}`, role }));
  const voters = ['finance', 'sales', 'director'];
  const missing = (roles: Record<string, number>, ...lists: string[][]): readonly string[] =>
    outcomeOf(voteWith({ roster: seats(...lists), rule: ruleWith({ voters, quorum: { roles } }), said: lists.map((_, i) => yes(`m${i}`)) }))
      .quorum.missingRoles;

  test('each person takes one place of the quorum, so that all of them are filled if they can be', () => {
    expect(missing({ finance: 1, director: 1 }, ['finance', 'director'])).toEqual(['director']);
    expect(missing({ director: 1, finance: 1 }, ['finance', 'director'])).toEqual(['finance']);
    expect(missing({ finance: 1, director: 1 }, ['finance', 'director'], ['finance'])).toEqual([]);
    expect(missing({ finance: 1, director: 1 }, ['finance'], ['finance', 'director'])).toEqual([]);
    expect(missing({ finance: 1, director: 1, sales: 1 }, ['finance', 'director'], ['sales', 'finance'], ['sales'])).toEqual([]);
  });

  test('places that stay empty are the rule’s later ones, in its order, each role once', () => {
    expect(missing({ finance: 1, sales: 2 }, ['finance', 'sales'], ['sales'])).toEqual(['sales']);
    expect(missing({ sales: 2, finance: 1 }, ['finance', 'sales'], ['sales'])).toEqual(['finance']);
    expect(missing({ sales: 2, finance: 2, director: 1 }, ['finance', 'sales', 'director'])).toEqual(['sales', 'finance', 'director']);
    expect(missing({ sales: 0, director: 1 }, ['finance'])).toEqual(['director']);
  });

  test('a hundred thousand places are asked for in vain as quickly as two', () => {
    expect(missing({ sales: 999_999, finance: 1 }, ['finance', 'sales'], ['sales'])).toEqual(['sales', 'finance']);
  });

  test('any of their roles gives a ballot, a veto, the tie, and the decision without a quorum', () => {
    const roster: WrittenMember[] = [
      { id: 'dora', role: ['legal', 'director'] },
      { id: 'luc', role: 'sales' },
    ];
    const vote = (rule: Partial<Parameters<typeof ruleWith>[0]>, ...said: ReturnType<typeof yes>[]): string =>
      inShort(voteWith({ roster, rule: ruleWith({ voters, ...rule }), said }));
    expect(vote({ veto: ['director'], threshold: 'two-thirds' }, yes('luc'), no('dora'))).toBe('rejected');
    expect(vote({ tie: 'director' }, no('luc'), yes('dora'))).toBe('approved 80000');
    expect(vote({ quorum: { count: 2 }, noQuorum: 'director' }, yes('dora', '60000.00'))).toBe('approved 60000');
    expect(vote({ voters: ['sales'] }, yes('dora'))).toBe('lapsed');
    expect(outcomeOf(voteWith({ roster, rule: ruleWith({ voters, quorum: { count: 2 } }), said: [yes('dora')] })).quorum.present).toBe(1);
  });

  test('a vote closes early once different people can fill the places, not before', () => {
    const roster = seats(['finance', 'director'], ['finance'], ['director']);
    const early = (...said: ReturnType<typeof yes>[]): string =>
      inShort(
        voteWith({
          roster,
          said,
          now: '2026-11-24T09:00:00+01:00',
          rule: ruleWith({ voters, quorum: { roles: { finance: 1, director: 1 } }, threshold: 'two-thirds' }),
        }),
      );
    expect(early(yes('m0'))).toBe('open');
    expect(early(yes('m0'), yes('m1'))).toBe('approved early 80000');
  });
});

describe('rule 15, what the chair enters', () => {
  const chaired = (changes: Parameters<typeof voteWith>[0]): WrittenVote =>
    voteWith({
      motion: { kind: 'limit', amount: '80000.00', floor: '40000.01', currency: 'EUR', chair: 'dora' },
      roster: SUBSTITUTES,
      rule: ruleWith({ voters: ['finance', 'sales', 'sales-admin'] }),
      ...changes,
    });
  const entered = (ballot: ReturnType<typeof yes>, by = 'dora'): ReturnType<typeof yes> => ({ ...ballot, by });
  const disowns = (voter: string): ReturnType<typeof yes> => ({ voter, choice: 'disown' });

  test('counts like the member’s own, who is the one present', () => {
    const vote = chaired({ said: [entered(yes('luc', '60000.00')), entered(yes('farid'))] });
    expect(outcomeOf(vote)).toMatchObject({ outcome: 'approved', approvedAmount: 60_000_00n, quorum: { present: 2 }, refused: [] });
  });

  test('is refused from anybody but the chair, for the chair, and for whoever holds no ballot', () => {
    const said = [
      entered(yes('luc'), 'sofia'),
      entered(yes('anne')),
      entered(yes('dora')),
      entered(yes('sofia')),
      recuses('farid'),
      entered(yes('farid')),
    ];
    expect(whys(chaired({ said }))).toEqual(['0 luc not-the-chair', '1 anne not-eligible', '2 dora not-on-roster', '5 farid not-eligible']);
    const motion = { kind: 'generic' as const, chair: ['sofia', 'luc'] };
    expect(whys(chaired({ motion, said: [entered(yes('luc'), 'luc'), entered(yes('luc'), 'sofia')] }))).toEqual([
      '0 luc chair-for-themselves',
    ]);
    expect(whys(chaired({ motion: { kind: 'generic' }, said: [entered(yes('luc'))] }))).toEqual(['0 luc not-the-chair']);
  });

  test('recuses nobody, disowns nothing, stands in for no substitute, and needs the reason of a rejection', () => {
    const said = [
      entered(recuses('luc')),
      entered(disowns('luc')),
      entered({ ...yes('marc'), for: 'luc' }),
      entered({ voter: 'luc', choice: 'reject' }),
      entered(yes('luc', '40000.00')),
    ];
    expect(whys(chaired({ said }))).toEqual([
      '0 luc recuse-for-another',
      '1 luc disown-for-another',
      '2 marc entered-for-another',
      '3 luc reason-missing',
      '4 luc below-floor',
    ]);
  });

  test('takes turns with the substitute’s, and gives way to the member’s own', () => {
    expect(outcomeOf(chaired({ said: [forLuc('approve'), entered(no('luc'))] })).tally).toMatchObject({ approve: 0, reject: 1 });
    expect(outcomeOf(chaired({ said: [entered(no('luc')), forLuc('approve')] }))).toMatchObject({
      tally: { approve: 1, reject: 0 },
      quorum: { present: 1 },
    });
    const own = chaired({ said: [entered(no('luc')), yes('luc'), entered(no('luc')), forLuc('approve')] });
    expect(outcomeOf(own).tally).toMatchObject({ approve: 1, reject: 0 });
    expect(whys(own)).toEqual(['2 luc member-voted-already', '3 marc member-voted-already']);
  });

  test('is void once disowned: the member is silent until they vote themselves', () => {
    const vote = chaired({ said: [entered(no('luc')), disowns('luc'), entered(no('luc')), forLuc('approve')] });
    expect(outcomeOf(vote)).toMatchObject({ tally: { approve: 0, reject: 0, silent: 4 }, quorum: { present: 0 } });
    expect(whys(vote)).toEqual(['2 luc member-disowned', '3 marc member-disowned']);
    expect(outcomeOf({ ...vote, ballots: [...vote.ballots, { at: '2026-11-23T16:00:00+01:00', ...yes('luc') }] }).tally.approve).toBe(1);
  });

  test('a disowning voids what the chair entered and lives, nothing else', () => {
    const said = [disowns('luc'), forLuc('approve'), disowns('luc'), yes('sofia'), disowns('sofia')];
    expect(whys(chaired({ said }))).toEqual(['0 luc nothing-to-disown', '2 luc nothing-to-disown', '4 sofia nothing-to-disown']);
    const twice = [entered(yes('luc')), { ...disowns('marc'), for: 'luc' }, disowns('luc'), disowns('luc')];
    expect(whys(chaired({ said: twice }))).toEqual(['1 marc disown-for-another', '3 luc nothing-to-disown']);
    expect(outcomeOf(chaired({ said })).tally).toMatchObject({ approve: 2 });
  });

  test('an early close does not foresee that a ballot may be disowned', () => {
    const all = ['farid', 'luc', 'sofia', 'marc'].map((id) => entered(yes(id)));
    expect(inShort(chaired({ said: all, now: '2026-11-24T09:00:00+01:00' }))).toBe('approved early 80000');
  });
});
