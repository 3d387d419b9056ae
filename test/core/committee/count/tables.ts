/** The truth tables: every combination of ballots and rule shapes has a number, so that a run may take all of them or a seeded sample. */
import { product, sequences } from './enumerate.ts';
import type { WrittenBallot, WrittenMember, WrittenRule, WrittenVote } from './oracle.ts';
import { CLOSES, OPENS } from './written.ts';

export interface Table {
  readonly name: string;
  readonly size: number;
  /** How many of them `npm test` walks, when not as many as of the others. */
  readonly sample?: number;
  /** The case of that number, 0 ≤ n < size. */
  at(n: number): WrittenVote;
}

const LIMIT: Extract<WrittenVote['motion'], { kind: 'limit' }> = { kind: 'limit', amount: '80000.00', floor: '40000.01', currency: 'EUR' };
const BASE: WrittenRule = {
  voters: ['credit-manager', 'finance', 'sales'],
  quorum: {},
  threshold: 'majority',
  veto: [],
  tie: 'reject',
  proposerVotes: false,
  minimumOpen: 'PT4H',
  noQuorum: 'lapse',
};

/** Ballots one hour apart from the opening, in their order. */
function timed(ballots: readonly Omit<WrittenBallot, 'at'>[]): WrittenBallot[] {
  return ballots.map((b, i) => ({ at: `2026-11-23T1${i}:00:00+01:00`, ...b }));
}

// ---------------------------------------------------------------- every ordered set of ballots of up to 4 members × every rule shape

const FOUR: WrittenMember[] = [
  { id: 'anne', role: 'credit-manager', proposer: true },
  { id: 'farid', role: 'finance' },
  { id: 'sofia', role: 'sales' },
  { id: 'luc', role: 'sales' },
];

const QUORUMS: WrittenRule['quorum'][] = [
  {},
  { count: 2 },
  { count: 3 },
  { count: 4 },
  { share: '0.5' },
  { share: '0.6667' },
  { share: '1' },
  { roles: { finance: 1 } },
  { roles: { sales: 2 } },
  { roles: { director: 1 } },
  { count: 2, share: '0.5', roles: { finance: 1, sales: 1 } },
];
const COUNTS: Pick<WrittenRule, 'threshold' | 'tie'>[] = [
  { threshold: 'two-thirds', tie: 'finance' },
  { threshold: 'unanimity', tie: 'finance' },
  { threshold: 'majority', tie: 'reject' },
  { threshold: 'majority', tie: 'finance' },
  { threshold: 'majority', tie: 'sales' },
  { threshold: 'majority', tie: 'credit-manager' },
];
const VETOES = [[], ['finance'], ['credit-manager', 'sales']];
const AT_CLOSE = { now: CLOSES, extended: false };
const BEFORE_CLOSE = { now: '2026-11-24T09:00:00+01:00', extended: false, noQuorum: 'finance' };
const ENDS: { now: string; extended: boolean; noQuorum: string }[] = [
  ...['lapse', 'extend', 'finance', 'sales', 'credit-manager'].map((noQuorum) => ({ ...AT_CLOSE, noQuorum })),
  { now: CLOSES, extended: true, noQuorum: 'extend' },
  BEFORE_CLOSE,
];

function shapes(quorums: readonly WrittenRule['quorum'][], ends: typeof ENDS): { rule: WrittenRule; now: string; extended: boolean }[] {
  const every = product([quorums, COUNTS, VETOES, [false, true], ends] as const);
  return Array.from({ length: every.size }, (_, n) => {
    const [quorum, count, veto, proposerVotes, { noQuorum, ...end }] = every.at(n);
    return { rule: { ...BASE, quorum, ...count, veto, proposerVotes, noQuorum }, ...end };
  });
}

type Said = Omit<WrittenBallot, 'at'>;

function choices(voter: string): Said[] {
  return [
    { voter, choice: 'approve' },
    { voter, choice: 'approve', upTo: '60000.00' },
    { voter, choice: 'reject', reason: 'late' },
    { voter, choice: 'abstain' },
    { voter, choice: 'recuse' },
  ];
}

