/** Promises as people see them: the form, lists, a debtor's own, and the refusal that leads to the committee. */
import type { Button, Card, Form } from '../desk/card.ts';
import { deskTexts } from '../desk/texts.ts';
import { type Day, isoDay } from '../kernel/dates.ts';
import * as format from '../kernel/format.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Debtor } from '../ledger/parties.ts';
import { brokenLately, keptRate, type PaymentPromise, PROMISE_CHANNELS, type PromiseChannel, type PromiseLine } from './promise.ts';
import { promiseTexts } from './promises.text.ts';

/** Lines of a list, and of a plan in words. */
const LISTED = 20;
const IN_WORDS = 3;
/** Buttons that withdraw, under a debtor's promises. */
const WITHDRAWABLE = 4;

export interface Draft {
  readonly debtor: Debtor;
  /** What is owed, the largest first; one currency makes no question. */
  readonly owed: readonly { readonly currency: string; readonly minor: bigint }[];
  readonly amount: string;
  readonly due: Day | undefined;
  readonly channel: PromiseChannel;
  readonly note: string;
  readonly action: string | undefined;
}

export function promiseForm(draft: Draft, locale: Locale): Form {
  const t = promiseTexts(locale);
  const { debtor, owed, due } = draft;
  const amounts = owed.map((row) => format.exactMoney(row.minor, row.currency, locale)).join(' + ');
  const filled = (words: string | null): { readonly initial?: string } => (words ? { initial: words } : {});
  return {
    ...{ title: t.form.title, submit: t.form.submit, cancel: t.form.cancel, locale },
    ...(owed.length > 0 ? { intro: t.form.owed(debtor.name, amounts) } : {}),
    fields: [
      { type: 'text', id: 'amount', label: t.form.amount, ...filled(draft.amount) },
      ...(owed.length > 1
        ? [
            {
              type: 'choice' as const,
              id: 'currency',
              label: t.form.currency,
              options: owed.map(({ currency }) => ({ value: currency, label: currency })),
              initial: owed[0]?.currency ?? '',
            },
          ]
        : []),
      { type: 'date', id: 'due', label: t.form.due, ...(due === undefined ? {} : { initial: isoDay(due) }) },
      { type: 'text', id: 'who', label: t.form.who, optional: true, ...filled(debtor.contact) },
      {
        type: 'choice',
        id: 'channel',
        label: t.form.channel,
        options: PROMISE_CHANNELS.map((value) => ({ value, label: t.channels[value] })),
        initial: draft.channel,
      },
      { type: 'text', id: 'more', label: t.form.more, multiline: true, optional: true, hint: t.form.moreHint },
      { type: 'text', id: 'note', label: t.form.note, multiline: true, optional: true, ...filled(draft.note) },
    ],
    intent: { kind: 'promise.make', debtor: debtor.id, ...(draft.action === undefined ? {} : { action: draft.action }) },
  };
}

export function withdrawForm(promise: number, locale: Locale): Form {
  const t = promiseTexts(locale).form;
  return {
    ...{ title: t.withdraw, submit: t.confirm, cancel: t.cancel, locale },
    fields: [{ type: 'text', id: 'why', label: t.why, multiline: true }],
    intent: { kind: 'promise.withdraw', promise },
  };
}

/** "5 000 € pour le ven. 4 déc., 2 500 € pour le ven. 8 janv.". */
export function planWords(plan: Pick<PaymentPromise, 'currency'>, lines: readonly PromiseLine[], today: Day, locale: Locale): string {
  const shown = lines.slice(0, IN_WORDS);
  const words = shown.map((l) =>
    promiseTexts(locale).line(format.money(l.minor, plan.currency, locale), format.date(l.dueDay, locale, today)),
  );
  const hidden = lines.length - shown.length;
  return [...words, ...(hidden > 0 ? [deskTexts(locale).andMore(hidden)] : [])].join(', ');
}

/** What a debtor's card says of promises: what is promised, what was broken lately, and the rate. */
export function promiseWords(plans: readonly PaymentPromise[], today: Day, locale: Locale): readonly string[] {
  const t = promiseTexts(locale);
  const words = plans.flatMap((plan) => {
    const open = plan.lines.filter((line) => line.status === 'open');
    return open.length === 0 ? [] : [t.promised(t.by(planWords(plan, open, today, locale), plan.who, t.channels[plan.channel]))];
  });
  const broken = brokenLately(plans, today);
  const rate = keptRate(plans);
  const figures = [
    ...(broken > 0 ? [t.broken(broken)] : []),
    ...(rate.kept + rate.broken > 0 ? [t.rate(rate.kept, rate.kept + rate.broken)] : []),
  ];
  return figures.length > 0 ? [...words, figures.join(' · ')] : words;
}

/** Promises line by line; `names` are the debtors'. */
export function promiseList(
  title: string,
  plans: readonly PaymentPromise[],
  names: ReadonlyMap<number, string>,
  today: Day,
  locale: Locale,
  buttons: readonly Button[] = [],
): Card {
  const t = promiseTexts(locale);
  const rows = plans.flatMap((plan) =>
    plan.lines.map((line) => [
      String(plan.id),
      names.get(plan.debtorId) ?? '',
      format.money(line.minor, plan.currency, locale),
      format.date(line.dueDay, locale, today),
      t.statuses[line.status],
      plan.who,
    ]),
  );
  const columns = t.list.columns.map((name, i) => ({ title: name, align: i === 2 ? ('right' as const) : ('left' as const) }));
  const hidden = rows.length - LISTED;
  return {
    title,
    blocks: [
      ...(rows.length > 0
        ? [{ type: 'table' as const, columns, rows: rows.slice(0, LISTED), ...(hidden > 0 ? { hidden, where: t.list.where } : {}) }]
        : []),
      ...(buttons.length > 0 ? [{ type: 'buttons' as const, buttons }] : []),
    ],
    fallback: title,
    amounts: true,
    locale,
  };
}

export function debtorPromises(debtor: Debtor, plans: readonly PaymentPromise[], today: Day, locale: Locale): Card {
  const t = promiseTexts(locale);
  const newest = [...plans].reverse();
  const open = newest.filter((plan) => plan.lines.some((line) => line.status === 'open' && line.dueDay >= today));
  const buttons: Button[] = [
    { label: t.buttons.promise, intent: { kind: 'promise.form', debtor: debtor.id } },
    ...open
      .slice(0, WITHDRAWABLE)
      .map((plan): Button => ({ label: t.buttons.withdraw(plan.id), intent: { kind: 'promise.withdraw', promise: plan.id } })),
  ];
  const card = promiseList(t.list.ofDebtor(debtor.name), newest, new Map([[debtor.id, debtor.name]]), today, locale, buttons);
  const figures = promiseWords(plans, today, locale);
  return { ...card, blocks: [...figures.map((text) => ({ type: 'text' as const, text })), ...card.blocks] };
}

/** Why there are no more extensions, with the way to the committee. */
export function noMoreCard(words: string, debtorId: number, locale: Locale): Card {
  const t = promiseTexts(locale).buttons;
  return {
    blocks: [
      { type: 'text', text: words },
      {
        type: 'buttons',
        buttons: [
          { label: t.litigation, intent: { kind: 'motion.form', subject: 'litigation', debtor: debtorId }, style: 'primary' },
          { label: t.suspend, intent: { kind: 'motion.form', subject: 'limit', debtor: debtorId, amount: '0' } },
        ],
      },
    ],
    fallback: words,
    amounts: false,
    locale,
  };
}
