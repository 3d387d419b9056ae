/** Votes of every kind by chance: people with several roles, substitutes, recusals, proposers, facts that change, what the chair enters and members disown, and ballots that are refused. */
import { random, runs } from '../../../support/chance.ts';
import type { WrittenBallot, WrittenMember, WrittenRule, WrittenVote } from './oracle.ts';
import type { Table } from './tables.ts';

const ROLES = ['credit-manager', 'finance', 'sales', 'director'];
const NAMES = ['anne', 'farid', 'sofia', 'luc', 'marc', 'dora'];
const STRANGER = 'zoe';
const OPENS = '2026-11-23T09:00:00+01:00';
const CLOSES = '2026-11-25T09:00:00+01:00';
/** Around the opening, the minimum time, the time in which a change moves the close, and the close. */
const TIMES = [
  '2026-11-23T08:59:59+01:00',
  ...['10', '11', '12', '13', '14'].map((hour) => `2026-11-23T${hour}:00:00+01:00`),
  '2026-11-24T10:00:00+01:00',
  '2026-11-25T08:30:00+01:00',
  CLOSES,
  '2026-11-25T10:00:00+01:00',
];
const NOWS = ['2026-11-23T12:30:00+01:00', '2026-11-24T12:00:00+01:00', CLOSES, '2026-11-25T13:00:00+01:00', '2026-11-26T09:00:00+01:00'];

/** What chance is asked for. */
class Dice {
  readonly #next: () => number;
  constructor(next: () => number) {
    this.#next = next;
  }
  below(n: number): number {
    return Math.floor(this.#next() * n);
  }
  once(in_: number): boolean {
    return this.below(in_) === 0;
  }
  one<T>(list: readonly [T, ...T[]] | readonly T[]): T {
    const found = list[this.below(list.length)];
    if (found === undefined) throw new Error('nothing to choose from');
    return found;
  }
  some<T>(list: readonly T[], least: number, most: number): T[] {
    const left = [...list];
    return Array.from({ length: least + this.below(most - least + 1) }, () => left.splice(this.below(left.length), 1)).flat();
  }
}

function ruleBy(dice: Dice): WrittenRule {
  return {
    voters: dice.some(ROLES, 2, 4),
    quorum: {
      ...(dice.once(2) ? { count: dice.below(4) } : {}),
      ...(dice.once(3) ? { share: dice.one(['0.34', '0.5', '1']) } : {}),
      ...(dice.once(4) ? {} : { roles: Object.fromEntries(dice.some(ROLES, 1, 3).map((role) => [role, dice.one([1, 1, 1, 2, 0])])) }),
    },
    threshold: dice.one(['majority', 'majority', 'two-thirds', 'unanimity']),
    veto: dice.some(ROLES, 0, 1),
    tie: dice.one(['reject', ...ROLES]),
    proposerVotes: dice.once(2),
    minimumOpen: dice.one(['PT4H', 'PT4H', 'PT0H']),
    noQuorum: dice.one(['lapse', 'extend', ...ROLES]),
  };
}

function rosterBy(dice: Dice): WrittenMember[] {
  const names = NAMES.slice(0, 2 + dice.below(5));
  const proposer = dice.below(names.length + 2);
  return names.map((id, i) => {
    const roles = dice.some(ROLES, 1, 3);
    return {
      id,
      role: roles.length === 1 && roles[0] !== undefined ? roles[0] : roles,
      ...(i === proposer ? { proposer: true } : {}),
      ...(dice.once(12) ? { recused: true } : {}),
      ...(dice.once(2) ? { substitute: dice.one([...names, STRANGER]) } : {}),
    };
  });
}

function ballotBy(dice: Dice, vote: Omit<WrittenVote, 'ballots'>, at: string): WrittenBallot {
  const member = dice.one(vote.roster);
  if (dice.once(9)) return { at, voter: member.id, choice: 'disown', ...(dice.once(12) ? { by: 'dora' } : {}) };
  const choice = dice.one<WrittenBallot['choice']>([
    'approve',
    'approve',
    'approve',
    'reject',
    'reject',
    'abstain',
    dice.once(3) ? 'recuse' : 'approve',
  ]);
  const substituted = dice.once(4)
    ? { voter: member.substitute ?? STRANGER, for: member.id }
    : { voter: dice.once(20) ? STRANGER : member.id };
  const caster = dice.once(3)
    ? { voter: dice.once(25) ? STRANGER : member.id, by: dice.one(['dora', 'dora', 'dora', 'dora', 'anne']) }
    : substituted;
  return {
    at,
    ...caster,
    ...(dice.once(50) ? { for: member.id } : {}),
    choice,
    ...(choice === 'reject' && !dice.once(10) ? { reason: 'late' } : {}),
    ...(choice === 'approve' && dice.once(2) && (vote.motion.kind === 'limit' || dice.once(4))
      ? { upTo: dice.one(['40000.00', '40000.01', '60000.00', '60000.00', '80000.00', '80000.01']) }
      : {}),
    ...(vote.facts && dice.once(2) ? { facts: dice.one(['a', 'b', 'b']) } : {}),
  };
}

function voteBy(dice: Dice): WrittenVote {
  const vote = {
    motion: {
      ...(dice.once(4)
        ? { kind: 'litigation' as const }
        : { kind: 'limit' as const, amount: '80000.00', floor: '40000.01', currency: 'EUR' }),
      ...(dice.once(8) ? {} : { chair: dice.once(6) ? ['dora', 'anne'] : 'dora' }),
    },
    rule: ruleBy(dice),
    roster: rosterBy(dice),
    opensAt: OPENS,
    closesAt: CLOSES,
    now: dice.one(NOWS),
    ...(dice.once(4) ? { extended: true } : {}),
    ...(dice.once(4) ? { facts: [{ at: OPENS, hash: 'a' }, ...(dice.once(2) ? [{ at: dice.one(TIMES.slice(2)), hash: 'b' }] : [])] } : {}),
  };
  const times = Array.from({ length: dice.below(9) }, () => dice.one(TIMES)).sort();
  return { ...vote, ballots: times.map((at) => ballotBy(dice, vote, at)) };
}

export function anyVotes(): Table {
  return { name: 'votes of every kind by chance', size: runs(500, 5_000), at: (n) => voteBy(new Dice(random(n * 7_919))) };
}
