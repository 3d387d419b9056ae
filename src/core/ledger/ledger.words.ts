/** What every card says of the ledger that it was made from, and the target that the overdue share is held against. */
import { targetPercent } from '../desk/chart-format.ts';
import type { Policy } from '../desk/policy.ts';
import type { Day } from '../kernel/dates.ts';
import * as format from '../kernel/format.ts';
import type { Locale } from '../kernel/locale.ts';
import { CONTACT_PARTS, CONTACT_ROLES, type FactName } from './master.ts';
import { ledgerTexts } from './texts.ts';

export function ledgerLine(ledgerDay: Day | undefined, today: Day, locale: Locale): string {
  const t = ledgerTexts(locale);
  return ledgerDay === undefined ? t.noLedger : t.ledgerOf(format.date(ledgerDay, locale, today));
}

/** "contact comptabilité, téléphone", "société mère". */
export function factWords(fact: FactName, locale: Locale): string {
  const t = ledgerTexts(locale).master;
  if (fact === 'parent' || fact === 'groupLimit' || fact === 'ibans' || fact === 'maxDays') return t.facts[fact];
  const role = CONTACT_ROLES.find((known) => fact.startsWith(known)) ?? 'accounts';
  const part = CONTACT_PARTS.find((known) => fact.endsWith(known)) ?? 'Name';
  return t.contact(t.roles[role], t.parts[part]);
}

export function target(policy: Policy, locale: Locale): string {
  return targetPercent(locale, policy.overdueTarget / 10_000);
}