export function fourMembers(): Table {
  const ballots = sequences(
    FOUR.flatMap((m) => choices(m.id)),
    4,
    (b) => b.voter,
  ).map(timed);
  const every = product([ballots, shapes(QUORUMS, ENDS)] as const);
  return {
    name: 'every ordered set of ballots of four members × every rule shape',
    size: every.size,
    at(n) {
      const [cast, shape] = every.at(n);
      return { motion: LIMIT, roster: FOUR, opensAt: OPENS, closesAt: CLOSES, ballots: cast, ...shape };
    },
  };
}

/** Rosters of one to three, and four with someone recused from the start; motions with and without amounts. */
export function fewerMembers(): Table {
  const rosters = [
    ...[1, 2, 3].flatMap((size) => [FOUR.slice(0, size), FOUR.slice(4 - size)]),
    ...['luc', 'farid'].map((id) => FOUR.map((m) => (m.id === id ? { ...m, recused: true } : m))),
  ];
  const votes = rosters.flatMap((roster) =>
    sequences(
      roster.flatMap((m) => choices(m.id)),
      3,
      (b) => b.voter,
    ).map((said) => ({ roster, ballots: timed(said) })),
  );
  const motions: WrittenVote['motion'][] = [LIMIT, { kind: 'generic' }];
  const quorums: WrittenRule['quorum'][] = [{}, { count: 2 }, { share: '0.5' }, { share: '0.51', roles: { finance: 1 } }];
  const every = product([votes, motions, shapes(quorums, ENDS)] as const);
  return {
    name: 'ballots on rosters of fewer members, of recused members, and on a motion without amounts',
    size: every.size,
    at(n) {
      const [vote, motion, shape] = every.at(n);
      return { motion, opensAt: OPENS, closesAt: CLOSES, ...vote, ...shape };
    },
  };
}

// ---------------------------------------------------------------- people with several roles

/** Which of two or three places each of them takes decides about the quorum; vetoes, ties and a role in its place by any of their roles. */
export function severalRoles(): Table {
  const lists = ['finance', ['finance', 'director'], ['director', 'sales']];
  const ends = ENDS.filter((end) => ['extend', 'finance'].includes(end.noQuorum));
  const rosters = lists.flatMap((f) =>
    lists.flatMap((s) =>
      lists.map((l): WrittenMember[] => [
        { id: 'anne', role: ['credit-manager', 'sales'], proposer: true },
        { id: 'farid', role: f },
        { id: 'sofia', role: s },
        { id: 'luc', role: l },
      ]),
    ),
  );
  const said: Said[][] = sequences(
    ['anne', 'farid', 'sofia', 'luc'].flatMap((id) => choices(id).filter(({ choice, upTo }) => choice !== 'recuse' && upTo === undefined)),
    4,
    (b) => b.voter,
  ).filter((ballots) => ballots.every((b, i) => i === 0 || (ballots[i - 1]?.voter ?? '') < b.voter));
  const quorums: WrittenRule['quorum'][] = [
    { roles: { finance: 1, director: 1 } },
    { roles: { director: 1, finance: 1, sales: 1 } },
    { roles: { sales: 2, finance: 1, director: 0 } },
    { count: 2, roles: { finance: 2, director: 2 } },
  ];
  const voters = [['finance', 'sales'], ['director'], ['credit-manager', 'finance', 'sales', 'director']];
  const every = product([said, rosters, shapes(quorums, ends), voters] as const);
  return {
    name: 'the ballots of four members with several roles',
    size: every.size,
    sample: 5_000,
    at(n) {
      const [cast, roster, { rule, ...end }, seats] = every.at(n);
      return { motion: LIMIT, roster, opensAt: OPENS, closesAt: CLOSES, ballots: timed(cast), rule: { ...rule, voters: seats }, ...end };
    },
  };
}

// ---------------------------------------------------------------- substitutes, changes of mind, recusals in between

