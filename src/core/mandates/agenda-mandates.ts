/** Delegated powers on the agenda: delivery stops whose reason is gone, and promised credit notes that nobody issued. */

import type { DayFacts } from '../agenda/accounts.ts';
import type { Action } from '../agenda/action.ts';
import { agendaPolicy } from '../agenda/agenda-policy.ts';
import type { Owners } from '../agenda/owners.ts';
import { overdue } from '../kernel/buckets.ts';
import type { Day } from '../kernel/dates.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Debtor } from '../ledger/parties.ts';
import { givenWords } from './mandate.words.ts';
import { mandateTexts } from './texts.ts';
import { isExpecting, type MandateUse } from './use.ts';

export const MANDATE_ACTION_KINDS = ['mandate-stop', 'mandate-credit'] as const;
export type MandateActionKind = (typeof MANDATE_ACTION_KINDS)[number];

/** Hundredths of the amount [proposal]: a promised credit note that does not come puts the rest of the payment at risk. */
const CHANCE = 20n;

/** Of the page's debtors. A stop comes back when nothing is overdue any more; a credit note from the day on which it was expected. */
export function mandateActions(facts: DayFacts, owners: Owners): readonly Action[] {
  const { date, debtors, policy, roster, uses } = facts;
  const late = new Set(
    facts.accounts.filter(({ position }) => overdue(position) >= agendaPolicy(policy).floor).map(({ debtor }) => debtor.id),
  );
  const present = new Set(roster.people.filter((p) => p.roles.length > 0 && !roster.away.has(p.id)).map((p) => p.email));
  return uses.flatMap((use): Action[] => {
    const debtor = debtors.get(use.debtorId);
    if (!debtor) return [];
    const actor = present.has(use.actor) ? use.actor : undefined;
    if (use.power === 'stop')
      return late.has(debtor.id) ? [] : [action('mandate-stop', use, debtor, actor ?? owners.of('collector', debtor), date, date)];
    if (!isExpecting(use) || use.expectedDay === null || use.expectedDay > date) return [];
    return [action('mandate-credit', use, debtor, owners.of('sales-admin', debtor) ?? actor, date, use.expectedDay)];
  });
}

function action(kind: MandateActionKind, use: MandateUse, debtor: Debtor, owner: string | undefined, date: Day, due: Day): Action {
  const amount = kind === 'mandate-stop' ? 0n : use.minor;
  return {
    ...{ id: `${kind}:${use.id}`, kind, debtor, amount, currency: use.currency, days: date - due, old: 0n, owner, due },
    risk: (amount * CHANCE) / 100n,
    use,
  };
}

/** Why it is on the agenda, in words. */
export function mandateReason(kind: MandateActionKind, { use, days }: Action, locale: Locale): string {
  const t = mandateTexts(locale).agenda;
  return kind === 'mandate-stop' || !use ? t['mandate-stop']() : t['mandate-credit'](givenWords(use, locale), days);
}
