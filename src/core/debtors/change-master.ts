/** Changing a debtor's record by hand: what was written is read field by field, checked as a file's is, and kept until the file says something else (docs/rules/parties.md, rule 5). */

import type { Act } from '../desk/act.ts';
import { FieldFaults, Fields } from '../desk/field-faults.ts';
import { amountFault, readAmount } from '../kernel/amount-words.ts';
import { cut } from '../kernel/clean.ts';
import { DomainError } from '../kernel/errors.ts';
import type { Locale } from '../kernel/locale.ts';
import { circleIn } from '../ledger/group.ts';
import { logLimit } from '../ledger/limit-statement.ts';
import {
  CONTACT_PARTS,
  CONTACT_ROLES,
  type ContactRole,
  EMAIL,
  FACT_NAMES,
  type FactName,
  type Facts,
  groupLimitText,
  readIbans,
  readMaxDays,
} from '../ledger/master.ts';
import { type Debtor, debtorsIn } from '../ledger/parties.ts';
import { debtorTexts } from './debtors.text.ts';
import { debtorOf } from './find-debtors.ts';
import { digestOfFacts } from './master.card.ts';

/** Characters of what was written that a refusal repeats. */
const QUOTED = 60;

export interface MasterChange {
  readonly debtorId: number;
  /** The record that the form showed (`digestOfFacts`). */
  readonly seen: string;
  /** By field: a role's contact line by line, or a fact. */
  readonly answers: Readonly<Record<string, string>>;
}

/** The facts that are others now. Throws DomainError: whoever may not, a record that is not the one that was seen any more, fields that cannot be read. */
export async function changeMaster(
  act: Act,
  { debtorId, seen, answers }: MasterChange,
): Promise<{ readonly debtor: Debtor; readonly changed: readonly FactName[] }> {
  const { tx, locale } = act;
  const t = debtorTexts(locale).master.refused;
  act.need('import', t.notAllowed);
  const debtor = await debtorOf(tx, debtorId, locale);
  const fields = new Fields();
  const written = readAnswers(act, debtor, answers, fields);
  fields.refuse();
  const changed = FACT_NAMES.filter((name) => written[name] !== undefined && written[name] !== (debtor.facts[name] ?? ''));
  if (changed.length === 0) return { debtor, changed };
  if (digestOfFacts(debtor.facts) !== seen) throw new DomainError('conflict', t.stale(debtor.name));
  await debtorsIn(tx).change(debtor.id, Object.fromEntries(changed.map((name) => [name, written[name] ?? ''])));
  if (changed.includes('parent')) await refuseParent(act, debtor);
  // Names, numbers and addresses are people's: the chain says which were changed, by whom and when, not what they are (docs/privacy.md).
  const said = (['parent', 'groupLimit', 'maxDays'] as const).filter((name) => changed.includes(name));
  const values = said.flatMap((name) => [
    [name, written[name] ?? ''],
    [`${name}Before`, debtor.facts[name] ?? ''],
  ]);
  await act.log('debtor.changed', `debtor:${debtor.id}`, {
    debtor: debtor.code,
    changed: changed.join(' '),
    ...Object.fromEntries(values),
  });
  if (changed.includes('groupLimit')) for (const limit of await debtorsIn(tx).limits([debtor.id])) await logLimit(act, limit);
  return { debtor, changed };
}

/** A field that was left empty, or that a platform leaves out because it is, empties its fact. */
function readAnswers(act: Act, debtor: Debtor, answers: MasterChange['answers'], fields: Fields): Facts {
  const t = debtorTexts(act.locale).master.refused;
  const bad = (field: string, sentence: string): Facts => fields.fault(field, new DomainError('bad-input', sentence), {});
  const given = (field: string): string => answers[field]?.trim() ?? '';
  const contacts = CONTACT_ROLES.map((role) => {
    const contact = readContact(role, given(role));
    return 'fault' in contact ? bad(role, t[contact.fault](cut(contact.text, QUOTED))) : contact.facts;
  });
  const parent = given('parent');
  const limit = given('groupLimit');
  const currency = currencyIn(limit) ?? debtor.limit?.currency ?? act.policy.currency;
  const amount = readAmount(limit === '' ? '0' : limit, currency, 'zero');
  const ibans = readIbans(given('ibans'));
  const days = given('maxDays');
  const maxDays = days === '' ? '' : readMaxDays(days);
  return Object.assign(
    // Whoever is their own parent has none, as in a file.
    { parent: parent === debtor.code ? '' : parent },
    ...contacts,
    'fault' in amount
      ? bad('groupLimit', amountFault(amount.fault, limit, currency, act.locale))
      : { groupLimit: limit === '' ? '' : groupLimitText({ ...amount, currency }) },
    'bad' in ibans ? bad('ibans', t.iban(cut(ibans.bad, QUOTED))) : ibans,
    maxDays === undefined ? bad('maxDays', t.days(cut(days, QUOTED))) : { maxDays },
  );
}

/** The currency whose code stands behind an amount. */
function currencyIn(amount: string): string | undefined {
  return /[\d\s]([a-z]{3})$/iu.exec(amount)?.[1]?.toUpperCase();
}

type ReadContact = { readonly facts: Facts } | { readonly fault: 'email' | 'twice'; readonly text: string };

const LANGUAGES: readonly (readonly [Locale, RegExp])[] = [
  ['fr', /^(?:fr|fran[cç]ais|french)$/iu],
  ['en', /^(?:en|anglais|english)$/iu],
];
const PHONE = /^\+?[\d\s()./\u00a0\u202f-]{5,}$/u;

/** One thing a line, in any order: an address has its sign, a number is figures, a language is one of two words, the rest is the name. */
function readContact(role: ContactRole, text: string): ReadContact {
  const none: readonly FactName[] = CONTACT_PARTS.map((part): FactName => `${role}${part}`);
  const facts = new Map<FactName, string>(none.map((name) => [name, '']));
  const parts = text.split(/[\n;]+/).map((part) => part.trim());
  for (const part of parts.filter((one) => one !== '')) {
    const [name, value] = partOf(role, part);
    if (name === `${role}Email` && !EMAIL.test(value)) return { fault: 'email', text: part };
    if (facts.get(name) !== '') return { fault: 'twice', text: part };
    facts.set(name, value);
  }
  return { facts: Object.fromEntries(facts) };
}

function partOf(role: ContactRole, part: string): readonly [FactName, string] {
  if (part.includes('@')) return [`${role}Email`, part.toLowerCase()];
  const language = LANGUAGES.find(([, words]) => words.test(part))?.[0];
  if (language) return [`${role}Language`, language];
  return [PHONE.test(part) ? `${role}Phone` : `${role}Name`, part];
}

/** A parent is another debtor of the same company, and not below this one; the act is undone when it is not. */
async function refuseParent({ tx, locale }: Act, debtor: Debtor): Promise<void> {
  const t = debtorTexts(locale).master.refused;
  const links = await debtorsIn(tx).parents(debtor.companyId);
  const own = links.find((link) => link.debtorId === debtor.id);
  const circle = circleIn(links);
  const fault = (sentence: string): FieldFaults => new FieldFaults(['parent', new DomainError('bad-input', sentence)]);
  if (own?.parentId === null) throw fault(t.parent(cut(own.parent, QUOTED)));
  if (circle) throw fault(t.circle(circle.join(' → ')));
}
