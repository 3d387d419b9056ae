import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judge } from '../../../../src/core/committee/count/judge.ts';
import type { Ballot, Member, Rule, Vote } from '../../../../src/core/committee/count/vote.ts';
import { runs } from '../../../support/chance.ts';

const HOUR = 3_600_000;
const ROLES = ['credit-manager', 'finance', 'sales', 'director'];
const CLOSES = 48 * HOUR;
const RUNS = { numRuns: runs(1_000, 20_000) };

const role = fc.constantFrom(...ROLES);
const anyRule: fc.Arbitrary<Rule> = fc.record({
  voters: fc.uniqueArray(role, { minLength: 1 }),
  quorum: fc.record(
    {
      count: fc.nat(6),
      share: fc.nat(100).map((n) => ({ numerator: BigInt(n), denominator: 100n })),
      roles: fc.dictionary(role, fc.nat(2), { maxKeys: 2 }),
    },
    { requiredKeys: [] },
  ),
  threshold: fc.constantFrom('majority', 'two-thirds', 'unanimity'),
  veto: fc.uniqueArray(role, { maxLength: 2 }),
  tie: fc.oneof(
    fc.constant('reject' as const),
    role.map((r) => ({ role: r })),
  ),
  proposerVotes: fc.boolean(),
  minimumOpen: fc.constantFrom(0, 4 * HOUR),
  noQuorum: fc.oneof(
    fc.constantFrom('lapse' as const, 'extend' as const),
    role.map((r) => ({ role: r })),
  ),
});

const anyRoster: fc.Arbitrary<Member[]> = fc
  .array(fc.record({ roles: fc.uniqueArray(role, { minLength: 1, maxLength: 2 }), recused: fc.boolean() }), { minLength: 1, maxLength: 20 })
  .chain((members) =>
    fc
      .nat(members.length)
      .map((proposer) => members.map((m, i) => ({ ...m, id: `m${i}`, proposer: i === proposer, recused: m.recused && i % 4 === 3 }))),
  );

/** One ballot of each of some members, an hour after the opening. */
function ballotsOf(roster: readonly Member[]): fc.Arbitrary<Ballot[]> {
  const choice = fc.record({
    choice: fc.constantFrom('approve', 'approve', 'reject', 'abstain', 'recuse'),
    upTo: fc.option(
      fc.integer({ min: 1, max: 8 }).map((n) => BigInt(n) * 10_000_00n),
      { nil: undefined },
    ),
  });
  return fc.subarray([...roster]).chain((some) =>
    fc.tuple(...some.map(() => choice)).map((said) =>
      said.map(({ choice, upTo }, i) => ({
        at: HOUR,
        voter: some[i]?.id ?? '',
        choice,
        reason: 'late',
        ...(upTo === undefined || choice !== 'approve' ? {} : { upTo }),
      })),
    ),
  );
}

const anyVote: fc.Arbitrary<Vote> = fc.tuple(anyRule, anyRoster).chain(([rule, roster]) =>
  fc.record({
    motion: fc.constant({ kind: 'limit' as const, amount: 80_000_00n, floor: 1n, currency: 'EUR' }),
    rule: fc.constant(rule),
    roster: fc.constant(roster),
    opensAt: fc.constant(0),
    closesAt: fc.constant(CLOSES),
    now: fc.constantFrom(24 * HOUR, CLOSES),
    ballots: ballotsOf(roster),
    facts: fc.constant([]),
    extended: fc.boolean(),
  }),
);

/** An outcome's standing: rejected, lapsed and open are none of an amount. */
function amount(vote: Vote): bigint {
  const { outcome, approvedAmount } = judge(vote);
  return outcome === 'approved' ? (approvedAmount ?? -1n) : 0n;
}

function silentOnes(vote: Vote): string[] {
  const said = new Set(vote.ballots.map((b) => b.voter));
  return vote.roster.map((m) => m.id).filter((id) => !said.has(id));
}

function add(vote: Vote, ballot: Pick<Ballot, 'voter' | 'choice'> & Partial<Ballot>): Vote {
  return { ...vote, ballots: [...vote.ballots, { at: 2 * HOUR, reason: 'late', ...ballot }] };
}

