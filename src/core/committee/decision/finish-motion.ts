/** What the owner of a decision says of it: the limit is entered, the litigation is over, the follow-up is done. */

import type { Act } from '../../desk/act.ts';
import type { Person } from '../../desk/people-ports.ts';
import { DomainError } from '../../kernel/errors.ts';
import { followUpsOf, lockMotion, sayInThread } from '../motion-view.ts';
import { audit } from '../vote/settle-motion.ts';
import { noteCard } from '../motion/motion.card.ts';
import { motionsIn } from '../ports.ts';
import { committeeTexts } from '../texts.ts';

/** Notes it, says it in the motion's thread, and returns the words. Throws DomainError when there is no such decision or the person is neither its owner nor the credit manager. */
export async function finishMotion(act: Act, person: Person, id: number, what: 'entered' | 'ended' | 'followed'): Promise<string> {
  const { tx, locale, day } = act;
  const { language } = act.policy;
  await lockMotion(act, id);
  const [decision] = await motionsIn(tx).decisions({ motionId: id });
  const t = committeeTexts(locale);
  if (decision?.outcome !== 'approved') throw new DomainError('gone', t.minutes.unknown(id));
  if (decision.ownerId !== person.id && !person.roles.includes('credit-manager')) throw new DomainError('not-allowed', t.refused.notOwner);
  const reached =
    followUpsOf(decision.day, act)
      .filter((one) => one.day <= day)
      .at(-1)?.after ?? 0;
  const words = (said: typeof t.said): string => {
    if (what === 'entered') return said.byHand(person.name);
    return what === 'ended' ? said.litigationEnded(person.name) : said.followed(person.name, reached);
  };
  if (what === 'followed') await motionsIn(tx).setDecision(id, { followed: reached });
  if (what === 'ended' && decision.kind === 'litigation') await motionsIn(tx).setDecision(id, { carrying: 'ended' });
  await audit(act, `motion.${what === 'entered' ? 'said-entered' : what}`, id, what === 'followed' ? { days: String(reached) } : {});
  await sayInThread(act, id, `${what}:${reached}`, noteCard(words(committeeTexts(language).said), language));
  return words(t.said);
}
