/** What the owner of a decision says of it: the limit is entered, the litigation is over, the follow-up is done. */
import type { Act } from '../../desk/act.ts';
import { DomainError } from '../../kernel/errors.ts';
import { lockMotion, personActing } from '../motion/find-motion.ts';
import { noteCard } from '../motion/motion.card.ts';
import type { DecisionRecord } from '../motion/motion-record.ts';
import { followUpsOf } from '../motion/motion-view.ts';
import { motionsIn } from '../motion/ports.ts';
import { committeeTexts } from '../motion/texts.ts';
import { cardKey, sayInThread } from '../motion/thread.ts';

type Finished = 'entered' | 'ended' | 'followed';

/** Notes it, says it in the motion's thread, and returns the words. Throws DomainError when there is no such decision or the person is neither its owner nor the credit manager. */
export async function finishMotion(act: Act, id: number, what: Finished): Promise<string> {
  act.need('see');
  const { tx, locale, day } = act;
  const { language } = act.policy;
  const person = personActing(act);
  await lockMotion(act, id);
  const [decision] = await motionsIn(tx).decisions({ motionId: id });
  const t = committeeTexts(locale);
  if (decision?.outcome !== 'approved') throw new DomainError('gone', t.minutes.unknown(id));
  if (decision.ownerId !== person.id && !person.roles.includes('credit-manager')) throw new DomainError('not-allowed', t.refused.notOwner);
  const reached = followUpsOf(decision.day, act).findLast((one) => one.day <= day)?.after ?? 0;
  const words = (said: typeof t.said): string => {
    if (what === 'entered') return said.byHand(person.name);
    return what === 'ended' ? said.litigationEnded(person.name) : said.followed(person.name, reached);
  };
  const change = changeOf(what, decision.kind, reached);
  if (change) await motionsIn(tx).setDecision(id, change);
  const told = what === 'followed' ? { days: String(reached) } : {};
  await act.log(`motion.${what === 'entered' ? 'said-entered' : what}`, cardKey(id), told, change && { Decision: change });
  await sayInThread(act, id, `${what}:${reached}`, noteCard(words(committeeTexts(language).said), language));
  return words(t.said);
}

/** A limit is in force until its end, whatever its owner says. */
function changeOf(what: Finished, kind: DecisionRecord['kind'], reached: number): Partial<DecisionRecord> | undefined {
  if (what === 'followed') return { followed: reached };
  return what === 'ended' && kind === 'litigation' ? { carrying: 'ended' } : undefined;
}
