/** The traces of a use: the account's history, the audit event, and a word to those who must know. */
import { historyIn } from '../debtors/trace-ports.ts';
import { type Act, languageOf } from '../desk/act.ts';
import type { Card } from '../desk/card.ts';
import type { Person } from '../desk/people-ports.ts';
import type { Roster } from '../desk/roster.ts';
import { isoDay } from '../kernel/dates.ts';
import type { Locale } from '../kernel/locale.ts';
import { toDecimal } from '../kernel/money.ts';
import type { Debtor } from '../ledger/parties.ts';
import { reasonedWords, useWords } from './mandate.words.ts';
import { mandatePolicy, type Told } from './power.ts';
import { mandateTexts } from './texts.ts';
import type { MandateUse } from './use.ts';
import { useStatement } from './use-statement.ts';

/** What happened to a use, each with its sentence. */
export type Happened = 'used' | 'asked' | 'byCommittee' | 'declined' | 'lifted' | 'credited';

/** Keeps what happened and tells it, in the transaction of the change. `ref` is a credit note's. */
export async function recordUse(
  act: Act,
  debtor: Debtor,
  use: MandateUse,
  roster: Roster,
  what: Happened = 'used',
  ref = '',
): Promise<void> {
  const { tx, at, day, actor, policy } = act;
  const words = (locale: Locale): string => sentenceOf(act, debtor, use, roster, what, ref, locale);
  const data = {
    use: String(use.id),
    power: use.power,
    event: what,
    quantity: String(use.quantity),
    amount: toDecimal(use.minor, use.currency),
    currency: use.currency,
    items: use.items.map((item) => `${item.id}=${item.minor}`).join(' '),
    ...(use.untilDay === null ? {} : { until: isoDay(use.untilDay) }),
    ...(use.motionId === null ? {} : { motion: String(use.motionId) }),
    ...(use.onBehalfOf === null ? {} : { for: use.onBehalfOf }),
  };
  const text = words(policy.language);
  await historyIn(tx).add({ debtorId: debtor.id, at, day, actor, kind: 'power', text, data, key: `mandate:${use.id}:${what}` });
  const payload = { ...data, debtor: String(debtor.id), holder: use.holder, why: use.why };
  await act.log(`mandate.${what}`, `mandate:${use.id}`, payload, useStatement(use));
  for (const person of toldOf(debtor, roster, mandatePolicy(policy).tell, actor)) {
    const locale = languageOf(act, person);
    await act.tell(person.id, `mandate:${use.id}:${what}:to:${person.id}`, noticeCard(words(locale), debtor, locale));
  }
}

function sentenceOf(act: Act, debtor: Debtor, use: MandateUse, roster: Roster, what: Happened, ref: string, locale: Locale): string {
  const t = mandateTexts(locale).message;
  const name = (email: string): string => roster.people.find((p) => p.email === email)?.name ?? email;
  const words = (what === 'used' ? reasonedWords : useWords)(use, act.day, locale);
  switch (what) {
    case 'used':
      return use.onBehalfOf === null
        ? t.used(name(use.actor), debtor.name, words)
        : t.usedFor(name(use.actor), name(use.onBehalfOf), debtor.name, words);
    case 'lifted':
      return t.lifted(name(act.actor), debtor.name);
    case 'credited':
      return use.creditItemId === null && ref === '' && act.actor.startsWith('system:')
        ? t.settled(debtor.name)
        : t.credited(debtor.name, ref);
    default:
      return t[what](debtor.name, words, use.motionId ?? 0);
  }
}

/** The people of the policy's list, each once, without whoever acts. */
function toldOf(debtor: Debtor, roster: Roster, tell: readonly Told[], actor: string): readonly Person[] {
  const emails = tell.flatMap((who) =>
    who === 'credit-manager' ? roster.people.filter((p) => p.roles.includes('credit-manager')).map((p) => p.email) : (debtor[who] ?? []),
  );
  return roster.people.filter((p) => p.email !== actor && p.roles.length > 0 && emails.includes(p.email));
}

function noticeCard(words: string, debtor: Debtor, locale: Locale): Card {
  const t = mandateTexts(locale).buttons;
  return {
    blocks: [
      { type: 'text', text: words },
      { type: 'buttons', buttons: [{ label: t.debtor, intent: { kind: 'debtor.show', debtor: debtor.id } }] },
    ],
    fallback: words,
    amounts: true,
    locale,
  };
}
