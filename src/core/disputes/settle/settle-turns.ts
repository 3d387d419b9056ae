/** Deciding a case in the conversation, and saying that its credit note is there. */
import type { Turns } from '../../desk/feature.ts';
import type { IntentOf } from '../../desk/intent.ts';
import { answersOf, opens, type Replies, type Turn, told, work } from '../../desk/turn.ts';
import { disputeTexts } from '../case/texts.ts';
import { settleForm } from '../work/case.forms.ts';
import { liveCaseOf } from '../work/work-turns.ts';
import { noteCredit, settleDispute } from './settle-dispute.ts';

async function settleTurn(turn: Turn, { dispute }: IntentOf<'dispute.settle'>): Replies {
  const answers = answersOf(turn);
  const { locale } = turn.actor;
  if (!answers) return opens(settleForm(await liveCaseOf(turn, dispute), locale));
  const { outcome: decision = '', text: why = '', founded = '' } = answers;
  const after = await work(turn, (act) => settleDispute(act, dispute, { decision, why, founded }));
  const t = disputeTexts(locale);
  return told(turn, t.done.settled(after.id, after.outcome ? t.outcomes[after.outcome] : ''));
}

async function creditedTurn(turn: Turn, { dispute }: IntentOf<'dispute.credited'>): Replies {
  await work(turn, (act) => noteCredit(act, dispute));
  return told(turn, disputeTexts(turn.actor.locale).done.credited(dispute));
}

export const settleTurns: Pick<Turns<'dispute'>, 'dispute.settle' | 'dispute.credited'> = {
  'dispute.settle': settleTurn,
  'dispute.credited': creditedTurn,
};
