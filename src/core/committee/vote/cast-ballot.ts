/** Casting a ballot: under the motion's lock it is judged by the rules, kept as the one that lives, or refused with its sentence; never both, never neither. */

import { type Act, languageOf } from '../../desk/act.ts';
import type { Person } from '../../desk/people-ports.ts';
import { deskTexts } from '../../desk/texts.ts';
import { DomainError } from '../../kernel/errors.ts';
import { ballotKey, lockMotion, tellPerson, viewMotion } from '../motion-view.ts';
import { audit, hasMessage, redraw, settleMotion } from './settle-motion.ts';
import { judge } from '../count/judge.ts';
import { ballotCard } from '../motion/motion.card.ts';
import type { Choice } from '../count/vote.ts';
import { type BallotRecord, type MotionFile, newestFacts, voteOf } from '../motion/motion-record.ts';
import { motionsIn } from '../ports.ts';
import { reviewFacts } from './review-facts.ts';
import { committeeTexts } from '../texts.ts';
import { voteTexts } from '../count/vote.text.ts';

export interface Cast {
  readonly choice: Choice;
  /** Minor units: approve at most so much. */
  readonly upTo?: bigint;
  readonly reason?: string;
  /** E-mail of the member whose ballot it is, when a substitute casts it. */
  readonly for?: string;
  /** Number of the facts that the voter had before them; the newest when left out. */
  readonly facts?: number;
}

export interface Counted {
  readonly file: MotionFile;
  /** It was cast on figures that have changed since: it counts once it is confirmed. */
  readonly stale: boolean;
}

/** Casts a ballot. Throws DomainError `conflict` when the vote is closed, `not-allowed` or `bad-input` when rule 2 refuses it. */
export async function castBallot(act: Act, person: Person, id: number, cast: Cast): Promise<Counted> {
  const file = await settleMotion(act, await reviewFacts(act, await lockMotion(act, id)));
  const t = committeeTexts(act.locale);
  if (file.motion.status !== 'open') throw new DomainError('conflict', t.refused.closed(t.status[file.motion.status].toLowerCase()));
  const ballot = ballotOf(act, file, person, cast);
  const stale = ballot.facts !== newestFacts(file).hash;
  const ballots = [...file.ballots, ballot];
  const refused = judge(voteOf({ ...file, ballots }, act.at)).refused.find((r) => r.index === ballots.length - 1);
  if (refused) throw new DomainError('not-allowed', sentenceOf(voteTexts(act.locale).refusal[refused.why]), { why: refused.why });
  if (isSame(file, ballot)) return { file, stale };
  await motionsIn(act.tx).cast(id, ballot);
  await audit(act, 'motion.ballot', id, {
    seq: String(ballot.seq),
    facts: ballot.facts ?? '',
    ...(ballot.for === undefined ? {} : { for: ballot.for }),
    // A secret ballot is not told by the log either.
    ...(file.motion.rule.secret ? {} : { choice: ballot.choice, upTo: ballot.upTo?.toString() ?? '', reason: ballot.reason ?? '' }),
  });
  const counted = { ...file, ballots };
  const settled = await settleMotion(act, counted);
  const after = settled.motion.status === 'open' ? await show(act, settled, ballot.for ?? person.email) : settled;
  return { file: after, stale };
}

/** The reason as a sentence of its own. */
function sentenceOf(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

function ballotOf(act: Act, file: MotionFile, person: Person, cast: Cast): BallotRecord {
  const seen = cast.facts === undefined ? newestFacts(file) : file.facts.find((f) => f.number === cast.facts);
  if (!seen) throw new DomainError('bad-intent', deskTexts(act.locale).access.stale);
  const { choice, upTo, reason } = cast;
  return {
    seq: file.ballots.length + 1,
    at: act.at,
    voter: person.email,
    choice,
    facts: seen.hash,
    ...(upTo === undefined ? {} : { upTo }),
    ...(reason === undefined || reason.trim() === '' ? {} : { reason: reason.trim() }),
    ...(cast.for === undefined || cast.for === person.email ? {} : { for: cast.for }),
  };
}

/** Pressing the same again changes nothing. */
function isSame({ ballots }: MotionFile, ballot: BallotRecord): boolean {
  const member = ballot.for ?? ballot.voter;
  const live = ballots.filter((b) => (b.for ?? b.voter) === member).at(-1);
  return (
    live !== undefined &&
    live.voter === ballot.voter &&
    live.choice === ballot.choice &&
    live.upTo === ballot.upTo &&
    live.reason === ballot.reason &&
    live.facts === ballot.facts
  );
}

/** The channel's card with the new count, and the member's own message with their own ballot. */
async function show(act: Act, file: MotionFile, member: string): Promise<MotionFile> {
  const shown = await redraw(act, file);
  const voter = file.voters.find((v) => v.id === member);
  if (!voter || !hasMessage(file, member)) return shown;
  const { policy } = act;
  const person = (await act.tx.people.all()).find((p) => p.id === voter.personId);
  const view = await viewMotion(act.tx, shown, act.at, act);
  const key = ballotKey(file.motion.id, voter.personId);
  await tellPerson(act, voter.personId, `${key}:${shown.motion.edition}`, ballotCard(view, member, policy, languageOf(act, person)), key);
  return shown;
}
