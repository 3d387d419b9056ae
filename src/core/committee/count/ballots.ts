/** Which ballots live: docs/rules/voting.md, rules 1, 2, 13 and 15, and nothing about what they add up to. */
import { holdsBallot } from './places.ts';
import type { Ballot, Facts, Member, Motion, Refusal, RefusalCode, Rule, Vote } from './vote.ts';

/** A member's ballot that counts. */
export interface LiveBallot {
  readonly member: Member;
  /** The person who cast it: the member (also when the chair entered it), or the substitute. */
  readonly voter: string;
  readonly choice: 'approve' | 'reject' | 'abstain';
  /** The most that an approval supports: what was asked when it names nothing less (rule 8). */
  readonly upTo: bigint;
}

export interface LiveBallots {
  readonly eligible: readonly Member[];
  readonly live: readonly LiveBallot[];
  /** Eligible members without a live ballot. */
  readonly silent: readonly Member[];
  readonly recused: number;
  readonly refused: readonly Refusal[];
  /** The close after rule 13. */
  readonly closesAt: number;
}

/** What is asked for; 0 for a motion without amounts, whose approvals then all are "up to 0" and weigh the same. */
export function asked(motion: Motion): bigint {
  return motion.kind === 'limit' ? motion.amount : 0n;
}

interface Standing {
  readonly closesAt: number;
  readonly members: ReadonlyMap<string, Member>;
  readonly recused: ReadonlySet<string>;
  /** Members' last valid ballots so far. */
  readonly last: ReadonlyMap<string, Ballot>;
  /** Members who have cast a valid ballot themselves, or disowned one. */
  readonly ownVoters: ReadonlySet<string>;
}

/**
 * Reads the ballots in the list's order, which is the order of arrival and stands above the clock's: when two times disagree with
 * it, the later line is the later ballot. A ballot (or facts) timed after `now` has not happened: neither counted nor refused.
 */
export function liveBallots(vote: Vote): LiveBallots {
  const { rule, roster } = vote;
  const facts = vote.facts.filter((f) => f.at <= vote.now).sort((a, b) => a.at - b.at);
  const closesAt = movedClose(vote, facts);
  const members = new Map(roster.map((m) => [m.id, m]));
  const recused = new Set(roster.filter((m) => m.recused).map((m) => m.id));
  const last = new Map<string, Ballot>();
  const ownVoters = new Set<string>();
  const refused: Refusal[] = [];
  vote.ballots.forEach((ballot, index) => {
    if (ballot.at > vote.now) return;
    const why = refusal(vote, { closesAt, members, recused, last, ownVoters }, ballot);
    if (why !== undefined) {
      refused.push({ index, voter: ballot.voter, why });
    } else if (ballot.choice === 'recuse') {
      recused.add(ballot.voter);
    } else {
      last.set(memberOf(ballot), ballot);
      if (isOwn(ballot)) ownVoters.add(ballot.voter);
    }
  });
  const eligible = roster.filter((m) => isEligible(rule, recused, m));
  const live = eligible.flatMap((m) => liveOf(vote.motion, facts, m, last.get(m.id)));
  const voted = new Set(live.map((b) => b.member.id));
  return { eligible, live, silent: eligible.filter((m) => !voted.has(m.id)), recused: recused.size, refused, closesAt };
}

/** A ballot `for` oneself is one's own. */
export function memberOf(ballot: Ballot): string {
  return ballot.for ?? ballot.voter;
}

/** Cast by the member, neither by a substitute nor by the chair for them. */
export function isOwn(ballot: Ballot): boolean {
  return ballot.by === undefined && memberOf(ballot) === ballot.voter;
}

/** Rule 1. The recused are those of the roster and those who have recused themselves by a ballot listed before. */
function isEligible(rule: Rule, recused: ReadonlySet<string>, member: Member): boolean {
  return holdsBallot(rule, member) && !recused.has(member.id) && !isBarredProposer(rule, member);
}

function isBarredProposer(rule: Rule, member: Member | undefined): boolean {
  return member?.proposer === true && !rule.proposerVotes;
}

/**
 * Rule 2: why a ballot is refused, the first reason that applies; undefined when it is valid.
 * - "At that moment" is the ballot's place in the list: a recusal further down does not make an earlier ballot refused, it makes it void (rule 1).
 *   A recusal by someone who is not eligible (already recused, no ballot, stranger) is refused like any other ballot.
 */
function refusal(vote: Vote, standing: Standing, ballot: Ballot): RefusalCode | undefined {
  if (ballot.at < vote.opensAt) return 'before-opening';
  if (ballot.at >= standing.closesAt) return 'after-close';
  const member = standing.members.get(memberOf(ballot));
  if (!member) return 'not-on-roster';
  if (!isEligible(vote.rule, standing.recused, member)) return 'not-eligible';
  if (!isOwn(ballot)) {
    const why =
      ballot.by === undefined ? substitutionRefusal(vote.rule, standing, ballot, member) : entryRefusal(vote, standing, ballot, ballot.by);
    if (why !== undefined) return why;
  }
  if (ballot.choice === 'disown' && standing.last.get(member.id)?.by === undefined) return 'nothing-to-disown';
  if (ballot.choice === 'reject' && (ballot.reason ?? '').trim() === '') return 'reason-missing';
  return amountRefusal(vote.motion, ballot);
}

