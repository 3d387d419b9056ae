/** One action by itself, with its buttons: what a collector has in front of them while the phone rings. Its forms, and what colleagues are told. */
import type { Action, ContactButton } from '../debtors/action.ts';
import type { Exchange } from '../debtors/exchange.ts';
import type { Block, Button, Card, Form } from '../desk/card.ts';
import type { Person } from '../desk/people-ports.ts';
import { type Day, isoDay } from '../kernel/dates.ts';
import * as format from '../kernel/format.ts';
import type { Locale } from '../kernel/locale.ts';
import { ledgerLine } from '../ledger/ledger.words.ts';
import { promiseWords } from '../promises/promise.card.ts';
import type { PaymentPromise } from '../promises/promise.ts';
import { reasonOf } from './action.words.ts';
import { resultsOf } from './result.ts';
import { agendaTexts } from './texts.ts';

export interface ActionView {
  readonly action: Action;
  readonly ownerName: string;
  readonly promises: readonly PaymentPromise[];
  readonly lastExchange: Exchange | undefined;
  readonly ledgerDay: Day | undefined;
  readonly date: Day;
  /** What features offer on the card of a contact. */
  readonly offered: readonly ContactButton[];
}

/** Characters of what was said last. */
const LAST_WORDS = 240;
/** People offered in a form: Slack's limit of options. */
const MAX_OPTIONS = 100;

export function actionCard(view: ActionView, locale: Locale): Card {
  const { action, date } = view;
  const why = reasonOf(action, locale);
  const waited = date - (action.since ?? date);
  const title = action.debtor.name;
  return {
    title,
    subtitle: `${action.debtor.code} · ${ledgerLine(view.ledgerDay, date, locale)}`,
    blocks: [
      {
        type: 'text',
        text: [
          {
            text: `${why[0]?.toUpperCase() ?? ''}${why.slice(1)}${waited > 0 ? ` · ${agendaTexts(locale).since(waited)}` : ''}`,
            bold: true,
          },
        ],
      },
      { type: 'facts', facts: factsOf(view, locale) },
      ...promiseWords(view.promises, date, locale).map((text): Block => ({ type: 'text', text })),
      ...lastBlocks(view, locale),
      { type: 'buttons', buttons: buttonsOf(view, locale) },
    ],
    fallback: `${title} : ${why}`,
    amounts: true,
    locale,
  };
}

function factsOf({ action, ownerName, date }: ActionView, locale: Locale): readonly { label: string; value: string }[] {
  const { debtor } = action;
  const { step } = action.about;
  const words = agendaTexts(locale).view;
  const contact = [debtor.contact, debtor.phone, debtor.email].filter((part) => part !== null && part !== '').join(' · ');
  return [
    { label: words.amount, value: format.money(action.amount, action.currency, locale) },
    ...(action.is.contact && action.days > 0 ? [{ label: words.late, value: agendaTexts(locale).days(action.days) }] : []),
    { label: action.due > date ? words.until : words.due, value: format.date(action.due, locale, date) },
    ...(step ? [{ label: words.scenario, value: agendaTexts(locale).scenarios[step.scenario] ?? step.scenario }] : []),
    ...(contact === '' ? [] : [{ label: words.contact, value: contact }]),
    { label: words.owner, value: ownerName },
  ];
}

function lastBlocks({ lastExchange, date }: ActionView, locale: Locale): Block[] {
  if (!lastExchange) return [];
  const { text, day } = lastExchange;
  const words = text.length > LAST_WORDS ? `${text.slice(0, LAST_WORDS - 1)}…` : text;
  return [{ type: 'text', text: agendaTexts(locale).view.lastExchange(format.date(day, locale, date), words), quiet: true }];
}

