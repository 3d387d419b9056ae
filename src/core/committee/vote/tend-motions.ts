/** What time does to the committee's work: votes close, the undecided are reminded, granted limits are seen in the debtors' file, come to their end, and are announced before. */

import { type Act, actIn, languageOf } from '../../desk/act.ts';
import { type Core, today } from '../../desk/core.ts';
import { type Day, isoDay } from '../../kernel/dates.ts';
import * as format from '../../kernel/format.ts';
import { importsIn } from '../../ledger/import-ports.ts';
import type { Debtor } from '../../ledger/parties.ts';
import { debtorsIn } from '../../ledger/parties.ts';
import { liveBallots } from '../count/ballots.ts';
import { cardKey, sayInThread, tellPerson, viewMotion } from '../motion-view.ts';
import { audit, closeInForce, hasMessage, settleMotion } from './settle-motion.ts';
import { committeePolicy } from '../committee-policy.ts';
import { judge } from '../count/judge.ts';
import { ballotCard, noteCard } from '../motion/motion.card.ts';
import { type DecisionRecord, type MotionFile, voteOf } from '../motion/motion-record.ts';
import { motionsIn } from '../ports.ts';
import { reviewFacts } from './review-facts.ts';
import { committeeTexts } from '../texts.ts';

const ACTOR = 'system:committee';
const HOUR = 3_600_000;
/** Open motions looked at in one tick: far more than a committee can discuss. */
const MANY = 1000;

/** Does everything that is due for the committee; called at every tick, harmless when nothing is. */
export async function tendMotions(core: Core): Promise<void> {
  for (const { id } of await motionsIn(core.store.read).find({ status: 'open', limit: MANY })) {
    await alone(core, id, async () => {
      const file = await motionsIn(core.store.read).file(id);
      if (!file || !(await isDue(core, file))) return;
      await core.store.transact(async (tx) => {
        const act = actIn(tx, core, { by: ACTOR });
        const locked = await motionsIn(tx).lock(id);
        if (!locked) return;
        const settled = await settleMotion(act, await reviewFacts(act, locked));
        if (settled.motion.status === 'open') await remind(act, settled);
      });
    });
  }
  await tendLimits(core);
}

/** A motion that fails is logged and looked at again at the next tick; the others do not wait for it. */
async function alone(core: Core, motion: number, look: () => Promise<void>): Promise<void> {
  try {
    await look();
  } catch (error) {
    const cause = error instanceof Error ? error.stack : String(error);
    core.log.error({ motion, cause }, 'a motion could not be looked after; it is tried again at the next tick');
  }
}

/** Granted limits: looked at first, and touched only when something is due. */
async function tendLimits(core: Core): Promise<void> {
  const { read } = core.store;
  const day = today(core);
  const live = (await motionsIn(read).decisions({ carrying: ['entering', 'entered'] })).filter((d) => d.kind === 'limit');
  const debtors = new Map((await debtorsIn(read).byIds([...new Set(live.flatMap((d) => d.debtorId ?? []))])).map((d) => [d.id, d]));
  for (const decision of live) {
    const debtor = decision.debtorId === null ? undefined : debtors.get(decision.debtorId);
    if (!debtor || !turnOf(decision, debtor, day, committeePolicy(core.policy).warnBefore)) continue;
    await alone(core, decision.motionId, () =>
      core.store.transact(async (tx) => {
        const act = actIn(tx, core, { by: ACTOR });
        // Another instance may have done the same between the look and now: under the lock its step is seen.
        await motionsIn(tx).lock(decision.motionId);
        const [fresh] = await motionsIn(tx).decisions({ motionId: decision.motionId });
        if (fresh && (fresh.carrying === 'entering' || fresh.carrying === 'entered')) await tendDecision(act, fresh);
      }),
    );
  }
}

/** A look without a lock, so that a quiet tick writes nothing. */
async function isDue(core: Core, file: MotionFile): Promise<boolean> {
  const now = core.clock.now();
  const [latest] = await importsIn(core.store.read).latest(1);
  if ((latest?.id ?? 0) > file.motion.reviewed || judge(voteOf(file, now)).outcome !== 'open') return true;
  const reminder = reminderDue(file, now, committeePolicy(core.policy).remindBefore);
  return reminder !== undefined && !(await core.store.read.jobs.ran('motion-reminder', slotOf(file, reminder)));
}

