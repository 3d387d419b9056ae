/** What the chair may do: close once everyone has voted, and give more time with a reason. */

import type { Act } from '../../desk/act.ts';
import type { Person } from '../../desk/people-ports.ts';
import { DomainError } from '../../kernel/errors.ts';
import { liveBallots } from '../count/ballots.ts';
import { lockMotion, windowEnd } from '../motion-view.ts';
import { audit, closeInForce, redraw, settleMotion } from './settle-motion.ts';
import { roleNames } from '../motion/motion.words.ts';
import { type MotionFile, voteOf } from '../motion/motion-record.ts';
import { reviewFacts } from './review-facts.ts';
import { committeeTexts } from '../texts.ts';

async function chaired(act: Act, person: Person, id: number): Promise<MotionFile> {
  const file = await settleMotion(act, await reviewFacts(act, await lockMotion(act, id)));
  const t = committeeTexts(act.locale);
  if (file.motion.status !== 'open') throw new DomainError('conflict', t.refused.closed(t.status[file.motion.status].toLowerCase()));
  if (!person.roles.includes(file.motion.rule.chair))
    throw new DomainError('not-allowed', t.refused.notChair(roleNames([file.motion.rule.chair], act.locale)));
  return file;
}

/** Rule 10: by hand only when every eligible member has a live ballot, so that nobody picks the moment that wins. */
export async function closeByChair(act: Act, person: Person, id: number): Promise<MotionFile> {
  const file = await chaired(act, person, id);
  const { silent } = liveBallots(voteOf(file, act.at));
  const t = committeeTexts(act.locale);
  if (silent.length > 0) throw new DomainError('conflict', t.refused.stillSilent(silent.length));
  // Every ballot arrived before the close: the last one of this very millisecond too.
  const closesAt = Math.max(act.at, (file.ballots.at(-1)?.at ?? 0) + 1);
  const closing = { ...file, motion: { ...file.motion, closesAt } };
  await audit(act, 'motion.chair-closed', id, { at: String(closesAt) });
  const closed = await settleMotion({ ...act, at: closesAt }, closing);
  if (closed.motion.status === 'open') throw new DomainError('conflict', t.refused.notYet);
  return closed;
}

/** One more window, for a reason that everyone reads. */
export async function extendByChair(act: Act, person: Person, id: number, reason: string): Promise<MotionFile> {
  const t = committeeTexts(act.locale);
  if (reason.trim() === '') throw new DomainError('bad-input', t.refused.noWhy);
  const file = await chaired(act, person, id);
  const from = closeInForce(file, act.at);
  const motion = { ...file.motion, closesAt: windowEnd(act, file.motion.rule, from) };
  await audit(act, 'motion.prolonged', id, { from: String(from), to: String(motion.closesAt), why: reason.trim() });
  return redraw(act, { ...file, motion }, (_, locale) => committeeTexts(locale).said.prolonged(person.name, reason.trim()));
}
