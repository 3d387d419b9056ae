/** What the chair may do: close once everyone has voted, and give more time with a reason. */

import type { Person } from '../desk/people-ports.ts';
import { DomainError } from '../kernel/errors.ts';
import { liveBallots } from './ballots.ts';
import { lockMotion, type Step, windowEnd } from './chamber.ts';
import { audit, closeInForce, redraw, settleMotion } from './close-motion.ts';
import { roleNames } from './motion.words.ts';
import { type MotionFile, voteOf } from './motion-record.ts';
import { reviewFacts } from './review-facts.ts';
import { committeeTexts } from './texts.ts';

async function chaired(step: Step, person: Person, id: number): Promise<MotionFile> {
  const file = await settleMotion(step, await reviewFacts(step, await lockMotion(step, id)));
  const t = committeeTexts(step.locale);
  if (file.motion.status !== 'open') throw new DomainError('conflict', t.refused.closed(t.status[file.motion.status].toLowerCase()));
  if (!person.roles.includes(file.motion.rule.chair))
    throw new DomainError('not-allowed', t.refused.notChair(roleNames([file.motion.rule.chair], step.locale)));
  return file;
}

/** Rule 10: by hand only when every eligible member has a live ballot, so that nobody picks the moment that wins. */
export async function closeByChair(step: Step, person: Person, id: number): Promise<MotionFile> {
  const file = await chaired(step, person, id);
  const { silent } = liveBallots(voteOf(file, step.at));
  const t = committeeTexts(step.locale);
  if (silent.length > 0) throw new DomainError('conflict', t.refused.stillSilent(silent.length));
  // Every ballot arrived before the close: the last one of this very millisecond too.
  const closesAt = Math.max(step.at, (file.ballots.at(-1)?.at ?? 0) + 1);
  const closing = { ...file, motion: { ...file.motion, closesAt } };
  await audit(step, 'motion.chair-closed', id, { at: String(closesAt) });
  const closed = await settleMotion({ ...step, at: closesAt }, closing);
  if (closed.motion.status === 'open') throw new DomainError('conflict', t.refused.notYet);
  return closed;
}

/** One more window, for a reason that everyone reads. */
export async function extendByChair(step: Step, person: Person, id: number, reason: string): Promise<MotionFile> {
  const t = committeeTexts(step.locale);
  if (reason.trim() === '') throw new DomainError('bad-input', t.refused.noWhy);
  const file = await chaired(step, person, id);
  const from = closeInForce(file, step.at);
  const motion = { ...file.motion, closesAt: windowEnd(step.chamber, file.motion.rule, from) };
  await audit(step, 'motion.prolonged', id, { from: String(from), to: String(motion.closesAt), why: reason.trim() });
  return redraw(step, { ...file, motion }, (_, locale) => committeeTexts(locale).said.prolonged(person.name, reason.trim()));
}
