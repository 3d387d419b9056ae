/** The opinion of whoever has no voice in a vote: the account's salesperson, the proposer, anybody who knows the customer (docs/rules/voting.md, rule 18). */
import type { Act } from '../../desk/act.ts';
import { DomainError } from '../../kernel/errors.ts';
import { closedRefusal, lockMotion, personActing } from '../motion/find-motion.ts';
import { noteCard } from '../motion/motion.card.ts';
import { withoutVoice } from '../motion/motion-record.ts';
import { committeeTexts } from '../motion/texts.ts';
import { cardKey, sayInThread } from '../motion/thread.ts';
import { settleMotion } from './settle-motion.ts';

/** Said in the motion's thread, and kept in the chain: the minutes tell it with what else happened. */
export async function giveOpinion(act: Act, id: number, words: string): Promise<void> {
  act.need('see');
  const { at, locale, policy } = act;
  const t = committeeTexts(locale).opinion;
  const { file, outcome } = await settleMotion(act, await lockMotion(act, id));
  if (!outcome) throw closedRefusal(file.motion, locale);
  const { email, name } = personActing(act);
  if (!withoutVoice(file, email)) throw new DomainError('not-allowed', t.voter);
  const text = words.trim();
  if (text === '') throw new DomainError('bad-input', t.empty);
  await act.log('motion.opinion', cardKey(id), { text });
  const card = noteCard(committeeTexts(policy.language).opinion.said(name, text), policy.language);
  await sayInThread(act, id, `opinion:${email}:${at}`, card);
}
