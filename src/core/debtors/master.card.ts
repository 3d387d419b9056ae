/** A debtor's record as a form: contacts by role, the group's parent and limit, IBANs, the most days. */
import { createHash } from 'node:crypto';
import type { Button, Field, Form } from '../desk/card.ts';
import { ibanWords } from '../kernel/iban.ts';
import type { Locale } from '../kernel/locale.ts';
import { toDecimal } from '../kernel/money.ts';
import { CONTACT_PARTS, CONTACT_ROLES, type Facts, masterOf } from '../ledger/master.ts';
import type { Debtor } from '../ledger/parties.ts';
import { ledgerTexts } from '../ledger/texts.ts';
import { debtorTexts } from './debtors.text.ts';

export function masterButton({ id }: Debtor, locale: Locale): Button {
  return { label: debtorTexts(locale).master.button, intent: { kind: 'debtor.master', debtor: id } };
}

/** What was on record when the form was opened: a file, or somebody else, may change it before the form is sent. */
export function digestOfFacts(facts: Facts): string {
  return createHash('sha256')
    .update(JSON.stringify(Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1))))
    .digest('hex')
    .slice(0, 16);
}

export function masterForm(debtor: Debtor, locale: Locale): Form {
  const t = debtorTexts(locale).master;
  const { facts } = debtor;
  const { groupLimit, ibans } = masterOf(facts);
  const roles = ledgerTexts(locale).master.roles;
  const text = (id: string, label: string, hint: string, initial: string, multiline = false): Field => ({
    ...{ type: 'text', id, label, hint, optional: true },
    ...(multiline ? { multiline } : {}),
    ...(initial === '' ? {} : { initial }),
  });
  const contact = (role: (typeof CONTACT_ROLES)[number]): string =>
    CONTACT_PARTS.map((part) => facts[`${role}${part}`] ?? '')
      .filter((part) => part !== '')
      .join('\n');
  return {
    ...{ title: t.title, submit: t.submit, cancel: t.cancel, intro: t.intro(debtor.name), locale },
    fields: [
      ...CONTACT_ROLES.map((role) => text(role, t.contact(roles[role]), t.contactHint, contact(role), true)),
      text('parent', t.parent, t.parentHint, facts.parent ?? ''),
      text(
        'groupLimit',
        t.groupLimit,
        t.groupLimitHint,
        groupLimit ? `${toDecimal(groupLimit.minor, groupLimit.currency).replace(/\.0+$/, '')} ${groupLimit.currency}` : '',
      ),
      text('ibans', t.ibans, t.ibansHint, ibans.map(ibanWords).join('\n'), true),
      text('maxDays', t.maxDays, t.maxDaysHint, facts.maxDays ?? ''),
    ],
    intent: { kind: 'debtor.change', debtor: debtor.id, seen: digestOfFacts(facts) },
  };
}