export function substitutes(): Table {
  const people: WrittenMember[] = [
    { id: 'anne', role: 'credit-manager', proposer: true },
    { id: 'farid', role: 'finance', substitute: 'anne' },
    { id: 'luc', role: 'sales', substitute: 'marc' },
    { id: 'marc', role: 'sales-admin', substitute: 'zoe' },
  ];
  const events: Said[] = [
    ...['farid', 'luc', 'marc'].flatMap((voter): Said[] => [
      { voter, choice: 'approve' },
      { voter, choice: 'reject', reason: 'late' },
      { voter, choice: 'recuse' },
    ]),
    { voter: 'luc', choice: 'abstain' },
    { voter: 'marc', choice: 'approve', for: 'luc' },
    { voter: 'marc', choice: 'reject', for: 'luc', reason: 'late' },
    { voter: 'marc', choice: 'recuse', for: 'luc' },
    { voter: 'marc', choice: 'approve', for: 'marc', upTo: '60000.00' },
    { voter: 'zoe', choice: 'approve', for: 'marc' },
    { voter: 'zoe', choice: 'recuse' },
    { voter: 'anne', choice: 'approve', for: 'farid' },
    { voter: 'luc', choice: 'approve', for: 'farid' },
    { voter: 'anne', choice: 'recuse' },
  ];
  const ballots = sequences(events, 4).map(timed);
  const voters = [
    ['credit-manager', 'finance', 'sales', 'sales-admin'],
    ['finance', 'sales'],
    ['credit-manager', 'finance', 'sales'],
  ];
  const rosters = [people, people.map((m) => (m.id === 'marc' ? { ...m, recused: true } : m))];
  const quorums: WrittenRule['quorum'][] = [{ count: 2 }, { share: '1' }, { roles: { sales: 1 } }];
  const rules = product([voters, quorums, [true, false], ['lapse', 'sales']] as const);
  const made = Array.from({ length: rules.size }, (_, n): WrittenRule => {
    const [roles, quorum, proposerVotes, noQuorum] = rules.at(n);
    return { ...BASE, voters: roles, quorum, proposerVotes, noQuorum, tie: 'sales' };
  });
  const every = product([ballots, made, rosters, [CLOSES, BEFORE_CLOSE.now]] as const);
  return {
    name: 'every ordered set of up to four ballots with substitutes, changes and recusals',
    size: every.size,
    at(n) {
      const [cast, rule, roster, now] = every.at(n);
      return { motion: LIMIT, rule, roster, opensAt: OPENS, closesAt: CLOSES, now, ballots: cast };
    },
  };
}

// ---------------------------------------------------------------- what the chair enters, and what is disowned

export function enteredBallots(): Table {
  const people: WrittenMember[] = [
    { id: 'anne', role: 'credit-manager', proposer: true },
    { id: 'farid', role: 'finance' },
    { id: 'luc', role: 'sales', substitute: 'marc' },
    { id: 'dora', role: ['sales', 'director'] },
  ];
  const events: Said[] = [
    { voter: 'luc', by: 'dora', choice: 'approve' },
    { voter: 'luc', by: 'dora', choice: 'reject', reason: 'late' },
    { voter: 'luc', by: 'dora', choice: 'approve', upTo: '60000.00' },
    { voter: 'luc', by: 'marc', choice: 'approve' },
    { voter: 'luc', by: 'dora', choice: 'recuse' },
    { voter: 'luc', by: 'dora', choice: 'disown' },
    { voter: 'marc', for: 'luc', by: 'dora', choice: 'approve' },
    { voter: 'marc', for: 'luc', choice: 'approve' },
    { voter: 'marc', for: 'luc', choice: 'disown' },
    { voter: 'luc', choice: 'disown' },
    { voter: 'luc', choice: 'reject', reason: 'late' },
    { voter: 'luc', choice: 'recuse' },
    { voter: 'dora', by: 'dora', choice: 'approve' },
    { voter: 'dora', choice: 'abstain' },
    { voter: 'farid', by: 'dora', choice: 'approve' },
    { voter: 'farid', by: 'dora', choice: 'reject' },
    { voter: 'farid', choice: 'disown' },
    { voter: 'anne', by: 'dora', choice: 'approve' },
  ];
  const chairs = ['dora', undefined, ['anne', 'dora']];
  const motions = chairs.map((chair) => ({ ...LIMIT, ...(chair === undefined ? {} : { chair }) }));
  const quorums: WrittenRule['quorum'][] = [{ count: 2 }, { roles: { finance: 1, sales: 1 } }];
  const rules = product([quorums, [true, false], ['lapse', 'finance'], ['reject', 'sales']] as const);
  const made = Array.from({ length: rules.size }, (_, n): WrittenRule => {
    const [quorum, proposerVotes, noQuorum, tie] = rules.at(n);
    return { ...BASE, quorum, proposerVotes, noQuorum, tie, veto: ['finance'] };
  });
  const every = product([sequences(events, 4).map(timed), made, motions, [CLOSES, BEFORE_CLOSE.now]] as const);
  return {
    name: 'every ordered set of up to four ballots that the chair entered, members cast, and disowned',
    size: every.size,
    sample: 6_000,
    at(n) {
      const [cast, rule, motion, now] = every.at(n);
      return { motion, rule, roster: people, opensAt: OPENS, closesAt: CLOSES, now, ballots: cast };
    },
  };
}

