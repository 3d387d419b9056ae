/** What the committee's turns share: one unit of work by the person who acts, and the motion that they look at. */

import { type Act, actOnce } from '../../desk/act.ts';
import { need, type Turn } from '../../desk/turn.ts';
import { DomainError } from '../../kernel/errors.ts';
import { type MotionView, viewMotion } from '../motion-view.ts';
import { motionsIn } from '../ports.ts';
import { committeeTexts } from '../texts.ts';

/** What a person wrote in a form or typed is cut here: enough for a reason, not for a novel. */
export const MAX_WORDS = 1000;

/** One unit of work of a person. A redelivered press or form acts once: its key is taken in the same transaction. */
export async function inOneGo<T>(turn: Turn, work: (act: Act) => Promise<T>): Promise<T | undefined> {
  const { core, actor, event } = turn;
  return actOnce(core, { by: actor.person, locale: actor.locale, key: event.key }, work);
}

export async function viewFor(turn: Turn, id: number): Promise<MotionView> {
  need(turn, 'see');
  const { core, actor } = turn;
  const file = await motionsIn(core.store.read).file(id);
  if (!file) throw new DomainError('gone', committeeTexts(actor.locale).refused.gone(id));
  return viewMotion(core.store.read, file, core.clock.now(), core);
}
