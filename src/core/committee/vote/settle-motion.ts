/** How a vote ends: at its deadline, early, by the chair or not yet; the decision is written with the audit chain's head, and handed to whoever carries it out. */
import { type Act, languageOf } from '../../desk/act.ts';
import type { Person } from '../../desk/people-ports.ts';
import { addBusinessDays, localTime } from '../../kernel/dates.ts';
import { packOrdered } from '../../kernel/pack.ts';
import { type Debtor, debtorsIn } from '../../ledger/parties.ts';
import { liveBallots } from '../count/ballots.ts';
import type { Outcome } from '../count/vote.ts';
import { namesNow } from '../minutes/closed-motion.ts';
import { minutesFor } from '../minutes/minutes.ts';
import { committeePolicy } from '../motion/committee-policy.ts';
import { taskCard } from '../motion/motion.card.ts';
import { type DecisionRecord, type Judged, judgedAt, type MotionFile, voteOf } from '../motion/motion-record.ts';
import { followUpsOf, type MotionView } from '../motion/motion-view.ts';
import { motionsIn } from '../motion/ports.ts';
import type { Proposal } from '../motion/proposal.ts';
import { committeeTexts } from '../motion/texts.ts';
import { cardKey, redraw, sayInThread, tellOfMoreTime, tellVoters } from '../motion/thread.ts';
import { closedStatement } from '../record/motion-statement.ts';
import { windowEnd } from './business-hours.ts';

/** The close in force at an instant: a late change of facts has moved it (docs/rules/voting.md, rule 13). */
export function closeInForce(file: MotionFile, now: number): number {
  return liveBallots(voteOf(file, now)).closesAt;
}

/** Judges an open motion now and carries the outcome into the store: extended once, decided, or left open. */
export function settleMotion(act: Act, file: MotionFile): Promise<Judged> {
  return carriedOn(act, judgedAt(file, act.at));
}

async function carriedOn(act: Act, judged: Judged): Promise<Judged> {
  const { file, outcome } = judged;
  if (outcome?.outcome === 'extended') {
    // The new close may have passed as well, when nobody was there to look.
    return carriedOn(act, await extended(act, file));
  }
  const decided = outcome && decidedBy(outcome);
  return decided ? { file: await decideMotion(act, file, decided), outcome: undefined } : judged;
}

async function extended(act: Act, file: MotionFile): Promise<Judged> {
  const { motion } = file;
  const from = closeInForce(file, act.at);
  const moved = { extended: true, closesAt: windowEnd(act, motion.rule, from) };
  const longer = { ...motion, ...moved };
  await act.log(
    'motion.extended',
    cardKey(motion.id),
    { from: String(from), to: String(longer.closesAt), why: 'no quorum' },
    { Motion: moved },
  );
  const judged = judgedAt({ ...file, motion: longer }, act.at);
  const view = await redraw(act, judged, (_, locale) => committeeTexts(locale).said.extended);
  await tellOfMoreTime(act, view, (locale) => committeeTexts(locale).said.extended);
  return { file: { ...file, motion: view.motion }, outcome: judged.outcome };
}

type Decided = Pick<Outcome, 'approvedAmount' | 'early' | 'quorum' | 'tally'> & {
  readonly outcome: DecisionRecord['outcome'];
  readonly reason: DecisionRecord['reason'];
};

/** The end of a vote, when what was judged is one. */
export function decidedBy(judged: Outcome): Decided | undefined {
  const { outcome } = judged;
  return outcome === 'open' || outcome === 'extended' ? undefined : { ...judged, outcome };
}

/** Writes the decision and everything that follows from it, in this unit of work. Returns the view that it was announced from. */
export async function decideMotion(act: Act, file: MotionFile, decided: Decided): Promise<MotionView> {
  const { tx } = act;
  const { motion } = file;
  const closed = { ...file, motion: { ...motion, status: decided.outcome } };
  const { decision, ...concerned } = await newDecision(act, closed, decided);
  await motionsIn(tx).save(closed.motion);
  if (decision.carrying === 'entering' && motion.debtorId !== null) await endOlderLimits(act, motion.id, motion.debtorId);
  await motionsIn(tx).decide(decision);
  const named = await namesNow(tx, { ...closed, ...concerned, followUps: followUpsOf(decision.day, act) }, act.policy);
  const told = { outcome: decided.outcome, reason: decided.reason, named: packOrdered(named) };
  await act.log('motion.closed', cardKey(motion.id), told, closedStatement(closed.motion, decision));
  const head = await tx.audit.head();
  await motionsIn(tx).setDecision(motion.id, { headSeq: head?.seq ?? 0, headHash: head?.hash ?? '' });
  return announce(act, closed);
}

