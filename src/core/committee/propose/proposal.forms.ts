/** The forms that complete a proposal: a limit, accounts for litigation, a question. */
import type { DebtorView } from '../../debtors/view-debtor.ts';
import type { Form, Option } from '../../desk/card.ts';
import { isoDay } from '../../kernel/dates.ts';
import * as format from '../../kernel/format.ts';
import type { Locale } from '../../kernel/locale.ts';
import { ROUTES } from '../motion/proposal.ts';
import { committeeTexts } from '../motion/texts.ts';

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

/** The end of a limit as a form's date, when it can be read. */
export function initialDate(day: number | undefined): { readonly until?: string } {
  return day === undefined ? {} : { until: isoDay(day) };
}
