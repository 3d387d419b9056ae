/** What the committee's turns share: one unit of work by the person who acts, and the motion that they look at. */

import type { Tx } from '../desk/store.ts';
import { need, type Turn } from '../desk/turn.ts';
import { DomainError } from '../kernel/errors.ts';
import { chamberOf, type MotionView, type Step, stepOf, viewMotion } from './chamber.ts';
import { motionsIn } from './ports.ts';
import { committeeTexts } from './texts.ts';

/** What a person wrote in a form or typed is cut here: enough for a reason, not for a novel. */
export const MAX_WORDS = 1000;

/** One unit of work of a person. A redelivered press or form acts once: its key is taken in the same transaction. */
export async function inOneGo<T>(turn: Turn, work: (step: Step) => Promise<T>): Promise<T | undefined> {
  const { core, actor, event } = turn;
  const chamber = chamberOf(core);
  return core.store.transact(async (tx: Tx) => {
    const step = stepOf(tx, chamber, actor.person.email, actor.locale);
    return (await tx.inbound.take(`motion:${event.key}`, step.at)) ? work(step) : undefined;
  });
}

export async function viewFor(turn: Turn, id: number): Promise<MotionView> {
  need(turn, 'see');
  const { core, actor } = turn;
  const file = await motionsIn(core.store.read).file(id);
  if (!file) throw new DomainError('gone', committeeTexts(actor.locale).refused.gone(id));
  return viewMotion(core.store.read, file, core.clock.now(), core);
}
