/** Casting a ballot: under the motion's lock it is judged by the rules, kept as the one that lives, or refused with its sentence; never both, never neither. */
import type { Act } from '../../desk/act.ts';
import { FieldFaults } from '../../desk/field-faults.ts';
import type { Person } from '../../desk/people-ports.ts';
import { deskTexts } from '../../desk/texts.ts';
import { amountFault, readAmount } from '../../kernel/amount-words.ts';
import { DomainError } from '../../kernel/errors.ts';
import type { Locale } from '../../kernel/locale.ts';
import { memberOf } from '../count/ballots.ts';
import { judge } from '../count/judge.ts';
import { voteTexts } from '../count/vote.text.ts';
import type { Choice, RefusalCode } from '../count/vote.ts';
import { closedRefusal, lockMotion, needChair, personActing } from '../motion/find-motion.ts';
import { enterableBy } from '../motion/motion.card.ts';
import { casterOf, lastBallot } from '../motion/motion.words.ts';
import { type BallotRecord, type MotionFile, newestFacts, type VoterRecord, voteOf } from '../motion/motion-record.ts';
import { type MotionView, viewJudged } from '../motion/motion-view.ts';
import { motionsIn } from '../motion/ports.ts';
import { committeeTexts } from '../motion/texts.ts';
import { cardKey, redraw, tellVoters } from '../motion/thread.ts';
import { ballotStatement } from '../record/motion-statement.ts';
import { reviewFacts } from './review-facts.ts';
import { decidedBy, decideMotion, settleMotion } from './settle-motion.ts';

export interface Cast {
  readonly choice: Choice;
  /** Minor units: approve at most so much. */
  readonly upTo?: bigint;
  /** The same as it was written, to be read in the motion's currency. */
  readonly written?: string;
  readonly reason?: string;
  /** E-mail of the member whose ballot it is, when a substitute casts it. */
  readonly for?: string;
  /** E-mail of the member for whom the chair enters it. */
  readonly member?: string;
  /** Number of the facts that the voter had before them; the newest when left out. */
  readonly facts?: number;
}

/** The ballot that stands for a member once more, by themselves, with its reason, on the figures that they have before them. */
export interface Confirmation {
  readonly choice: 'confirm';
  readonly facts?: number;
}

export interface Counted {
  /** The motion with the ballot, as everybody sees it from now on. */
  readonly view: MotionView;
  /** It was cast on figures that have changed since: it counts once it is confirmed. */
  readonly stale: boolean;
}

/** Casts a ballot of the person who acts, or enters a member's as the chair. Throws DomainError `conflict` when the vote is closed, `not-allowed` or `bad-input` when docs/rules/voting.md, rule 2, refuses it. The motion is loaded, judged and seen once. */
export async function castBallot(act: Act, id: number, asked: Cast | Confirmation): Promise<Counted> {
  act.need('see');
  const person = personActing(act);
  const before = await openMotion(act, id);
  const cast = asked.choice === 'confirm' ? confirmed(act, before, person, asked) : asked;
  if (cast.member !== undefined) needChair(act, before.motion);
  const ballot = ballotOf(act, before, person, cast);
  const stale = ballot.facts !== newestFacts(before).hash && ballot.choice !== 'disown';
  const file = { ...before, ballots: [...before.ballots, ballot] };
  const outcome = judge(voteOf(file, act.at));
  const refused = outcome.refused.find((r) => r.index === before.ballots.length);
  if (refused) throw refusal(act.locale, refused.why);
  // Pressing the same again changes nothing.
  if (isSame(before, ballot)) return { view: await viewJudged(act.tx, { file: before, outcome }, act.at, act), stale };
  const kept = await motionsIn(act.tx).cast(id, ballot, before.motion.rule.secret);
  await act.log('motion.ballot', cardKey(id), enteredBy(ballot), ballotStatement(before, kept));
  const decided = decidedBy(outcome);
  if (decided) return { view: await decideMotion(act, file, decided), stale };
  const view = await redraw(act, { file, outcome }, entryWords(ballot));
  await tellVoters(act, view, (voter, locale) => {
    if (ballot.for !== undefined && voter.id === ballot.for)
      return { again: committeeTexts(locale).ballot.castFor(casterOf(view, ballot)) };
    return concerns(before, view, ballot, voter) ? 'anew' : undefined;
  });
  return { view, stale };
}

/** Whose message a ballot changes: the member's, their substitute's, and, with the last for whom one could be entered, the chair's. */
function concerns(before: MotionFile, view: MotionView, ballot: BallotRecord, voter: VoterRecord): boolean {
  const member = memberOf(ballot);
  const mayEnter = (file: MotionFile): boolean => enterableBy({ ...view, ...file }, voter.id).length > 0;
  return (
    voter.id === member || view.voters.some((v) => v.id === member && v.substitute === voter.id) || mayEnter(before) !== mayEnter(view)
  );
}