// ---------------------------------------------------------------- instants and amounts at their boundaries, in any order of times

export function boundaries(): Table {
  const times = [
    '2026-11-23T08:59:59.999+01:00',
    OPENS,
    '2026-11-23T13:00:00+01:00',
    '2026-11-25T07:59:59Z',
    CLOSES,
    '2026-11-25T09:00:01+01:00',
  ];
  const said: Said[] = [
    { voter: 'farid', choice: 'approve', upTo: '40000.00' },
    { voter: 'farid', choice: 'approve', upTo: '40000.01' },
    { voter: 'farid', choice: 'approve', upTo: '79999.99' },
    { voter: 'farid', choice: 'approve', upTo: '80000' },
    { voter: 'farid', choice: 'approve', upTo: '80000.01' },
    { voter: 'farid', choice: 'abstain', upTo: '-1' },
    { voter: 'sofia', choice: 'reject' },
    { voter: 'sofia', choice: 'reject', reason: ' ' },
    { voter: 'sofia', choice: 'reject', reason: 'late' },
    { voter: 'sofia', choice: 'recuse' },
    { voter: 'luc', choice: 'approve' },
    { voter: 'nobody', choice: 'approve' },
  ];
  const events = said.flatMap((s) => times.map((at) => ({ at, ...s })));
  const ballots = sequences(events, 2);
  const nows = [
    '2026-11-23T08:00:00+01:00',
    '2026-11-23T12:59:59+01:00',
    '2026-11-23T13:00:00+01:00',
    '2026-11-25T08:59:59+01:00',
    CLOSES,
    '2026-11-26T09:00:00+01:00',
  ];
  const motions: WrittenVote['motion'][] = [LIMIT, { ...LIMIT, floor: '80000.00' }, { kind: 'litigation' }];
  const quorums: WrittenRule['quorum'][] = [{ count: 1 }, { share: '0.34' }];
  const rules = product([quorums, ['majority', 'unanimity'] as const, VETOES, ['extend', 'finance']] as const);
  const made = Array.from({ length: rules.size }, (_, n): WrittenRule => {
    const [quorum, threshold, veto, noQuorum] = rules.at(n);
    return { ...BASE, quorum, threshold, veto, noQuorum };
  });
  const every = product([ballots, nows, motions, made] as const);
  return {
    name: 'every ordered pair of ballots at the boundaries of time and amount',
    size: every.size,
    at(n) {
      const [cast, now, motion, rule] = every.at(n);
      return { motion, rule, roster: FOUR, opensAt: OPENS, closesAt: CLOSES, now, ballots: cast };
    },
  };
}

// ---------------------------------------------------------------- facts that change