describe('whatever the rule, the roster and the ballots', () => {
  test('the order of ballots of different members changes nothing but the places of refused ones', () => {
    fc.assert(
      fc.property(anyVote, fc.infiniteStream(fc.nat()), (vote, picks) => {
        const shuffled = [...vote.ballots];
        for (let i = shuffled.length - 1; i > 0; i--) {
          const j = (picks.next().value ?? 0) % (i + 1);
          [shuffled[i], shuffled[j]] = [shuffled[j], shuffled[i]] as [Ballot, Ballot];
        }
        const { refused, ...before } = judge(vote);
        const { refused: after, ...rest } = judge({ ...vote, ballots: shuffled });
        expect(rest).toEqual(before);
        expect(after.map((r) => r.voter).sort()).toEqual(refused.map((r) => r.voter).sort());
      }),
      RUNS,
    );
  });

  test('everyone on the roster is counted once: live, silent, recused, or without a ballot', () => {
    fc.assert(
      fc.property(anyVote, (vote) => {
        const { tally, quorum } = judge(vote);
        expect(tally.approve + tally.reject + tally.abstain + tally.silent).toBe(quorum.eligible);
        const barred = vote.roster.filter(
          (m) => !vote.rule.voters.some((voting) => m.roles.includes(voting)) || (m.proposer === true && !vote.rule.proposerVotes),
        );
        const recused = new Set([
          ...vote.roster.filter((m) => m.recused).map((m) => m.id),
          ...vote.ballots.filter((b) => b.choice === 'recuse' && !barred.some((m) => m.id === b.voter)).map((b) => b.voter),
        ]);
        expect(tally.recused).toBe(recused.size);
      }),
      RUNS,
    );
  });

  test('at the close with quorum, one approval more never takes approval away nor lowers the amount', () => {
    fc.assert(
      fc.property(anyVote, (vote) => {
        const atClose = { ...vote, now: CLOSES };
        const { quorum } = judge(atClose);
        // Without quorum an approval may undo one: the next test names that one way.
        fc.pre(quorum.present >= quorum.needed && quorum.missingRoles.length === 0);
        for (const voter of silentOnes(vote)) {
          expect(amount(add(atClose, { voter, choice: 'approve' }))).toBeGreaterThanOrEqual(amount(atClose));
          expect(amount(add(atClose, { voter, choice: 'reject' }))).toBeLessThanOrEqual(amount(atClose));
          expect(amount(add(atClose, { voter, choice: 'abstain' }))).toBe(amount(atClose));
        }
      }),
      RUNS,
    );
  });

  test('without quorum, an approval can undo one: it brings the quorum, and what a role decided alone goes to the count', () => {
    const roster = ['finance', 'sales', 'sales', 'sales'].map((role, i) => ({ id: `m${i}`, roles: [role] }));
    const vote: Vote = {
      motion: { kind: 'generic' },
      rule: {
        voters: ['finance', 'sales'],
        quorum: { count: 4 },
        threshold: 'majority',
        veto: [],
        tie: 'reject',
        proposerVotes: false,
        minimumOpen: 0,
        noQuorum: { role: 'finance' },
      },
      roster,
      opensAt: 0,
      closesAt: CLOSES,
      now: CLOSES,
      ballots: [
        { at: HOUR, voter: 'm0', choice: 'approve' },
        { at: HOUR, voter: 'm1', choice: 'reject', reason: 'late' },
        { at: HOUR, voter: 'm2', choice: 'reject', reason: 'late' },
      ],
      facts: [],
      extended: false,
    };
    expect(judge(vote).outcome).toBe('approved');
    expect(judge(add(vote, { voter: 'm3', choice: 'approve' }))).toMatchObject({ outcome: 'rejected', reason: 'tie-rejected' });
  });

  test('an early outcome is the one of the close, whatever the silent do until then', () => {
    fc.assert(
      fc.property(
        anyVote,
        fc.array(fc.record({ choice: fc.constantFrom('approve', 'reject', 'abstain'), tens: fc.integer({ min: 1, max: 8 }) })),
        (vote, rest) => {
          const early = judge({ ...vote, now: 24 * HOUR });
          fc.pre(early.early);
          const full = silentOnes(vote).reduce((v, voter, i) => {
            const said = rest[i];
            if (!said) return v;
            return add(v, { voter, choice: said.choice, ...(said.choice === 'approve' ? { upTo: BigInt(said.tens) * 10_000_00n } : {}) });
          }, vote);
          const closed = judge({ ...full, now: CLOSES });
          expect([closed.outcome, closed.approvedAmount]).toEqual([early.outcome, early.approvedAmount]);
        },
      ),
      RUNS,
    );
  });

  test('an open vote with quorum, after its minimum time, can still end in two ways', () => {
    fc.assert(
      fc.property(anyVote, (vote) => {
        const open = judge({ ...vote, now: 24 * HOUR });
        fc.pre(open.reason === 'undecided');
        const ends = (['approve', 'reject'] as const).map((choice) => {
          const full = silentOnes(vote).reduce((v, voter) => add(v, { voter, choice }), vote);
          const { outcome, approvedAmount } = judge({ ...full, now: CLOSES });
          return `${outcome} ${approvedAmount}`;
        });
        expect(ends[0]).not.toBe(ends[1]);
      }),
      RUNS,
    );
  });

  test('an approved amount is one that a live approval names, of a limit that is asked for', () => {
    fc.assert(
      fc.property(anyVote, (vote) => {
        const { outcome, approvedAmount } = judge(vote);
        expect(approvedAmount !== undefined).toBe(outcome === 'approved');
        if (outcome !== 'approved') return;
        const named = vote.ballots.filter((b) => b.choice === 'approve').map((b) => b.upTo ?? 80_000_00n);
        expect(named).toContain(approvedAmount);
      }),
      RUNS,
    );
  });
});
