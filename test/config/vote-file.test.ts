import { describe, expect, test } from 'vitest';
import { parseVotes, type VoteCase } from '../../src/config/vote-file.ts';

/** The smallest vote that can be written, with lines changed or added. */
function written(changes: Record<string, unknown> = {}): string {
  const vote = {
    motion: { kind: 'limit', amount: '80000.00', currency: 'EUR' },
    rule: { voters: ['sales'], threshold: 'majority' },
    roster: [{ id: 'luc', role: 'sales' }],
    opensAt: '2026-11-23T09:00:00+01:00',
    closesAt: '2026-11-25T09:00:00+01:00',
    now: '2026-11-25T09:00:00+01:00',
    ...changes,
  };
  return JSON.stringify(vote);
}

function read(source: string): VoteCase {
  const parsed = parseVotes(source);
  if (!('one' in parsed)) throw new Error(JSON.stringify(parsed));
  return parsed.one;
}

function faults(source: string): string[] {
  const parsed = parseVotes(source);
  return 'faults' in parsed ? parsed.faults.map((f) => `${f.path} ${f.message}`) : [];
}

function limit(amount: unknown, currency = 'EUR', more: Record<string, unknown> = {}): string {
  return written({ motion: { kind: 'limit', amount, currency, ...more } });
}