/**
 * Rule 2, ballots for another.
 * - The substitute may be off the roster, or hold no ballot: "need not be eligible themselves".
 * - Recused (from the roster, or by a ballot before this one): refused. What they cast before recusing themselves stands, also for presence (rule 1).
 * - "A proposer without a vote" is a proposer while `proposerVotes` is false; one who may vote but whose role holds no ballot is an ordinary substitute.
 * - The member's own valid ballot shuts the substitute out even once it is silent for old facts (rule 13): the member is there to confirm it.
 */
function substitutionRefusal(rule: Rule, standing: Standing, ballot: Ballot, member: Member): RefusalCode | undefined {
  if (ballot.choice === 'recuse') return 'recuse-for-another';
  if (ballot.choice === 'disown') return 'disown-for-another';
  if (member.substitute !== ballot.voter) return 'not-the-substitute';
  if (standing.recused.has(ballot.voter)) return 'substitute-recused';
  if (isBarredProposer(rule, standing.members.get(ballot.voter))) return 'substitute-is-proposer';
  return spokenRefusal(standing, member.id);
}

/**
 * Rule 15, what the chair enters for a member. A substitute's ballot before it is replaced, as it replaces this one after it; the member's own shuts out both.
 * Whoever disowned is there, and is silent until they vote themselves.
 */
function entryRefusal({ chairs }: Vote, standing: Standing, ballot: Ballot, by: string): RefusalCode | undefined {
  if (chairs?.includes(by) !== true) return 'not-the-chair';
  if (ballot.for !== undefined) return 'entered-for-another';
  if (by === ballot.voter) return 'chair-for-themselves';
  if (ballot.choice === 'recuse') return 'recuse-for-another';
  if (ballot.choice === 'disown') return 'disown-for-another';
  return spokenRefusal(standing, ballot.voter);
}

/** Rules 2 and 15: nobody speaks for a member who has spoken. */
function spokenRefusal({ ownVoters, last }: Standing, member: string): RefusalCode | undefined {
  if (!ownVoters.has(member)) return undefined;
  return last.get(member)?.choice === 'disown' ? 'member-disowned' : 'member-voted-already';
}

/** Rule 2, `upTo`: the rule names no choice, so a rejection with an impossible amount is refused as well; where no amount is asked, none can be answered. */
function amountRefusal(motion: Motion, ballot: Ballot): RefusalCode | undefined {
  if (ballot.upTo === undefined) return undefined;
  if (motion.kind !== 'limit') return 'no-amount-asked';
  if (ballot.upTo > motion.amount) return 'above-asked';
  return ballot.upTo < motion.floor ? 'below-floor' : undefined;
}

/** Rule 2's "last valid ballot" of an eligible member, if rule 13 lets it speak. An older ballot never comes back in place of a silent one. */
function liveOf(motion: Motion, facts: readonly Facts[], member: Member, ballot: Ballot | undefined): LiveBallot[] {
  if (!ballot || ballot.choice === 'recuse' || ballot.choice === 'disown' || isOnOlderFacts(facts, ballot)) return [];
  return [{ member, voter: ballot.voter, choice: ballot.choice, upTo: ballot.upTo ?? asked(motion) }];
}

/**
 * Rule 13, first half. `facts` is what has happened by `now`, oldest first.
 * - A ballot without a hash was cast on the facts in force at its own time. The same hash again (figures that went back) is the same facts.
 * - Silent is rule 3's silence: absent, without effect, counted under `silent`, and not refused. A recusal is about the person, not the figures: it stands.
 */
function isOnOlderFacts(facts: readonly Facts[], ballot: Ballot): boolean {
  const newest = facts.at(-1);
  if (!newest) return false;
  const castOn = ballot.facts ?? facts.filter((f) => f.at <= ballot.at).at(-1)?.hash;
  return castOn !== newest.hash;
}

/**
 * Rule 13, second half: a change with closesAt − minimumOpen ≤ at < closesAt moves the close, once, by minimumOpen.
 * - What stands at the opening is the frozen dossier; a change comes after it, with another hash than the facts before.
 * - "Once": a change near the moved close moves nothing. An extended vote (rule 9) has a new closesAt in its input, with its own one move.
 */
function movedClose(vote: Vote, facts: readonly Facts[]): number {
  const { opensAt, closesAt, rule } = vote;
  const late = facts.some(
    (f, i) => f.at > opensAt && f.hash !== facts[i - 1]?.hash && f.at >= closesAt - rule.minimumOpen && f.at < closesAt,
  );
  return late ? closesAt + rule.minimumOpen : closesAt;
}
