/** The open votes in a list, and one motion for one person with what they in particular may do. */
import type { Block, Button, Card } from '../../desk/card.ts';
import type { Person } from '../../desk/people-ports.ts';
import type { Policy } from '../../desk/policy.ts';
import type { Locale } from '../../kernel/locale.ts';
import { judge } from '../count/judge.ts';
import type { Outcome } from '../count/vote.ts';
import { ballotCard } from './motion.card.ts';
import { moment } from './motion.words.ts';
import { voteOf } from './motion-record.ts';
import { type MotionView, titleOf } from './motion-view.ts';
import { committeeTexts } from './texts.ts';

const LISTED = 15;

/** The counts of a vote: as they stand, or as they stood when it was decided. */
export function countsOf(view: MotionView): Outcome {
  return view.outcome ?? judge(voteOf(view, view.decision?.at ?? view.motion.closesAt));
}

export function listCard(views: readonly MotionView[], policy: Policy, locale: Locale): Card {
  const t = committeeTexts(locale).list;
  const shown = views.slice(0, LISTED);
  const rows = shown.map((view) => {
    const { tally, quorum, closesAt } = countsOf(view);
    const cast = tally.approve + tally.reject + tally.abstain;
    return [String(view.motion.id), titleOf(view, locale), moment(closesAt, view.today, policy, locale), `${cast}/${quorum.eligible}`];
  });
  const hidden = views.length - shown.length;
  const blocks: Block[] =
    rows.length === 0
      ? [{ type: 'text', text: t.empty }]
      : [
          { type: 'table', columns: t.columns.map((title) => ({ title })), rows, ...(hidden > 0 ? { hidden, where: t.hidden } : {}) },
          {
            type: 'buttons',
            buttons: shown.slice(0, 5).map((view) => ({
              label: committeeTexts(locale).no(view.motion.id),
              intent: { kind: 'motion.show', motion: view.motion.id },
            })),
          },
        ];
  return { title: t.title, blocks, fallback: t.title, amounts: rows.length > 0, locale };
}

/** One motion for one person: their own ballot, and the chair's or the owner's buttons when they are that. */
export function showCard(view: MotionView, person: Person, policy: Policy, locale: Locale): Card {
  const card = ballotCard(view, person.email, policy, locale, undefined, true);
  const buttons = [...chairButtons(view, person, locale), ...ownerButtons(view, person, locale)];
  return buttons.length === 0 ? card : { ...card, blocks: [...card.blocks, { type: 'buttons', buttons }] };
}

function chairButtons({ motion }: MotionView, person: Person, locale: Locale): readonly Button[] {
  const t = committeeTexts(locale).buttons;
  if (motion.status !== 'open' || !person.roles.includes(motion.rule.chair)) return [];
  return [
    { label: t.close, intent: { kind: 'motion.chair', motion: motion.id, what: 'close' } },
    { label: t.extend, intent: { kind: 'motion.chair', motion: motion.id, what: 'extend' } },
  ];
}

function ownerButtons({ motion, decision }: MotionView, person: Person, locale: Locale): readonly Button[] {
  const t = committeeTexts(locale).buttons;
  if (decision?.outcome !== 'approved' || (decision.ownerId !== person.id && !person.roles.includes('credit-manager'))) return [];
  const done = (label: string, what: string): Button => ({ label, intent: { kind: 'motion.done', motion: motion.id, what } });
  return [
    ...(decision.kind === 'limit' && decision.carrying === 'entering' ? [done(t.entered, 'entered')] : []),
    ...(decision.kind === 'litigation' && decision.carrying === 'entered' ? [done(t.ended, 'ended')] : []),
    done(t.done, 'followed'),
  ];
}
