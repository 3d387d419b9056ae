/** The people file: who works here, in which roles, for whom each one stands in. */
import type { PersonRow } from '../core/desk/people-ports.ts';
import { ROLES } from '../core/desk/policy.ts';
import { EMAIL } from '../core/ledger/master.ts';
import type { Batch } from '../core/ledger/reading.ts';
import { type FieldTypes, type List, type ListOptions, languageOf, openParties, optionalText, type RowResult, refuse } from './list.ts';
import type { Table } from './table.ts';

export type PersonField = 'email' | 'name' | 'roles' | 'department' | 'manager' | 'backup' | 'language' | 'country' | 'region';

export const PERSON_TYPES: FieldTypes<PersonField> = {
  synonyms: {
    email: ['e mail|mail|courriel|adresse email|adresse mail|adresse electronique|email address|adresse e mail'],
    name: ['nom|nom complet|full name|nom prenom|prenom nom|display name', 'personne|person'],
    roles: ['role|fonction|profil|fonctions'],
    department: ['departement|service|equipe|team'],
    manager: ['responsable|n 1|superieur|email manager|email responsable'],
    backup: ['remplacant|remplacante|suppleant|suppleante|substitute|email remplacant'],
    language: ['langue|lang|locale'],
    country: ['pays|country code|code pays'],
    region: ['state'],
  },
  dates: [],
  amounts: [],
  ids: [],
};

/** Other words for the roles of the policy. */
const ROLE_WORDS: ReadonlyMap<string, (typeof ROLES)[number]> = new Map(
  Object.entries({
    administrateur: 'admin',
    administrator: 'admin',
    administratrice: 'admin',
    'responsable-credit': 'credit-manager',
    recouvrement: 'collector',
    'charge-de-recouvrement': 'collector',
    'chargee-de-recouvrement': 'collector',
    commercial: 'sales',
    commerciale: 'sales',
    salesperson: 'sales',
    adv: 'sales-admin',
    'administration-des-ventes': 'sales-admin',
    daf: 'finance',
    cfo: 'finance',
    dg: 'director',
    direction: 'director',
    directeur: 'director',
    directrice: 'director',
    ceo: 'director',
    comptable: 'accounting',
    comptabilite: 'accounting',
    accountant: 'accounting',
    qualite: 'quality',
    logistique: 'logistics',
    juridique: 'legal',
  }),
);

/** Surveys a people file; the result reads it, as often as asked. Throws FileFault. */
export function openPeople(
  table: Table,
  options: ListOptions,
): Promise<(sink: (batch: Batch<PersonRow>) => Promise<void>) => Promise<void>> {
  return openParties(table, options, PERSON_TYPES, 'email', (list) => {
    const said = new Map<string, string>();
    return (cells, line) => readPerson(list, said, cells, line);
  });
}

function readPerson(list: List<PersonField>, said: Map<string, string>, cells: readonly string[], line: number): RowResult<PersonRow> {
  const cell = (field: PersonField) => optionalText(cells[list.columns.at(field)]);
  const no = (code: Parameters<typeof refuse>[0], field: PersonField, value?: string) => refuse(code, list.columns.name(field), value);
  const email = cell('email')?.toLowerCase();
  if (email === undefined) return no('missing-field', 'email');
  const all = cells.map((c) => c.trim()).join('\0');
  const before = said.get(email);
  if (before !== undefined) return before === all ? 'ignored' : no('contradictory', 'email', email);
  said.set(email, all);
  const [manager, backup] = [cell('manager')?.toLowerCase(), cell('backup')?.toLowerCase()];
  if (!EMAIL.test(email)) return no('bad-email', 'email', email);
  if (manager !== undefined && !EMAIL.test(manager)) return no('bad-email', 'manager', manager);
  if (backup !== undefined && !EMAIL.test(backup)) return no('bad-email', 'backup', backup);
  const words = (cell('roles') ?? '').split(/[,;|/+]/).filter((word) => word.trim() !== '');
  const roles = words.map(roleOf);
  const unknown = words.find((_, i) => roles[i] === undefined);
  if (unknown !== undefined) return no('bad-role', 'roles', unknown);
  const language = languageOf(cell('language'));
  if (language === null) return no('bad-language', 'language', cell('language'));
  return {
    row: {
      line,
      email,
      name: cell('name') ?? email,
      roles: [...new Set(roles.filter((role) => role !== undefined))],
      department: cell('department'),
      manager,
      backup,
      language,
      country: cell('country')?.toUpperCase(),
      region: cell('region'),
    },
  };
}

function roleOf(word: string): string | undefined {
  const slug = word
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .trim()
    .replace(/[^a-z]+/g, '-');
  return ROLES.find((role) => role === slug) ?? ROLE_WORDS.get(slug);
}
