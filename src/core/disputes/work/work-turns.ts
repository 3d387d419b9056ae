/** The buttons of a case in the conversation: taking it, asking, waiting, passing it on. */
import { today } from '../../desk/core.ts';
import type { Turns } from '../../desk/feature.ts';
import type { IntentOf } from '../../desk/intent.ts';
import { ROLES } from '../../desk/policy.ts';
import { type Roster, rosterOn } from '../../desk/roster.ts';
import { answersOf, opens, type Replies, type Turn, told, work } from '../../desk/turn.ts';
import { cut } from '../../kernel/clean.ts';
import { parseDay } from '../../kernel/dates.ts';
import * as format from '../../kernel/format.ts';
import { type Dispute, isLive } from '../case/dispute.ts';
import { disputePolicy } from '../case/dispute-policy.ts';
import { disputeTexts } from '../case/texts.ts';
import { caseOf } from '../show/show-turns.ts';
import { askForm, passForm, waitForm } from './case.forms.ts';
import { askAbout, daysAhead, passOn, type Receiver, resumeDispute, settledAlready, takeDispute, waitForCustomer } from './work-dispute.ts';

async function takeTurn(turn: Turn, { dispute }: IntentOf<'dispute.take'>): Replies {
  const t = disputeTexts(turn.actor.locale).done;
  const { again } = await work(turn, (act) => takeDispute(act, dispute));
  return told(turn, again ? t.alreadyYours(dispute) : t.taken(dispute));
}

async function askTurn(turn: Turn, { dispute }: IntentOf<'dispute.ask'>): Replies {
  const answers = answersOf(turn);
  const { locale } = turn.actor;
  if (!answers) return opens(askForm(await liveCaseOf(turn, dispute), locale));
  const { asked } = await work(turn, (act) => askAbout(act, dispute, answers.text ?? ''));
  return told(turn, disputeTexts(locale).done.asked(asked));
}

async function waitTurn(turn: Turn, { dispute }: IntentOf<'dispute.wait'>): Replies {
  const answers = answersOf(turn);
  const { locale } = turn.actor;
  const t = disputeTexts(locale);
  if (!answers) {
    const known = await liveCaseOf(turn, dispute);
    const until = await work(turn, async (act) => daysAhead(act, disputePolicy(act.policy).followUp));
    return opens(waitForm(known, until, locale));
  }
  const until = parseDay(answers.until ?? '');
  if (until === undefined) return [{ type: 'form-errors', errors: { until: t.refused.badDay(cut(answers.until ?? '', 80)) } }];
  await work(turn, (act) => waitForCustomer(act, dispute, { until, note: answers.text ?? '' }));
  return told(turn, t.done.waiting(format.date(until, locale, today(turn.core))));
}

async function resumeTurn(turn: Turn, { dispute }: IntentOf<'dispute.resume'>): Replies {
  const { locale } = turn.actor;
  const after = await work(turn, (act) => resumeDispute(act, dispute));
  return told(turn, disputeTexts(locale).done.resumed(format.date(after.dueDay ?? today(turn.core), locale, today(turn.core))));
}

async function passTurn(turn: Turn, { dispute }: IntentOf<'dispute.pass'>): Replies {
  const answers = answersOf(turn);
  const { core, actor } = turn;
  const { locale } = actor;
  const roster = await rosterOn(core.store.read, core.policy, today(core));
  if (!answers) {
    const known = await liveCaseOf(turn, dispute);
    return opens(passForm(known, disputePolicy(core.policy).reasons[known.reason].resolver, roster, locale));
  }
  const to = receiverOf(answers.to ?? '', roster);
  if (!to) return [{ type: 'form-errors', errors: { to: disputeTexts(locale).refused.nobody } }];
  const { owner } = await work(turn, (act) => passOn(act, dispute, to, answers.text ?? ''));
  return told(turn, disputeTexts(locale).done.passed(owner.name));
}

function receiverOf(value: string, roster: Roster): Receiver | undefined {
  const [kind, what] = value.split(':');
  const role = ROLES.find((known) => known === what);
  if (kind === 'role') return role && { role };
  const person = roster.people.find((p) => String(p.id) === what);
  return person && { personId: person.id };
}

/** A form for a case that is settled would only be filled in vain: the second one is told by whom and when at once. */
export async function liveCaseOf(turn: Turn, id: number): Promise<Dispute> {
  const dispute = await caseOf(turn, id);
  if (isLive(dispute)) return dispute;
  throw await work(turn, async (act) => settledAlready(act, dispute, await act.roster()));
}

export const workTurns: Pick<Turns<'dispute'>, `dispute.${'take' | 'ask' | 'wait' | 'resume' | 'pass'}`> = {
  'dispute.take': takeTurn,
  'dispute.ask': askTurn,
  'dispute.wait': waitTurn,
  'dispute.resume': resumeTurn,
  'dispute.pass': passTurn,
};