/** An older limit of the same account is over: one account, one limit. */
async function endOlderLimits(act: Act, id: number, debtorId: number): Promise<void> {
  const { tx } = act;
  for (const older of await motionsIn(tx).decisions({ debtorId, carrying: ['entering', 'entered'] })) {
    if (older.kind !== 'limit') continue;
    // Whoever carries the older one a step further at this very moment does so before, never over it.
    await motionsIn(tx).lock(older.motionId);
    await motionsIn(tx).setDecision(older.motionId, { carrying: 'ended' });
    await act.log('motion.replaced', cardKey(older.motionId), { by: cardKey(id) }, { Decision: { carrying: 'ended' } });
  }
}

interface NewDecision {
  readonly decision: DecisionRecord;
  readonly debtor: Debtor | undefined;
  readonly owner: Person | undefined;
  readonly people: readonly Person[];
}

async function newDecision(act: Act, { motion }: MotionFile, decided: Decided): Promise<NewDecision> {
  const { tx, at, policy, calendar } = act;
  const { proposal } = motion;
  const day = localTime(at, policy.timeZone).day;
  const approved = decided.outcome === 'approved';
  const debtor = motion.debtorId === null ? undefined : await debtorsIn(tx).byId(motion.debtorId);
  const people = await tx.people.all();
  const owner = approved ? ownerOf(proposal, debtor, people, motion.proposedBy) : undefined;
  const decision: DecisionRecord = {
    motionId: motion.id,
    kind: motion.kind,
    debtorId: motion.debtorId,
    at,
    day,
    outcome: decided.outcome,
    reason: decided.reason,
    early: decided.early,
    tally: decided.tally,
    quorum: decided.quorum,
    approved: approved && proposal.kind !== 'generic' ? (decided.approvedAmount ?? proposal.amount) : null,
    currency: proposal.currency,
    untilDay: approved && proposal.kind === 'limit' ? proposal.until : null,
    ownerId: owner?.id ?? null,
    dueDay: addBusinessDays(calendar, day, committeePolicy(policy).carryOutWithin),
    carrying: !approved || proposal.kind === 'generic' ? 'none' : proposal.kind === 'limit' ? 'entering' : 'entered',
    followed: 0,
    warned: false,
    headSeq: 0,
    headHash: '',
  };
  return { decision, debtor, owner, people };
}

/** A limit is entered by the account's sales administration, litigation is led by the lawyers, anything else by whoever asked. */
function ownerOf(proposal: Proposal, debtor: Debtor | undefined, people: readonly Person[], proposer: string): Person | undefined {
  const holding = (role: string): Person | undefined => people.find((p) => p.roles.includes(role));
  const named = (email: string | null | undefined): Person | undefined => people.find((p) => p.email === email);
  switch (proposal.kind) {
    case 'limit':
      return named(debtor?.salesAdmin) ?? holding('sales-admin') ?? holding('credit-manager');
    case 'litigation':
      return holding('legal') ?? named(debtor?.collector) ?? holding('credit-manager');
    case 'generic':
      return named(proposer);
  }
}

/** The card shows the result, the thread holds the minutes, the members see it in their own message, and the owner is asked to act. */
async function announce(act: Act, file: MotionFile): Promise<MotionView> {
  const { policy } = act;
  const view = await redraw(act, { file, outcome: undefined });
  const { motion } = view;
  const minutes = await minutesFor(act.tx, view, policy, policy.language);
  if (minutes) await sayInThread(act, motion.id, 'minutes', minutes);
  if (!motion.delegated) await tellVoters(act, view, () => 'anew');
  if (view.owner && view.decision?.outcome === 'approved')
    await act.tell(view.owner.id, `${cardKey(motion.id)}:task`, taskCard(view, languageOf(act, view.owner)));
  return view;
}
