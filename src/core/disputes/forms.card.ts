/** The forms of a dispute: opening, asking, waiting, passing on, settling. */

import type { Field, Form, Option } from '../desk/card.ts';
import type { Intent } from '../desk/intent.ts';
import { ROLES, type Role } from '../desk/policy.ts';
import type { Roster } from '../desk/roster.ts';
import { type Day, isoDay } from '../kernel/dates.ts';
import * as format from '../kernel/format.ts';
import type { Locale } from '../kernel/locale.ts';
import { DECISIONS, type Dispute } from './dispute.ts';
import type { DisputableItem } from './ports.ts';
import { REASONS, type Reason } from './reason.ts';
import { isPresent } from './route.ts';
import { disputeTexts } from './texts.ts';

interface Opening {
  readonly intent: Intent;
  /** The invoices offered; none: the person writes the references. */
  readonly items: readonly DisputableItem[];
  readonly chosen: readonly number[];
  readonly refs?: string;
  readonly amount?: string;
  readonly reason?: Reason | undefined;
  readonly said?: string;
}

/** How many people or invoices a choice offers: Slack's limit of options. */
const MAX_OPTIONS = 100;

/** A field is filled with words or not at all: Slack refuses an empty initial value. */
function filled(words: string | undefined): { readonly initial?: string } {
  return words ? { initial: words } : {};
}

export function openForm(opening: Opening, locale: Locale): Form {
  const t = disputeTexts(locale);
  const { items, chosen, reason } = opening;
  const itemWords = (item: DisputableItem): string => t.form.item(item.ref, format.exactMoney(item.open, item.currency, locale));
  // Invoices that were named need no question: they stand above the form, and in its intent.
  const named = items.filter((item) => chosen.includes(item.id));
  const invoices = invoicesField(opening, itemWords, locale);
  const options: Option[] = REASONS.map((value) => ({ value, label: t.reasons[value] }));
  return {
    title: t.form.open,
    submit: t.form.submit,
    cancel: t.form.cancel,
    ...(named.length > 0 ? { intro: named.map(itemWords).join('\n') } : {}),
    fields: [
      ...(named.length > 0 ? [] : [invoices]),
      {
        type: 'text',
        id: 'amount',
        label: t.form.amount,
        multiline: true,
        optional: true,
        ...filled(opening.amount),
        hint: t.form.amountHint,
      },
      { type: 'choice', id: 'reason', label: t.form.reason, options, ...(reason === undefined ? {} : { initial: reason }) },
      { type: 'text', id: 'said', label: t.form.said, multiline: true, ...filled(opening.said) },
      { type: 'text', id: 'exhibits', label: t.form.exhibits, optional: true, hint: t.form.exhibitsHint },
    ],
    intent: opening.intent,
    locale,
  };
}

/** The references to write, or the open invoices to choose from. */
function invoicesField({ items, refs }: Opening, itemWords: (item: DisputableItem) => string, locale: Locale): Field {
  const t = disputeTexts(locale).form;
  if (items.length === 0) return { type: 'text', id: 'refs', label: t.invoice, multiline: true, ...filled(refs) };
  const options = items.slice(0, MAX_OPTIONS).map((item) => ({ value: String(item.id), label: itemWords(item) }));
  return { type: 'choices', id: 'items', label: t.items, options };
}

export function askForm(dispute: Dispute, locale: Locale): Form {
  const t = disputeTexts(locale).form;
  return {
    ...{ title: t.ask, submit: t.send, cancel: t.cancel, locale },
    fields: [{ type: 'text', id: 'text', label: t.question, multiline: true }],
    intent: { kind: 'dispute.ask', dispute: dispute.id },
  };
}

export function waitForm(dispute: Dispute, until: Day, locale: Locale): Form {
  const t = disputeTexts(locale).form;
  return {
    ...{ title: t.wait, submit: t.confirm, cancel: t.cancel, locale },
    fields: [
      { type: 'date', id: 'until', label: t.followUp, initial: isoDay(until) },
      { type: 'text', id: 'text', label: t.note, multiline: true, optional: true },
    ],
    intent: { kind: 'dispute.wait', dispute: dispute.id },
  };
}

/** Teams first (the one that usually puts this reason right is chosen), then everybody who is there. */
export function passForm(dispute: Dispute, resolver: Role | undefined, roster: Roster, locale: Locale): Form {
  const t = disputeTexts(locale);
  const present = roster.people.filter((p) => isPresent(roster, p) && p.id !== dispute.ownerId);
  const teams = ROLES.filter((role) => present.some((p) => p.roles.includes(role)));
  const rolesOf = (roles: readonly string[]): string =>
    ROLES.filter((role) => roles.includes(role))
      .map((role) => t.roles[role])
      .join(', ');
  const options: Option[] = [
    ...teams.map((role) => ({ value: `role:${role}`, label: t.form.team(t.roles[role]) })),
    ...present.map((p) => ({ value: `person:${p.id}`, label: `${p.name} (${rolesOf(p.roles)})` })),
  ];
  const initial = resolver !== undefined && teams.includes(resolver) ? `role:${resolver}` : undefined;
  return {
    ...{ title: t.form.pass, submit: t.form.confirm, cancel: t.form.cancel, locale },
    fields: [
      { type: 'choice', id: 'to', label: t.form.to, options: options.slice(0, MAX_OPTIONS), ...(initial === undefined ? {} : { initial }) },
      { type: 'text', id: 'text', label: t.form.why, multiline: true },
    ],
    intent: { kind: 'dispute.pass', dispute: dispute.id },
  };
}

export function settleForm(dispute: Dispute, locale: Locale): Form {
  const t = disputeTexts(locale);
  return {
    ...{ title: t.form.settle, submit: t.form.confirm, cancel: t.form.cancel, locale },
    fields: [
      { type: 'choice', id: 'outcome', label: t.form.outcome, options: DECISIONS.map((value) => ({ value, label: t.outcomes[value] })) },
      { type: 'text', id: 'founded', label: t.form.founded, optional: true },
      { type: 'text', id: 'text', label: t.form.whySettle, multiline: true },
    ],
    intent: { kind: 'dispute.settle', dispute: dispute.id },
  };
}
