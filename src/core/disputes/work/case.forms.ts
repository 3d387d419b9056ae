/** The forms of a case: asking, waiting, passing on, settling. */
import type { Form, Option } from '../../desk/card.ts';
import { ROLES, type Role } from '../../desk/policy.ts';
import { isPresent, type Roster } from '../../desk/roster.ts';
import { type Day, isoDay } from '../../kernel/dates.ts';
import type { Locale } from '../../kernel/locale.ts';
import { DECISIONS, type Dispute } from '../case/dispute.ts';
import { disputeTexts } from '../case/texts.ts';

/** How many people a choice offers: Slack's limit of options. */
const MAX_OPTIONS = 100;

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
