/** Contacts of debtors: columns of a debtors file that hold a role's contact ("email compta"), and files with one contact a row. */
import type { DebtorRow } from '../core/ledger/item.ts';
import { CONTACT_ROLES, type ContactFact, type ContactPart, type ContactRole, EMAIL, type Facts } from '../core/ledger/master.ts';
import type { Batch } from '../core/ledger/reading.ts';
import { headerKey, hints } from './headers.ts';
import {
  type FieldTypes,
  idText,
  type List,
  type ListOptions,
  languageOf,
  openParties,
  optionalText,
  type RowResult,
  refuse,
} from './list.ts';
import type { Table } from './table.ts';

/** Words of a header by which a role is known, in French, English, German, Dutch, Spanish and Italian. */
const ROLE_HEADERS: Readonly<Record<ContactRole, string>> = {
  accounts: 'accounts accounting payable compta comptable comptabilite buchhaltung boekhouding contabilidad contabilita amministrazione',
  buyer: 'buyer buying purchasing acheteur acheteuse achat achats einkauf einkaufer inkoop inkoper compras comprador acquisti',
  manager:
    'manager management ceo direction dirigeant dirigeante gerant gerante geschaftsfuhrer geschaftsfuhrung directie zaakvoerder gerente direccion direzione titolare',
  legal: 'legal juridique juriste recht rechtsabteilung juridisch juridica legale',
};
const PART_HEADERS: Readonly<Record<ContactPart, string>> = {
  Name: 'name nom naam nombre nome',
  Phone: 'phone tel telephone telefon telefoon telefono mobile portable mobil movil cellulare gsm',
  Email: 'email mail courriel correo posta',
  Language: 'language langue lang sprache taal idioma lingua',
};
const CONTACT = set('contact interlocuteur interlocutrice kontakt ansprechpartner contactpersoon contacto contatto referente');
/** They change nothing beside a part. */
const FILLER = set(
  'e adresse address adres direccion indirizzo electronique electronico elettronica no client customer debtor debiteur kunde klant cliente',
);

function set(words: string): ReadonlySet<string> {
  return new Set(words.split(' '));
}

function byWord<Key extends string>(words: Readonly<Record<Key, string>>): ReadonlyMap<string, Key> {
  return new Map((Object.keys(words) as Key[]).flatMap((key) => words[key].split(' ').map((word) => [word, key] as const)));
}

const ROLES = byWord(ROLE_HEADERS);
const PARTS = byWord(PART_HEADERS);

/** What a column holds of a role's contact: every word of its header must say so. A contact without more is a name. */
function contactFact(header: string): ContactFact | undefined {
  const words = headerKey(header).split(' ');
  const roles = new Set(words.flatMap((word) => ROLES.get(word) ?? []));
  const parts = new Set(words.flatMap((word) => PARTS.get(word) ?? []));
  const [role] = roles;
  const [part] = parts;
  const named = part ?? (words.some((word) => CONTACT.has(word)) ? 'Name' : undefined);
  const known = words.every((word) => ROLES.has(word) || PARTS.has(word) || CONTACT.has(word) || FILLER.has(word));
  return role && named && known && roles.size === 1 && parts.size < 2 ? `${role}${named}` : undefined;
}

/** The header with the contacts' columns under their facts' names; of two columns for one fact the first. */
export function withContactNames(header: readonly string[]): readonly string[] {
  const taken = new Set<string>(header);
  return header.map((name) => {
    const fact = contactFact(name);
    if (fact === undefined || taken.has(fact)) return name;
    taken.add(fact);
    return fact;
  });
}

// ---------------------------------------------------------------- one contact a row

type ContactField = 'debtor' | 'debtorName' | 'role' | 'contactName' | 'firstName' | 'email' | 'phone' | 'language';

const CONTACT_TYPES: FieldTypes<ContactField> = {
  synonyms: {
    debtor: [
      'debtor|debtor id|debtor code|debtor no|code debiteur|no client|code client|client id|compte client|no compte client|customer no|customer id|customer code|compte tiers|code tiers|no tiers|compte auxiliaire|account code|account no|no compte|kundennummer|kunden no|kunde no|klant no|klantnummer|codigo cliente|codice cliente',
      'compte|account|tiers|debiteur|client|customer|kunde|klant|cliente',
    ],
    debtorName: [
      'raison sociale|nom client|customer name|client name|company name|nom tiers|societe|company|firma|bedrijf|empresa|azienda|ragione sociale',
      '',
      'name|nom',
    ],
    role: [
      'contact role|role contact|type contact|contact type|fonction|fonction contact|function|job title|qualite|poste|funktion|functie|funcion|cargo|ruolo|funzione|rol|rolle',
      'title|titre|type|profil',
    ],
    contactName: [
      'contact|nom contact|interlocuteur|ansprechpartner|contactpersoon|contacto|contatto',
      'name|nom|nom prenom|prenom nom|full name|last name|nachname|naam|achternaam|nombre|apellido|nome|cognome',
    ],
    firstName: ['prenom|first name|given name|vorname|voornaam'],
    email: [
      'e mail|mail|courriel|adresse email|adresse mail|adresse electronique|email address|correo|correo electronico|posta elettronica|e mail adresse',
    ],
    phone: ['telephone|tel|no telephone|phone number|telefon|telefoon|telefono', 'mobile|portable|gsm|mobil|movil|cellulare'],
    language: ['langue|lang|locale|sprache|taal|idioma|lingua'],
  },
  dates: [],
  amounts: [],
  ids: ['debtor'],
};

