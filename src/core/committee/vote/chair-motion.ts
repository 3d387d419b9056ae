/** What the chair may do: close once everyone has voted, and give more time with a reason. */
import type { Act } from '../../desk/act.ts';
import { DomainError } from '../../kernel/errors.ts';
import type { Locale } from '../../kernel/locale.ts';
import type { Outcome } from '../count/vote.ts';
import { closedRefusal, lockMotion, needChair, personActing } from '../motion/find-motion.ts';
import { judgedAt, type MotionFile } from '../motion/motion-record.ts';
import { committeeTexts } from '../motion/texts.ts';
import { cardKey, redraw, tellOfMoreTime } from '../motion/thread.ts';
import { windowEnd } from './business-hours.ts';
import { reviewFacts } from './review-facts.ts';
import { settleMotion } from './settle-motion.ts';

async function chaired(act: Act, id: number): Promise<{ readonly file: MotionFile; readonly outcome: Outcome }> {
  const { file, outcome } = await settleMotion(act, await reviewFacts(act, await lockMotion(act, id)));
  if (!outcome) throw closedRefusal(file.motion, act.locale);
  needChair(act, file.motion);
  return { file, outcome };
}

/** docs/rules/voting.md, rule 10: by hand only when every eligible member has a live ballot, so that nobody picks the moment that wins. */
export async function closeByChair(act: Act, id: number): Promise<void> {
  act.need('see');
  const { file, outcome } = await chaired(act, id);
  const { silent } = outcome.tally;
  const t = committeeTexts(act.locale);
  if (silent > 0) throw new DomainError('conflict', t.refused.stillSilent(silent));
  // Every ballot arrived before the close: the last one of this very millisecond too.
  const closesAt = Math.max(act.at, (file.ballots.at(-1)?.at ?? 0) + 1);
  await act.log('motion.chair-closed', cardKey(id), { at: String(closesAt) }, { Motion: { closesAt } });
  const closed = await settleMotion({ ...act, at: closesAt }, { ...file, motion: { ...file.motion, closesAt } });
  if (closed.outcome)
    throw new DomainError(
      'conflict',
      isPresent(outcome) ? t.refused.notYet : t.refused.noPresence(outcome.quorum.present, outcome.quorum.needed),
    );
}

/** Whether the quorum was there: one person who casts two ballots is present once (docs/rules/voting.md, rule 3). */
function isPresent({ quorum }: Outcome): boolean {
  return quorum.present >= quorum.needed && quorum.missingRoles.length === 0;
}

/** One more window, for a reason that everyone reads. */
export async function extendByChair(act: Act, id: number, reason: string): Promise<void> {
  act.need('see');
  const t = committeeTexts(act.locale);
  if (reason.trim() === '') throw new DomainError('bad-input', t.refused.noWhy);
  const { file, outcome } = await chaired(act, id);
  const { name } = personActing(act);
  const from = outcome.closesAt;
  const motion = { ...file.motion, closesAt: windowEnd(act, file.motion.rule, from) };
  await act.log(
    'motion.prolonged',
    cardKey(id),
    { from: String(from), to: String(motion.closesAt), why: reason.trim() },
    { Motion: { closesAt: motion.closesAt } },
  );
  const words = (locale: Locale): string => committeeTexts(locale).said.prolonged(name, reason.trim());
  const view = await redraw(act, judgedAt({ ...file, motion }, act.at), (_, locale) => words(locale));
  await tellOfMoreTime(act, view, words);
}