describe('a vote in a file', () => {
  test('says no more than it must: the rest has the rules’ defaults', () => {
    expect(read(written()).vote).toEqual({
      motion: { kind: 'limit', amount: 80_000_00n, floor: 1n, currency: 'EUR' },
      rule: {
        voters: ['sales'],
        quorum: {},
        threshold: 'majority',
        veto: [],
        tie: 'reject',
        proposerVotes: false,
        minimumOpen: 0,
        noQuorum: 'lapse',
      },
      roster: [{ id: 'luc', roles: ['sales'], proposer: false, recused: false }],
      opensAt: Date.parse('2026-11-23T08:00:00Z'),
      closesAt: Date.parse('2026-11-25T08:00:00Z'),
      now: Date.parse('2026-11-25T08:00:00Z'),
      ballots: [],
      facts: [],
      extended: false,
    });
  });

  test('may be JSON indented with tabs, and a null is a key that is not there', () => {
    const tabs = JSON.stringify({ ...JSON.parse(written()), ballots: null, extended: null }, null, '\t');
    expect(read(tabs).vote).toEqual(read(written()).vote);
  });

  test.each([
    ['80000', 80_000_00n],
    ['80000.1', 80_000_10n],
    ['0.01', 1n],
    ['0', 0n],
    ['123456789012345.67', 12_345_678_901_234_567n],
  ])('reads the amount %s in quotes and without, from its own digits', (digits, minor) => {
    for (const source of [limit(digits), limit(digits).replace(`"amount":"${digits}"`, `"amount":${digits}`)]) {
      expect(read(source).vote.motion).toMatchObject({ amount: minor });
    }
  });

  test.each(['80 000', '80,000.00', '80000,00', '-1', '+1', '8e4', '0x10', '.5', '1234567890123456', '', true, [1]])(
    'refuses %j as the amount',
    (amount) => {
      expect(faults(limit(amount)).map((f) => f.slice(0, 33))).toEqual(['motion.amount must be an amount, ']);
    },
  );

  test('a number that a float would round is read as it is written', () => {
    expect(faults(limit('X').replace('"X"', '80000.0000000000000001'))).toEqual(['motion.amount has more decimals than EUR (2)']);
    expect(faults(limit('X').replace('"X"', '8e4'))).toHaveLength(1);
  });

  test('an amount has the decimals of its currency, and the default floor is a cent or what is nearest', () => {
    expect(read(limit('80000', 'JPY')).vote.motion).toEqual({ kind: 'limit', amount: 80_000n, floor: 1n, currency: 'JPY' });
    expect(read(limit('80000.125', 'TND')).vote.motion).toEqual({ kind: 'limit', amount: 80_000_125n, floor: 10n, currency: 'TND' });
    expect(faults(limit('80000.5', 'JPY'))).toEqual(['motion.amount has more decimals than JPY (0)']);
    expect(faults(limit('80000', 'EUR', { floor: '80000.01' }))).toEqual(['motion.floor must not be above the amount']);
    expect(faults(limit('80000', 'EUR', { floor: '80000.00' }))).toEqual([]);
  });

  test('a ballot’s absurd amount is judged, not refused with the file', () => {
    const ballots = [{ at: '2026-11-23T10:00:00+01:00', voter: 'luc', choice: 'approve', upTo: '-5.00' }];
    expect(read(written({ ballots })).vote.ballots[0]?.upTo).toBe(-500n);
    expect(faults(written({ ballots: [{ ...ballots[0], upTo: '60 000' }] }))).toEqual([
      'ballots.0.upTo must be an amount, such as "60000.00"',
    ]);
  });

  test.each([
    ['PT4H', 4 * 3_600_000],
    ['PT90M', 90 * 60_000],
    ['PT0.5S', 500],
    ['P1D', 86_400_000],
    ['P1DT12H', 36 * 3_600_000],
    ['P1W', 7 * 86_400_000],
  ])('minimumOpen %s is %i ms', (minimumOpen, ms) => {
    expect(read(written({ rule: { voters: ['sales'], threshold: 'majority', minimumOpen } })).vote.rule.minimumOpen).toBe(ms);
  });

  test.each(['P1M', 'P1Y', '-PT4H', '4h', '', 'PT', 14_400])('minimumOpen %j is refused', (minimumOpen) => {
    expect(faults(written({ rule: { voters: ['sales'], threshold: 'majority', minimumOpen } }))[0]).toMatch(
      /^rule\.minimumOpen must be a duration/,
    );
  });

  test.each([
    '2026-11-23T09:00:00',
    '2026-11-23',
    '2026-02-30T09:00:00Z',
    '2026-11-23 09:00:00+01:00',
    '2026-11-23T24:00:00Z',
    '2026-11-23T09:00:00.1234Z',
    0,
  ])('the instant %j is refused', (now) => {
    expect(faults(written({ now }))).toEqual(['now must be an instant with its offset, such as 2026-11-23T09:00:00+01:00']);
  });

  test.each(['1.01', '50%', '-0.5', '.5', '1/2', 2])('a share of %j is refused', (share) => {
    expect(faults(written({ rule: { voters: ['sales'], threshold: 'majority', quorum: { share } } }))).toEqual([
      'rule.quorum.share must be a share between 0 and 1, such as "0.5"',
    ]);
  });

  test('everything that is wrong is told at once, with its place', () => {
    const source = written({
      rule: { voters: [], threshold: 'most', quorum: { count: -1, votes: 2 }, minimumOpn: 'PT4H' },
      roster: [{ id: 'luc' }],
      ballots: [{ at: '2026-11-23T10:00:00+01:00', voter: 'luc', choice: 'yes' }],
    });
    expect(faults(source).sort()).toEqual([
      'ballots.0.choice must be approve, reject, abstain, recuse or disown',
      'roster.0.role must be a text',
      'rule.minimumOpn is not part of a vote',
      'rule.quorum.count must be a whole number, 0 or more',
      'rule.quorum.votes is not part of a vote',
      'rule.threshold must be majority, two-thirds or unanimity',
      'rule.voters must name at least one role',
    ]);
  });

  test('a role may be a list of roles, of one at least', () => {
    const roster = (role: unknown): string => written({ roster: [{ id: 'dora', role }] });
    expect(read(roster(['finance', 'director'])).vote.roster[0]?.roles).toEqual(['finance', 'director']);
    expect(faults(roster([]))).toEqual(['roster.0.role must name at least one role']);
    expect(faults(roster(['finance', ['director']]))).toEqual(['roster.0.role must be a text']);
    expect(faults(roster(['']))).toEqual([expect.stringContaining('roster.0.role')]);
  });

  test('someone who is on the roster twice, two proposers, and a close before the opening are refused', () => {
    const roster = [
      { id: 'luc', role: 'sales', proposer: true },
      { id: 'luc', role: 'finance', proposer: true },
    ];
    expect(faults(written({ roster, closesAt: '2026-11-23T09:00:00+01:00' }))).toEqual([
      'closesAt must be after opensAt',
      'roster.1.id "luc" is on the roster twice',
      'roster names more than one proposer',
    ]);
  });

  test('a motion without amounts takes no floor; a litigation may name what is sent', () => {
    expect(faults(written({ motion: { kind: 'generic', floor: '1.00' } }))).toEqual(['motion.floor is not part of a vote']);
    expect(read(written({ motion: { kind: 'litigation', amount: '12000.00', currency: 'EUR' } })).vote.motion).toEqual({
      kind: 'litigation',
    });
    expect(faults(written({ motion: { kind: 'poll' } }))).toEqual(['motion.kind must have a kind: limit, litigation or generic']);
  });

  test('a list gives a list, whose faults name the case; cases may share their parts', () => {
    const shared = `- &first ${written()}\n- <<: *first\n  now: 2026-11-24T09:00:00+01:00\n  note: the same, a day earlier\n`;
    const parsed = parseVotes(shared);
    expect('many' in parsed && parsed.many.map((c) => c.vote.now)).toEqual([
      Date.parse('2026-11-25T08:00:00Z'),
      Date.parse('2026-11-24T08:00:00Z'),
    ]);
    expect(faults(`[${written()}, ${written({ now: 'tomorrow' })}]`)[0]).toMatch(/^1\.now must be an instant/);
    expect(parseVotes('[]')).toEqual({ many: [] });
  });

  test('three hundred cases may share a rule; a nest of references that would explode is refused', () => {
    const many = parseVotes(`- &first ${written()}\n${`- <<: *first\n  now: 2026-11-24T09:00:00+01:00\n`.repeat(300)}`);
    expect('many' in many && many.many).toHaveLength(301);
    const bomb = [
      'a: &a [x,x,x,x,x,x,x,x,x,x]',
      ...'bcdefgh'.split('').map((k, i) => `${k}: &${k} [${`*${'abcdefg'[i]},`.repeat(10)}]`),
    ].join('\n');
    expect(faults(bomb)).toEqual([expect.stringMatching(/^line 8, column \d+ repeats a part that repeats others/)]);
  });

  test.each([
    ['', /must be a vote/],
    ['a vote', /must be a vote/],
    ['motion: [', /^line /],
    ['now: 1\nnow: 2', /^line 2, column 1 is written twice/],
  ])('%j is refused', (source, fault) => {
    expect(faults(source)[0]).toMatch(fault);
  });
});
