/** The committee's forms: a proposal completed, a rejection with its reason, a lower amount, a recusal, a ballot for an absent member, more time. */

import type { DebtorView } from '../../debtors/view-debtor.ts';
import type { Form, Option } from '../../desk/card.ts';
import type { Intent } from '../../desk/intent.ts';
import { isoDay } from '../../kernel/dates.ts';
import * as format from '../../kernel/format.ts';
import type { Locale } from '../../kernel/locale.ts';
import { toDecimal } from '../../kernel/money.ts';
import type { MotionView } from '../motion-view.ts';
import { titleOf } from '../motion/motion.words.ts';
import { ROUTES } from '../dossier/proposal.ts';
import { committeeTexts } from '../texts.ts';

/** Items that a form offers: the oldest ones; platforms show no more in one list. */
export const OFFERED = 10;

export function limitForm(view: DebtorView, given: { readonly amount?: string; readonly until?: string }, locale: Locale): Form {
  const t = committeeTexts(locale);
  const money = (minor: bigint): string => format.money(minor, view.currency, locale);
  return {
    title: t.form.limit(view.debtor.name),
    submit: t.form.submit,
    cancel: t.form.cancel,
    intro: t.form.intro(view.debtor.limit ? money(view.debtor.limit.minor) : t.none, money(view.exposure)),
    fields: [
      { type: 'text', id: 'amount', label: t.form.amount, ...(given.amount === undefined ? {} : { initial: given.amount }) },
      { type: 'date', id: 'until', label: t.form.until, optional: true, ...(given.until === undefined ? {} : { initial: given.until }) },
      { type: 'text', id: 'why', label: t.form.why, multiline: true },
      { type: 'text', id: 'conditions', label: t.form.conditions, optional: true },
    ],
    intent: { kind: 'motion.propose', subject: 'limit', debtor: view.debtor.id },
    locale,
  };
}

export function litigationForm(view: DebtorView, locale: Locale): Form {
  const t = committeeTexts(locale);
  const late = view.items.filter((item) => item.open > 0n && item.dueDay < view.asOf).slice(0, OFFERED);
  const options: Option[] = late.map((item) => ({
    value: String(item.id),
    label: `${item.ref || '–'} · ${format.money(item.open, item.currency, locale)} · ${format.date(item.dueDay, locale, view.asOf)}`.slice(
      0,
      75,
    ),
  }));
  return {
    title: t.form.litigation(view.debtor.name),
    submit: t.form.submit,
    cancel: t.form.cancel,
    fields: [
      { type: 'choices', id: 'items', label: t.form.items, options, initial: options.map((o) => o.value) },
      {
        type: 'choice',
        id: 'route',
        label: t.form.route,
        options: ROUTES.map((route) => ({ value: route, label: t.routes[route] })),
        initial: 'notice',
      },
      { type: 'text', id: 'cost', label: t.form.cost, initial: '0' },
      { type: 'date', id: 'reminded', label: t.form.reminded, optional: true },
      { type: 'text', id: 'why', label: t.form.why, multiline: true },
      { type: 'text', id: 'conditions', label: t.form.conditions, optional: true },
    ],
    intent: { kind: 'motion.propose', subject: 'litigation', debtor: view.debtor.id },
    locale,
  };
}

export function genericForm(text: string | undefined, locale: Locale): Form {
  const t = committeeTexts(locale).form;
  return {
    title: t.generic,
    submit: t.submit,
    cancel: t.cancel,
    fields: [
      { type: 'text', id: 'text', label: t.text, multiline: true, ...(text === undefined ? {} : { initial: text }) },
      { type: 'text', id: 'why', label: t.why, multiline: true },
      { type: 'text', id: 'conditions', label: t.conditions, optional: true },
    ],
    intent: { kind: 'motion.propose', subject: 'generic' },
    locale,
  };
}

/** What a ballot needs beyond a press. */
export function ballotForm(
  view: MotionView,
  choice: 'less' | 'reject' | 'recuse' | 'proxy',
  facts: number,
  absent: readonly Option[],
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
        fields: [{ type: 'text', id: 'upTo', label: t.form.upTo, hint: toDecimal(proposal.amount, proposal.currency) }],
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
      return {
        ...base,
        title: t.form.proxy,
        fields: [
          { type: 'choice', id: 'for', label: t.form.member, options: absent },
          { type: 'choice', id: 'choice', label: t.form.choice, options: choices },
          ...(less ? [{ type: 'text', id: 'upTo', label: t.form.upTo, optional: true } as const] : []),
          { type: 'text', id: 'reason', label: t.form.reason, optional: true },
        ],
      };
  }
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

/** The end of a limit as a form's date, when it can be read. */
export function initialDate(day: number | undefined): { readonly until?: string } {
  return day === undefined ? {} : { until: isoDay(day) };
}