/** What the thread is told: that a ballot was entered for somebody, or disowned, never what it says. */
function entryWords(ballot: BallotRecord): ((view: MotionView, locale: Locale) => string) | undefined {
  if (ballot.by === undefined && ballot.choice !== 'disown') return undefined;
  return (view, locale) => {
    const { said } = committeeTexts(locale);
    const member = view.names.get(ballot.voter) ?? ballot.voter;
    return ballot.by === undefined ? said.disowned(member) : said.enteredFor(casterOf(view, ballot), member);
  };
}

/** The motion under its lock, on today's figures; refuses one whose vote is over. */
async function openMotion(act: Act, id: number): Promise<MotionFile> {
  const locked = await lockMotion(act, id);
  const reviewed = await reviewFacts(act, locked);
  const { file } = reviewed !== locked || mayHaveEnded(locked, act.at) ? await settleMotion(act, reviewed) : { file: reviewed };
  if (file.motion.status !== 'open') throw closedRefusal(file.motion, act.locale);
  return file;
}

/** Whether time alone may have ended the vote since something last happened in it: ballots and changes of facts were judged as they came. */
function mayHaveEnded({ motion, ballots, facts }: MotionFile, now: number): boolean {
  const last = Math.max(motion.opensAt, ...ballots.map((b) => b.at), ...facts.map((f) => f.at));
  const mayEndEarly = motion.opensAt + motion.rule.minimumOpen;
  return now >= motion.closesAt || (last < mayEndEarly && now >= mayEndEarly);
}

/** In a form it stands at the field that it is about, if it is about one. */
function refusal(locale: Locale, why: RefusalCode): DomainError {
  const words = voteTexts(locale).refusal[why];
  const refused = new DomainError('not-allowed', `${words.charAt(0).toUpperCase()}${words.slice(1)}.`, { why });
  const field = FIELDS[why];
  return field === undefined ? refused : new FieldFaults([field, refused]);
}

const FIELDS: Partial<Readonly<Record<RefusalCode, string>>> = {
  ...{ 'reason-missing': 'reason', 'no-amount-asked': 'upTo', 'above-asked': 'upTo', 'below-floor': 'upTo' },
};

/** Whose ballot it is, when the row's actor is the chair. */
function enteredBy({ voter, by }: BallotRecord): Readonly<Record<string, string>> {
  return by === undefined ? {} : { voter, by };
}

function ballotOf(act: Act, file: MotionFile, person: Person, cast: Cast): BallotRecord {
  const seen = cast.facts === undefined ? newestFacts(file) : file.facts.find((f) => f.number === cast.facts);
  if (!seen) throw new DomainError('bad-intent', deskTexts(act.locale).access.stale);
  const { choice, reason } = cast;
  const upTo = cast.written === undefined ? cast.upTo : writtenAmount(act, file, cast.written, choice);
  return {
    seq: file.ballots.length + 1,
    at: act.at,
    ...(cast.member === undefined ? { voter: person.email } : { voter: cast.member, by: person.email }),
    choice,
    facts: seen.hash,
    ...(upTo === undefined ? {} : { upTo }),
    ...(reason === undefined || reason.trim() === '' ? {} : { reason: reason.trim() }),
    ...(cast.for === undefined || cast.for === person.email ? {} : { for: cast.for }),
  };
}

function confirmed(act: Act, file: MotionFile, person: Person, { facts }: Confirmation): Cast {
  const last = lastBallot(file, person.email);
  if (!last || last.choice === 'disown' || last.choice === 'recuse')
    throw new DomainError('conflict', committeeTexts(act.locale).refused.nothingToConfirm);
  const { choice, upTo, reason } = last;
  return {
    choice,
    ...(upTo === undefined ? {} : { upTo }),
    ...(reason === undefined ? {} : { reason }),
    ...(facts === undefined ? {} : { facts }),
  };
}

/** Words beside anything but an approval must be readable as well, and are no part of the ballot. */
function writtenAmount({ locale }: Act, { motion }: MotionFile, words: string, choice: Choice): bigint | undefined {
  const { currency } = motion.proposal;
  const read = readAmount(words, currency);
  if ('fault' in read) throw new FieldFaults(['upTo', new DomainError('bad-input', amountFault(read.fault, words, currency, locale))]);
  return choice === 'approve' ? read.minor : undefined;
}

function isSame({ ballots }: MotionFile, ballot: BallotRecord): boolean {
  const live = ballots.filter((b) => memberOf(b) === memberOf(ballot)).at(-1);
  return (
    live !== undefined &&
    live.voter === ballot.voter &&
    live.by === ballot.by &&
    live.choice === ballot.choice &&
    live.upTo === ballot.upTo &&
    live.reason === ballot.reason &&
    live.facts === ballot.facts
  );
}
