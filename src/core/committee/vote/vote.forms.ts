/** The forms of a vote: a rejection with its reason, a lower amount, a recusal, a ballot for an absent member or one who speaks to the chair, more time. */
import type { Form, Option } from '../../desk/card.ts';
import type { Intent } from '../../desk/intent.ts';
import * as format from '../../kernel/format.ts';
import type { Locale } from '../../kernel/locale.ts';
import { type MotionView, titleOf } from '../motion/motion-view.ts';
import { committeeTexts } from '../motion/texts.ts';

/** What a ballot needs beyond a press. */
export function ballotForm(
  view: MotionView,
  choice: 'less' | 'reject' | 'recuse' | 'proxy' | 'enter',
  facts: number,
  members: readonly Option[],
  locale: Locale,
): Form {
  const t = committeeTexts(locale);
  const intent: Intent = { kind: 'motion.cast', motion: view.motion.id, facts, choice };
  const base = { submit: t.form.cast, cancel: t.form.cancel, intro: titleOf(view, locale), intent, locale };
  const { proposal } = view.motion;
  const less = proposal.kind === 'limit';
  const choices = (['approve', 'reject', 'abstain'] as const).map((value) => ({ value, label: t.ballot.choices[value] }));
  switch (choice) {
    case 'less':
      return {
        ...base,
        title: t.form.less,
        fields: [{ type: 'text', id: 'upTo', label: t.form.upTo, hint: format.money(proposal.amount, proposal.currency, locale) }],
      };
    case 'reject':
      return { ...base, title: t.form.reject, fields: [{ type: 'text', id: 'reason', label: t.form.reason, multiline: true }] };
    case 'recuse':
      return {
        ...base,
        title: t.form.recuse,
        intro: t.form.recuseIntro,
        fields: [{ type: 'text', id: 'reason', label: t.form.reason, optional: true }],
      };
    case 'proxy':
    case 'enter':
      return {
        ...base,
        title: t.form[choice],
        fields: [
          { type: 'choice', id: 'for', label: t.form.member, options: members },
          { type: 'choice', id: 'choice', label: t.form.choice, options: choices },
          ...(less ? [{ type: 'text', id: 'upTo', label: t.form.upTo, optional: true } as const] : []),
          { type: 'text', id: 'reason', label: t.form.reason, optional: true },
        ],
      };
  }
}

/** What somebody without a voice has to say. */
export function opinionForm(view: MotionView, locale: Locale): Form {
  const t = committeeTexts(locale).form;
  return {
    title: t.opinion,
    submit: t.give,
    cancel: t.cancel,
    intro: t.opinionIntro(view.motion.id),
    fields: [{ type: 'text', id: 'text', label: t.opinion, multiline: true }],
    intent: { kind: 'motion.opine', motion: view.motion.id },
    locale,
  };
}

export function extendForm(motion: number, locale: Locale): Form {
  const t = committeeTexts(locale).form;
  return {
    title: t.extend,
    submit: t.extend,
    cancel: t.cancel,
    fields: [{ type: 'text', id: 'reason', label: t.reason, multiline: true }],
    intent: { kind: 'motion.extend', motion },
    locale,
  };
}
