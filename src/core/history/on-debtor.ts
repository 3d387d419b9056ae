/** What the history shows on a debtor's card: the last thing that was said, sent or done, and buttons to note and to look back. */
import type { DebtorOffer } from '../debtors/offer.ts';
import { historyIn } from '../debtors/trace-ports.ts';
import { lastLine } from './history.card.ts';
import { entryJson } from './history.json.ts';
import { historyTexts } from './history.text.ts';
import { readerFor } from './read-history.ts';
import { timelineOf } from './timeline.ts';

export const historyOnDebtor: DebtorOffer = async (read, { id }, asOf, house) => {
  const [last] = await historyIn(read).find({ debtorIds: [id], to: asOf, limit: 1 });
  return {
    shown: (_, locale) => {
      const t = historyTexts(locale).buttons;
      return {
        lines: { rank: 4, shown: last ? [{ type: 'text', text: lastLine(last, asOf, locale), quiet: true }] : [] },
        daily: { rank: 1, shown: [{ label: t.note, intent: { kind: 'note.form', debtor: id } }] },
        more: [{ group: 'known', rank: 1, shown: [{ label: t.history, intent: { kind: 'history.show', debtor: id } }] }],
      };
    },
    json: {
      key: 'history',
      rank: 6,
      value: async (_, locale) => {
        const reader = await readerFor(read, house, locale);
        return (await timelineOf(read, id, { ...house, now: house.clock.now() })).map((entry) => entryJson(entry, reader));
      },
    },
  };
};
