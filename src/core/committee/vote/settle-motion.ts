/** How a vote ends: at its deadline, early, by the chair or not yet; the decision is written with the audit chain's head, and handed to whoever carries it out. */

import { type Act, languageOf } from '../../desk/act.ts';
import type { Person } from '../../desk/people-ports.ts';
import { addBusinessDays, localTime } from '../../kernel/dates.ts';
import type { Debtor } from '../../ledger/parties.ts';
import { debtorsIn } from '../../ledger/parties.ts';
import { liveBallots } from '../count/ballots.ts';
import { ballotKey, type MotionView, sayInThread, showMotion, tellPerson, viewMotion, windowEnd } from '../motion-view.ts';
import { committeePolicy } from '../committee-policy.ts';
import { judge } from '../count/judge.ts';
import { minutesCard } from '../minutes/minutes.ts';
import { ballotCard, motionCard, noteCard, taskCard } from '../motion/motion.card.ts';
import type { Outcome } from '../count/vote.ts';
import { type DecisionRecord, type MotionFile, voteOf } from '../motion/motion-record.ts';
import { motionsIn } from '../ports.ts';
import type { Proposal } from '../dossier/proposal.ts';
import { committeeTexts } from '../texts.ts';

/** The close in force at an instant: a late change of facts has moved it (rule 13). */
export function closeInForce(file: MotionFile, now: number): number {
  return liveBallots(voteOf(file, now)).closesAt;
}

/** Judges an open motion now and carries the outcome into the store: extended once, decided, or left open. */
export async function settleMotion(act: Act, file: MotionFile): Promise<MotionFile> {
  if (file.motion.status !== 'open') return file;
  const outcome = judge(voteOf(file, act.at));
  switch (outcome.outcome) {
    case 'open':
      return file;
    case 'extended':
      // The new close may have passed as well, when nobody was there to look.
      return settleMotion(act, await extended(act, file));
    case 'approved':
    case 'rejected':
    case 'lapsed':
      return decideMotion(act, file, { ...outcome, outcome: outcome.outcome });
  }
}

async function extended(act: Act, file: MotionFile): Promise<MotionFile> {
  const { motion } = file;
  const from = closeInForce(file, act.at);
  const longer = { ...motion, extended: true, closesAt: windowEnd(act, motion.rule, from) };
  await audit(act, 'motion.extended', motion.id, { from: String(from), to: String(longer.closesAt), why: 'no quorum' });
  return redraw(act, { ...file, motion: longer }, (view, locale) => committeeTexts(locale).said.extended(view.decision === undefined));
}

/** Draws the motion's card anew and keeps the motion; `words` are said in the thread, when there are some. */
export async function redraw(act: Act, file: MotionFile, words?: (view: MotionView, locale: 'fr' | 'en') => string): Promise<MotionFile> {
  const { policy } = act;
  const view = await viewMotion(act.tx, file, act.at, act);
  const motion = await showMotion(act, file.motion, motionCard(view, policy, policy.language));
  await motionsIn(act.tx).save(motion);
  if (words) await sayInThread(act, motion.id, `${motion.edition}`, noteCard(words(view, policy.language), policy.language));
  return { ...file, motion };
}

export async function audit(act: Act, action: string, id: number, payload: Readonly<Record<string, string>>): Promise<void> {
  await act.tx.audit.append({ at: act.at, actor: act.actor, action, subject: `motion:${id}`, payload });
}

type Decided = Pick<Outcome, 'approvedAmount' | 'early' | 'quorum' | 'tally'> & {
  readonly outcome: DecisionRecord['outcome'];
  readonly reason: DecisionRecord['reason'];
};

/** Writes the decision and everything that follows from it, in this unit of work. */
export async function decideMotion(act: Act, file: MotionFile, decided: Decided): Promise<MotionFile> {
  const { tx, at } = act;
  const { motion } = file;
  const closed = { ...file, motion: { ...motion, status: decided.outcome } };
  const decision = await newDecision(act, closed, decided);
  await motionsIn(tx).save(closed.motion);
  // An older limit of the same account is over: one account, one limit.
  if (decision.carrying === 'entering' && decision.kind === 'limit' && motion.debtorId !== null)
    for (const older of await motionsIn(tx).decisions({ debtorId: motion.debtorId, carrying: ['entering', 'entered'] }))
      if (older.kind === 'limit') {
        // Whoever carries the older one a step further at this very moment does so before, never over it.
        await motionsIn(tx).lock(older.motionId);
        await motionsIn(tx).setDecision(older.motionId, { carrying: 'ended' });
      }
  await motionsIn(tx).decide(decision);
  await audit(act, 'motion.closed', motion.id, {
    outcome: decided.outcome,
    reason: decided.reason,
    ...(decision.approved === null ? {} : { approved: decision.approved.toString(), currency: decision.currency }),
    ...(decision.untilDay === null ? {} : { until: String(decision.untilDay) }),
    approve: String(decided.tally.approve),
    reject: String(decided.tally.reject),
    abstain: String(decided.tally.abstain),
    at: String(at),
  });
  const head = await tx.audit.head();
  await motionsIn(tx).setDecision(motion.id, { headSeq: head?.seq ?? 0, headHash: head?.hash ?? '' });
  return announce(act, closed);
}

async function newDecision(act: Act, { motion }: MotionFile, decided: Decided): Promise<DecisionRecord> {
  const { tx, at } = act;
  const { policy, calendar } = act;
  const { proposal } = motion;
  const day = localTime(at, policy.timeZone).day;
  const approved = decided.outcome === 'approved';
  const debtor = motion.debtorId === null ? undefined : await debtorsIn(tx).byId(motion.debtorId);
  const owner = approved ? ownerOf(proposal, debtor, await tx.people.all(), motion.proposedBy) : undefined;
  return {
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
async function announce(act: Act, file: MotionFile): Promise<MotionFile> {
  const { tx } = act;
  const { policy } = act;
  const view = await viewMotion(tx, file, act.at, act);
  const motion = await showMotion(act, file.motion, motionCard(view, policy, policy.language));
  await motionsIn(tx).save(motion);
  await sayInThread(act, motion.id, 'minutes', minutesCard(view, policy, policy.language));
  const people = new Map((await tx.people.all()).map((p) => [p.id, p]));
  if (!motion.delegated)
    for (const voter of view.voters.filter((v) => hasMessage(view, v.id)))
      await tellPerson(
        act,
        voter.personId,
        `${ballotKey(motion.id, voter.personId)}:closed`,
        ballotCard(view, voter.id, policy, languageOf(act, people.get(voter.personId))),
        ballotKey(motion.id, voter.personId),
      );
  const owner = view.decision?.ownerId == null ? undefined : people.get(view.decision.ownerId);
  if (owner && view.decision?.outcome === 'approved')
    await tellPerson(act, owner.id, `motion:${motion.id}:task`, taskCard(view, languageOf(act, owner)));
  return { ...file, motion };
}

/** Those who were sent a ballot at the opening. */
export function hasMessage({ motion, voters }: MotionFile, id: string): boolean {
  const seat = voters.find((v) => v.id === id);
  return seat !== undefined && motion.rule.voters.includes(seat.role) && !seat.recused && (motion.rule.proposerVotes || !seat.proposer);
}
