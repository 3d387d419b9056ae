/** The score in the conversation: its components, privately. */
import { debtorTexts } from '../debtors/debtors.text.ts';
import { today } from '../desk/core.ts';
import type { Turns } from '../desk/feature.ts';
import { need, privately, type Turn } from '../desk/turn.ts';
import { DomainError } from '../kernel/errors.ts';
import { readTrend } from './read-scores.ts';
import { scoreCard } from './score.card.ts';
import { scorePolicy } from './score-policy.ts';

export const scoreTurns: Turns<'score'> = {
  'score.show': async (turn: Turn, { debtor }) => {
    need(turn, 'see');
    const { core, actor } = turn;
    const trend = await readTrend(core.store.read, debtor, today(core), core.policy);
    if (!trend) throw new DomainError('gone', debtorTexts(actor.locale).gone);
    return privately(scoreCard(trend, scorePolicy(core.policy), actor.locale));
  },
};
