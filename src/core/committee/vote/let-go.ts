/** Somebody who left sits in no open vote any more (docs/rules/voting.md, rule 17), and what they were to carry out is their successor's. */
import type { Act } from '../../desk/act.ts';
import type { HandOver, Leaving } from '../../desk/hand-over.ts';
import { liveBallots } from '../count/ballots.ts';
import { type BallotRecord, judgedAt, newestFacts, voteOf } from '../motion/motion-record.ts';
import { followUpsOf } from '../motion/motion-view.ts';
import { motionsIn } from '../motion/ports.ts';
import { committeeTexts } from '../motion/texts.ts';
import { cardKey, redraw, tellVoters } from '../motion/thread.ts';
import { ballotStatement } from '../record/motion-statement.ts';
import { decidedBy, decideMotion, settleMotion } from './settle-motion.ts';

/** More open motions than a committee can discuss. */
const MANY = 1000;

export const handOverMotions: HandOver = async (act, leaving) => {
  for (const { id } of await motionsIn(act.tx).find({ status: 'open', limit: MANY })) await withdraw(act, id, leaving);
  const { successor } = leaving;
  const decisions = await passDecisions(act, leaving);
  return decisions.length === 0 ? [] : [{ to: successor, words: (locale) => committeeTexts(locale).said.handed(decisions) }];
};

/** A recusal, written by the house: the earlier ballot is void, and the vote is judged without the member at once. */
async function withdraw(act: Act, id: number, { person }: Leaving): Promise<void> {
  const locked = await motionsIn(act.tx).lock(id);
  if (!locked) return;
  const { file } = await settleMotion(act, locked);
  if (file.motion.status !== 'open' || !liveBallots(voteOf(file, act.at)).eligible.some((member) => member.id === person.email)) return;
  const facts = newestFacts(file).hash;
  const ballot: BallotRecord = { seq: file.ballots.length + 1, at: act.at, voter: person.email, choice: 'recuse', facts };
  const kept = await motionsIn(act.tx).cast(id, ballot, file.motion.rule.secret);
  await act.log(
    'motion.left',
    cardKey(id),
    { seq: String(ballot.seq), voter: ballot.voter, choice: ballot.choice },
    ballotStatement(file, kept),
  );
  const judged = judgedAt({ ...file, ballots: [...file.ballots, ballot] }, act.at);
  const decided = judged.outcome && decidedBy(judged.outcome);
  if (decided) await decideMotion(act, judged.file, decided);
  else {
    const view = await redraw(act, judged, (_, locale) => committeeTexts(locale).said.left(person.name));
    await tellVoters(act, view, () => 'anew');
  }
}

/** Numbers of the decisions that are carried out, or looked at again, by another person now. */
async function passDecisions(act: Act, { person, successor }: Leaving): Promise<readonly number[]> {
  const passed: number[] = [];
  for (const { motionId, ownerId, carrying, day, followed } of await motionsIn(act.tx).decisions({
    carrying: ['none', 'entering', 'entered'],
  })) {
    const due = carrying !== 'none' || followUpsOf(day, act).some(({ after }) => after > followed);
    if (ownerId !== person.id || !due) continue;
    await motionsIn(act.tx).setDecision(motionId, { ownerId: successor.id });
    await act.log('motion.passed', cardKey(motionId), { from: person.email, to: successor.email }, { Decision: { ownerId: successor.id } });
    passed.push(motionId);
  }
  return passed;
}
