/** What the committee shows on a debtor's card: buttons to ask it for a limit or for litigation, and the account's votes for machines. */
import type { DebtorOffer } from '../debtors/offer.ts';
import { motionJson } from './motion/motion.json.ts';
import { viewMotion } from './motion/motion-view.ts';
import { motionsIn } from './motion/ports.ts';
import { committeeTexts } from './motion/texts.ts';

/** Votes that a machine is told of, newest first. */
const TOLD = 50;

export const committeeOnDebtor: DebtorOffer = async (read, { id }, _, house) => ({
  shown: (_view, locale) => {
    const t = committeeTexts(locale).buttons;
    return {
      more: [
        {
          group: 'ask',
          rank: 1,
          shown: [
            { label: t.limit, intent: { kind: 'motion.form', subject: 'limit', debtor: id } },
            { label: t.litigation, intent: { kind: 'motion.form', subject: 'litigation', debtor: id } },
          ],
        },
      ],
    };
  },
  json: {
    key: 'motions',
    rank: 5,
    value: async (_view, locale) => {
      const found: unknown[] = [];
      for (const motion of await motionsIn(read).find({ debtorId: id, limit: TOLD })) {
        const file = await motionsIn(read).file(motion.id);
        if (file) found.push(motionJson(await viewMotion(read, file, house.clock.now(), house), locale));
      }
      return found;
    },
  },
});
