/** What a score shows on a debtor's card: one line under the name, and a button to its components. */
import type { DebtorOffer } from '../debtors/offer.ts';
import { readTrend } from './read-scores.ts';
import { scoreLine } from './score.card.ts';
import { scoreJson } from './score.json.ts';
import { scoreTexts } from './score.text.ts';

export const scoreOnDebtor: DebtorOffer = async (read, debtor, asOf, { policy }) => {
  const trend = await readTrend(read, debtor.id, asOf, policy);
  return {
    shown: (_, locale) => ({
      ...(trend?.score ? { tag: scoreLine(trend, locale) } : {}),
      more: [{ group: 'known', rank: 2, shown: [{ label: scoreTexts(locale).button, intent: { kind: 'score.show', debtor: debtor.id } }] }],
    }),
    json: { key: 'score', rank: 2, value: () => (trend ? scoreJson(trend.score, trend.before) : null) },
  };
};
