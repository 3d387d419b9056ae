/** What the house itself does to motions, one at a time. */
import type { Core } from '../../desk/core.ts';
import { causeOf } from '../../kernel/errors.ts';

export const ACTOR = 'system:committee';

/** A motion that fails is logged and looked at again at the next tick; the others do not wait for it. */
export async function alone(core: Core, motion: number, look: () => Promise<void>): Promise<void> {
  try {
    await look();
  } catch (error) {
    const cause = causeOf(error);
    core.log.error({ motion, cause }, 'a motion could not be looked after; it is tried again at the next tick');
  }
}