function buttonsOf({ action, offered }: ActionView, locale: Locale): readonly Button[] {
  const words = agendaTexts(locale).view;
  const of = { debtor: action.debtor.id, action: action.id };
  const first = action.is.buttons?.(action, locale) ?? [];
  const style = first.length > 0 ? {} : { style: 'primary' as const };
  const here: readonly Button[] = [
    { label: words.done, intent: { kind: 'agenda.done', ...of }, ...style },
    ...(action.is.contact ? offered.map(({ button }) => button(of, locale)) : []),
  ];
  const pass: Button = { label: words.pass, intent: { kind: 'agenda.pass', ...of } };
  return [
    ...first,
    ...(action.is.handled === undefined ? here : []),
    { label: words.later, intent: { kind: 'agenda.later', ...of } },
    ...(action.is.handled === 'elsewhere' ? [] : [pass]),
    { label: words.debtor, intent: { kind: 'debtor.show', debtor: action.debtor.id } },
  ];
}

// ---------------------------------------------------------------- forms

export function doneForm(action: Action, locale: Locale): Form {
  const t = agendaTexts(locale);
  const results = resultsOf(action);
  const [first = 'done'] = results;
  return {
    ...{ title: t.form.done, submit: t.form.submit, cancel: t.form.cancel, locale },
    intro: `${action.debtor.name} · ${reasonOf(action, locale)}`,
    fields: [
      {
        type: 'choice',
        id: 'result',
        label: t.form.result,
        options: results.map((value) => ({ value, label: t.results[value] })),
        initial: first,
      },
      { type: 'text', id: 'note', label: t.form.note, multiline: true, optional: true },
      ...(action.is.contact ? [{ type: 'date' as const, id: 'callBack', label: t.form.callBack, optional: true }] : []),
    ],
    intent: { kind: 'agenda.done', debtor: action.debtor.id, action: action.id },
  };
}

export function laterForm(action: Action, day: Day, locale: Locale): Form {
  const t = agendaTexts(locale).form;
  return {
    ...{ title: t.later, submit: t.submit, cancel: t.cancel, locale },
    intro: `${action.debtor.name} · ${reasonOf(action, locale)}`,
    fields: [
      { type: 'date', id: 'until', label: t.until, initial: isoDay(day) },
      { type: 'text', id: 'why', label: t.why, multiline: true, optional: true },
    ],
    intent: { kind: 'agenda.later', debtor: action.debtor.id, action: action.id },
  };
}

export function passOnForm(action: Action, people: readonly Person[], locale: Locale): Form {
  const t = agendaTexts(locale).form;
  const offered = people.filter((p) => p.roles.length > 0 && p.email !== action.owner).slice(0, MAX_OPTIONS);
  return {
    ...{ title: t.pass, submit: t.submit, cancel: t.cancel, locale },
    intro: `${action.debtor.name} · ${reasonOf(action, locale)}`,
    fields: [
      { type: 'choice', id: 'to', label: t.to, options: offered.map((p) => ({ value: String(p.id), label: p.name })) },
      { type: 'text', id: 'why', label: t.why, multiline: true, optional: true },
    ],
    intent: { kind: 'agenda.pass', debtor: action.debtor.id, action: action.id },
  };
}

// ---------------------------------------------------------------- answers

/** What a colleague is told, with the way to the action or to the debtor. */
export function noticeOf(words: string, more: string, debtor: number, locale: Locale, action?: string): Card {
  const t = agendaTexts(locale).view;
  return {
    blocks: [
      { type: 'text', text: words },
      ...(more === '' ? [] : [{ type: 'text' as const, text: more, quiet: true }]),
      {
        type: 'buttons',
        buttons: [
          ...(action === undefined
            ? []
            : [{ label: t.start, intent: { kind: 'agenda.open' as const, debtor, action }, style: 'primary' as const }]),
          { label: t.debtor, intent: { kind: 'debtor.show', debtor } },
        ],
      },
    ],
    fallback: words,
    amounts: true,
    locale,
  };
}

/** An answer after which the day goes on. */
export function goOnCard(words: string, date: Day, locale: Locale, first: readonly Button[] = []): Card {
  const t = agendaTexts(locale).view;
  return {
    blocks: [
      { type: 'text', text: words },
      {
        type: 'buttons',
        buttons: [
          ...first,
          { label: t.following, intent: { kind: 'agenda.next', date } },
          { label: t.list, intent: { kind: 'agenda.mine', date } },
        ],
      },
    ],
    fallback: words,
    amounts: false,
    locale,
  };
}
