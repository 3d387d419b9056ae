/** Whom letters to the demo company's customers go to: invented people and streets, addresses that reach nobody (RFC 2606), telephone numbers set aside for fiction (Arcep). */
import type { Debtor } from './debtors.ts';

const PEOPLE = ['Mme Lambert', 'M. Petit', 'Mme Ferreira', 'M. Nguyen', 'Mme Caron', 'M. Haddad', 'Mme Roussel', 'M. Wouters'] as const;
const STREETS = [
  'rue des Tanneurs',
  'avenue du Port',
  'quai de la Gare',
  'rue des Forges',
  'chemin du Moulin',
  'allée des Peupliers',
] as const;
const FRENCH = ['59000 Lille', '69003 Lyon', '44000 Nantes', '31000 Toulouse', '35000 Rennes', '76600 Le Havre'] as const;
const EASTERN = ['67000 Strasbourg', '68100 Mulhouse', '57000 Metz'] as const;
const BELGIAN = ['1000 Bruxelles', '9000 Gent', '2000 Antwerpen'] as const;

/** Contact, e-mail, telephone, postal address and language, made from the customer's place by size alone. One in thirty has no e-mail, as in life. */
export function whereToWrite(debtor: Pick<Debtor, 'name' | 'rank' | 'country' | 'region'>): readonly string[] {
  const { name, rank, country, region } = debtor;
  const slug = name
    .replace(/œ/gi, 'oe')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  const towns = country === 'BE' ? BELGIAN : region === '' ? FRENCH : EASTERN;
  const email = rank % 30 === 29 ? '' : `compta@${slug}.example`;
  const phone = country === 'BE' ? '' : `01 99 00 ${String(10 + (rank % 90))} ${String(10 + ((rank * 7) % 90))}`;
  const address = `${1 + ((rank * 13) % 140)} ${STREETS[rank % STREETS.length]}|${towns[rank % towns.length]}`;
  // Flemish customers are written to in English: French and English are what letters are written in.
  return [PEOPLE[rank % PEOPLE.length] ?? '', email, phone, address, country === 'BE' && rank % 2 === 1 ? 'en' : 'fr'];
}