// ---------------------------------------------------------------- reminders

/** Once when half of the window is over, once shortly before the close. */
function reminderDue(file: MotionFile, now: number, hoursBefore: number): 'half' | 'last' | undefined {
  const close = closeInForce(file, now);
  if (now >= close - hoursBefore * HOUR) return 'last';
  return now >= (file.motion.opensAt + close) / 2 ? 'half' : undefined;
}

function slotOf({ motion }: MotionFile, which: 'half' | 'last'): string {
  return `${motion.id}:${which}:${motion.closesAt}`;
}

/** By name only to themselves: nobody else reads who is late. */
async function remind(act: Act, file: MotionFile): Promise<void> {
  const { policy } = act;
  const which = reminderDue(file, act.at, committeePolicy(policy).remindBefore);
  if (!which || !(await act.tx.jobs.take('motion-reminder', slotOf(file, which), act.at))) return;
  const view = await viewMotion(act.tx, file, act.at, act);
  const people = new Map((await act.tx.people.all()).map((p) => [p.id, p]));
  const silent = new Set(liveBallots(voteOf(file, act.at)).silent.map((m) => m.id));
  const late = file.voters.filter((v) => silent.has(v.id) && hasMessage(file, v.id));
  for (const voter of late) {
    const locale = languageOf(act, people.get(voter.personId));
    const card = ballotCard(view, voter.id, policy, locale, committeeTexts(locale).said.reminder);
    await tellPerson(act, voter.personId, `${cardKey(file.motion.id)}:remind:${which}:${file.motion.closesAt}:${voter.personId}`, card);
  }
  if (late.length > 0) await audit(act, 'motion.reminded', file.motion.id, { which, count: String(late.length) });
}

// ---------------------------------------------------------------- a limit's life

type Turn = 'ended' | 'entered' | 'superseded' | 'warned';

/** What has become of a granted limit by a day. A file that once showed it and now shows another limit is newer than the decision. */
function turnOf(decision: DecisionRecord, debtor: Debtor, day: Day, warnBefore: number): Turn | undefined {
  const onFile = debtor.limit?.minor === decision.approved && debtor.limit?.currency === decision.currency;
  if (decision.untilDay !== null && decision.untilDay < day) return 'ended';
  if (decision.carrying === 'entering' && onFile) return 'entered';
  if (decision.carrying === 'entered' && !onFile) return 'superseded';
  return decision.untilDay !== null && !decision.warned && decision.untilDay - warnBefore <= day ? 'warned' : undefined;
}

async function tendDecision(act: Act, decision: DecisionRecord): Promise<void> {
  const { tx, day } = act;
  const { policy } = act;
  const debtor = decision.debtorId === null ? undefined : await debtorsIn(tx).byId(decision.debtorId);
  const turn = debtor && turnOf(decision, debtor, day, committeePolicy(policy).warnBefore);
  if (!debtor || !turn) return;
  const t = committeeTexts(policy.language).said;
  if (turn === 'entered') return carry(act, decision, 'entered', t.entered(debtor.name));
  if (turn !== 'warned') return carry(act, decision, 'ended', turn === 'ended' ? t.ended(debtor.name) : t.superseded(debtor.name));
  const until = decision.untilDay ?? day;
  await motionsIn(tx).setDecision(decision.motionId, { warned: true });
  await audit(act, 'motion.end-announced', decision.motionId, { until: isoDay(until) });
  await announceTo(act, decision, 'warned', t.endsSoon(debtor.name, format.date(until, policy.language, day)));
}

async function carry(act: Act, decision: DecisionRecord, carrying: 'entered' | 'ended', words: string): Promise<void> {
  await motionsIn(act.tx).setDecision(decision.motionId, { carrying });
  await audit(act, `motion.${carrying}`, decision.motionId, {});
  await announceTo(act, decision, carrying, words);
}

/** In the motion's thread, and to whoever carries the decision out. */
async function announceTo(act: Act, decision: DecisionRecord, what: string, words: string): Promise<void> {
  const card = noteCard(words, act.policy.language);
  await sayInThread(act, decision.motionId, what, card);
  if (decision.ownerId !== null) await tellPerson(act, decision.ownerId, `${cardKey(decision.motionId)}:${what}:owner`, card);
}
