/**
 * What the audit rows of a motion state, so that the whole decision can be rebuilt from them alone (docs/rules/proof.md, rule 7):
 * - `motion.opened`, `motion.delegated`: `Motion` with proposal, rule, warnings and weight as they are frozen, `MotionVoter/<e-mail>` for each seat, `MotionFacts/1`;
 * - `motion.ballot`, `motion.left`: `Ballot/<seq>`; of a secret vote a commitment in place of choice, amount and reason;
 * - `motion.facts`: `MotionFacts/<number>`, the dossier by its hash;
 * - `motion.extended`, `motion.prolonged`, `motion.chair-closed`: the new close in `Motion`;
 * - `motion.closed`: the status in `Motion`, and `Decision` whole; `motion.entered`, `motion.ended`, `motion.followed`, `motion.passed`, `motion.end-announced`: what of it is carried on.
 */
import { createHash } from 'node:crypto';
import type { Fields, Statement } from '../../desk/statement.ts';
import { packOrdered } from '../../kernel/pack.ts';
import type { BallotRecord, DecisionRecord, FactsRecord, MotionFile, MotionRecord, VoterRecord } from '../motion/motion-record.ts';

/** A motion as its tables hold it. What is only about drawing it (its edition, the last import that was looked at) decides nothing. */
export function motionStatement({ motion, voters, ballots, facts }: MotionFile, decision: DecisionRecord | undefined): Statement {
  return {
    Motion: motionFields(motion),
    ...Object.fromEntries(voters.map((voter, place) => [`MotionVoter/${voter.id}`, voterFields(voter, place)])),
    ...Object.fromEntries(facts.map((one) => [`MotionFacts/${one.number}`, factsFields(one)])),
    ...Object.fromEntries(ballots.map((ballot) => [`Ballot/${ballot.seq}`, ballotFields(ballot, motion.rule.secret)])),
    ...(decision ? { Decision: decisionFields(decision) } : {}),
  };
}

function motionFields({ id: _, reviewed: __, edition: ___, ...motion }: MotionRecord): Fields {
  return motion;
}

function voterFields({ id, name, personId, roles, proposer = false, recused = false, substitute }: VoterRecord, place: number): Fields {
  return { member: id, place, name, personId, roles, proposer, recused, substitute };
}

function factsFields({ number, at, hash, changes }: FactsRecord): Fields {
  return { number, at, hash, changes };
}

function ballotFields(ballot: BallotRecord, secret: boolean): Fields {
  const { seq, at, voter, by, for: member, choice, upTo, reason, facts } = ballot;
  const said = secret ? { commitment: commitmentOf(ballot) } : { choice, upTo, reason };
  return { seq, at, voter, by, for: member, facts, ...said };
}

/** Without the head, which comes after the row that states it. */
function decisionFields({ headSeq: _, headHash: __, ...decision }: DecisionRecord): Fields {
  return decision;
}

/** SHA-256 (hex) over a secret ballot's salt, followed by what it says as JSON with its keys in order: whoever has not the salt can guess nothing from it. */
export function commitmentOf({ salt = '', choice, upTo, reason }: BallotRecord): string {
  const said = packOrdered({ choice, upTo: upTo ?? null, reason: reason ?? null });
  return createHash('sha256').update(salt).update(said).digest('hex');
}

/** What one ballot sets. */
export function ballotStatement({ motion }: Pick<MotionFile, 'motion'>, ballot: BallotRecord): Statement {
  return { [`Ballot/${ballot.seq}`]: ballotFields(ballot, motion.rule.secret) };
}

export function factsStatement(facts: FactsRecord): Statement {
  return { [`MotionFacts/${facts.number}`]: factsFields(facts) };
}

/** What the end of a vote sets. */
export function closedStatement({ status, closesAt, extended }: MotionRecord, decision: DecisionRecord): Statement {
  return { Motion: { status, closesAt, extended }, Decision: decisionFields(decision) };
}
