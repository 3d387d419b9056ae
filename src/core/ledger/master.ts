/**
 * What is known of a debtor beside its account (docs/rules/parties.md): contacts by role, the head and the limit of its group, its IBANs, the most days that it
 * may be granted. Each is a fact with a name and a text, whichever way it came: by the debtors file or by a press; a press stands until the file says something else.
 */
import { readIban } from '../kernel/iban.ts';
import { isCurrency } from '../kernel/money.ts';

export const CONTACT_ROLES = ['accounts', 'buyer', 'manager', 'legal'] as const;
export type ContactRole = (typeof CONTACT_ROLES)[number];

export const CONTACT_PARTS = ['Name', 'Phone', 'Email', 'Language'] as const;
export type ContactPart = (typeof CONTACT_PARTS)[number];
export type ContactFact = `${ContactRole}${ContactPart}`;

export const CONTACT_FACTS: readonly ContactFact[] = CONTACT_ROLES.flatMap((role) =>
  CONTACT_PARTS.map((part): ContactFact => `${role}${part}`),
);

/** parent: the account of the debtor above it in its group. groupLimit: minor units and currency ("50000000 EUR"), said of the group's head. ibans: parted by line feeds. */
export const FACT_NAMES = [...CONTACT_FACTS, 'parent', 'groupLimit', 'ibans', 'maxDays'] as const;
export type FactName = (typeof FACT_NAMES)[number];

/** By name; an empty text is nothing. */
export type Facts = Readonly<Partial<Record<FactName, string>>>;

export interface Contact {
  readonly role: ContactRole;
  readonly name: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly language: string | null;
}

export interface Master {
  /** Those of whom something is known. */
  readonly contacts: readonly Contact[];
  readonly parent: string | null;
  readonly groupLimit: { readonly minor: bigint; readonly currency: string } | null;
  readonly ibans: readonly string[];
  readonly maxDays: number | null;
}

export function masterOf(facts: Facts): Master {
  const contacts = CONTACT_ROLES.map((role): Contact => {
    const [name, phone, email, language] = CONTACT_PARTS.map((part) => facts[`${role}${part}`] || null);
    return { role, name: name ?? null, phone: phone ?? null, email: email ?? null, language: language ?? null };
  });
  return {
    contacts: contacts.filter(({ name, phone, email }) => name ?? phone ?? email),
    parent: facts.parent || null,
    groupLimit: groupLimitOf(facts.groupLimit),
    ibans: (facts.ibans ?? '').split('\n').filter((iban) => iban !== ''),
    maxDays: facts.maxDays ? Number(facts.maxDays) : null,
  };
}

function groupLimitOf(written = ''): Master['groupLimit'] {
  const [digits = '', currency = ''] = written.split(' ');
  return /^\d+$/.test(digits) && isCurrency(currency) ? { minor: BigInt(digits), currency } : null;
}

export function groupLimitText({ minor, currency }: NonNullable<Master['groupLimit']>): string {
  return `${minor} ${currency}`;
}

/** Numbers parted by commas, semicolons, bars or line ends, each checked; the first that is none when one is not. */
export function readIbans(text: string): { readonly ibans: string } | { readonly bad: string } {
  const written = text.split(/[,;|\n\r]+/).filter((part) => part.trim() !== '');
  const ibans = written.map(readIban);
  const bad = written.find((_, i) => ibans[i] === undefined);
  return bad === undefined ? { ibans: [...new Set(ibans)].join('\n') } : { bad: bad.trim() };
}

export const EMAIL = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/;

/** Longer than this is a typing error, as of terms. */
const MOST_DAYS = 999;

/** "60", "60 jours"; undefined when it is no number of days. */
export function readMaxDays(text: string): string | undefined {
  const days = /^\s*(\d{1,4})(?:[.,]0+)?\s*(?:j|jours?|d|days?|tage?|dagen|d[ií]as?|giorni)?\s*$/iu.exec(text)?.[1];
  return days !== undefined && Number(days) <= MOST_DAYS ? String(Number(days)) : undefined;
}

/** Whom letters and e-mails go to. */
export interface Addressee {
  readonly contact: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly language: string | null;
}

/** The accounts contact, else the debtor's own; its number, address or language also where the contact has none. A contact without a name is not called by another's. */
export function addressee({ accountsName, accountsEmail, accountsPhone, accountsLanguage }: Facts, own: Addressee): Addressee {
  return {
    contact: accountsName || (accountsEmail || accountsPhone ? null : own.contact),
    email: accountsEmail || own.email,
    phone: accountsPhone || own.phone,
    language: accountsLanguage || own.language,
  };
}
