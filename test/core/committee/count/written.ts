/** The tests' bridge from a vote as it is written to the product's types, quick enough for millions; the product's own reader gives the same (tested). */
import type { Ballot, Member, Motion, Outcome, Rule, Vote } from '../../../../src/core/committee/count/vote.ts';
import type { Told, WrittenBallot, WrittenMember, WrittenRule, WrittenVote } from './oracle.ts';

export const OPENS = '2026-11-23T09:00:00+01:00';
export const CLOSES = '2026-11-25T09:00:00+01:00';

function minor(decimal: string): bigint {
  const [units = '', fraction = ''] = decimal.split('.');
  return BigInt(units + fraction.padEnd(2, '0'));
}

function motionOf(m: WrittenVote['motion']): Motion {
  if (m.kind !== 'limit') return { kind: m.kind };
  return { kind: 'limit', amount: minor(m.amount), floor: minor(m.floor ?? '0.01'), currency: m.currency };
}

const rules = new WeakMap<WrittenRule, Rule>();

function ruleOf(r: WrittenRule): Rule {
  const known = rules.get(r);
  if (known) return known;
  const { count, share, roles } = r.quorum;
  const decimals = (share?.split('.')[1] ?? '').length;
  const n = Number(r.minimumOpen.replace(/\D/g, ''));
  const made: Rule = {
    voters: r.voters,
    quorum: {
      ...(count === undefined ? {} : { count }),
      ...(share === undefined ? {} : { share: { numerator: BigInt(share.replace('.', '')), denominator: 10n ** BigInt(decimals) } }),
      ...(roles === undefined ? {} : { roles }),
    },
    threshold: r.threshold,
    veto: r.veto,
    tie: r.tie === 'reject' ? 'reject' : { role: r.tie },
    proposerVotes: r.proposerVotes,
    minimumOpen: (r.minimumOpen.endsWith('D') ? n * 24 : n) * 3_600_000,
    noQuorum: r.noQuorum === 'lapse' || r.noQuorum === 'extend' ? r.noQuorum : { role: r.noQuorum },
  };
  rules.set(r, made);
  return made;
}

export function memberOf({ role, ...m }: WrittenMember): Member {
  return { proposer: false, recused: false, ...m, roles: [role].flat() };
}

function ballotOf({ upTo, ...b }: WrittenBallot): Ballot {
  return { ...b, at: Date.parse(b.at), ...(upTo === undefined ? {} : { upTo: minor(upTo) }) };
}

export function voteOf(w: WrittenVote): Vote {
  return {
    motion: motionOf(w.motion),
    rule: ruleOf(w.rule),
    roster: w.roster.map(memberOf),
    ...(w.motion.chair === undefined ? {} : { chairs: [w.motion.chair].flat() }),
    opensAt: Date.parse(w.opensAt),
    closesAt: Date.parse(w.closesAt),
    now: Date.parse(w.now),
    ballots: w.ballots.map(ballotOf),
    facts: (w.facts ?? []).map((f) => ({ at: Date.parse(f.at), hash: f.hash })),
    extended: w.extended ?? false,
  };
}

/** The product's outcome in the oracle's words. */
export function told(o: Outcome): Told {
  return {
    outcome: o.outcome,
    approvedAmount: o.approvedAmount === undefined ? undefined : Number(o.approvedAmount),
    early: o.early,
    needed: o.quorum.needed,
    present: o.quorum.present,
    eligible: o.quorum.eligible,
    missingRoles: [...o.quorum.missingRoles],
    tally: { ...o.tally },
    refused: o.refused.map((r) => `${r.index} ${r.voter}`),
    closesAt: o.closesAt,
  };
}