export function changingFacts(): Table {
  const first = { at: OPENS, hash: 'a' };
  const lists: { at: string; hash: string }[][] = [
    [],
    [first],
    [{ at: '2026-11-23T12:00:00+01:00', hash: 'b' }],
    [first, { at: '2026-11-24T09:00:00+01:00', hash: 'b' }],
    [{ at: '2026-11-25T05:00:00+01:00', hash: 'b' }, first],
    [first, { at: '2026-11-25T04:59:59+01:00', hash: 'b' }],
    [first, { at: '2026-11-25T08:59:59+01:00', hash: 'b' }],
    [first, { at: CLOSES, hash: 'b' }],
    [first, { at: '2026-11-25T08:00:00+01:00', hash: 'a' }],
    [first, { at: '2026-11-25T06:00:00+01:00', hash: 'b' }, { at: '2026-11-25T10:00:00+01:00', hash: 'a' }],
  ];
  const times = ['2026-11-23T10:00:00+01:00', '2026-11-24T10:00:00+01:00', '2026-11-25T08:30:00+01:00', '2026-11-25T11:00:00+01:00'];
  const said: Said[] = ['farid', 'luc'].flatMap((voter): Said[] => [
    { voter, choice: 'approve', facts: 'a' },
    { voter, choice: 'approve', facts: 'b' },
    { voter, choice: 'reject', reason: 'late' },
    { voter, choice: 'recuse', facts: 'a' },
  ]);
  const ballots = sequences(
    said.flatMap((s) => times.map((at) => ({ at, ...s }))),
    2,
  );
  const nows = [
    '2026-11-23T13:00:00+01:00',
    '2026-11-25T05:00:00+01:00',
    '2026-11-25T08:59:59+01:00',
    CLOSES,
    '2026-11-25T12:59:59+01:00',
    '2026-11-25T13:00:00+01:00',
  ];
  const windows = ['PT4H', 'PT0H', 'P2D'];
  const rules = product([windows, [{ count: 1 }, { count: 2 }], ['extend', 'finance']] as const);
  const made = Array.from({ length: rules.size }, (_, n): WrittenRule => {
    const [minimumOpen, quorum, noQuorum] = rules.at(n);
    return { ...BASE, minimumOpen, quorum, noQuorum, tie: 'finance' };
  });
  const every = product([ballots, lists, nows, made, [false, true]] as const);
  return {
    name: 'every ordered pair of ballots over facts that change',
    size: every.size,
    at(n) {
      const [cast, facts, now, rule, extended] = every.at(n);
      return { motion: LIMIT, rule, roster: FOUR, opensAt: OPENS, closesAt: CLOSES, now, extended, facts, ballots: cast };
    },
  };
}

// ---------------------------------------------------------------- up to seven members, up to symmetry

/** Members whom no rule tells apart are interchangeable, and so is the order of one ballot each: only how many of a kind say what matters. */
export function sevenMembers(size: 5 | 6 | 7): Table {
  const roster: WrittenMember[] = [
    { id: 'p', role: 'credit-manager', proposer: true },
    { id: 'f', role: 'finance' },
    { id: 's1', role: 'sales' },
    { id: 's2', role: 'sales' },
    ...Array.from({ length: size - 4 }, (_, i) => ({ id: `o${i}`, role: 'director' })),
  ];
  const kinds = ['credit-manager', 'finance', 'sales', 'director'].map((role) => roster.filter((m) => m.role === role).map((m) => m.id));
  const states = [...choices('').slice(0, 4), undefined];
  /** What the members of one kind say, as a multiset: members in order, states never going back. */
  const multisets = (ids: readonly string[], from = 0): Said[][] => {
    const [id, ...rest] = ids;
    if (id === undefined) return [[]];
    return states.flatMap((state, s) =>
      s < from ? [] : multisets(rest, s).map((others) => (state === undefined ? others : [{ ...state, voter: id }, ...others])),
    );
  };
  const quorums: WrittenRule['quorum'][] = [{}, { count: 4 }, { share: '0.5' }, { share: '0.6', roles: { finance: 1, sales: 2 } }];
  const ends = ENDS.filter((end) => ['lapse', 'sales'].includes(end.noQuorum) || end.now !== CLOSES);
  const voters = [...BASE.voters, 'director'];
  const rules = shapes(quorums, ends).map((shape) => ({ ...shape, rule: { ...shape.rule, voters } }));
  const [p, f, s, o] = kinds.map((ids) => multisets(ids));
  const every = product([p ?? [], f ?? [], s ?? [], o ?? [], rules] as const);
  return {
    name: `the ballots of ${size} members up to symmetry`,
    size: every.size,
    at(n) {
      const [proposer, finance, sales, others, shape] = every.at(n);
      const ballots = timed([...proposer, ...finance, ...sales, ...others]);
      return { motion: LIMIT, roster, opensAt: OPENS, closesAt: CLOSES, ballots, ...shape };
    },
  };
}
