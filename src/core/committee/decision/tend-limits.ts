/** What time does to a granted limit: it is seen in the debtors' file, comes to its end, and is announced before. */
import { type Act, act } from '../../desk/act.ts';
import { type Core, today } from '../../desk/core.ts';
import { type Day, isoDay } from '../../kernel/dates.ts';
import * as format from '../../kernel/format.ts';
import { type Debtor, debtorsIn } from '../../ledger/parties.ts';
import { ACTOR, alone } from '../motion/alone.ts';
import { committeePolicy } from '../motion/committee-policy.ts';
import { noteCard } from '../motion/motion.card.ts';
import type { DecisionRecord } from '../motion/motion-record.ts';
import { motionsIn } from '../motion/ports.ts';
import { committeeTexts } from '../motion/texts.ts';
import { cardKey, sayInThread } from '../motion/thread.ts';

/** Granted limits: looked at first, and touched only when something is due. */
export async function tendLimits(core: Core): Promise<void> {
  const { read } = core.store;
  const day = today(core);
  const live = (await motionsIn(read).decisions({ carrying: ['entering', 'entered'] })).filter((d) => d.kind === 'limit');
  const debtors = new Map((await debtorsIn(read).byIds([...new Set(live.flatMap((d) => d.debtorId ?? []))])).map((d) => [d.id, d]));
  for (const decision of live) {
    const debtor = decision.debtorId === null ? undefined : debtors.get(decision.debtorId);
    if (!debtor || !stepOf(decision, debtor, day, committeePolicy(core.policy).warnBefore)) continue;
    await alone(core, decision.motionId, () => act(core, { by: ACTOR }, (under) => tendLimit(under, decision.motionId)));
  }
}

/** Another instance may have done the same between the look and now: under the lock its step is seen. */
async function tendLimit(under: Act, motionId: number): Promise<void> {
  await motionsIn(under.tx).lock(motionId);
  const [decision] = await motionsIn(under.tx).decisions({ motionId });
  if (decision?.carrying === 'entering' || decision?.carrying === 'entered') await tendDecision(under, decision);
}

type Step = 'ended' | 'entered' | 'superseded' | 'warned';

/** What has become of a granted limit by a day. A file that once showed it and now shows another limit is newer than the decision. */
function stepOf(decision: DecisionRecord, debtor: Debtor, day: Day, warnBefore: number): Step | undefined {
  const onFile = debtor.limit?.minor === decision.approved && debtor.limit?.currency === decision.currency;
  if (decision.untilDay !== null && decision.untilDay < day) return 'ended';
  if (decision.carrying === 'entering' && onFile) return 'entered';
  if (decision.carrying === 'entered' && !onFile) return 'superseded';
  return decision.untilDay !== null && !decision.warned && decision.untilDay - warnBefore <= day ? 'warned' : undefined;
}

async function tendDecision(under: Act, decision: DecisionRecord): Promise<void> {
  const { tx, day, policy } = under;
  const debtor = decision.debtorId === null ? undefined : await debtorsIn(tx).byId(decision.debtorId);
  const step = debtor && stepOf(decision, debtor, day, committeePolicy(policy).warnBefore);
  if (!debtor || !step) return;
  const t = committeeTexts(policy.language).said;
  if (step === 'entered') return carry(under, decision, 'entered', t.entered(debtor.name));
  if (step !== 'warned') return carry(under, decision, 'ended', step === 'ended' ? t.ended(debtor.name) : t.superseded(debtor.name));
  const until = decision.untilDay ?? day;
  await motionsIn(tx).setDecision(decision.motionId, { warned: true });
  await under.log('motion.end-announced', cardKey(decision.motionId), { until: isoDay(until) }, { Decision: { warned: true } });
  await announceTo(under, decision, 'warned', t.endsSoon(debtor.name, format.date(until, policy.language, day)));
}

async function carry(under: Act, decision: DecisionRecord, carrying: 'entered' | 'ended', words: string): Promise<void> {
  await motionsIn(under.tx).setDecision(decision.motionId, { carrying });
  await under.log(`motion.${carrying}`, cardKey(decision.motionId), {}, { Decision: { carrying } });
  await announceTo(under, decision, carrying, words);
}

/** In the motion's thread, and to whoever carries the decision out. */
async function announceTo(under: Act, decision: DecisionRecord, what: string, words: string): Promise<void> {
  const card = noteCard(words, under.policy.language);
  await sayInThread(under, decision.motionId, what, card);
  if (decision.ownerId !== null) await under.tell(decision.ownerId, `${cardKey(decision.motionId)}:${what}:owner`, card);
}
