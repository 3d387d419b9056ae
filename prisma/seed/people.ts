/** The people of the demo company: one or more in every role, with a manager and a backup, all invented. */
import { csv } from './csv.ts';

interface Person {
  readonly email: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly department: string;
  readonly manager: string;
  readonly backup: string;
  readonly language: 'fr' | 'en';
  readonly country: 'FR' | 'BE';
  /** The département whose local holidays apply (Moselle and Alsace), else empty. */
  readonly region: string;
}

const DOMAIN = 'demo.example';
const at = (local: string): string => (local === '' ? '' : `${local}@${DOMAIN}`);

function person(local: string, name: string, roles: string[], department: string, manager: string, backup: string): Person {
  return {
    email: at(local),
    name,
    roles,
    department,
    manager: at(manager),
    backup: at(backup),
    language: 'fr',
    country: 'FR',
    region: '',
  };
}

const people: readonly Person[] = [
  person('helene.vasseur', 'Hélène Vasseur', ['director'], 'Direction générale', '', 'philippe.garnier'),
  person('philippe.garnier', 'Philippe Garnier', ['finance'], 'Finance', 'helene.vasseur', 'claire.montagnac'),
  person('claire.montagnac', 'Claire Montagnac', ['credit-manager'], 'Crédit client', 'philippe.garnier', 'philippe.garnier'),
  person('nadia.benali', 'Nadia Benali', ['collector'], 'Recouvrement', 'claire.montagnac', 'karim.lefevre'),
  { ...person('karim.lefevre', 'Karim Lefèvre', ['collector'], 'Recouvrement', 'claire.montagnac', 'nadia.benali'), region: '67' },
  person('sofia.romano', 'Sofia Romano', ['sales'], 'Commerce', 'helene.vasseur', 'thomas.keller'),
  { ...person('thomas.keller', 'Thomas Keller', ['sales'], 'Commerce', 'sofia.romano', 'sofia.romano'), region: '67' },
  { ...person('jeroen.maes', 'Jeroen Maes', ['sales'], 'Commerce', 'sofia.romano', 'sofia.romano'), language: 'en', country: 'BE' },
  person('marc.lemoine', 'Marc Lemoine', ['sales-admin'], 'Administration des ventes', 'sofia.romano', 'aicha.diallo'),
  person('aicha.diallo', 'Aïcha Diallo', ['sales-admin'], 'Administration des ventes', 'sofia.romano', 'marc.lemoine'),
  person('lucie.perrin', 'Lucie Perrin', ['accounting'], 'Comptabilité clients', 'philippe.garnier', 'claire.montagnac'),
  person('yann.kerbrat', 'Yann Kerbrat', ['quality'], 'Qualité', 'helene.vasseur', 'bruno.castel'),
  person('bruno.castel', 'Bruno Castel', ['logistics'], 'Logistique', 'helene.vasseur', 'yann.kerbrat'),
  person('ines.fontaine', "Inès d'Arbois-Fontaine", ['legal'], 'Juridique', 'helene.vasseur', 'philippe.garnier'),
  person('samir.haddad', 'Samir Haddad', ['admin'], 'Informatique', 'philippe.garnier', ''),
];

const HEADER = ['email', 'name', 'roles', 'department', 'manager', 'backup', 'language', 'country', 'region'];

export function peopleCsv(): string {
  return csv(
    HEADER,
    people.map((one) => [
      one.email,
      one.name,
      one.roles.join(';'),
      one.department,
      one.manager,
      one.backup,
      one.language,
      one.country,
      one.region,
    ]),
  );
}
