/** What promises show on a debtor's card: what is promised, what was broken, and a button to take one down. */
import type { DebtorOffer } from '../debtors/offer.ts';
import type { Block, Button } from '../desk/card.ts';
import { promisesIn } from './ports.ts';
import { promiseWords } from './promise.card.ts';
import { promiseJson } from './promise.json.ts';
import { promiseTexts } from './promises.text.ts';

export const promisesOnDebtor: DebtorOffer = async (read, debtor, asOf) => {
  const promises = await promisesIn(read).find({ debtorIds: [debtor.id], madeTo: asOf });
  return {
    shown: (_, locale) => {
      const t = promiseTexts(locale).buttons;
      const list: Button = { label: t.list, intent: { kind: 'promise.list', debtor: debtor.id } };
      return {
        lines: { rank: 3, shown: promiseWords(promises, asOf, locale).map((text): Block => ({ type: 'text', text })) },
        daily: { rank: 2, shown: [{ label: t.promise, intent: { kind: 'promise.form', debtor: debtor.id } }] },
        more: [{ group: 'known', rank: 4, shown: promises.length > 0 ? [list] : [] }],
      };
    },
    json: { key: 'promises', rank: 4, value: () => promises.map(promiseJson) },
  };
};