/** Whether the file has one contact of a debtor a row: whose, in which role, how to reach them. */
export function isContactsHeader(header: readonly string[]): boolean {
  const has = hints(header, CONTACT_TYPES.synonyms);
  return has.has('debtor') && has.has('role') && (has.has('email') || has.has('phone'));
}

/** What a job's words speak of, by their beginnings; the first that fits: a director of accounts is of the accounts. */
const JOBS: readonly (readonly [ContactRole, RegExp])[] = [
  ['accounts', /\b(account|compta|tresor|treasur|finan|daf\b|cfo\b|buchhalt|kredit|boekhoud|contab|amministraz)/],
  ['buyer', /\b(buy|purchas|procure|achat|acheteu|appro|einkauf|inkoop|inkope|compra|acquist)/],
  ['legal', /\b(legal|jurid|jurist|lawyer|avocat|recht|abogad|avvocat)/],
  ['manager', /\b(manag|direct|dirig|gerant|gerent|geschaft|ceo\b|pdg\b|dg\b|president|owner|zaakvoerd|direz|titolar)/],
];

function roleOf(words: string): ContactRole | undefined {
  const folded = words.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return CONTACT_ROLES.find((role) => role === folded) ?? JOBS.find(([, job]) => job.test(folded))?.[0];
}

/** Surveys a file of contacts; the result reads it, as often as asked. Throws FileFault. */
export function openContacts(
  table: Table,
  options: ListOptions,
): Promise<(sink: (batch: Batch<DebtorRow>) => Promise<void>) => Promise<void>> {
  return openParties(table, options, CONTACT_TYPES, 'debtor', (list) => {
    const said = new Map<string, string>();
    return (cells, line) => readContact(list, said, cells, line);
  });
}

/** A second contact in one role, and one whose role is none of ours, are left aside with a remark. */
function readContact(list: List<ContactField>, said: Map<string, string>, cells: readonly string[], line: number): RowResult<DebtorRow> {
  const { columns } = list;
  const cell = (field: ContactField) => optionalText(cells[columns.at(field)]);
  const debtor = idText(cells[columns.at('debtor')], list.floats('debtor'));
  if (debtor === '') return refuse('missing-field', columns.name('debtor'));
  const email = cell('email')?.toLowerCase();
  if (email !== undefined && !EMAIL.test(email)) return refuse('bad-email', columns.name('email'), email);
  const language = languageOf(cell('language'));
  if (language === null) return refuse('bad-language', columns.name('language'), cell('language'));
  const name = [cell('firstName'), cell('contactName')].filter((part) => part !== undefined).join(' ');
  const phone = cell('phone');
  const row: DebtorRow = { ...NOTHING, line, debtor, name: cell('debtorName') };
  const role = roleOf(cell('role') ?? '');
  const all = [name, phone, email, language].join('\0');
  const before = said.get(`${debtor}\0${role}`);
  if (role !== undefined && before === all) return 'ignored';
  if (role === undefined || before !== undefined)
    return { row, warning: { code: 'other-contact', column: columns.name('role'), value: `${debtor} · ${cell('role') ?? '–'}` } };
  said.set(`${debtor}\0${role}`, all);
  const facts: Facts = {
    ...(name === '' ? {} : { [`${role}Name`]: name }),
    ...(phone === undefined ? {} : { [`${role}Phone`]: phone }),
    ...(email === undefined ? {} : { [`${role}Email`]: email }),
    ...(language === undefined ? {} : { [`${role}Language`]: language }),
  };
  return { row: { ...row, facts } };
}

const NOTHING: Omit<DebtorRow, 'line' | 'debtor' | 'name'> = {
  siren: undefined,
  vat: undefined,
  terms: undefined,
  limit: undefined,
  insurer: undefined,
  insured: undefined,
  insuredUntil: undefined,
  segment: undefined,
  salesperson: undefined,
  salesAdmin: undefined,
  collector: undefined,
  country: undefined,
  region: undefined,
};
